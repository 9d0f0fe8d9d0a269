import type { ClickHouse } from '../../engines/clickhouse/index.ts'
import { sql } from '../../engines/clickhouse/sql.ts'
import { explodedVisits, type Keeping } from '../kept-visits.ts'

export type FollowCount = {
  readonly before: number
  readonly after: number
  readonly count: string
  readonly cases: string
  readonly customers: string
  readonly seconds: number | null
}

/** How often does one activity directly follow another within a case, in how many cases, after what median time? */
export function countFollows(clickhouse: ClickHouse, keeping: Keeping): Promise<readonly FollowCount[]> {
  return clickhouse.rows<FollowCount>(sql`
    select
      touchpoint as before,
      next as after,
      count() as count,
      uniqExact(customer_id, case_number) as cases,
      uniqExact(customer_id) as customers,
      quantile(0.5)(ahead) as seconds
    from (${explodedVisits(keeping)})
    where next > 0
    group by before, after
    order by count desc, before, after`)
}

export type ActivityCount = {
  readonly activity: number
  readonly events: string
  readonly cases: string
  readonly starts: string
  readonly ends: string
}

/** How often does each activity happen, in how many cases, how many does it begin and how many does it end? */
export function countActivities(clickhouse: ClickHouse, keeping: Keeping): Promise<readonly ActivityCount[]> {
  return clickhouse.rows<ActivityCount>(sql`
    select
      touchpoint as activity,
      count() as events,
      uniqExact(customer_id, case_number) as cases,
      countIf(prev = 0) as starts,
      countIf(next = 0) as ends
    from (${explodedVisits(keeping)})
    group by activity
    order by events desc, activity`)
}

/** How many cases are there, of how many customers, in how many variants (equal sequences of activities)? */
export async function countVariants(
  clickhouse: ClickHouse,
  keeping: Keeping,
): Promise<{ readonly cases: string; readonly customers: string; readonly variants: string }> {
  const row = await clickhouse.first<{ cases: string; customers: string; variants: string }>(sql`
    select count() as cases, uniqExact(customer_id) as customers, uniqExact(variant) as variants
    from (
      select customer_id, arrayJoin(arrayMap(
        group -> sipHash64(arrayMap(visit -> visit.2, group)),
        arraySplit(
          (visit, begins) -> begins,
          arrayFilter((visit, moment, channel) -> ${keeping.visit}, arrayZip(cases, touchpoints), at, channels) as kept,
          arrayMap((visit, before) -> visit.1 != before.1, kept, arrayShiftRight(kept, 1, kept[1]))
        )
      )) as variant
      from traces
      where ${keeping.rows}
    )`)
  return row ?? { cases: '0', customers: '0', variants: '0' }
}
