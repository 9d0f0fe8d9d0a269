import { setTimeout as pause } from 'node:timers/promises'
import type { VariantsAnswer } from '../src/contract/exploring.ts'
import type { GraphAnswer } from '../src/contract/measuring.ts'
import { connectClickHouse, sql, u32, u64 } from '../src/engines/clickhouse/index.ts'
import { durableTable } from '../src/engines/clickhouse/settings.ts'
import { benchMap } from './bench-map.ts'
import { boundNames, eventNames } from './events-of-customers.ts'
import { differences, type Facts } from './facts.ts'
import { type Figure, median, percentile } from './figures.ts'
import { fillEvents } from './fill-events.ts'
import type { IngestOptions } from './ingest.ts'
import type { LoadOutcome } from './load.ts'
import { openProduct, type Product } from './open-product.ts'
import { startChild } from './start-child.ts'

const eventsPerSecond = 2_000
const pairs = 1_000
const eventsOfOne = 5
const graphRuns = 15

/** W1 to W4: the graph while events come in and how fresh it is, and joining pairs of customers, then erasing them. */
export async function benchWrites({ events, seconds, directory, nodeFlags, say }: IngestOptions): Promise<Figure[]> {
  const product = await openProduct(directory('writes'), nodeFlags)
  await using _ = product.child
  const { workspaceNumber, clickhouseSocket, url, writeKey } = product.facts
  await using clickhouse = connectClickHouse({ socketPath: clickhouseSocket }, durableTable)
  await fillEvents(clickhouse, workspaceNumber, events)
  await product.child.ask('rebuild')
  say(`${events.toLocaleString('en')} events are there`)
  const still = await timeGraph(product, () => false)

  await using load = await startChild<object>('load.ts', [], ['--max-old-space-size=4000'])
  await load.ask('prepare', { events: Math.ceil(eventsPerSecond * seconds * 1.1), seed: 3 })
  let over = false
  const fresh = watchGraph(product, () => over)
  const meanwhile = timeGraph(product, () => over, 100_000)
  const sent = await load.ask<LoadOutcome>('pace', { url, key: writeKey, seconds, eventsPerSecond })
  over = true
  const waits = (await fresh).sort((a, b) => a - b)
  const busy = await meanwhile
  await product.settled()
  say(`${Math.round(sent.sent / sent.seconds)} events/s, ${waits.length} probes, ${busy.length} graphs meanwhile`)

  const before = await countCustomers(product)
  const lived = await ways(product)
  await sendLives(
    product,
    [...Array(pairs).keys()].flatMap(pair => [`left-${pair}`, `right-${pair}`]),
  )
  const apart = await countCustomers(product)
  const joinSeconds = await timed(async () => {
    await sendBatches(
      product,
      [...Array(pairs).keys()].map(pair => ({
        type: 'alias',
        messageId: `join-${pair}`,
        userId: `left-${pair}`,
        previousId: `right-${pair}`,
      })),
    )
    await product.settled()
  })
  const joined = await countCustomers(product)
  if (apart - before !== 2 * pairs || joined - before !== pairs)
    throw new Error(
      `Of ${2 * pairs} customers ${apart - before} were seen, and ${joined - before} once they were joined.`,
    )
  say(`${pairs} pairs joined in ${joinSeconds.toFixed(1)} s`)

  const eraseSeconds = await timed(async () => {
    await product.child.ask('erase', { users: [...Array(pairs).keys()].map(pair => `left-${pair}`) })
    await product.settled()
  })
  const different = differences(lived, await ways(product))
  if (different.length > 0)
    throw new Error(`Erased customers did not leave the figures. ${different.slice(0, 5).join('; ')}`)
  // As many others, from the one table of events, by hand.
  const byHandSeconds = await timed(() =>
    clickhouse.run(
      sql`
      alter table events_raw delete
      where workspace_id = ${u32(workspaceNumber)}
        and anchor in (select bitAnd(cityHash64('customer', number), 0x7fffffffffffffff) from numbers(${u64(BigInt(pairs))}))`,
      { timeoutMs: 600_000, settings: { mutations_sync: 2 } },
    ),
  )
  say(`${pairs} customers erased in ${eraseSeconds.toFixed(1)} s, by hand ${byHandSeconds.toFixed(1)} s`)

  return [
    {
      name: `W1: from acknowledgement to the graph at ${eventsPerSecond.toLocaleString('en')} events/s, 95th percentile`,
      value: percentile(waits, 0.95),
      unit: 's',
      aim: { at: 'most', value: 5 },
    },
    { name: `W2: ${pairs.toLocaleString('en')} pairs of customers joined and measured`, value: joinSeconds, unit: 's' },
    {
      name: `W3: ${pairs.toLocaleString('en')} customers erased everywhere, against deleting as many from the event table by hand`,
      value: eraseSeconds / byHandSeconds,
      unit: '×',
      of: { ours: eraseSeconds, theirs: byHandSeconds, unit: 's' },
    },
    {
      name: 'W4: the graph while events come in, against before',
      value: median(busy) / median(still),
      unit: '×',
      of: { ours: median(busy), theirs: median(still), unit: 'ms' },
      aim: { at: 'most', value: 3 },
    },
  ]
}

