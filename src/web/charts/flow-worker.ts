import type { Flow } from '../../vocabulary/statistics/flow-choice.ts'
import { drawFlows } from './flow-drawing.ts'

// Draws beside the page, which stays quick however large the graph is.

export type FlowTask = { readonly id: number; readonly all: readonly Flow[]; readonly drawn: readonly Flow[] }

addEventListener('message', ({ data }: MessageEvent<FlowTask>) => {
  postMessage({ id: data.id, drawing: drawFlows(data.all, data.drawn) })
})
