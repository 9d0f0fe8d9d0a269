import type { ClickHouse } from '../../engines/clickhouse/index.ts'
import { sql } from '../../engines/clickhouse/sql.ts'
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
  readonly seconds: number | null
  /** Visits that begin a case; that are the first of a case, of a customer, at this activity in a case. */
  readonly starts: string
  readonly first_cases: string
  readonly first_customers: string
  readonly activity_cases: string
}

/**
 * How often does one activity directly follow another within a case, in how many cases, after what median time? One
 * pass: each visit belongs to one pair, so the figures of an activity, and of all, are sums over pairs.
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
      if(next = 0, null, quantileExactInclusive(0.5)(ahead)) as seconds,
      countIf(prev = 0) as starts,
      countIf(opens_case) as first_cases,
      countIf(nth_visit = 1) as first_customers,
      countIf(nth_here_in_case = 1) as activity_cases
    from (${keptVisits(keeping, ['touchpoint', 'next', 'ahead', 'prev', 'nth_visit', 'opens_case', 'nth_here_in_case', 'nth_onward_in_case'])})
    group by before, after
    order by count desc, before, after`)
}
