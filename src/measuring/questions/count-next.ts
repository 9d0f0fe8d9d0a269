import type { ClickHouse } from '../../engines/clickhouse/index.ts'
import { sql } from '../../engines/clickhouse/sql.ts'
import { explodedVisits, type Keeping } from '../kept-visits.ts'

export type NextCount = {
  readonly touchpoint: number
  readonly next: number
  readonly visits: string
  readonly customers: string
}

/** Where do cases go next from each touchpoint? Next 0: the case stops here, for now or for good. */
export function countNext(clickhouse: ClickHouse, keeping: Keeping): Promise<readonly NextCount[]> {
  return clickhouse.rows<NextCount>(sql`
    select touchpoint, next, count() as visits, uniqExact(customer_id) as customers
    from (${explodedVisits(keeping)})
    group by touchpoint, next
    order by visits desc`)
}
