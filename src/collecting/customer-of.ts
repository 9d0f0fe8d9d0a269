import { type Queryable, sql } from '../engines/postgres/index.ts'
import { customerIdFromNumber, numberFromCustomerId } from '../vocabulary/id.ts'
import type { IdentifierKind } from '../vocabulary/identity.ts'
import { problem } from '../vocabulary/problem.ts'

/** An identifier of a customer. */
export type KnownAnchor = {
  readonly anchor: bigint
  readonly kind: IdentifierKind
  readonly customer: bigint
  readonly core: bigint
  /** Undefined for a later user's part of a shared browser: it has no value of its own. */
  readonly sealed: Buffer | undefined
  readonly firstSeenAt: Date
  readonly lastSeenAt: Date
}

export type KnownCustomer = { readonly number: bigint; readonly id: string; readonly anchors: readonly KnownAnchor[] }

/** The customer of an id, also of one that it had before it was joined with another: every anchor leads to its customer. */
export async function customerOf(queryable: Queryable, workspace: number, id: string): Promise<KnownCustomer> {
  const number = numberFromCustomerId(id)
  const row =
    number === undefined
      ? undefined
      : await queryable.first(sql<{ customer: string }>`
          select customer
          from collecting.identifiers
          where workspace_id = ${workspace} and anchor = ${String(number)}::bigint`)
  if (!row) throw problem('not_found', { what: 'customer' })
  const customer = BigInt(row.customer)
  const anchors = await anchorsKnown(queryable, workspace, [customer])
  return { number: customer, id: customerIdFromNumber(customer), anchors }
}

/** The customers of many ids, each once, and the ids that are nobody's: unknown, or erased before. */
export async function customersOf(
  queryable: Queryable,
  workspace: number,
  ids: readonly string[],
): Promise<{ readonly customers: readonly KnownCustomer[]; readonly unknown: readonly string[] }> {
  const numbers = ids.map(id => numberFromCustomerId(id)).filter(number => number !== undefined)
  const rows = await queryable.rows(sql<{ anchor: string; customer: string }>`
    select anchor, customer
    from collecting.identifiers
    where workspace_id = ${workspace} and anchor = any(${numbers.map(String)}::bigint[])`)
  const customerAt = new Map(rows.map(row => [BigInt(row.anchor), BigInt(row.customer)]))
  const found = [...new Set(customerAt.values())]
  const anchors = Map.groupBy(await anchorsKnown(queryable, workspace, found), ({ customer }) => customer)
  return {
    customers: found.map(number => ({ number, id: customerIdFromNumber(number), anchors: anchors.get(number) ?? [] })),
    unknown: ids.filter(id => !customerAt.has(numberFromCustomerId(id) ?? -1n)),
  }
}

/** All identifiers of these customers, in the order in which they were first seen. */
export async function anchorsKnown(
  queryable: Queryable,
  workspace: number,
  customers: readonly bigint[],
): Promise<readonly KnownAnchor[]> {
  const rows = await queryable.rows(sql<{
    anchor: string
    kind: IdentifierKind
    customer: string
    core: string
    value_sealed: Buffer | null
    first_seen_at: Date
    last_seen_at: Date
  }>`
    select anchor, kind, customer, core, value_sealed, first_seen_at, last_seen_at
    from collecting.identifiers
    where workspace_id = ${workspace} and customer = any(${customers.map(String)}::bigint[])
    order by first_seen_at, anchor`)
  return rows.map(row => ({
    anchor: BigInt(row.anchor),
    kind: row.kind,
    customer: BigInt(row.customer),
    core: BigInt(row.core),
    sealed: row.value_sealed ?? undefined,
    firstSeenAt: row.first_seen_at,
    lastSeenAt: row.last_seen_at,
  }))
}
