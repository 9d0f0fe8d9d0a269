import { Worker } from 'node:worker_threads'
import type { DrawingFormat } from '../../contract/map-drawing.ts'
import { problem } from '../../vocabulary/problem.ts'
import type { DrawingRequest } from './drawing-request.ts'

/** No map that people draw takes this long; one that does is better told as several. */
const limitMs = 60_000
/** A worker that nobody needs gives its memory back. */
const idleMs = 120_000
const waitingLimit = 24
const memoryMb = 1024

/** What the worker answers to the drawing it was asked for. */
export type Drawn = DrawnFile | { readonly failed: unknown }

/** A file, and the characters in it that none of our fonts has: they are drawn as hollow squares. */
export type DrawnFile = { readonly bytes: Uint8Array<ArrayBuffer>; readonly lacking: readonly string[] }

let worker: Worker | undefined
let idle: NodeJS.Timeout | undefined
let turn: Promise<unknown> = Promise.resolve()
let waiting = 0

/**
 * Draws a map in a thread of its own, one after the other: however large it is, requests go on being answered
 * meanwhile. Refused when too many wait, or when the drawing takes longer or more memory than allowed.
 */
export async function drawApart(
  format: DrawingFormat,
  request: DrawingRequest,
  allowedMs = limitMs,
): Promise<DrawnFile> {
  if (waiting >= waitingLimit) throw problem('too_many_requests', { seconds: 10 })
  waiting++
  const drawn = turn.then(() => drawNext(format, request, allowedMs))
  turn = drawn.catch(() => {})
  try {
    return await drawn
  } finally {
    waiting--
  }
}

async function drawNext(format: DrawingFormat, request: DrawingRequest, allowedMs: number) {
  clearTimeout(idle)
  worker ??= new Worker(new URL('./drawing-worker.ts', import.meta.url), {
    resourceLimits: { maxOldGenerationSizeMb: memoryMb },
  })
  const hand = worker
  // While it draws it holds the process; a worker that waits does not.
  hand.ref()
  const answer = Promise.withResolvers<Drawn>()
  const onEnd = (error: unknown) => answer.resolve({ failed: error })
  const tooLong = setTimeout(() => answer.resolve({ failed: 'too long' }), allowedMs)
  hand.once('message', answer.resolve)
  hand.once('error', onEnd)
  try {
    hand.postMessage({ format, request })
    const drawn = await answer.promise
    if ('bytes' in drawn) return drawn
    await leave(hand)
    if (isTooMuch(drawn.failed)) throw problem('drawing_too_heavy')
    throw new Error('The map could not be drawn.', { cause: drawn.failed })
  } finally {
    clearTimeout(tooLong)
    hand.off('message', answer.resolve)
    hand.off('error', onEnd)
    hand.unref()
    idle = setTimeout(() => worker && void leave(worker), idleMs).unref()
  }
}

function isTooMuch(failed: unknown): boolean {
  return failed === 'too long' || (failed as NodeJS.ErrnoException | undefined)?.code === 'ERR_WORKER_OUT_OF_MEMORY'
}

async function leave(hand: Worker): Promise<void> {
  if (worker === hand) worker = undefined
  hand.removeAllListeners()
  await hand.terminate()
}
