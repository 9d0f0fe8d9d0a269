import { type ClickHouse, sql, text } from '../../engines/clickhouse/index.ts'
import { keptCases } from '../filtering/kept-cases.ts'
import type { Keeping } from '../filtering/kept-visits.ts'

export type WeeklyFollow = {
  readonly week: string
  readonly came: number
  readonly went: number
  readonly follows: string
  readonly customers: string
}

/** In each local week, how often did one activity directly follow another? The end of a journey is 0. */
export function countWeeklyFollows(
  clickhouse: ClickHouse,
  keeping: Keeping,
  timeZone: string,
): Promise<readonly WeeklyFollow[]> {
  return clickhouse.rows<WeeklyFollow>(sql`
    select
      toString(toStartOfWeek(toDate(step.3, ${text(timeZone)}), 1)) as week,
      step.1 as came,
      step.2 as went,
      count() as follows,
      uniqExact(customer_id) as customers
    from (${keptCases(keeping, ['touchpoint', 'moment'])})
    array join arrayZip(arrayPopBack(touchpoints), arrayPopFront(touchpoints), arrayPopFront(moments)) as step
    group by week, came, went
    order by week, came, went`)
}
