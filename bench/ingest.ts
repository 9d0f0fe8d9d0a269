import { setTimeout as pause } from 'node:timers/promises'
import type { MapMeasures } from '../src/contract/measuring.ts'
import type { BareFacts } from './bare-server.ts'
import { benchMap } from './bench-map.ts'
import { boundNames, eventNames } from './events-of-customers.ts'
import { type Figure, median, percentile } from './figures.ts'
import type { LoadOutcome } from './load.ts'
import { watchMemory } from './memory.ts'
import { openProduct, type Product } from './open-product.ts'
import { type Child, startChild } from './start-child.ts'

export type IngestOptions = {
  readonly events: number
  readonly seconds: number
  readonly directory: (name: string) => string
  readonly nodeFlags: readonly string[]
  readonly say: (line: string) => void
}

/**
 * How many events a second are acknowledged and moved to ClickHouse, against a bare server; then, at half of that, how
 * long an acknowledgement takes and how long until the event is in the measures.
 */
export async function benchIngest(options: IngestOptions): Promise<Figure[]> {
  const { events, say } = options
  await using load = await startChild<object>('load.ts', [], ['--max-old-space-size=6000'])
  say(`making ${events.toLocaleString('en')} events`)
  await load.ask('prepare', { events, seed: 1 })
  const bare = await floodBare(options, load)
  await load.ask('prepare', { events, seed: 1 })
  await using product = (await openDisposable(options)).product
  // The map that was just drawn is measured once before anything arrives.
  await product.settled()
  const memory = watchMemory(product.child.pid)
  const ours = await floodProduct(options, load, product)
  await product.settled()
  await load.ask('prepare', { events, seed: 2 })
  const paced = await paceProduct(options, load, product, ours / 2)
  memory.stop()
  const { server, clickhouse, postgres } = memory.peak()
  const peak = (name: string, bytes: number | null): Figure[] =>
    bytes === null ? [] : [{ name, value: bytes / 1e6, unit: 'MB' }]
  return [
    {
      name: 'Events taken: acknowledged and moved, against a bare server',
      value: ours / bare,
      unit: '×',
      of: { ours, theirs: bare, unit: 'events/s' },
      aim: { at: 'least', value: 0.4 },
    },
    { name: 'Acknowledgement at half of that, median', value: percentile(paced.latencies, 0.5), unit: 'ms' },
    {
      name: 'Acknowledgement at half of that, 99th percentile',
      value: percentile(paced.latencies, 0.99),
      unit: 'ms',
      aim: { at: 'most', value: 100 },
    },
    {
      name: 'From acknowledgement to the measures at half of that, median',
      value: median(paced.freshness),
      unit: 's',
      aim: { at: 'most', value: 5 },
    },
    {
      name: 'From acknowledgement to the measures at half of that, longest',
      value: Math.max(...paced.freshness),
      unit: 's',
    },
    ...peak('Peak memory while taking events: server', server),
    ...peak('Peak memory while taking events: ClickHouse', clickhouse),
    ...peak('Peak memory while taking events: PostgreSQL', postgres),
  ]
}

async function openDisposable({ directory, nodeFlags }: IngestOptions) {
  const product = await openProduct(directory('product'), nodeFlags)
  return { product: { ...product, [Symbol.asyncDispose]: () => product.child[Symbol.asyncDispose]() } }
}

async function floodBare({ directory, seconds, say }: IngestOptions, load: Child<object>): Promise<number> {
  await using bare = await startChild<BareFacts>('bare-server.ts', [directory('bare')])
  const outcome = await load.ask<LoadOutcome>('flood', { url: bare.facts.url, key: 'none', seconds })
  const rate = outcome.sent / outcome.seconds
  say(`bare server: ${Math.round(rate).toLocaleString('en')} events/s over ${outcome.seconds.toFixed(1)} s`)
  return rate
}

/** The clock stops when the last event is in ClickHouse, not when it was acknowledged. */
async function floodProduct({ seconds, say }: IngestOptions, load: Child<object>, product: Product): Promise<number> {
  const { url, writeKey } = product.facts
  const started = performance.now()
  const outcome = await load.ask<LoadOutcome>('flood', { url, key: writeKey, seconds })
  if (outcome.refused > 0) say(`${outcome.refused.toLocaleString('en')} events were refused`)
  while ((await product.backlog()) > 0) await pause(20)
  const rate = outcome.sent / ((performance.now() - started) / 1000)
  const acknowledged = Math.round(outcome.sent / outcome.seconds).toLocaleString('en')
  say(`product: ${acknowledged} events/s acknowledged, ${Math.round(rate).toLocaleString('en')} acknowledged and moved`)
  return rate
}

async function paceProduct(
  { seconds, say }: IngestOptions,
  load: Child<object>,
  product: Product,
  eventsPerSecond: number,
): Promise<{ latencies: readonly number[]; freshness: readonly number[] }> {
  const { url, writeKey } = product.facts
  const ending = new AbortController()
  const watching = watchFreshness(product, ending.signal)
  const outcome = await load.ask<LoadOutcome>('pace', { url, key: writeKey, seconds, eventsPerSecond })
  ending.abort()
  const freshness = await watching
  say(`paced: ${Math.round(outcome.sent / outcome.seconds).toLocaleString('en')} events/s, ${freshness.length} probes`)
  return { latencies: outcome.latencies, freshness }
}

/** A channel that nobody else uses, so that a probe is seen as soon as it is counted. */
const probeChannel = 'partner'

/** Sends single events, one after the other, and asks the map for each until it is there. Seconds. */
async function watchFreshness(product: Product, signal: AbortSignal): Promise<number[]> {
  const { url, writeKey } = product.facts
  const query = `from=2020-01-01T00:00:00Z&to=2100-01-01T00:00:00Z&channel=${probeChannel}`
  const counted = async () => {
    const measures = await product.get<MapMeasures>(`/maps/${benchMap.map.id}/measures?${query}`)
    return measures.touchpoints.reduce((sum, touchpoint) => sum + (touchpoint.visits.value ?? 0), 0)
  }
  const send = (number: number) =>
    fetch(`${url}/v1/batch`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Basic ${btoa(`${writeKey}:`)}` },
      body: JSON.stringify({
        batch: [
          {
            type: 'track',
            event: eventNames[boundNames - 1],
            messageId: `probe-${number}`,
            userId: `probe-${number}`,
            context: { channel: probeChannel },
          },
        ],
      }),
    })
  // Groups under five customers are hidden: five that are not timed make the sixth visible.
  for (let number = 0; number < 5; number++) await send(number)
  for (let seen = 0; seen < 5; seen = await counted()) await pause(50)
  const waits: number[] = []
  for (let number = 5; !signal.aborted; number++) {
    await send(number)
    const acknowledged = performance.now()
    while ((await counted()) <= number) {
      if (performance.now() - acknowledged > 60_000) return [...waits, 60]
      // Each look measures the whole map: looking all the time would be a load of its own.
      await pause(200)
    }
    waits.push((performance.now() - acknowledged) / 1000)
    await pause(500)
  }
  return waits
}
