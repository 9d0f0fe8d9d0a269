import { type ClickHouse, instant, sql, text, u16, u32 } from '../../engines/clickhouse/index.ts'
import type { BreachKind } from '../../vocabulary/conformance.ts'
import { keptCases } from '../kept-cases.ts'
import type { Keeping } from '../kept-visits.ts'
import { breachesOf } from './count-breaches.ts'
import type { ListedCase } from './list-cases.ts'

/** Which closed cases have a visit of the touchpoint that failed or came late, the latest first? */
export async function listBreaching(
  clickhouse: ClickHouse,
  keeping: Keeping,
  breach: { readonly kind: BreachKind; readonly touchpoint: number; readonly limits: ReadonlyMap<number, number> },
  closedBefore: Date,
  page: { readonly offset: number; readonly limit: number },
): Promise<{ readonly total: number; readonly customers: number; readonly rows: readonly ListedCase[] }> {
  const parts = ['touchpoint', 'moment', 'case_number', 'wait', 'failed', 'case_ended', 'case_last'] as const
  const cases = sql`
    select
      customer_id,
      case_numbers[1] as case_number,
      moments[1] as first_moment,
      moments[-1] as last_moment,
      touchpoints
    from (${keptCases(keeping, parts)})
    where arrayExists(
        (touchpoint, wait, failure) -> touchpoint = ${u16(breach.touchpoint)}
          and has(${breachesOf(breach.limits)}, ${text(breach.kind)}),
        touchpoints, waits, failures)
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
