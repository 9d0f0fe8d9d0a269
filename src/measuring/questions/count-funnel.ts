import {
  type ClickHouse,
  f64,
  type Sql,
  shortBlocks,
  some,
  sql,
  u16,
  u32,
  u32s,
  u64,
} from '../../engines/clickhouse/index.ts'
import { customerTraits } from '../../segmenting/index.ts'
import { keptCases } from '../filtering/kept-cases.ts'
import { type Keeping, keepsWhole } from '../filtering/kept-visits.ts'
import { type Page, type Paged, pageOf } from './page-of.ts'

export type FunnelAsk = {
  /** The activities that fulfil each step: any one of them. */
  readonly steps: readonly (readonly number[])[]
  /** All steps within so long of the first. */
  readonly withinSeconds: number | undefined
  /** Each step within so long of the one before. */
  readonly stepWithinSeconds: number | undefined
  /** `strict`: nothing else between; `any`: whatever the order. */
  readonly mode: 'ordered' | 'strict' | 'any'
  /** Who goes through: customers, whatever the case, or cases. */
  readonly by: 'customer' | 'case'
  /** A trait by whose latest value customers are told apart. */
  readonly trait: string | undefined
}

/** Those who came exactly so far; `seconds` from the step before, at each step from the second. */
export type FunnelLevel = {
  readonly value: string
  readonly level: number
  readonly amount: string
  /** Of these, those whose time to go on is not over. */
  readonly waiting: string
}

export type FunnelTime = {
  readonly step: number
  readonly seconds: readonly [median: number, p90: number]
  readonly n: number
}

/**
 * How far did customers (or cases) get along the steps, and how long did each step take after the one before? Levels are
 * one row each and, with a trait, for each value of it. One pass: the chain of each who goes through tells both.
 */
export async function countFunnel(
  clickhouse: ClickHouse,
  keeping: Keeping,
  ask: FunnelAsk,
  now: Date,
): Promise<{ readonly levels: readonly FunnelLevel[]; readonly times: readonly FunnelTime[] }> {
  const { trait } = ask
  const value = trait === undefined ? sql`''` : sql`ifNull(known.latest, '')`
  const named =
    trait === undefined
      ? sql``
      : sql`left join (${customerTraits(keeping.workspace, trait)}) as known on went.customer_id = known.customer`
  const patience = ask.withinSeconds ?? ask.stepWithinSeconds
  const waiting =
    patience === undefined
      ? sql`0`
      : sql`level < ${u32(ask.steps.length)}
          and ${f64(now.getTime() - patience * 1000)} < ${ask.withinSeconds === undefined ? sql`chain[-1]` : sql`chain[1]`}`
  const rows = await clickhouse.rows<FunnelLevel & { readonly gaps: readonly FunnelTime['seconds'][] }>(
    sql`
    select
      ${value} as value,
      level,
      count() as amount,
      countIf(${waiting}) as waiting,
      quantilesExactInclusiveForEach(0.5, 0.9)(arrayMap(gap -> gap / 1000, arrayPopFront(arrayDifference(chain)))) as gaps
    from (select customer_id, toUInt32(length(chain)) as level, chain from (${chainsOf(keeping, ask)}) where level > 0) as went
    ${named}
    group by grouping sets ((value, level), ())`,
    shortBlocks,
  )
  // Of the row of all, the level is no level.
  const all = rows.find(row => row.level === 0)
  const levels = rows.filter(row => row.level > 0)
  return {
    levels,
    times:
      ask.mode === 'any'
        ? []
        : (all?.gaps ?? []).map((seconds, index) => ({
            step: index + 2,
            seconds,
            n: levels.reduce((sum, row) => sum + (row.level > index + 1 ? Number(row.amount) : 0), 0),
          })),
  }
}

export type Funnelled = {
  readonly customer_id: string
  readonly level: number
  /** Milliseconds since 1970. */
  readonly first: string
  readonly last: string
}

