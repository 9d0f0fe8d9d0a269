import type { findCustomers as findCustomersRoute } from '../contract/collecting.ts'
import type { AnswerOf, InputOf } from '../contract/route.ts'
import { sql as clickhouseSql, u32, u64s } from '../engines/clickhouse/index.ts'
import { type Queryable, sql } from '../engines/postgres/index.ts'
import type { Context, Workspace } from '../feature.ts'
import { customerIdFromNumber, numberFromCustomerId } from '../vocabulary/id.ts'
import { identifierKinds } from '../vocabulary/identity.ts'
import { anchorOf, searchToken } from './anchor.ts'
import { anchorsKnown } from './customer-of.ts'
import { cursorOf, valuesOfCursor } from './page-cursor.ts'
import { nameOf, readTraits } from './read-traits.ts'

type Row = { customer: string; first_seen_at: Date; last_seen_at: Date }

/** Customers known by an identifier of any kind, or those seen last. */
export async function findCustomers(
  context: Context,
  { body }: InputOf<typeof findCustomersRoute>,
): Promise<AnswerOf<typeof findCustomersRoute>> {
  const { postgres, workspace } = context
  const asked = body.identifier === undefined || body.identifier === '' ? undefined : body.identifier
  const among = asked === undefined ? undefined : (await customersNamed(context, asked)).map(String)
  const after = placeOf(body.cursor)
  const rows = await postgres.rows(sql<Row>`
    select customer, first_seen_at, last_seen_at
    from collecting.customers
    where workspace_id = ${workspace.number}
      and (${among === undefined} or customer = any(${among ?? []}::bigint[]))
      and (
        ${after === undefined}
        or (last_seen_at, customer) < (${after?.lastSeenAt ?? null}::timestamptz, ${after?.customer ?? null}::bigint)
      )
    order by last_seen_at desc, customer desc
    limit ${body.limit + 1}`)
  const page = rows.slice(0, body.limit)
  const last = page.at(-1)
  return {
    customers: await described(context, page),
    cursor: rows.length > body.limit && last ? cursorOf([last.last_seen_at.getTime(), last.customer]) : null,
    total: await countCustomers(context, among),
  }
}

/** What is told of these customers, in their order; those that are none any more are left out. */
export async function describeCustomers(
  context: Context,
  customers: readonly bigint[],
): Promise<AnswerOf<typeof findCustomersRoute>['customers']> {
  const rows = await context.postgres.rows(sql<Row>`
    select customer, first_seen_at, last_seen_at
    from collecting.customers
    where workspace_id = ${context.workspace.number} and customer = any(${customers.map(String)}::bigint[])
    order by customer`)
  return described(context, rows)
}

/** The customers that these numbers, old or new, belong to now; unknown numbers are left out. */
export async function customersNumbered(
  { postgres, workspace }: { readonly postgres: Queryable; readonly workspace: Pick<Workspace, 'number'> },
  numbers: readonly bigint[],
): Promise<ReadonlyMap<bigint, bigint>> {
  const rows = await postgres.rows(sql<{ anchor: string; customer: string }>`
    select anchor, customer
    from collecting.identifiers
    where workspace_id = ${workspace.number} and anchor = any(${numbers.map(String)}::bigint[])`)
  return new Map(rows.map(row => [BigInt(row.anchor), BigInt(row.customer)]))
}

/** The customer at which the last page ended. */
function placeOf(cursor: string | undefined): { readonly lastSeenAt: Date; readonly customer: string } | undefined {
  const [milliseconds, customer] = valuesOfCursor(cursor, 2) ?? []
  const lastSeenAt = new Date(Number(milliseconds))
  if (customer === undefined || Number.isNaN(lastSeenAt.getTime()) || !isNumberOfCustomer(customer)) return undefined
  return { lastSeenAt, customer }
}

/** 63 bits, as they are written in the store: one customer in forty has a number of nineteen digits that begins with a 9. */
const isNumberOfCustomer = (written: string) => /^\d{1,19}$/.test(written) && BigInt(written) < 1n << 63n

/** The value may be any kind of identifier, a trait that people are searched by, or a customer's id, old or new. */
async function customersNamed(context: Context, identifier: string): Promise<readonly bigint[]> {
  const { postgres, workspace } = context
  const number = numberFromCustomerId(identifier)
  const anchors = [
    ...(number === undefined ? [] : [number]),
    ...identifierKinds.map(kind => anchorOf(context, workspace.number, kind, identifier)),
  ]
  const rows = await postgres.rows(sql<{ customer: string }>`
    select distinct customer
    from collecting.identifiers
    where workspace_id = ${workspace.number}
      and (
        anchor = any(${anchors.map(String)}::bigint[])
        or anchor in (
          select anchor
          from collecting.search_tokens
          where workspace_id = ${workspace.number}
            and token = ${String(searchToken(context, workspace.number, identifier))}::bigint
          limit 1000
        )
      )`)
  return rows.map(row => BigInt(row.customer))
}

async function countCustomers({ postgres, workspace }: Context, among: readonly string[] | undefined): Promise<number> {
  const row = await postgres.first(sql<{ amount: string }>`
    select count(*) as amount
    from collecting.customers
    where workspace_id = ${workspace.number}
      and (${among === undefined} or customer = any(${among ?? []}::bigint[]))`)
  return Number(row?.amount ?? 0)
}

async function described(
  context: Context,
  rows: readonly Row[],
): Promise<AnswerOf<typeof findCustomersRoute>['customers']> {
  const { postgres, clickhouse, workspace } = context
  if (rows.length === 0) return []
  const anchors = await anchorsKnown(
    postgres,
    workspace.number,
    rows.map(row => BigInt(row.customer)),
  )
  const numbers = anchors.map(({ anchor }) => anchor)
  const [traits, counted] = await Promise.all([
    readTraits(context, postgres, workspace.number, numbers, 'names'),
    clickhouse.rows<{ anchor: string; amount: string }>(clickhouseSql`
      select anchor, count() as amount
      from events
      where workspace_id = ${u32(workspace.number)} and anchor in (select arrayJoin(${u64s(numbers)}))
      group by anchor`),
  ])
  const amounts = new Map(counted.map(row => [row.anchor, Number(row.amount)]))
  const ownersOf = new Map(anchors.map(({ anchor, customer }) => [anchor, customer]))
  const traitsOf = Map.groupBy(traits, trait => ownersOf.get(trait.anchor))
  const anchorsOf = Map.groupBy(anchors, each => each.customer)
  const mayRead = context.may('personal.read')
  return rows.map(row => {
    const customer = BigInt(row.customer)
    const id = customerIdFromNumber(customer)
    const own = anchorsOf.get(customer) ?? []
    return {
      customer: id,
      name: nameOf(id, traitsOf.get(customer) ?? [], mayRead),
      firstSeenAt: row.first_seen_at.toISOString(),
      lastSeenAt: row.last_seen_at.toISOString(),
      events: own.reduce((sum, { anchor }) => sum + (amounts.get(String(anchor)) ?? 0), 0),
      identifiers: own.filter(({ sealed }) => sealed !== undefined).length,
    }
  })
}
