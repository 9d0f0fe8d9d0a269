import { type ClickHouse, instant, type Sql, sql } from '../../engines/clickhouse/index.ts'
import { keptCases } from '../filtering/kept-cases.ts'
import type { Keeping } from '../filtering/kept-visits.ts'
import { type Page, type Paged, pageOf } from './page-of.ts'

export type ListedCase = {
  readonly customer_id: string
  readonly case_number: number
  readonly started: string
  readonly ended: string
  readonly touchpoints: readonly number[]
}

/** What a list of cases reads of each of `keptCases`. */
export const caseFacts = sql`
  customer_id,
  case_numbers[1] as case_number,
  moments[1] as first_moment,
  moments[-1] as last_moment,
  touchpoints`

/** How `caseFacts` are told. */
export const caseColumns = sql`
  customer_id, case_number, toString(first_moment) as started, toString(last_moment) as ended, touchpoints`

const latestFirst = sql`last_moment desc, customer_id, case_number`

/** A page of cases given as `caseFacts`, the latest first unless said. */
export function pageOfCases(
  clickhouse: ClickHouse,
  cases: Sql,
  page: Page,
  order: Sql = latestFirst,
): Promise<Paged<ListedCase>> {
  return pageOf(clickhouse, cases, { columns: caseColumns, order }, page)
}

/** The closed cases whose `variant` is of these, the latest first, and how many there are of how many customers. */
export function listCases(
  clickhouse: ClickHouse,
  keeping: Keeping,
  ofThese: Sql,
  closedBefore: Date,
  page: Page,
): Promise<Paged<ListedCase>> {
  return pageOfCases(
    clickhouse,
    sql`
    select ${caseFacts}
    from (
      select *, sipHash64(touchpoints) as variant
      from (${keptCases(keeping, ['touchpoint', 'moment', 'case_number', 'case_ended', 'case_last'])})
    )
    where ${ofThese} and (case_ended[1] or case_lasts[1] < ${instant(closedBefore)})`,
    page,
  )
}
