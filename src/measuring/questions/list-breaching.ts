import { type ClickHouse, instant, sql, text, u16 } from '../../engines/clickhouse/index.ts'
import type { BreachKind } from '../../vocabulary/statistics/conformance.ts'
import { keptCases } from '../filtering/kept-cases.ts'
import type { Keeping } from '../filtering/kept-visits.ts'
import { breachesOf } from './count-breaches.ts'
import { caseFacts, type ListedCase, pageOfCases } from './list-cases.ts'
import type { Page, Paged } from './page-of.ts'

/** Which closed cases have a visit of the touchpoint that failed or came late, the latest first? */
export function listBreaching(
  clickhouse: ClickHouse,
  keeping: Keeping,
  breach: { readonly kind: BreachKind; readonly touchpoint: number; readonly limits: ReadonlyMap<number, number> },
  closedBefore: Date,
  page: Page,
): Promise<Paged<ListedCase>> {
  const parts = ['touchpoint', 'moment', 'case_number', 'wait', 'failed', 'case_ended', 'case_last'] as const
  return pageOfCases(
    clickhouse,
    sql`
    select ${caseFacts}
    from (${keptCases(keeping, parts)})
    where arrayExists(
        (touchpoint, wait, failure) -> touchpoint = ${u16(breach.touchpoint)}
          and has(${breachesOf(breach.limits)}, ${text(breach.kind)}),
        touchpoints, waits, failures)
      and (case_ended[1] or case_lasts[1] < ${instant(closedBefore)})`,
    page,
  )
}
