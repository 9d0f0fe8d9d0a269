import { type ClickHouse, type Sql, sql, text, u16 } from '../../engines/clickhouse/index.ts'
import { keptCases } from '../filtering/kept-cases.ts'
import { type Keeping, keptVisits } from '../filtering/kept-visits.ts'

export type Bucket = {
  /** The local day on which it begins. */
  readonly day: string
  readonly events: string
  readonly customers: string
  readonly journeys: string
  readonly scored: string
  /** Null where nobody said it; the deviation also where only one did. */
  readonly mean_score: number | null
  readonly deviation: number | null
}

/** The local day, or the Monday of the local week, of a moment. */
function bucketOf(moment: Sql, unit: 'day' | 'week', timeZone: string): Sql {
  const day = sql`toDate(${moment}, ${text(timeZone)})`
  return unit === 'day' ? day : sql`toStartOfWeek(${day}, 1)`
}

/**
 * In each local day or week, how many visits were there, of how many customers, how many journeys began, and how
 * satisfied were those who said it? With an activity, only its own visits.
 */
export function countBuckets(
  clickhouse: ClickHouse,
  keeping: Keeping,
  { unit, timeZone, activity }: { unit: 'day' | 'week'; timeZone: string; activity: number | undefined },
): Promise<readonly Bucket[]> {
  return clickhouse.rows<Bucket>(sql`
    select
      toString(${bucketOf(sql`moment`, unit, timeZone)}) as day,
      count() as events,
      uniqExact(customer_id) as customers,
      countIf(opens_case) as journeys,
      countIf(construct = 1 and not isNaN(score)) as scored,
      avgIf(score, construct = 1 and not isNaN(score)) as mean_score,
      stddevSampIf(score, construct = 1 and not isNaN(score)) as deviation
    from (${keptVisits(keeping, ['moment', 'touchpoint', 'score', 'construct', 'opens_case'])})
    where ${activity === undefined ? sql`1` : sql`touchpoint = ${u16(activity)}`}
    group by day
    order by day`)
}

export type ShareBucket = {
  readonly day: string
  readonly journeys: string
  readonly hits: string
  readonly customers: string
}

/** Of the journeys that began in each local day or week, how many come to an activity? */
export function countSharedBuckets(
  clickhouse: ClickHouse,
  keeping: Keeping,
  { unit, timeZone, activity }: { unit: 'day' | 'week'; timeZone: string; activity: number },
): Promise<readonly ShareBucket[]> {
  return clickhouse.rows<ShareBucket>(sql`
    select
      toString(${bucketOf(sql`moments[1]`, unit, timeZone)}) as day,
      count() as journeys,
      countIf(has(touchpoints, ${u16(activity)})) as hits,
      uniqExact(customer_id) as customers
    from (${keptCases(keeping, ['touchpoint', 'moment'])})
    group by day
    order by day`)
}
