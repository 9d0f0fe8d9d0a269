/**
 * The load: one process, the same for whatever it is turned on. Batches are made before the clock starts, so that the
 * two cores are spent on taking them.
 */
import { Pool } from 'undici'
import { batchesOf, type SentBatch } from './events-of-customers.ts'

export type LoadAsk =
  | { readonly ask: 'prepare'; readonly events: number; readonly seed: number }
  /** As fast as the connections allow: each sends its next batch when the last was answered. */
  | { readonly ask: 'flood'; readonly url: string; readonly key: string; readonly seconds: number }
  /** At a steady rate, whatever the answers: a slow one does not slow the next. */
  | {
      readonly ask: 'pace'
      readonly url: string
      readonly key: string
      readonly seconds: number
      readonly eventsPerSecond: number
    }
export type LoadOutcome = {
  readonly sent: number
  /** From the first batch sent to the last one answered. */
  readonly seconds: number
  readonly refused: number
  /** Milliseconds from when a batch was due to its answer, sorted. */
  readonly latencies: readonly number[]
}

export const connections = 16

let prepared: SentBatch[] = []
let next = 0

process.on('message', (message: LoadAsk & { number: number }) => {
  answer(message).then(
    value => process.send!({ number: message.number, value }),
    error => process.send!({ number: message.number, error: String(error) }),
  )
})
process.on('disconnect', () => process.exit(0))
process.send!({ facts: {} })

async function answer(message: LoadAsk): Promise<unknown> {
  switch (message.ask) {
    case 'prepare':
      prepared = [...batchesOf(message.events, message.seed, new Date())]
      next = 0
      return { batches: prepared.length }
    case 'flood':
      return flood(message)
    case 'pace':
      return pace(message)
    default:
      throw new Error(`Nobody asks that: ${message satisfies never}`)
  }
}

async function flood({ url, key, seconds }: Extract<LoadAsk, { ask: 'flood' }>): Promise<LoadOutcome> {
  const sending = openSending(url, key)
  const started = performance.now()
  await Promise.all(
    Array.from({ length: connections }, async () => {
      while (next < prepared.length && performance.now() - started < seconds * 1000)
        await sending.send(prepared[next++]!, performance.now())
    }),
  )
  return sending.end(started)
}

async function pace({ url, key, seconds, eventsPerSecond }: Extract<LoadAsk, { ask: 'pace' }>): Promise<LoadOutcome> {
  const sending = openSending(url, key)
  const started = performance.now()
  const under: Promise<void>[] = []
  let due = started
  while (next < prepared.length && due - started < seconds * 1000) {
    const pause = due - performance.now()
    if (pause > 1) await new Promise(resolve => setTimeout(resolve, pause))
    const batch = prepared[next++]!
    under.push(sending.send(batch, due))
    due += (batch.events / eventsPerSecond) * 1000
  }
  await Promise.all(under)
  return sending.end(started)
}

function openSending(url: string, key: string) {
  const pool = new Pool(url, { connections, pipelining: 1 })
  const headers = { 'content-type': 'application/json', authorization: `Basic ${btoa(`${key}:`)}` }
  const latencies: number[] = []
  let sent = 0
  let refused = 0
  return {
    send: async (batch: SentBatch, due: number) => {
      const response = await pool.request({ path: '/v1/batch', method: 'POST', headers, body: batch.text })
      await response.body.dump()
      latencies.push(performance.now() - due)
      if (response.statusCode === 200) sent += batch.events
      else refused += batch.events
    },
    end: async (started: number): Promise<LoadOutcome> => {
      const seconds = (performance.now() - started) / 1000
      await pool.close()
      return { sent, refused, seconds, latencies: latencies.sort((a, b) => a - b) }
    },
  }
}
