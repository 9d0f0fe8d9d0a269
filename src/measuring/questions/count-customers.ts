import type { ClickHouse } from '../../engines/clickhouse/index.ts'
import { instant, sql } from '../../engines/clickhouse/sql.ts'
import type { Keeping } from '../kept-visits.ts'

export type CustomerCount = {
  readonly touchpoint: number
  readonly customers: string
  readonly cases: string
  readonly closed: string
}

/**
 * How many customers came to each touchpoint, in how many cases, and how many of these are closed?
 * Touchpoint 0 stands for all of them together. A row of traces is a customer, so distinct customers are counted
 * without a table of them.
 */
export function countCustomers(
  clickhouse: ClickHouse,
  keeping: Keeping,
  closedBefore: Date,
): Promise<readonly CustomerCount[]> {
  return clickhouse.rows<CustomerCount>(sql`
    select
      place.1 as touchpoint,
      count() as customers,
      sum(place.2) as cases,
      sum(place.3) as closed
    from (
      select
        arrayDistinct(arrayFilter(
          (pair, moment, channel) -> ${keeping.visit},
          arrayZip(touchpoints, cases, arrayMap((done, last) -> done or last < ${instant(closedBefore)}, ended, lasts)),
          at,
          channels
        )) as pairs,
        arrayDistinct(arrayMap(pair -> (toUInt16(0), pair.2, pair.3), pairs)) as wholes,
        arraySort(arrayConcat(pairs, wholes)) as sorted,
        arraySplit((pair, begins) -> begins, sorted, arrayMap(
          (pair, before) -> pair.1 != before.1,
          sorted,
          arrayShiftRight(sorted, 1, sorted[1])
        )) as places
      from traces
      where ${keeping.rows}
    )
    array join arrayMap(group -> (group[1].1, length(group), arrayCount(pair -> pair.3, group)), places) as place
    group by touchpoint`)
}