/** Who came to a step or further, or stopped there, the latest first? */
export function listFunnelled(
  clickhouse: ClickHouse,
  keeping: Keeping,
  ask: FunnelAsk,
  { step, behind }: { readonly step: number; readonly behind: 'reached' | 'dropped' },
  page: Page,
): Promise<Paged<Funnelled>> {
  const found = sql`
    select customer_id, toUInt32(length(chain)) as level, chain[1] as first_at, chain[-1] as last_at
    from (${chainsOf(keeping, ask)})
    where ${behind === 'dropped' ? sql`level = ${u32(step)}` : sql`level >= ${u32(step)}`}`
  const columns = sql`customer_id, level, toString(first_at) as first, toString(last_at) as last`
  return pageOf(clickhouse, found, { columns, order: sql`last_at desc, customer_id, first_at` }, page)
}

/** For each who goes through, the instants (in milliseconds) at which the furthest chain of steps was made. */
function chainsOf(keeping: Keeping, ask: FunnelAsk): Sql {
  const chains = ask.mode === 'any' ? chainsInAnyOrder : chainsInOrder
  return sql`select customer_id, furthest as chain from (${chains(storiesOf(keeping, ask), ask)})`
}

/**
 * The visits of each who goes through, in their order, as `moments` and `places`: of those who made the first step (any
 * step, where the order is no matter), and only at the steps, unless what comes between matters.
 */
function storiesOf(keeping: Keeping, ask: FunnelAsk): Sql {
  const all = [...new Set(ask.steps.flat())]
  const first = ask.mode === 'any' ? all : ask.steps[0]!
  const told = ask.mode === 'strict' ? sql`toUInt8(1)` : sql`toUInt8(${isOneOf(all)})`
  if (ask.by === 'case')
    return sql`
      select
        customer_id,
        arrayFilter((moment, place) -> ${told}, arrayMap(at -> toUnixTimestamp64Milli(at), cases.moments), cases.touchpoints) as moments,
        arrayFilter(place -> ${told}, cases.touchpoints) as places
      from (${keptCases(keeping, ['touchpoint', 'moment'])}) as cases
      where hasAny(places, ${u32s(first)})`
  const asked = keepsWhole(keeping)
    ? sql`arrayMap(place -> ${told}, touchpoints)`
    : sql`arrayMap((place, kept) -> toUInt8(kept and ${told}), touchpoints, ${keeping.visits})`
  // Cases stand one after the other; those of a customer may overlap in time, and only then must visits be sorted.
  return sql`
    select
      customer_id,
      arrayExists((moment, before) -> moment < before, stood, arrayShiftRight(stood, 1, stood[1])) as mixed,
      if(mixed, arraySort(stood), stood) as moments,
      if(mixed, arraySort((place, moment, nth) -> (moment, nth), standing, stood, arrayEnumerate(standing)), standing) as places
    from (
      select
        customer_id,
        arrayMap(moment -> toUnixTimestamp64Milli(moment), arrayFilter((moment, is_asked) -> is_asked, at, asked)) as stood,
        arrayFilter((place, is_asked) -> is_asked, touchpoints, asked) as standing
      from (
        select customer_id, touchpoints, at, ${asked} as asked
        from traces_raw final
        where ${keeping.rows} and (${some(first.map(place => sql`has(touchpoints, ${u16(place)})`))})
      )
    )
    where notEmpty(stood)`
}

/**
 * The furthest chain of each, step by step. At every visit that makes a step: when the chain that it ends began (or
 * when it came so far, where that is bounded); the latest such chain is carried on to the visits after. Each step is a
 * few passes over arrays of numbers, which the store does many at a time: a fold over the visits of each customer, with
 * its state copied at each, took forty times as long, and arrays of whole chains four times. Only the furthest chain is
 * told whole, read back from its end.
 */
