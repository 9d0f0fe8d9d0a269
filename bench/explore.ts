import type { PathsAnswer, RetentionAnswer, VariantsAnswer } from '../src/contract/exploring.ts'
import type { GraphAnswer } from '../src/contract/measuring.ts'
import { contactQuestions } from './contacts.ts'
import { type DuckRows, visits as visitsOf } from './duckdb.ts'
import { boundNames } from './events-of-customers.ts'
import { differences, type Facts } from './facts.ts'
import { type Figure, median, timesFaster } from './figures.ts'
import { funnelQuestions } from './funnels.ts'
import { furtherQuestions } from './further-questions.ts'
import { leavingQuestions } from './leaving.ts'
import type { Product } from './open-product.ts'
import type { Rivals } from './rivals.ts'
import {
  followInArrays,
  pathsInArrays,
  retentionInArrays,
  type VisitArrays,
  variantsInArrays,
  weeksApart,
  weeksOf,
} from './visit-arrays.ts'

const hotRuns = 5
const longMs = 10_000
const timeZone = 'Europe/Paris'
const anchor = 3
const depth = 6
const touchpoint = (number: number) => `tch-${number}`
const numberOf = (id: string) => Number(id.replace('tch-', ''))

export type Asked = {
  readonly name: string
  readonly product: () => Promise<Facts>
  /** The same from loops over arrays that are in memory already; undefined where only the product is timed. */
  readonly arrays?: () => Facts
  readonly duckdb?: () => Promise<Facts>
  /** The shape of a known tool, and how many times faster the product is to be. */
  readonly rival?: { readonly name: string; readonly aim: number; readonly run: () => Promise<Facts> }
  /** Milliseconds at most, through the API, at ten million events. */
  readonly aimMs: number
  /** At a hundred million. */
  readonly hugeAimMs?: number
}

export type Size = {
  readonly events: number
  /** Whether there are so many in the traces only, where nobody but the product and the loops reads them. */
  readonly alone: boolean
}

/** The questions about lived journeys through the API, against DuckDB and against loops over arrays in memory. */
export async function benchExploring(
  product: Product,
  visits: VisitArrays,
  duckdb: DuckRows,
  rivals: Rivals,
  size: Size,
  say: (line: string) => void,
  only: RegExp | undefined,
): Promise<Figure[]> {
  const of = 'map=map-bench'
  let look = 0
  const asked: readonly Asked[] = [
    {
      name: 'The directly-follows graph of a map',
      aimMs: 150,
      hugeAimMs: 1000,
      product: async () =>
        factsOfFollows((await product.get<GraphAnswer>(`/graph?${of}&limit=5000&times=false`)).follows),
      arrays: () => factsOfPairs(followInArrays(visits)),
    },
    {
      name: 'The same graph with median times',
      aimMs: 300,
      hugeAimMs: 3000,
      product: async () => factsOfFollows((await product.get<GraphAnswer>(`/graph?${of}&limit=5000`)).follows),
      arrays: () => factsOfPairs(followInArrays(visits)),
    },
    {
      name: 'Variants',
      aimMs: 250,
      hugeAimMs: 4000,
      product: async () => factsOfVariants(await product.get<VariantsAnswer>(`/variants?${of}&limit=100`)),
      arrays: () => variantFacts(visits),
      duckdb: async () => duckVariants(duckdb),
    },
    {
      name: 'Paths, six deep',
      aimMs: 300,
      product: async () =>
        factsOfPaths(await product.get<PathsAnswer>(`/paths?${of}&start=${touchpoint(anchor)}&depth=${depth}&top=50`)),
      arrays: () => pathFacts(pathsInArrays(visits, anchor, depth)),
      rival: { name: 'gathered names as keys of text', aim: 5, run: () => rivals.paths(anchor, depth) },
    },
    {
      name: 'Paths, six back',
      aimMs: 300,
      product: async () =>
        factsOfPaths(
          await product.get<PathsAnswer>(
            `/paths?${of}&start=${touchpoint(anchor)}&depth=${depth}&top=50&direction=before`,
          ),
        ),
      arrays: () => pathFacts(pathsInArrays(visits, anchor, depth, true)),
    },
    ...funnelQuestions(product, visits, duckdb, rivals),
    {
      name: 'Retention by week, 26 weeks',
      aimMs: 300,
      product: async () =>
        factsOfRetention(await product.get<RetentionAnswer>(`/retention?${of}&unit=week&periods=26`)),
      arrays: () => weekFacts(retentionInArrays(visits, timeZone)),
      duckdb: async () => duckRetention(duckdb),
    },
    ...furtherQuestions(product, visits),
    ...contactQuestions(product, visits, duckdb),
    ...leavingQuestions(product, visits),
    {
      name: 'The map’s measures under another filter',
      aimMs: 400,
      product: async () => {
        // Another one at each look, so that no answer can be one that was kept.
        const channels = ['web,app,email', 'web,app,store', 'web,till,email', 'web,phone,email', 'web,app,chat']
        await product.get(
          `/maps/map-bench/measures?from=2026-03-01T00:00:00Z&to=2026-11-01T00:00:00Z&channel=${channels[look++ % channels.length]}`,
        )
        return {}
      },
    },
  ]
  const figures: Figure[] = []
  // Who lives again has no traits.
  const askable = asked.filter(({ name }) => !(size.alone && name.includes('by segment')))
  for (const question of askable.filter(({ name }) => only?.test(name) ?? true))
    figures.push(...(await race(question, visits.length, size, say)))
  return figures
}

