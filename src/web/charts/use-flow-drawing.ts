import { useEffect, useRef, useState } from 'react'
import type { Flow } from '../../vocabulary/statistics/flow-choice.ts'
import type { FlowDrawing } from './flow-drawing.ts'
import type { FlowTask } from './flow-worker.ts'

/** The drawing of a graph, made in a worker; the one before stays until the next is ready. */
export function useFlowDrawing(all: readonly Flow[], drawn: readonly Flow[]): FlowDrawing | undefined {
  const [drawing, setDrawing] = useState<FlowDrawing>()
  const worker = useRef<Worker>(undefined)
  const asked = useRef(0)
  useEffect(() => {
    const opened = new Worker(new URL('./flow-worker.ts', import.meta.url), { type: 'module' })
    worker.current = opened
    opened.addEventListener('message', ({ data }: MessageEvent<{ id: number; drawing: FlowDrawing }>) => {
      if (data.id === asked.current) setDrawing(data.drawing)
    })
    return () => opened.terminate()
  }, [])
  useEffect(() => {
    asked.current += 1
    worker.current?.postMessage({ id: asked.current, all, drawn } satisfies FlowTask)
  }, [all, drawn])
  return drawing
}
