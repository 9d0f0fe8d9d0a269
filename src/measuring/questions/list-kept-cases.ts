import { type ClickHouse, sql, u32 } from '../../engines/clickhouse/index.ts'
import { keptCases } from '../filtering/kept-cases.ts'
import type { Keeping } from '../filtering/kept-visits.ts'
import type { ListedCase } from './list-cases.ts'

/** Which cases does the filter keep, the latest first, and how many are there of how many customers? */
export async function listKeptCases(
  clickhouse: ClickHouse,
  keeping: Keeping,
  page: { readonly offset: number; readonly limit: number },
): Promise<{ readonly total: number; readonly customers: number; readonly rows: readonly ListedCase[] }> {
  const [counted, rows] = await Promise.all([
    clickhouse.first<{ total: string; customers: string }>(sql`
      select count() as total, uniqExact(customer_id) as customers
      from (${keptCases(keeping, ['case_number'])})`),
    clickhouse.rows<ListedCase>(sql`
      select customer_id, case_number, toString(first_moment) as started, toString(last_moment) as ended, touchpoints
      from (
        select
          customer_id,
          case_numbers[1] as case_number,
          moments[1] as first_moment,
          moments[-1] as last_moment,
          touchpoints
        from (${keptCases(keeping, ['touchpoint', 'moment', 'case_number'])})
      )
      order by last_moment desc, customer_id, case_number
      limit ${u32(page.limit)} offset ${u32(page.offset)}`),
  ])
  return { total: Number(counted?.total ?? 0), customers: Number(counted?.customers ?? 0), rows }
}