const sumOf = (times: readonly number[]) => times.reduce((sum, each) => sum + each, 0)

export async function race(
  { name, product, arrays, duckdb: duck, rival: known, aimMs, hugeAimMs }: Asked,
  visits: number,
  { events, alone }: Size,
  say: (line: string) => void,
): Promise<Figure[]> {
  const [duckdb, rival] = alone ? [] : [duck, known]
  const large = events >= 10_000_000
  const most = events >= 100_000_000 ? hugeAimMs : large ? aimMs : undefined
  const aim = most === undefined ? {} : { aim: { at: 'most', value: most } as const }
  const asked = performance.now()
  const told = await product()
  const first = performance.now() - asked
  for (const [who, other] of [
    ['the arrays', arrays?.()],
    ['DuckDB', await duckdb?.()],
    [rival?.name, await rival?.run()],
  ] as const) {
    const different = other ? differences(told, other) : []
    if (different.length > 0)
      throw new Error(`${name}: ${who} does not find what the product finds. ${different.slice(0, 5).join('; ')}`)
  }
  const times = async (run: (() => unknown) | undefined) => {
    if (!run) return undefined
    const took: number[] = []
    // What takes long is told well enough by fewer.
    for (let count = 0; count < hotRuns && sumOf(took) < longMs; count++) {
      const started = performance.now()
      await run()
      took.push(performance.now() - started)
    }
    return median(took)
  }
  const ours = (await times(product))!
  const floor = await times(arrays)
  const theirs = await times(duckdb)
  const rivalled = await times(rival?.run)
  const also = [
    ...(theirs === undefined ? [] : [`DuckDB ${Math.round(theirs)} ms`]),
    ...(rivalled === undefined ? [] : [`${rival!.name} ${Math.round(rivalled)} ms`]),
    ...(floor === undefined
      ? []
      : [`arrays ${Math.round(floor)} ms (${((floor * 1e6) / visits).toFixed(1)} ns a visit)`]),
  ]
  say(
    `${name}: product ${Math.round(ours)} ms, at first ${Math.round(first)} ms${also.map(each => `, ${each}`).join('')}`,
  )
  return [
    {
      name: `${name}: through the API`,
      value: ours,
      unit: 'ms',
      ...aim,
    },
    {
      name: `${name}: the first time it is asked`,
      value: first,
      unit: 'ms',
      ...aim,
    },
    ...(theirs === undefined
      ? []
      : [timesFaster(`${name}: faster than DuckDB over a sorted table`, ours, theirs, large ? 2 : undefined)]),
    ...(rivalled === undefined
      ? []
      : [timesFaster(`${name}: faster than ${rival!.name}`, ours, rivalled, large ? rival!.aim : undefined)]),
    ...(floor === undefined
      ? []
      : [
          {
            name: `${name}: time, against loops over arrays in memory`,
            value: ours / floor,
            unit: '×',
            of: { ours, theirs: floor, unit: 'ms' },
          } as const,
        ]),
  ]
}

