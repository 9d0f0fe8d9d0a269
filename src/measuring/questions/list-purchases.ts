import { type ClickHouse, sql, text, u16 } from '../../engines/clickhouse/index.ts'
import type { Keeping } from '../filtering/kept-visits.ts'

/** Customers with one history of purchases: the local days of each, as days since 1970. */
export type PurchaseDays = { readonly days: readonly number[]; readonly customers: string }

/** On which days did customers buy? Purchases of one day are one; customers with the same days are told together. */
export function listPurchases(
  clickhouse: ClickHouse,
  keeping: Keeping,
  purchase: number,
  timeZone: string,
): Promise<readonly PurchaseDays[]> {
  return clickhouse.rows<PurchaseDays>(sql`
    select days, count() as customers
    from (
      with ${keeping.visits} as keeps
      select arraySort(arrayDistinct(arrayMap(
        moment -> toInt32(toDate(moment, ${text(timeZone)})),
        arrayFilter((moment, touchpoint, kept) -> kept and touchpoint = ${u16(purchase)}, at, touchpoints, keeps)))) as days
      from traces_raw final
      where ${keeping.rows}
    )
    where notEmpty(days)
    group by days`)
}
