import { setTimeout as pause } from 'node:timers/promises'

/**
 * What the client side knows, written before a request goes out and after its answer came: the only witness when a
 * server is killed. Events are numbered from 0.
 */
export type Ledger = {
  /** Numbers of all events that ever left. */
  readonly sent: Set<number>
  /** Numbers of events that an answer 200 said were taken. */
  readonly acknowledged: Set<number>
  /** Batches, to see that none is stored in part. */
  readonly batches: Map<number, readonly number[]>
  answers: Record<string, number>
  next: number
}

export function openLedger(): Ledger {
  return { sent: new Set(), acknowledged: new Set(), batches: new Map(), answers: {}, next: 0 }
}

export type Load = {
  /** Where to send now; undefined while nobody serves. */
  target: { readonly url: string; readonly key: string } | undefined
  /** Ends the clients; what is under way is answered first. */
  stop(): Promise<void>
  [Symbol.asyncDispose](): Promise<void>
}

export type LoadOptions = {
  readonly clients: number
  /** Events of a batch, at most. */
  readonly largest: number
  /** Pause of a client after each answer, ms. */
  readonly restMs: number
  readonly random: () => number
}

/** Clients that post batches and, as SDKs do, send again with the same ids what was not acknowledged. */
export function startLoad(ledger: Ledger, options: LoadOptions): Load {
  let stopped = false
  const load: Load = {
    target: undefined,
    stop: async () => {
      stopped = true
      await Promise.all(running)
    },
    [Symbol.asyncDispose]: () => load.stop(),
  }
  const running = Array.from({ length: options.clients }, () => run())
  return load

  async function run(): Promise<void> {
    let batch: number[] = []
    while (!stopped) {
      const { target } = load
      if (!target) {
        await pause(10)
        continue
      }
      if (batch.length === 0) batch = newBatch()
      const status = await post(target, batch)
      ledger.answers[status] = (ledger.answers[status] ?? 0) + 1
      // One in three unanswered batches is given up, as a closed browser would: it may be stored or not, but whole.
      if (status === '200' || options.random() < 0.33) batch = []
      if (status === '429' || status === '503') await pause(20)
      if (options.restMs > 0) await pause(options.restMs)
    }
  }

  function newBatch(): number[] {
    const size = 1 + Math.floor(options.random() ** 2 * options.largest)
    const numbers = Array.from({ length: size }, () => ledger.next++)
    ledger.batches.set(numbers[0]!, numbers)
    return numbers
  }

  async function post(target: { url: string; key: string }, numbers: readonly number[]): Promise<string> {
    for (const number of numbers) ledger.sent.add(number)
    try {
      const response = await fetch(`${target.url}/v1/batch`, {
        method: 'POST',
        headers: { authorization: `Basic ${btoa(`${target.key}:`)}`, 'content-type': 'application/json' },
        body: JSON.stringify({ batch: numbers.map(messageOf), sentAt: new Date().toISOString() }),
        signal: AbortSignal.timeout(30_000),
      })
      const text = await response.text()
      if (response.status !== 200) return String(response.status)
      const said = JSON.parse(text) as { accepted: number; duplicates: number; refused: number }
      if (said.accepted + said.duplicates !== numbers.length) return `short (${text})`
      for (const number of numbers) ledger.acknowledged.add(number)
      return '200'
    } catch (error) {
      const cause = (error as { cause?: { code?: string } }).cause
      return cause?.code ?? (error as Error).name
    }
  }
}

/** Three hundred browsers; one message in nine names a known customer, so that browsers become somebody. */
function messageOf(number: number): Record<string, unknown> {
  const browser = (number * 7919) % 300
  return {
    type: 'track',
    event: ['Looked', 'Ordered', 'Called'][number % 3],
    anonymousId: `browser-${browser}`,
    ...(number % 9 === 0 ? { userId: `customer-${browser % 120}` } : {}),
    messageId: `message-${number}`,
    timestamp: new Date(Date.UTC(2026, 9, 1) + number * 1000).toISOString(),
    properties: { number },
  }
}

/** Small and good enough: the same seed gives the same sizes, while instants of kills stay the machine's own. */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return state / 2 ** 32
  }
}