function factsOfFollows(follows: GraphAnswer['follows']): Facts {
  return Object.fromEntries(follows.map(({ from, to, count }) => [`${numberOf(from)} to ${numberOf(to)}`, count]))
}

function factsOfPairs(counts: Float64Array): Facts {
  const wide = boundNames + 1
  return Object.fromEntries(
    [...counts.entries()].map(([place, count]) => [`${Math.floor(place / wide)} to ${place % wide}`, count]),
  )
}

/** Rare variants are hidden from whoever asks, so the frequent ones are compared, and how many there are in all. */
function factsOfVariants({ cases, variants, rows }: VariantsAnswer): Facts {
  return {
    cases,
    variants,
    ...Object.fromEntries(rows.map(row => [row.activities.map(numberOf).join('-'), row.cases])),
  }
}

function variantFacts(visits: VisitArrays): Facts {
  const { cases, counts } = variantsInArrays(visits)
  const frequent = [...counts.values()].sort((a, b) => b.count - a.count).slice(0, 1000)
  return {
    cases,
    variants: counts.size,
    ...Object.fromEntries(
      frequent.map(({ count, from, to }) => [visits.touchpoint.subarray(from, to).join('-'), count]),
    ),
  }
}

async function duckVariants(rows: DuckRows): Promise<Facts> {
  await rows(`
    create or replace temp table variants as
    select any_value(way) as way, count(*) as cases
    from (
      select list(touchpoint order by at_ms, position) as way
      from (${visitsOf('position')})
      group by customer, case_number
    )
    group by hash(way)`)
  const [all] = await rows('select sum(cases) as cases, count(*) as variants from variants')
  const frequent = await rows(`
    select array_to_string(way, '-') as way, cases from variants order by cases desc limit 1000`)
  return {
    cases: Number(all?.cases),
    variants: Number(all?.variants),
    ...Object.fromEntries(frequent.map(row => [String(row.way), Number(row.cases)])),
  }
}

function factsOfPaths({ columns }: PathsAnswer): Facts {
  return Object.fromEntries(
    columns.flatMap(column => [
      [`${column.depth} stopped`, column.stopped.cases],
      ...column.entries.map(entry => [`${column.depth} ${numberOf(entry.activity)}`, entry.cases]),
    ]),
  )
}

function pathFacts(counts: Float64Array): Facts {
  const wide = boundNames + 1
  const facts: Record<string, number> = {}
  let stopped = 0
  for (let step = 0; step < depth; step++) {
    facts[`${step + 1} stopped`] = stopped
    for (let from = 1; from < wide; from++) {
      const own = counts.subarray((step * wide + from) * wide, (step * wide + from + 1) * wide)
      facts[`${step + 1} ${from}`] = own.reduce((sum, count) => sum + count, 0)
      stopped += own[0]!
    }
  }
  return facts
}

function factsOfRetention({ cohorts }: RetentionAnswer): Facts {
  const weekOf = weeksOf('UTC')
  return Object.fromEntries(
    cohorts.flatMap(cohort =>
      cohort.cells.flatMap(cell =>
        // What is hidden, or not over yet, is told by nobody else.
        cell.customers === null ? [] : [[`${weekOf(Date.parse(cohort.period))} ${cell.later}`, cell.customers]],
      ),
    ),
  )
}

function weekFacts(counts: ReadonlyMap<number, number>): Facts {
  return Object.fromEntries(
    [...counts].map(([key, count]) => [`${Math.floor(key / weeksApart)} ${key % weeksApart}`, count]),
  )
}

async function duckRetention(rows: DuckRows): Promise<Facts> {
  const told = await rows(`
    with weeks as (
      select distinct customer,
        datediff('week', date '1970-01-05', date_trunc('week', timezone('${timeZone}', to_timestamp(at_ms / 1000)))) as week
      from events where touchpoint > 0
    ),
    begun as (select *, min(week) over (partition by customer) as cohort from weeks)
    select cohort, week - cohort as later, count(*) as customers from begun group by all`)
  return Object.fromEntries(told.map(row => [`${row.cohort} ${row.later}`, Number(row.customers)]))
}
