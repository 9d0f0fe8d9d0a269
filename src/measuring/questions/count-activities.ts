import type { ClickHouse } from '../../engines/clickhouse/index.ts'
import { sql } from '../../engines/clickhouse/sql.ts'
import { type Keeping, keptVisits } from '../filtering/kept-visits.ts'

export type ActivityCount = {
  readonly activity: number
  readonly cases: string
  readonly customers: string
  readonly repeated: string
  readonly place: number
  readonly wait: number | null
}

/**
 * In how many cases does each activity stand, where among the first times of its case, and how long after what came
 * before? Places are counted among first times, so that a page loaded ten times pushes nothing back.
 */
export function countActivities(clickhouse: ClickHouse, keeping: Keeping): Promise<readonly ActivityCount[]> {
  return clickhouse.rows<ActivityCount>(sql`
    select
      tupleElement(first, 1) as activity,
      count() as cases,
      uniqExact(customer_id) as customers,
      countIf(has(again, activity)) as repeated,
      quantileExactInclusive(0.5)((place - 0.5) / length(firsts)) as place,
      if(
        countIf(not isNaN(tupleElement(first, 3))) = 0,
        null,
        quantileExactInclusiveIf(0.5)(tupleElement(first, 3), not isNaN(tupleElement(first, 3)))
      ) as wait
    from (
      select
        customer_id,
        arraySort(each -> (each.2, each.1), groupArrayIf((touchpoint, moment, wait), nth_here_in_case = 1)) as firsts,
        groupArrayIf(touchpoint, nth_here_in_case = 2) as again
      from (${keptVisits(keeping, ['case_number', 'moment', 'touchpoint', 'wait', 'nth_here_in_case'])})
      group by customer_id, case_number
    )
    array join firsts as first, arrayEnumerate(firsts) as place
    group by activity`)
}

export type ChannelCount = { readonly activity: number; readonly channel: number; readonly visits: string }

/** On which channels was each activity lived, and how often? */
export function countChannels(clickhouse: ClickHouse, keeping: Keeping): Promise<readonly ChannelCount[]> {
  return clickhouse.rows<ChannelCount>(sql`
    select touchpoint as activity, channel, count() as visits
    from (${keptVisits(keeping, ['touchpoint', 'channel'])})
    group by activity, channel
    order by activity, visits desc, channel`)
}

export type Whole = {
  readonly cases: string
  readonly customers: string
  readonly first_at: string
  readonly last_at: string
}

/** How many cases and customers are there in all, and from when to when? */
export async function countWhole(clickhouse: ClickHouse, keeping: Keeping): Promise<Whole | undefined> {
  const [whole] = await clickhouse.rows<Whole>(sql`
    select
      countIf(opens_case) as cases,
      countIf(first_visit) as customers,
      toString(toDate(min(moment))) as first_at,
      toString(toDate(max(moment))) as last_at
    from (${keptVisits(keeping, ['moment', 'opens_case', 'first_visit'])})`)
  return whole
}
