import { type ClickHouse, type Sql, sql, u32 } from '../../engines/clickhouse/index.ts'
import { type ContactScope, neighbouredContacts } from '../contacts/contact-rows.ts'
import type { ContactRule } from '../contacts/contact-rule.ts'

export type ListedContact = {
  readonly customer_id: string
  readonly at: string
  readonly channel: string
  readonly name: string
  readonly reason: string
  readonly before: number | null
  readonly after: number | null
}

/** Which contacts stand behind a number, the latest first, and how many are they, of how many customers? */
export async function listTheContacts(
  clickhouse: ClickHouse,
  rule: ContactRule,
  scope: ContactScope,
  condition: Sql,
  page: { readonly offset: number; readonly limit: number },
): Promise<{ readonly total: number; readonly customers: number; readonly rows: readonly ListedContact[] }> {
  const contacts = sql`select * from (${neighbouredContacts(rule, scope)}) where ${condition}`
  const [counted, rows] = await Promise.all([
    clickhouse.first<{ total: string; customers: string }>(sql`
      select count() as total, uniqExact(customer_id) as customers from (${contacts})`),
    clickhouse.rows<ListedContact>(sql`
      select customer_id, at, channel, name, reason, before, after
      from (${contacts})
      order by at desc, customer_id, position, message_id
      limit ${u32(page.limit)} offset ${u32(page.offset)}`),
  ])
  return { total: Number(counted?.total ?? 0), customers: Number(counted?.customers ?? 0), rows }
}
