import { type ClickHouse, every, f64, join, type Sql, sql, u32, u32s } from '../../engines/clickhouse/index.ts'
import { keptCases } from '../kept-cases.ts'
import { customerTraits, type Keeping } from '../kept-visits.ts'

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
  readonly n: string
}

/** How far did customers (or cases) get along the steps? One row a level and, with a trait, a value of it. */
export function countFunnel(
  clickhouse: ClickHouse,
  keeping: Keeping,
  ask: FunnelAsk,
  now: Date,
): Promise<readonly FunnelLevel[]> {
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
      : sql`level < ${u32(ask.steps.length)} and level > 0
          and ${f64(now.getTime() / 1000)} < toFloat64(${ask.withinSeconds === undefined ? sql`chain[-1]` : sql`chain[1]`}) + ${f64(patience)}`
  return clickhouse.rows<FunnelLevel>(sql`
    select ${value} as value, level, count() as amount, countIf(${waiting}) as waiting
    from (select customer_id, ${levelOf(ask)} as level, chain from (${chainsOf(keeping, ask)})) as went
    ${named}
    group by value, level
    having level > 0`)
}

/** How long did each step take after the one before, for those who made it? */
export function timeFunnel(clickhouse: ClickHouse, keeping: Keeping, ask: FunnelAsk): Promise<readonly FunnelTime[]> {
  return clickhouse.rows<FunnelTime>(sql`
    select
      step,
      quantilesExactInclusive(0.5, 0.9)(toFloat64(after) - toFloat64(before)) as seconds,
      count() as n
    from (${chainsOf(keeping, ask)})
    array join
      arrayPopBack(chain) as before,
      arrayPopFront(chain) as after,
      arrayMap(step -> toUInt32(step + 1), arrayEnumerate(arrayPopFront(chain))) as step
    group by step
    order by step`)
}

const levelOf = ({ mode }: FunnelAsk) =>
  mode === 'any' ? sql`toUInt32(length(arrayDistinct(chain)))` : sql`toUInt32(length(chain))`

/**
 * For each who goes through, the instants at which the furthest chain of steps was made, as seconds. Of chains equally
 * far the first is kept; a chain that may still go on is the one begun last, so that coming in again is no harm.
 */
function chainsOf(keeping: Keeping, ask: FunnelAsk): Sql {
  const steps = sql`[${join(
    ask.steps.map(own => sql`${u32s(own)}`),
    sql`, `,
  )}]`
  const wanted = sql`arrayExists(own -> has(own, toUInt32(visit.2)), steps)`
  const events = sql`arrayMap((moment, touchpoint) -> (toFloat64(moment), touchpoint), moments, touchpoints)`
  const told = ask.mode === 'strict' ? sql`events` : sql`arrayFilter(visit -> ${wanted}, events)`
  const stories = sql`
    with ${steps} as steps
    select customer_id, ${told} as story
    from (select customer_id, ${events} as events from (${whoGoes(keeping, ask.by)}))
    where notEmpty(story)`
  if (ask.mode !== 'any') return sql`select customer_id, furthest as chain from (${chainsInOrder(stories, ask)})`
  return sql`
    with ${steps} as steps
    select customer_id, ${anyChain(ask)} as chain
    from (${stories})`
}

/** The visits of each in their order. Those of a customer may be of several cases at once. */
function whoGoes(keeping: Keeping, by: FunnelAsk['by']): Sql {
  if (by === 'case') return keptCases(keeping, ['touchpoint', 'moment'])
  return sql`
    select customer_id, tupleElement(ordered, 1) as moments, tupleElement(ordered, 3) as touchpoints
    from (
      with ${keeping.visits} as keeps
      select
        customer_id,
        arraySort(arrayFilter((visit, kept) -> kept, arrayZip(at, arrayEnumerate(at), touchpoints), keeps)) as ordered
      from traces_raw final
      where ${keeping.rows}
    )`
}

/**
 * The furthest chain of each, step by step: at every visit that can make the step, the instants of the chain that it
 * ends; the latest such chain is carried on to the visits after. Each step is one pass over all visits, which the store
 * does many at a time; a fold over the visits of each customer, with its state copied at each, took ten times as long.
 */
function chainsInOrder(story: Sql, ask: FunnelAsk): Sql {
  const near = every([
    ...(ask.withinSeconds === undefined ? [] : [sql`moment - chain[1] <= ${f64(ask.withinSeconds)}`]),
    ...(ask.stepWithinSeconds === undefined ? [] : [sql`moment - chain[-1] <= ${f64(ask.stepWithinSeconds)}`]),
  ])
  const carried = ask.mode === 'strict' ? sql`made` : sql`arrayFill(chain -> notEmpty(chain), made)`
  const [first, ...others] = ask.steps
  const begun = sql`
    select
      customer_id,
      arrayMap(visit -> visit.1, story) as moments,
      arrayMap(visit -> toUInt32(visit.2), story) as places,
      arrayMap(
        (moment, place) -> if(has(${u32s(first!)}, place), [moment], emptyArrayFloat64()), moments, places) as made,
      ${carried} as latest,
      arrayFirst(chain -> notEmpty(chain), made) as furthest
    from (${story})`
  return others.reduce(
    (before, step) => sql`
      select
        customer_id,
        moments,
        places,
        arrayMap(
          (moment, place, chain) -> if(
            has(${u32s(step)}, place) and notEmpty(chain) and ${near},
            arrayPushBack(chain, moment),
            emptyArrayFloat64()),
          moments, places, arrayShiftRight(before.latest, 1)) as made,
        ${carried} as latest,
        if(notEmpty(arrayFirst(chain -> notEmpty(chain), made) as here), here, before.furthest) as furthest
      from (${before}) as before`,
    begun,
  )
}

/** Whatever the order: the most steps made within the time, as the numbers of these steps. */
function anyChain(ask: FunnelAsk): Sql {
  const near =
    ask.withinSeconds === undefined
      ? sql`1`
      : sql`other.1 >= visit.1 and other.1 - visit.1 <= ${f64(ask.withinSeconds)}`
  const stepOf = sql`toFloat64(arrayFirstIndex(own -> has(own, toUInt32(other.2)), steps))`
  return sql`arrayReverseSort(
    each -> length(each),
    arrayMap(visit -> arrayDistinct(arrayMap(other -> ${stepOf}, arrayFilter(other -> ${near}, story))), story))[1]`
}
