import { type ClickHouse, type Sql, sql } from '../../engines/clickhouse/index.ts'
import { type Keeping, keepsWhole, keptVisits } from '../filtering/kept-visits.ts'
import { marksOf } from '../traces/visit-marks.ts'

/** The visits of an activity from which a case went on to `after`, or, where that is 0, with which it stopped. */
export type FollowCount = {
  readonly before: number
  readonly after: number
  readonly count: string
  /** Distinct cases of the pair. */
  readonly cases: string
  /** Distinct customers of the pair. */
  readonly customers: string
  /** Visits that begin a case; that are the first of a case, of a customer, at this activity in a case, or at all. */
  readonly starts: string
  readonly first_cases: string
  readonly first_customers: string
  readonly activity_cases: string
  /** Customers whose first case to begin here begins so: their sum over an activity is whose cases begin there. */
  readonly begin_customers: string
}

/**
 * How often does one activity directly follow another within a case, and in how many cases? One pass: each visit
 * belongs to one pair, so the figures of an activity, and of all, are sums over pairs. What follows is the next visit
 * that the filter keeps, so that as many ways lead to an activity as away from it.
 *
 * Visits are counted by pair and by all that marks them, and the few sums of these read: to count each figure for
 * itself took twice the time.
 */
export function countFollows(clickhouse: ClickHouse, keeping: Keeping): Promise<readonly FollowCount[]> {
  return clickhouse.rows<FollowCount>(sql`
    select
      touchpoint as before,
      next as after,
      sum(visits) as count,
      sumIf(visits, bitTest(mark, 4)) as cases,
      sumIf(visits, bitTest(mark, 5)) as customers,
      sumIf(visits, bitTest(mark, 1)) as starts,
      starts as first_cases,
      sumIf(visits, bitTest(mark, 0)) as first_customers,
      sumIf(visits, bitTest(mark, 3)) as activity_cases,
      sumIf(visits, bitTest(mark, 6)) as begin_customers
    from (
      select touchpoint, next, mark, count() as visits
      from (${followedVisits(keeping)})
      group by touchpoint, next, mark
    )
    group by before, after
    order by count desc, before, after`)
}

/** Seconds from each visit of the pair to the next of its case. */
export type FollowTime = {
  readonly before: number
  readonly after: number
  readonly seconds: readonly [median: number, p90: number]
}

/** How long does it take from one activity to the one that directly follows? */
export function timeFollows(clickhouse: ClickHouse, keeping: Keeping): Promise<readonly FollowTime[]> {
  return clickhouse.rows<FollowTime>(sql`
    select touchpoint as before, next as after, quantilesExactInclusive(0.5, 0.9)(ahead) as seconds
    from (${followedVisits(keeping, true)})
    where next > 0
    group by before, after`)
}

/** Visits with their marks and the kept one after each: as they stand where all are kept, else marked and joined again. */
function followedVisits(keeping: Keeping, timed = false): Sql {
  if (!keepsWhole(keeping)) return joinedVisits(keeping, timed)
  return sql`
    select touchpoint, next, mark${timed ? sql`, ahead` : sql``}
    from traces_raw final
    array join touchpoints as touchpoint, nexts as next, marks as mark${timed ? sql`, aheads as ahead` : sql``}
    where ${keeping.rows}`
}

/** Kept visits, each with the kept ones beside it: where the filter leaves out visits, what the trace says is another's. */
function joinedVisits(keeping: Keeping, timed: boolean): Sql {
  const aheads = sql`arrayMap(
    (moment, after) -> toFloat32(dateDiff('millisecond', moment, after) / 1000), moments, arrayShiftLeft(moments, 1))`
  return sql`
    select customer_id, touchpoint, next, mark${timed ? sql`, ahead` : sql``}
    from (
      select
        customer_id,
        story,
        onward,
        ${timed ? aheads : sql`[]`} as aheads_kept,
        ${marksOf({ cases: sql`own`, touchpoints: sql`story`, nexts: sql`onward` })} as marks_kept
      from (
        with
          ${keeping.visits} as keeps,
          arrayMap((number, after) -> number = after, own, arrayShiftLeft(own, 1)) as goes_on
        select
          customer_id,
          arrayFilter((number, kept) -> kept, cases, keeps) as own,
          arrayFilter((here, kept) -> kept, touchpoints, keeps) as story,
          ${timed ? sql`arrayFilter((moment, kept) -> kept, at, keeps)` : sql`[]`} as moments,
          arrayMap((here, on) -> toUInt16(here * on), arrayShiftLeft(story, 1), goes_on) as onward
        from traces_raw final
        where ${keeping.rows}
      )
    )
    array join story as touchpoint, onward as next, marks_kept as mark${timed ? sql`, aheads_kept as ahead` : sql``}`
}

/** Visits, cases and customers of one activity. */
export type ActivityReach = {
  readonly activity: number
  readonly events: string
  readonly cases: string
  readonly customers: string
}

/** Which activities are there, the most lived first? */
export function rankActivities(clickhouse: ClickHouse, keeping: Keeping): Promise<readonly ActivityReach[]> {
  return clickhouse.rows<ActivityReach>(sql`
    select
      touchpoint as activity,
      count() as events,
      countIf(first_here_in_case) as cases,
      countIf(first_here) as customers
    from (${keptVisits(keeping, ['touchpoint', 'first_here', 'first_here_in_case'])})
    group by activity
    order by cases desc, events desc, activity`)
}
