import { type ClickHouse, instant, sql, u32 } from '../../engines/clickhouse/index.ts'
import { keptCases } from '../filtering/kept-cases.ts'
import type { Keeping } from '../filtering/kept-visits.ts'

export type Walk = {
  readonly customer_id: string
  readonly steps: readonly number[]
  /** Seconds since 1970. */
  readonly times: readonly number[]
  readonly closed: 0 | 1
}

/** The cases in order of time, the latest so many: where they went, when, and whether they are closed. */
export function listWalks(
  clickhouse: ClickHouse,
  keeping: Keeping,
  closedBefore: Date,
  most: number,
): Promise<readonly Walk[]> {
  return clickhouse.rows<Walk>(sql`
    select customer_id, steps, times, closed
    from (
      select
        customer_id,
        arraySlice(touchpoints, 1, 60) as steps,
        arrayMap(moment -> toUnixTimestamp(moment), arraySlice(moments, 1, 60)) as times,
        toUInt8(length(touchpoints) <= 60 and (case_ended[1] or case_lasts[1] < ${instant(closedBefore)})) as closed
      from (${keptCases(keeping, ['touchpoint', 'moment', 'case_ended', 'case_last'])})
      order by times[1] desc, customer_id
      limit ${u32(most)}
    )
    order by times[1], customer_id`)
}
