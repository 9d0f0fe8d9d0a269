import { type ClickHouse, instant, sql, u32, u64s } from '../../engines/clickhouse/index.ts'
import { keptCases } from '../kept-cases.ts'
import type { Keeping } from '../kept-visits.ts'

export type ListedCase = {
  readonly customer_id: string
  readonly case_number: number
  readonly started: string
  readonly ended: string
  readonly touchpoints: readonly number[]
}

/** The closed cases that went one of these ways, the latest first, and how many there are of how many customers. */
export async function listCases(
  clickhouse: ClickHouse,
  keeping: Keeping,
  variants: readonly string[],
  closedBefore: Date,
  page: { readonly offset: number; readonly limit: number },
): Promise<{ readonly total: number; readonly customers: number; readonly rows: readonly ListedCase[] }> {
  const cases = sql`
    select
      customer_id,
      case_numbers[1] as case_number,
      moments[1] as first_moment,
      moments[-1] as last_moment,
      touchpoints
    from (${keptCases(keeping, ['touchpoint', 'moment', 'case_number', 'case_ended', 'case_last'])})
    where has(${u64s(variants.map(BigInt))}, sipHash64(touchpoints))
      and (case_ended[1] or case_lasts[1] < ${instant(closedBefore)})`
  const [counted, rows] = await Promise.all([
    clickhouse.first<{ total: string; customers: string }>(sql`
      select count() as total, uniqExact(customer_id) as customers from (${cases})`),
    clickhouse.rows<ListedCase>(sql`
      select customer_id, case_number, toString(first_moment) as started, toString(last_moment) as ended, touchpoints
      from (${cases})
      order by last_moment desc, customer_id, case_number
      limit ${u32(page.limit)} offset ${u32(page.offset)}`),
  ])
  return { total: Number(counted?.total ?? 0), customers: Number(counted?.customers ?? 0), rows }
}
