import type { ClickHouse } from '../../engines/clickhouse/index.ts'
import { instant, sql } from '../../engines/clickhouse/sql.ts'
import { explodedVisits, type Keeping } from '../kept-visits.ts'

/** Visits at a touchpoint, with the waiting since the touchpoint before and the leading figure. Times in seconds. */
export type VisitCount = {
  readonly touchpoint: number
  readonly visits: string
  readonly stopped: string
  readonly waited: string
  readonly wait_seconds: readonly (number | null)[]
  readonly figured: string
  readonly figures: readonly (number | null)[]
  readonly figure_mean: number | null
}

/**
 * How many visits did each touchpoint get, how long had the customer waited, and how many were the last of a case
 * that is closed without having reached its end?
 */
export function countVisits(
  clickhouse: ClickHouse,
  keeping: Keeping,
  closedBefore: Date,
): Promise<readonly VisitCount[]> {
  return clickhouse.rows<VisitCount>(sql`
    select
      touchpoint,
      count() as visits,
      countIf(next = 0 and not case_ended and case_last < ${instant(closedBefore)}) as stopped,
      countIf(not isNaN(wait)) as waited,
      quantilesIf(0.5, 0.9)(wait, not isNaN(wait)) as wait_seconds,
      countIf(not isNaN(figure)) as figured,
      quantilesIf(0.5, 0.9)(figure, not isNaN(figure)) as figures,
      avgIf(figure, not isNaN(figure)) as figure_mean
    from (${explodedVisits(keeping)})
    group by touchpoint`)
}
