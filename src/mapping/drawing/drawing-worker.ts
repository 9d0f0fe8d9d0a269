import { parentPort } from 'node:worker_threads'
import type { DrawingFormat } from '../../contract/map-drawing.ts'
import type { Drawn } from './draw-apart.ts'
import { drawMap } from './draw-map.ts'
import type { DrawingRequest } from './drawing-request.ts'
import { takeLacking } from './fonts.ts'

/** The thread that draws: it is told a request and answers bytes. */
parentPort?.on('message', async ({ format, request }: { format: DrawingFormat; request: DrawingRequest }) => {
  try {
    // A copy of its own memory, so that it can be handed over instead of copied once more.
    takeLacking()
    const bytes = Uint8Array.from(await drawMap(format, request))
    parentPort?.postMessage({ bytes, lacking: takeLacking() } satisfies Drawn, [bytes.buffer])
  } catch (failed) {
    parentPort?.postMessage({ failed } satisfies Drawn)
  }
})
