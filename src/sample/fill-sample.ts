import { lookAtPages, type PageLook } from './look-at-pages.ts'
import type { SampleMessage } from './message.ts'
import { type SampleSize, sampleEvents } from './sample-events.ts'
import { sampleMaps } from './sample-maps.ts'

/** The doors through which the sample enters: the same as anyone's. Whoever gives them also sees to retries. */
export type SampleClient = {
  /** Resolves when the batch is acknowledged. */
  sendBatch(messages: readonly (SampleMessage | PageLook)[]): Promise<void>
  /** Imports one map in the interchange format. */
  importMap(file: unknown): Promise<void>
}

export type SampleProgress = {
  readonly customersDone: number
  readonly customers: number
  readonly messages: number
  readonly elapsedMs: number
  /** Undefined until there is something to judge by. */
  readonly remainingMs: number | undefined
}

export type FillOptions = SampleSize & {
  readonly onProgress?: (progress: SampleProgress) => void
  /** Batches on their way at once; 4 unless said. No customer's own time order depends on it: batches hold whole households. */
  readonly inFlight?: number
  readonly signal?: AbortSignal
  /** Milliseconds of a clock that only moves forward. */
  readonly clock?: () => number
}

const looksTogether = 200

/** Draws the maps, then tells what the customers lived, last how pages were looked at. Stops at the first refusal, which it throws. */
export async function fillSample(
  client: SampleClient,
  options: FillOptions,
): Promise<{ readonly messages: number; readonly maps: number }> {
  const { customers, onProgress, inFlight = 4, signal, clock = () => performance.now() } = options
  const started = clock()
  for (const file of sampleMaps) await client.importMap(file)

  const eventsStarted = clock()
  let messages = 0
  let customersDone = 0
  const under = new Set<Promise<void>>()
  let failure: { readonly cause: unknown } | undefined

  for (const batch of sampleEvents(options)) {
    signal?.throwIfAborted()
    if (failure) break
    const sent = client.sendBatch(batch.messages).then(
      () => {
        messages += batch.messages.length
        customersDone = Math.max(customersDone, batch.customersDone)
        const spent = clock() - eventsStarted
        onProgress?.({
          customersDone,
          customers,
          messages,
          elapsedMs: clock() - started,
          remainingMs:
            customersDone > 0 ? Math.round((spent / customersDone) * (customers - customersDone)) : undefined,
        })
      },
      (cause: unknown) => {
        failure ??= { cause }
      },
    )
    const tracked = sent.finally(() => under.delete(tracked))
    under.add(tracked)
    if (under.size >= inFlight) await Promise.race(under)
  }
  await Promise.all(under)
  if (failure) throw failure.cause
  const looks = lookAtPages(options)
  for (let first = 0; first < looks.length; first += looksTogether) {
    signal?.throwIfAborted()
    await client.sendBatch(looks.slice(first, first + looksTogether))
  }
  return { messages, maps: sampleMaps.length }
}
