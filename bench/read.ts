import { mkdirSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import type { ConformanceAnswer } from '../src/contract/exploring.ts'
import type { GraphAnswer, MapMeasures } from '../src/contract/measuring.ts'
import { connectClickHouse, sql, u32 } from '../src/engines/clickhouse/index.ts'
import { durableTable } from '../src/engines/clickhouse/settings.ts'
import { benchMap } from './bench-map.ts'
import {
  coverageOfEvents,
  coverageOfTraces,
  graphByHand,
  measureByHand,
  rowsOfEvents,
  rowsOfTraces,
} from './by-hand.ts'
import { defineContacts } from './contacts.ts'
import { openDuckDb } from './duckdb.ts'
import { benchExploring } from './explore.ts'
import { differences, type Facts, factsOfGraph, factsOfMeasures, type Period } from './facts.ts'
import { type Figure, median, timesFaster } from './figures.ts'
import { fillEvents, joinMore } from './fill-events.ts'
import { liveAgain, liveAgainInArrays } from './live-again.ts'
import { watchMemory } from './memory.ts'
import { openProduct, type Product } from './open-product.ts'
import { openRivals } from './rivals.ts'
import { benchSamples } from './samples.ts'
import { fillSegments } from './segments.ts'
import { holdVisits } from './visit-arrays.ts'
import { wideMap } from './wide-map.ts'

export type ReadOptions = {
  readonly events: number
  readonly directory: (name: string) => string
  /** Where what is read is kept from run to run; made anew each time where undefined. */
  readonly keep: string | undefined
  /** Only the questions of which the name matches, and none of the races between all contenders; all where undefined. */
  readonly ask: RegExp | undefined
  /** How many times the events are lived: what is read of traces is so many times as much. */
  readonly times: number
  readonly nodeFlags: readonly string[]
  readonly say: (line: string) => void
}

const period: Period = { from: new Date('2026-02-01T00:00:00Z'), to: new Date('2026-12-01T00:00:00Z') }
const hotRuns = 7
/** What takes long is told well enough by fewer runs. */
const longMs = 20_000
/** Joins that are not in any trace yet cost readers nothing: they are folded in when traces are written. */
const joinedMore = 100_000
/** From so many events on the aims for reading against other ways hold: below, what does not grow outweighs. */
const largeEvents = 10_000_000

/** Who answers: the product, and the three ways in which somebody would do without it. */
const contenders = ['product', 'traces', 'events', 'duckdb'] as const
type Contender = (typeof contenders)[number]
type Question = Readonly<Record<Contender, () => Promise<Facts>>>

/** The map's measures and the directly-follows graph: the product over HTTP, SQL by hand, and DuckDB. */
export async function benchReading(options: ReadOptions): Promise<Figure[]> {
  const { events, directory, keep, ask, times, say } = options
  const place = (name: string) => (keep === undefined ? directory(name) : keptDirectory(keep, name))
  const product = await openProduct(place('read'), options.nodeFlags)
  await using _ = product.child
  const { workspaceNumber, clickhouseSocket } = product.facts
  const clickhouse = connectClickHouse({ socketPath: clickhouseSocket }, durableTable)
  await using _clickhouse = clickhouse
  await product.draw(wideMap)
  await product.settled()
  const filled = await clickhouse.first<{ there: number }>(sql`
    select toUInt8(count() > 0) as there from customer_places_raw where workspace_id = ${u32(workspaceNumber)}`)
  const kept = filled?.there === 1
  if (!kept) {
    say(`writing ${events.toLocaleString('en')} events`)
    await fillEvents(clickhouse, workspaceNumber, events)
  }
  await fillSegments(clickhouse, workspaceNumber, events)
  const memory = watchMemory(product.child.pid)
  const rebuild = async () => {
    const started = performance.now()
    await product.child.ask('rebuild')
    return (performance.now() - started) / 1000
  }
  const rebuildSeconds = kept ? undefined : await rebuild()
  say(kept ? 'events and traces are there' : `all traces written in ${rebuildSeconds!.toFixed(1)} s`)
  // A definition names events that were met, which writing the traces meets.
  const contactsSeconds = await defineAll(product)
  say(`contacts are written by their definition after ${contactsSeconds.toFixed(1)} s`)
  // In the background the product does this by itself; asked again and again it is done when the timings begin.
  const alignSeconds = await alignAll(product)
  say(`all ways through the journey are aligned with the map after ${alignSeconds.toFixed(1)} s`)
  await using duckdb = await openDuckDb(clickhouse, workspaceNumber, place('duckdb'), availableParallelism())
  say('the same events are in DuckDB')

  if (times > 1) {
    await liveAgain(clickhouse, workspaceNumber, times)
    say(`they are lived ${times} times`)
  }
  const traces = rowsOfTraces(workspaceNumber)
  const fromEvents = rowsOfEvents(workspaceNumber)
  const query = `from=${period.from.toISOString()}&to=${period.to.toISOString()}`
  const now = new Date()
  const raceAll = async (name: string, question: Question) => (ask || times > 1 ? undefined : race(say, name, question))
  const measures = await raceAll('measures', {
    product: async () => factsOfMeasures(await product.get<MapMeasures>(`/maps/${benchMap.map.id}/measures?${query}`)),
    traces: () => measureByHand(clickhouse, traces, coverageOfTraces(workspaceNumber, period), period, now),
    events: () => measureByHand(clickhouse, fromEvents, coverageOfEvents(workspaceNumber, period), period, now),
    duckdb: () => duckdb.measure(period, now),
  })
  // What was kept would have been joined before.
  const joinedFigures = async (graphBefore: number): Promise<Figure[]> => {
    const before = await askGraph()
    await joinMore(clickhouse, workspaceNumber, events, joinedMore)
    const rebuildAfterSeconds = await rebuild()
    const different = differences(before, await askGraph())
    if (different.length > 0)
      throw new Error(`More joined identifiers changed the graph. ${different.slice(0, 5).join('; ')}`)
    const graphAfter: number[] = []
    for (let run = 0; run < hotRuns; run++) {
      const started = performance.now()
      await askGraph()
      graphAfter.push(performance.now() - started)
    }
    return [
      {
        name: `The graph with ${joinedMore.toLocaleString('en')} more joined identifiers, against before`,
        value: median(graphAfter) / graphBefore,
        unit: '×',
        of: { ours: median(graphAfter), theirs: graphBefore, unit: 'ms' },
        aim: { at: 'most', value: 2 },
      },
      {
        name: `All traces written again with ${joinedMore.toLocaleString('en')} more joined identifiers, against before`,
        value: rebuildAfterSeconds / rebuildSeconds!,
        unit: '×',
        of: { ours: rebuildAfterSeconds, theirs: rebuildSeconds!, unit: 's' },
        aim: { at: 'most', value: 2 },
      },
    ]
  }
  const askGraph = async () => factsOfGraph(await product.get<GraphAnswer>(`/graph?map=${benchMap.map.id}&limit=5000`))
  const graph = await raceAll('graph', {
    product: askGraph,
    traces: () => graphByHand(clickhouse, traces),
    events: () => graphByHand(clickhouse, fromEvents),
    duckdb: () => duckdb.graph(),
  })
  await using rivals = await openRivals(clickhouse, workspaceNumber)
  const exploring = await benchExploring(
    product,
    liveAgainInArrays(await holdVisits(duckdb.chunks(), events * 2), times),
    duckdb.rows,
    rivals,
    { events: events * times, alone: times > 1 },
    say,
    ask,
  )
  const sampled = ask && !ask.test('W5') ? [] : await benchSamples(product, say)
  const joined = keep === undefined && graph ? await joinedFigures(graph.product) : []
  memory.stop()
  const large = events >= largeEvents
  const { server, clickhouse: store } = memory.peak()
  return [
    ...(measures ? compared('The map’s measures', measures, large) : []),
    ...(graph ? compared('The directly-follows graph', graph, large) : []),
    ...exploring,
    ...sampled,
    ...(kept ? [] : [{ name: 'All ways aligned with the map at first', value: alignSeconds, unit: 's' } as const]),
    ...(rebuildSeconds === undefined
      ? []
      : [{ name: 'All traces written again', value: rebuildSeconds, unit: 's' } as const]),
    ...joined,
    ...(server === null
      ? []
      : [{ name: 'Peak memory while reading: server', value: server / 1e6, unit: 'MB' } as const]),
    ...(store === null
      ? []
      : [{ name: 'Peak memory while reading, all contenders: ClickHouse', value: store / 1e6, unit: 'MB' } as const]),
  ]
}

function compared(name: string, times: Readonly<Record<Contender, number>>, large: boolean): Figure[] {
  return [
    {
      name: `${name}: time, against SQL by hand over the traces`,
      value: times.product / times.traces,
      unit: '×',
      of: { ours: times.product, theirs: times.traces, unit: 'ms' },
      aim: { at: 'most', value: 1.2 },
    },
    timesFaster(`${name}: faster than over the event table`, times.product, times.events, large ? 8 : undefined),
    timesFaster(`${name}: faster than DuckDB over a sorted table`, times.product, times.duckdb, large ? 5 : undefined),
  ]
}

/** The median milliseconds of each, in turn, after one run that must give the same numbers. */
async function race(
  say: (line: string) => void,
  name: string,
  question: Question,
): Promise<Readonly<Record<Contender, number>>> {
  const expected = await question.product()
  for (const contender of contenders) {
    const different = differences(expected, await question[contender]())
    if (different.length > 0) {
      throw new Error(`${name}: ${contender} does not find what the product finds. ${different.slice(0, 5).join('; ')}`)
    }
  }
  const times: Record<Contender, number[]> = { product: [], traces: [], events: [], duckdb: [] }
  for (let run = 0; run < hotRuns; run++) {
    for (const contender of contenders) {
      if (times[contender].reduce((sum, each) => sum + each, 0) > longMs) continue
      const started = performance.now()
      await question[contender]()
      times[contender].push(performance.now() - started)
    }
  }
  const medians = Object.fromEntries(contenders.map(contender => [contender, median(times[contender])]))
  say(`${name}: ${contenders.map(contender => `${contender} ${Math.round(medians[contender]!)} ms`).join(', ')}`)
  return medians as Record<Contender, number>
}

/** Asks until every case is judged; each look aligns the most frequent ways that were not. */
async function alignAll(product: Product): Promise<number> {
  const started = performance.now()
  for (let look = 0; look < 20; look++) {
    const left = await Promise.all(
      [benchMap, wideMap].map(({ map }) => product.get<ConformanceAnswer>(`/maps/${map.id}/conformance`)),
    )
    if (left.every(({ unjudgedCases }) => unjudgedCases === 0)) break
  }
  return (performance.now() - started) / 1000
}

/** Says what a contact is, and waits until all are written by it; a directory that was kept has said it already. */
async function defineAll(product: Product): Promise<number> {
  const started = performance.now()
  await defineContacts(product)
  await product.settled()
  return (performance.now() - started) / 1000
}

function keptDirectory(keep: string, name: string): string {
  const path = join(keep, name)
  mkdirSync(path, { recursive: true, mode: 0o755 })
  return path
}
