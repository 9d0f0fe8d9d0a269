import { type ClickHouse, sql, u32 } from '../../engines/clickhouse/index.ts'
import { keptCases } from '../filtering/kept-cases.ts'
import type { Keeping } from '../filtering/kept-visits.ts'

/**
 * Whether the cases that a filter keeps are of as many customers as may be shown. Where they are not, how many there are
 * is not told either. Looks no further than it takes.
 */
export async function hasEnough(clickhouse: ClickHouse, keeping: Keeping, minimumGroup: number): Promise<boolean> {
  if (minimumGroup === 0) return true
  const row = await clickhouse.first<{ customers: string }>(sql`
    select count() as customers
    from (
      select distinct customer_id
      from (${keptCases(keeping, ['touchpoint'])})
      limit ${u32(minimumGroup)}
    )`)
  return Number(row?.customers ?? 0) >= minimumGroup
}