function chainsInOrder(stories: Sql, ask: FunnelAsk): Sql {
  const { reached, near, next, nothing, begin } = chainOf(ask)
  const carried = (array: Sql) =>
    sql`arrayShiftRight(${ask.mode === 'strict' ? array : sql`arrayFill(each -> ${reached(sql`each`)}, ${array})`}, 1, ${nothing})`
  const [first, ...others] = ask.steps
  const begun = sql`
    select
      customer_id,
      moments,
      arrayMap((moment, place) -> if(${isOneOf(first!)}, ${begin}, ${nothing}), moments, places) as chains,
      places,
      arrayMap(chain -> toUInt64(${reached(sql`chain`)}), chains) as steps
    from (${stories})`
  const made = others.reduce(
    (before, step, index) => sql`
      select
        customer_id,
        moments,
        arrayMap(
          (moment, place, former) ->
            if(${isOneOf(step)} and ${reached(sql`former`)} and ${near}, ${next}, ${nothing}),
          moments, places, ${carried(sql`before.chains`)}) as chains,
        places,
        arrayMap(
          (steps, chain) -> if(${reached(sql`chain`)}, bitOr(steps, ${u64(1n << BigInt(index + 1))}), steps),
          before.steps, chains) as steps
      from (${before}) as before`,
    begun,
  )
  // Where each step of the furthest chain was made, from the first visit at its last step back. The engine may work this
  // out before it leaves out who made no step, so it must mean something of them too.
  return sql`
    select
      customer_id,
      tupleElement(
        arrayFold(
          (told, step) -> (
            toInt64(arrayLastIndex(made -> bitTest(made, step), arraySlice(steps, 1, told.1)) as here) - 1,
            arrayPushFront(told.2, moments[here])),
          arrayReverse(range(level)),
          (toInt64(arrayFirstIndex(made -> bitTest(made, greatest(level, 1) - 1), steps)), emptyArrayInt64())),
        2) as furthest
    from (
      select customer_id, moments, steps, toUInt8(bitCount(arrayReduce('groupBitOr', steps))) as level
      from (${made})
    )
    where level > 0`
}

/**
 * What is carried on of a chain, as `former`: when it began, or when it came so far, or both. It is one value, as the
 * store plans a step for each way in which it depends on the first: two of them at each of twelve steps took half a
 * minute before anything was read.
 */
function chainOf({ withinSeconds, stepWithinSeconds }: FunnelAsk) {
  const [within, apart] = [withinSeconds, stepWithinSeconds].map(seconds => seconds && f64(seconds * 1000))
  if (within && apart)
    return {
      reached: (chain: Sql) => sql`tupleElement(${chain}, 1) != ${none}`,
      near: sql`moment - former.1 <= ${within} and moment - former.2 <= ${apart}`,
      next: sql`(former.1, moment)`,
      nothing: sql`(${none}, ${none})`,
      begin: sql`(moment, moment)`,
    }
  const most = within ?? apart
  return {
    reached: (chain: Sql) => sql`${chain} != ${none}`,
    near: most ? sql`moment - former <= ${most}` : sql`1`,
    next: apart ? sql`moment` : sql`former`,
    nothing: none,
    begin: sql`moment`,
  }
}

const isOneOf = (step: readonly number[]) =>
  step.length <= 12
    ? sql`(${some(step.map(each => sql`place = ${u16(each)}`))})`
    : sql`has(${u32s(step)}, toUInt32(place))`

/** Before all instants. */
const none = sql`toInt64(-9000000000000000)`

/**
 * Whatever the order: the most steps made within the time, counted at each visit from when each step is next made; as
 * many instants as steps, the first of them that of the visit. Linear in visits, so that a giant customer is no harm.
 */
function chainsInAnyOrder(stories: Sql, ask: FunnelAsk): Sql {
  const near = ask.withinSeconds === undefined ? sql`1` : sql`next - moment <= ${f64(ask.withinSeconds * 1000)}`
  const made = ask.steps.map(
    step => sql`arrayMap(
      (moment, next) -> toUInt32(next < ${never} and ${near}),
      moments,
      arrayReverseFill(
        next -> next < ${never},
        arrayMap((moment, place) -> if(${isOneOf(step)}, moment, ${never}), moments, places)))`,
  )
  const count = made.reduce((sum, step) => sql`arrayMap((sum, more) -> sum + more, ${sum}, ${step})`)
  return sql`
    select
      customer_id,
      ${count} as counts,
      arrayMax(counts) as most,
      arrayWithConstant(most, moments[indexOf(counts, most)]) as furthest
    from (${stories})`
}

const never = sql`toInt64(9000000000000000)`
