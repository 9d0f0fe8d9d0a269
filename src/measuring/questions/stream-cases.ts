import { type ClickHouse, sql } from '../../engines/clickhouse/index.ts'
import { keptCases } from '../filtering/kept-cases.ts'
import type { Keeping } from '../filtering/kept-visits.ts'

/** A case with its kept visits in order. */
export type StreamedCase = readonly [
  customer: string,
  caseNumber: number,
  visits: readonly (readonly [touchpoint: number, moment: string, channel: number])[],
]

/** Which cases does the filter keep, with all that they hold? As they are read, customer by customer, never all at once. */
export function streamCases(clickhouse: ClickHouse, keeping: Keeping): AsyncIterable<readonly StreamedCase[]> {
  return clickhouse.stream<StreamedCase>(sql`
    select
      customer_id,
      case_numbers[1] as case_number,
      arrayMap(
        (touchpoint, moment, channel) -> (touchpoint, toString(moment), channel), touchpoints, moments, channels
      ) as visits
    from (${keptCases(keeping, ['touchpoint', 'moment', 'channel', 'case_number'])})`)
}
