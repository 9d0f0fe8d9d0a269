import { type ClickHouse, type Sql, sql } from '../../engines/clickhouse/index.ts'
import { type Keeping, keptVisits } from '../kept-visits.ts'
import { countedUpTo } from './count-visits.ts'

/** The visits of an activity from which a case went on to `after`, or, where that is 0, with which it stopped. */
export type FollowCount = {
  readonly before: number
  readonly after: number
  readonly count: string
  /** Distinct cases of the pair. */
  readonly cases: string
  /** Distinct customers of the pair, counted no further than asked. */
  readonly customers: string
  readonly seconds: readonly [median: number | null, p90: number | null]
  /** Visits that begin a case; that are the first of a case, of a customer, at this activity in a case, or at all. */
  readonly starts: string
  readonly first_cases: string
  readonly first_customers: string
  readonly activity_cases: string
}

/**
 * How often does one activity directly follow another within a case, in how many cases, after what time? One pass: each
 * visit belongs to one pair, so the figures of an activity, and of all, are sums over pairs. What follows is the next
 * visit that the filter keeps, so that as many ways lead to an activity as away from it.
 */
export function countFollows(
  clickhouse: ClickHouse,
  keeping: Keeping,
  minimumGroup: number,
): Promise<readonly FollowCount[]> {
  return clickhouse.rows<FollowCount>(sql`
    select
      touchpoint as before,
      next as after,
      count() as count,
      countIf(nth_onward_in_case = 1) as cases,
      ${countedUpTo(minimumGroup)} as customers,
      quantilesExactInclusive(0.5, 0.9)(ahead) as seconds,
      countIf(prev = 0) as starts,
      countIf(opens_case) as first_cases,
      countIf(nth_visit = 1) as first_customers,
      countIf(nth_here_in_case = 1) as activity_cases
    from (${keeping.cuts ? joinedVisits(keeping) : keptVisits(keeping, ['touchpoint', 'next', 'ahead', 'prev', 'nth_visit', 'opens_case', 'nth_here_in_case', 'nth_onward_in_case'])})
    group by before, after
    order by count desc, before, after`)
}

/** Kept visits, each with the kept ones beside it: where the filter leaves out visits, what the trace says is another's. */
function joinedVisits(keeping: Keeping): Sql {
  return sql`
    select
      customer_id, touchpoint, next, ahead, prev, nth_visit, opens_case, nth_here_in_case, nth_onward_in_case
    from (
      with
        ${keeping.visits} as keeps,
        arrayFilter((number, kept) -> kept, cases, keeps) as own,
        arrayFilter((here, kept) -> kept, touchpoints, keeps) as story,
        arrayFilter((moment, kept) -> kept, at, keeps) as moments,
        arrayMap((number, after) -> number = after, own, arrayShiftLeft(own, 1)) as goes_on
      select
        customer_id,
        story,
        arrayMap((here, on) -> here * on, arrayShiftLeft(story, 1), goes_on) as onward,
        arrayMap(
          (moment, after, on) -> if(on, toFloat32(dateDiff('millisecond', moment, after) / 1000), toFloat32(nan)),
          moments, arrayShiftLeft(moments, 1), goes_on) as aheads_kept,
        arrayMap((number, before) -> toUInt8(number != before), own, arrayShiftRight(own, 1)) as opens,
        arrayEnumerate(story) as nths,
        arrayEnumerateUniq(own, story) as nths_in_case,
        arrayEnumerateUniq(own, story, onward) as nths_onward
      from traces_raw final
      where ${keeping.rows}
    )
    array join
      story as touchpoint, onward as next, aheads_kept as ahead, opens as opens_case,
      arrayMap(opening -> toUInt8(not opening), opens) as prev,
      nths as nth_visit, nths_in_case as nth_here_in_case, nths_onward as nth_onward_in_case`
}

/** Customers whose cases begin with an activity, counted no further than asked. */
export type BeginningCount = { readonly activity: number; readonly customers: string }

/** How many customers stand behind the beginnings at each activity? Counted only to know what may be shown. */
export function countBeginnings(
  clickhouse: ClickHouse,
  keeping: Keeping,
  minimumGroup: number,
): Promise<readonly BeginningCount[]> {
  return clickhouse.rows<BeginningCount>(sql`
    select touchpoint as activity, ${countedUpTo(minimumGroup)} as customers
    from (${keptVisits(keeping, ['touchpoint', 'opens_case'])})
    where opens_case
    group by activity`)
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
      countIf(nth_here_in_case = 1) as cases,
      countIf(nth_here = 1) as customers
    from (${keptVisits(keeping, ['touchpoint', 'nth_here', 'nth_here_in_case'])})
    group by activity
    order by cases desc, events desc, activity`)
}
