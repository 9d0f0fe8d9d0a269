import { type ClickHouse, sql, u16 } from '../../engines/clickhouse/index.ts'
import { customerTraits } from '../../segmenting/index.ts'
import { keptCases } from '../filtering/kept-cases.ts'
import type { Keeping } from '../filtering/kept-visits.ts'

export type SegmentCount = {
  /** The number of the channel of the first visit, or the value of the trait. */
  readonly segment: string
  readonly journeys: string
  readonly hits: string
  readonly customers: string
}

/** Of the journeys of each segment, how many come to an activity? The segment is a trait, or the channel of beginning. */
export function countSegments(
  clickhouse: ClickHouse,
  keeping: Keeping,
  activity: number,
  trait: string | null,
): Promise<readonly SegmentCount[]> {
  const lived = keptCases(keeping, ['touchpoint', 'channel'])
  return trait === null
    ? clickhouse.rows<SegmentCount>(sql`
        select
          toString(channels[1]) as segment,
          count() as journeys,
          countIf(has(touchpoints, ${u16(activity)})) as hits,
          uniqExact(customer_id) as customers
        from (${lived})
        group by segment`)
    : clickhouse.rows<SegmentCount>(sql`
        select
          known.latest as segment,
          count() as journeys,
          countIf(has(lived.touchpoints, ${u16(activity)})) as hits,
          uniqExact(lived.customer_id) as customers
        from (${lived}) as lived
        left join (${customerTraits(keeping.workspace, trait)}) as known on known.customer = lived.customer_id
        group by segment`)
}
