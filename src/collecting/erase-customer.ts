import { sql as clickhouseSql, u32, u64s } from '../engines/clickhouse/index.ts'
import { sql, type Transaction } from '../engines/postgres/index.ts'
import type { Context, Installation } from '../feature.ts'
import { problem } from '../vocabulary/problem.ts'
import { customersOf, type KnownCustomer } from './customer-of.ts'
import { eraseQuarantined } from './erase-quarantined.ts'
import { roomOf } from './room.ts'
import { touchGone } from './touched.ts'

/** One customer. @throws problem `not_found` for a customer that is unknown or was erased before. */
export async function eraseCustomer(context: Context, customerId: string): Promise<void> {
  const { unknown } = await eraseCustomers(context, [customerId])
  if (unknown.length > 0) throw problem('not_found', { what: 'customer' })
}

/**
 * Forgets customers for good: the keys of what was sealed are destroyed first of all, so that no copy can be read any
 * more; then everything that is known goes, in both stores. Only the numbers of their identifiers stay (keyed hashes),
 * so that events that arrive later are not stored, and the ledger of what they had consented to, without its words.
 * A thousand cost the analytical store about what one does: together they are one rewriting of its files.
 */
export async function eraseCustomers(
  context: Context,
  customerIds: readonly string[],
): Promise<{ readonly erased: number; readonly unknown: readonly string[] }> {
  const workspace = context.workspace.number
  const room = roomOf(context)
  const { customers, unknown } = await room.inTurn(async () => {
    const known = await customersOf(context.postgres, workspace, customerIds)
    const everyNumber = numbersOf(known.customers)
    if (everyNumber.length === 0) return known
    await eraseQuarantined(context, known.customers)
    await context.postgres.transaction(async transaction => {
      await forgetRows(context, transaction, workspace, everyNumber)
      await context.post(transaction, { kind: 'customers.erased', workspace, numbers: everyNumber.map(String) })
      for (const customer of known.customers)
        await context.post(transaction, {
          kind: 'customer.forgotten',
          workspace,
          actor: context.actor,
          details: { customer: customer.id, identifiers: customer.anchors.length },
        })
    })
    forgetInMemory(context, workspace, everyNumber)
    return known
  })
  // Nothing of theirs is stored any more from here on, so that events of others need not wait for this.
  await room.clearing(() => forgetEvents(context, workspace, numbersOf(customers)))
  return { erased: customers.length, unknown }
}

/** What `Feature.erase` asks of collecting, and what goes on where a crash cut an erasure short. */
export async function forgetCustomers(
  installation: Installation,
  workspace: number,
  everyNumber: readonly bigint[],
): Promise<void> {
  const room = roomOf(installation)
  await room.inTurn(async () => {
    await installation.postgres.transaction(transaction =>
      forgetRows(installation, transaction, workspace, everyNumber),
    )
    forgetInMemory(installation, workspace, everyNumber)
  })
  await room.clearing(() => forgetEvents(installation, workspace, everyNumber))
}

/** Their own numbers and those of all their identifiers, which are where what is theirs is kept. */
function numbersOf(customers: readonly KnownCustomer[]): readonly bigint[] {
  return [...new Set(customers.flatMap(({ number, anchors }) => [number, ...anchors.map(({ anchor }) => anchor)]))]
}

async function forgetRows(
  installation: Installation,
  transaction: Transaction,
  workspace: number,
  everyNumber: readonly bigint[],
): Promise<void> {
  const ids = everyNumber.map(String)
  await transaction.run(sql`
    delete from collecting.vault_keys where workspace_id = ${workspace} and anchor = any(${ids}::bigint[])`)
  await transaction.run(sql`
    insert into collecting.forgotten (workspace_id, anchor, forgotten_at)
    select ${workspace}, anchor, ${installation.now()}
    from unnest(${ids}::bigint[]) as gone (anchor)
    on conflict do nothing`)
  for (const table of ['sealed_values', 'traits', 'search_tokens', 'identifiers'] as const) {
    await transaction.run(sql`
      delete from ${sql.table(`collecting.${table}`)}
      where workspace_id = ${workspace} and anchor = any(${ids}::bigint[])`)
  }
  await transaction.run(sql`
    delete from collecting.links
    where workspace_id = ${workspace} and (one = any(${ids}::bigint[]) or other = any(${ids}::bigint[]))`)
  await transaction.run(sql`
    update collecting.identifiers
    set current_anchor = null
    where workspace_id = ${workspace} and current_anchor = any(${ids}::bigint[])`)
  await transaction.run(sql`
    update collecting.consent_decisions
    set method = '', message = null
    where workspace_id = ${workspace} and anchor = any(${ids}::bigint[])`)
  await transaction.run(sql`
    delete from collecting.customers where workspace_id = ${workspace} and customer = any(${ids}::bigint[])`)
}

function forgetInMemory(installation: Installation, workspace: number, everyNumber: readonly bigint[]): void {
  const room = roomOf(installation)
  room.vault.forget(workspace, everyNumber)
  room.identities.forget(workspace)
  room.forgotten.changed(workspace)
}

/** Deletes in the analytical store and waits until it is done there. */
async function forgetEvents(
  installation: Installation,
  workspace: number,
  everyNumber: readonly bigint[],
): Promise<void> {
  if (everyNumber.length === 0) return
  const { clickhouse, postgres } = installation
  const own = clickhouseSql`workspace_id = ${u32(workspace)} and anchor in (${u64s(everyNumber)})`
  const tables = {
    events: clickhouseSql`events_raw`,
    pages: clickhouseSql`page_samples_raw`,
    traits: clickhouseSql`traits_raw`,
    places: clickhouseSql`customer_places_raw`,
  }
  for (const table of Object.values(tables)) await clickhouse.deleteRows(table, own)
  // Traces that were being written from the events when they went are written again, empty.
  await postgres.transaction(transaction => touchGone(transaction, workspace, everyNumber))
}
