import { type ClickHouse, type Sql, sql } from '../../engines/clickhouse/index.ts'
import { keptCases } from '../filtering/kept-cases.ts'
import type { Keeping } from '../filtering/kept-visits.ts'

/** Sums and sums of squares over journeys, and over customers for scores: what means and their intervals are made of. */
export type SegmentSums = {
  readonly segment: string
  readonly customers: string
  readonly journeys: string
  readonly steps: number
  readonly steps_squared: number
  readonly logs: number
  readonly logs_squared: number
  readonly scored: string
  readonly scores: number
  readonly scores_squared: number
  /** Journeys by the activities they came to, and by the channel they began on: number, journeys. */
  readonly reached: readonly (readonly [number: number, journeys: string])[]
  readonly begun: readonly (readonly [number: number, journeys: string])[]
}

/** How do journeys go in each segment, a segment being the customers with one `latest` in `known`? */
export function compareSegments(clickhouse: ClickHouse, keeping: Keeping, known: Sql): Promise<readonly SegmentSums[]> {
  return clickhouse.rows<SegmentSums>(sql`
    with lives as (
      select
        known.latest as segment,
        count() as own,
        toFloat64(sum(lived.steps)) as own_steps,
        toFloat64(sum(lived.steps * lived.steps)) as own_steps_squared,
        sum(lived.lasted) as own_logs,
        sum(lived.lasted * lived.lasted) as own_logs_squared,
        arrayFlatten(groupArray(lived.felt)) as felt,
        sumMap(lived.reached, arrayMap(each -> toUInt64(1), lived.reached)) as own_reached,
        sumMap([lived.began], [toUInt64(1)]) as own_begun
      from (
        select
          customer_id,
          length(touchpoints) as steps,
          log1p(case_spans[1]) as lasted,
          arrayFilter((score, construct) -> construct = 1 and not isNaN(score), scores, constructs) as felt,
          arrayDistinct(touchpoints) as reached,
          channels[1] as began
        from (${keptCases(keeping, ['touchpoint', 'channel', 'case_span', 'score', 'construct'])})
      ) as lived
      left join (${known}) as known on known.customer = lived.customer_id
      group by segment, lived.customer_id
    )
    select
      segment,
      count() as customers,
      sum(own) as journeys,
      sum(own_steps) as steps,
      sum(own_steps_squared) as steps_squared,
      sum(own_logs) as logs,
      sum(own_logs_squared) as logs_squared,
      countIf(notEmpty(felt)) as scored,
      sumIf(arrayAvg(felt), notEmpty(felt)) as scores,
      sumIf(arrayAvg(felt) * arrayAvg(felt), notEmpty(felt)) as scores_squared,
      arrayZip((sumMap(own_reached.1, own_reached.2) as all_reached).1, all_reached.2) as reached,
      arrayZip((sumMap(own_begun.1, own_begun.2) as all_begun).1, all_begun.2) as begun
    from lives
    group by segment`)
}