const graphPath = `/graph?map=${benchMap.map.id}&limit=5000&times=false`

async function countCustomers(product: Product): Promise<number> {
  return (await product.get<GraphAnswer>(graphPath)).customers
}

/** Q4 and Q5: who follows whom and the ways, of which nothing may be left of whoever was erased. */
async function ways(product: Product): Promise<Facts> {
  const graph = await product.get<GraphAnswer>(graphPath)
  const { cases, variants, rows } = await product.get<VariantsAnswer>(`/variants?map=${benchMap.map.id}&limit=100`)
  return {
    customers: graph.customers,
    cases,
    variants,
    ...Object.fromEntries(graph.follows.map(({ from, to, count }) => [`${from} to ${to}`, count])),
    ...Object.fromEntries(rows.map(row => [row.activities.join('-'), row.cases])),
  }
}

async function timeGraph(product: Product, over: () => boolean, most = graphRuns): Promise<number[]> {
  const times: number[] = []
  for (let run = 0; run < most && !over(); run++) {
    times.push((await timed(() => product.get(graphPath))) * 1000)
    if (most > graphRuns) await pause(200)
  }
  return times
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now()
  await work()
  return (performance.now() - started) / 1000
}

/** Sends a new customer, again and again, and asks the graph of their own channel until they are in it. Seconds. */
async function watchGraph(product: Product, over: () => boolean): Promise<number[]> {
  const counted = async () => (await product.get<GraphAnswer>(`${graphPath}&channel=partner`)).customers
  const waits: number[] = []
  // Groups under five customers are hidden: five that are not timed make the sixth visible.
  for (let number = 0; number < 5; number++) await sendBatches(product, [visit(`probe-${number}`, 0, 'partner')])
  while ((await counted()) < 5) await pause(100)
  for (let number = 5; !over(); number++) {
    await sendBatches(product, [visit(`probe-${number}`, 0, 'partner')])
    const acknowledged = performance.now()
    while ((await counted()) <= number) {
      if (performance.now() - acknowledged > 60_000) return [...waits, 60]
      await pause(100)
    }
    waits.push((performance.now() - acknowledged) / 1000)
    await pause(300)
  }
  return waits
}

function visit(user: string, nth: number, channel: string) {
  const messageId = `${user}-${nth}`
  return { type: 'track', event: eventNames[nth % boundNames], messageId, userId: user, context: { channel } }
}

async function sendLives(product: Product, users: readonly string[]): Promise<void> {
  await sendBatches(
    product,
    users.flatMap(user => [...Array(eventsOfOne).keys()].map(nth => visit(user, nth, 'web'))),
  )
  await product.settled()
}

async function sendBatches(product: Product, messages: readonly object[]): Promise<void> {
  const { url, writeKey } = product.facts
  for (let from = 0; from < messages.length; from += 500) {
    const response = await fetch(`${url}/v1/batch`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Basic ${btoa(`${writeKey}:`)}` },
      body: JSON.stringify({ batch: messages.slice(from, from + 500) }),
    })
    if (!response.ok)
      throw new Error(`A batch was answered ${response.status}: ${(await response.text()).slice(0, 300)}`)
  }
}
