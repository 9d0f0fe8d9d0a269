import { type ClickHouse, type Sql, sql, u32 } from '../../engines/clickhouse/index.ts'

export type Page = { readonly offset: number; readonly limit: number }
export type Paged<Row> = { readonly total: number; readonly customers: number; readonly rows: readonly Row[] }

/** A page of what a question finds, and how many there are of how many customers: one definition for both. */
export async function pageOf<Row>(
  clickhouse: ClickHouse,
  found: Sql,
  { columns, order }: { readonly columns: Sql; readonly order: Sql },
  page: Page,
): Promise<Paged<Row>> {
  const [counted, rows] = await Promise.all([
    clickhouse.first<{ total: string; customers: string }>(sql`
      select count() as total, uniqExact(customer_id) as customers from (${found})`),
    clickhouse.rows<Row>(sql`
      select ${columns}
      from (${found})
      order by ${order}
      limit ${u32(page.limit)} offset ${u32(page.offset)}`),
  ])
  return { total: Number(counted?.total ?? 0), customers: Number(counted?.customers ?? 0), rows }
}

/** What of a list may be told: nothing of fewer customers than may be shown. */
export function tellPage<Row, Told>(
  { total, customers, rows }: Paged<Row>,
  offset: number,
  minimum: number,
  tell: (row: Row) => Told,
): { total: number; hidden: boolean; rows: Told[]; cursor: string | null } {
  if (customers > 0 && customers < minimum) return { total: 0, hidden: true, rows: [], cursor: null }
  return {
    total,
    hidden: false,
    rows: rows.map(tell),
    cursor: offset + rows.length < total ? String(offset + rows.length) : null,
  }
}

/** An instant as the store tells it, in the form of the wire. */
export const isoOf = (moment: string) => `${moment.replace(' ', 'T')}Z`
