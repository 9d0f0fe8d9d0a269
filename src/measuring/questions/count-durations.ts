import { type ClickHouse, f64, instant, type Sql, sql, u32s } from '../../engines/clickhouse/index.ts'
import { type CasePart, keptCases } from '../filtering/kept-cases.ts'
import type { Keeping } from '../filtering/kept-visits.ts'
import type { TimeCount } from '../filtering/open-time.ts'
import { caseFacts, type ListedCase, pageOfCases } from './list-cases.ts'
import type { Page, Paged } from './page-of.ts'

export type DurationAsk = {
  readonly closedBefore: Date
  /** Longer than this between two visits is waiting. */
  readonly activeSeconds: number
  /** How the time between two visits is counted. */
  readonly time: TimeCount
}

/** Times in seconds, from the first visit to the last. */
export type DurationCount = {
  readonly closed: string
  readonly closed_customers: string
  readonly open: string
  readonly open_customers: string
  readonly completed: string
  readonly completed_customers: string
  readonly quantiles: readonly (number | null)[]
  readonly completed_p25: number | null
  readonly open_median: number | null
  readonly visits: string
  /** Of closed cases: all their time, and what of it is waiting. */
  readonly total: number
  readonly waiting: number
}

/** How long do cases take, and how much of it is waiting? Closed and open ones apart. */
export async function countDurations(
  clickhouse: ClickHouse,
  keeping: Keeping,
  ask: DurationAsk,
): Promise<DurationCount> {
  const rows = await clickhouse.rows<DurationCount>(sql`
    select
      countIf(over) as closed,
      uniqExactIf(customer_id, over) as closed_customers,
      countIf(not over) as open,
      uniqExactIf(customer_id, not over) as open_customers,
      countIf(reached) as completed,
      uniqExactIf(customer_id, reached) as completed_customers,
      quantilesExactInclusiveIf(0.25, 0.5, 0.75, 0.9)(span, over) as quantiles,
      quantileExactInclusiveIf(0.25)(span, reached) as completed_p25,
      quantileExactInclusiveIf(0.5)(span, not over) as open_median,
      sumIf(length_of, over) as visits,
      sumIf(span, over) as total,
      sumIf(waited, over) as waiting
    from (${timedCases(keeping, ask)})`)
  return rows[0]!
}

/** How many cases took how long, closed or still open: by the logarithm of their seconds, in steps of half a per cent. */
export function countSpans(
  clickhouse: ClickHouse,
  keeping: Keeping,
  ask: DurationAsk,
): Promise<readonly { readonly step: number; readonly closed: number; readonly cases: string }[]> {
  return clickhouse.rows(sql`
    select toInt32(floor(log(1 + span) * 200)) as step, over as closed, count() as cases
    from (${timedCases(keeping, ask)})
    group by step, over
    order by step`)
}

/** Which cases stand behind a duration, the longest first? `touchpoints` are those of a phase that they come to. */
export function listTimedCases(
  clickhouse: ClickHouse,
  keeping: Keeping,
  ask: DurationAsk,
  which: { readonly state: 'closed' | 'open' | 'completed'; readonly touchpoints: readonly number[] | undefined },
  page: Page,
): Promise<Paged<ListedCase>> {
  const told = { closed: sql`over`, open: sql`not over`, completed: sql`reached` }[which.state]
  const found = sql`
    select ${caseFacts}, span
    from (${timedCases(keeping, ask, ['touchpoint', 'case_number'])})
    where ${told} and ${which.touchpoints ? sql`hasAny(touchpoints, ${u32s(which.touchpoints)})` : sql`1`}`
  return pageOfCases(clickhouse, found, page, sql`span desc, last_moment desc, customer_id, case_number`)
}

/** Cases with their times, and `more` parts of them where a list is made of them. */
function timedCases(
  keeping: Keeping,
  { closedBefore, activeSeconds, time }: DurationAsk,
  more: readonly CasePart[] = [],
): Sql {
  const told = more.length === 0 ? sql`` : sql`moments, touchpoints, case_numbers,`
  return sql`
    select
      customer_id,
      ${told}
      length(moments) as length_of,
      case_ended[1] as reached,
      case_ended[1] or case_lasts[1] < ${instant(closedBefore)} as over,
      ${time.apart(sql`readings[1]`, sql`readings[-1]`)} as span,
      arraySum(
        (former, latter) -> greatest(0, ${time.apart(sql`former`, sql`latter`)} - ${f64(activeSeconds)}),
        arrayPopBack(readings), arrayPopFront(readings)) as waited
    from (
      select *, ${time.readings(sql`moments`)} as readings
      from (${keptCases(keeping, ['moment', 'case_ended', 'case_last', ...more])})
    )`
}

export type StageTime = {
  readonly stage: number
  readonly cases: string
  readonly customers: string
  readonly quantiles: readonly (number | null)[]
}

/** How long do closed cases stay in each stage, from the first visit there to the last? `stageOf` gives a stage by touchpoint. */
export function timeStages(
  clickhouse: ClickHouse,
  keeping: Keeping,
  { closedBefore, time }: DurationAsk,
  stageOf: ReadonlyMap<number, number>,
): Promise<readonly StageTime[]> {
  return clickhouse.rows<StageTime>(sql`
    select
      stage,
      count() as cases,
      uniqExact(customer_id) as customers,
      quantilesExactInclusive(0.5, 0.75, 0.9)(span) as quantiles
    from (
      select
        customer_id,
        own.1 as stage,
        ${time.apart(sql`own.2`, sql`own.3`)} as span
      from (
        select
          customer_id,
          arrayMap(
            touchpoint -> transform(touchpoint, ${u32s([...stageOf.keys()])}, ${u32s([...stageOf.values()])}, toUInt32(0)),
            touchpoints) as stages,
          ${time.readings(sql`moments`)} as readings,
          arrayMap(
            stage -> (
              stage,
              readings[indexOf(stages, stage)],
              readings[length(stages) + 1 - indexOf(arrayReverse(stages), stage)]),
            arrayFilter(stage -> stage > 0, arrayDistinct(stages))) as lived
        from (${keptCases(keeping, ['touchpoint', 'moment', 'case_ended', 'case_last'])})
        where case_ended[1] or case_lasts[1] < ${instant(closedBefore)}
      )
      array join lived as own
    )
    group by stage
    order by stage`)
}
