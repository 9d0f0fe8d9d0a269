import { sql as clickhouseSql, u32, u64s } from '../engines/clickhouse/index.ts'
import { sql, type Transaction } from '../engines/postgres/index.ts'
import type { Context, Installation } from '../feature.ts'
import type { Notice } from '../vocabulary/notice.ts'
import { customerOf } from './customer-of.ts'
import { eraseQuarantined } from './erase-quarantined.ts'
import { roomOf } from './room.ts'
import { touchGone } from './touched.ts'

/**
 * Forgets a customer for good: the keys of what was sealed are destroyed first of all, so that no copy can be read any
 * more; then everything that is known goes, in both stores. Only the numbers of their identifiers stay (keyed hashes),
 * so that events that arrive later are not stored, and the ledger of what they had consented to, without its words.
 * Throws `not_found` for a customer that is unknown or was erased before.
 */
export async function eraseCustomer(context: Context, customerId: string): Promise<void> {
  const workspace = context.workspace.number
  const room = roomOf(context)
  await room.inTurn(async () => {
    const customer = await customerOf(context.postgres, workspace, customerId)
    const anchors = customer.anchors.map(({ anchor }) => anchor)
    await eraseQuarantined(context, customer)
    await context.postgres.transaction(async transaction => {
      await forgetRows(context, transaction, workspace, customer.number, anchors)
      await context.post(transaction, {
        kind: 'customer.erased',
        workspace,
        customer: String(customer.number),
        anchors: anchors.map(String),
      })
      await context.post(transaction, {
        kind: 'customer.forgotten',
        workspace,
        actor: context.actor,
        details: { customer: customer.id, identifiers: anchors.length },
      })
    })
    forgetInMemory(context, workspace, anchors)
    await forgetEvents(context, workspace, customer.number, anchors)
  })
}

/** What `Feature.erase` asks of collecting. Written to be told twice. */
export async function forgetCustomer(
  installation: Installation,
  workspace: number,
  customer: bigint,
  anchors: readonly bigint[],
): Promise<void> {
  await roomOf(installation).inTurn(async () => {
    await installation.postgres.transaction(transaction =>
      forgetRows(installation, transaction, workspace, customer, anchors),
    )
    forgetInMemory(installation, workspace, anchors)
    await forgetEvents(installation, workspace, customer, anchors)
  })
}

/** Goes on where a crash cut an erasure short: the analytical store is cleared after the commit. */
export async function finishErasing(
  installation: Installation,
  notice: Extract<Notice, { kind: 'customer.erased' }>,
): Promise<void> {
  const anchors = notice.anchors.map(BigInt)
  await roomOf(installation).inTurn(() =>
    forgetEvents(installation, notice.workspace, BigInt(notice.customer), anchors),
  )
}

async function forgetRows(
  installation: Installation,
  transaction: Transaction,
  workspace: number,
  customer: bigint,
  anchors: readonly bigint[],
): Promise<void> {
  const ids = anchors.map(String)
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
    delete from collecting.customers where workspace_id = ${workspace} and customer = ${String(customer)}::bigint`)
}

function forgetInMemory(installation: Installation, workspace: number, anchors: readonly bigint[]): void {
  const room = roomOf(installation)
  room.vault.forget(workspace, anchors)
  room.identities.forget(workspace)
  room.forgotten.changed(workspace)
}

/** Deletes in the analytical store and waits until it is done there. What holds nothing of them is not rewritten. */
async function forgetEvents(
  installation: Installation,
  workspace: number,
  customer: bigint,
  anchors: readonly bigint[],
): Promise<void> {
  const { clickhouse } = installation
  const own = clickhouseSql`workspace_id = ${u32(workspace)} and anchor in (${u64s(anchors)})`
  const tables = {
    events: clickhouseSql`events_raw`,
    pages: clickhouseSql`page_samples_raw`,
    traits: clickhouseSql`traits_raw`,
    places: clickhouseSql`customer_places_raw`,
  }
  for (const table of Object.values(tables)) {
    const held = await clickhouse.first<{ amount: string }>(
      clickhouseSql`select count() as amount from ${table} where ${own}`,
    )
    if (Number(held?.amount ?? 0) === 0) continue
    await clickhouse.run(clickhouseSql`alter table ${table} delete where ${own}`, {
      timeoutMs: 600_000,
      settings: { mutations_sync: 2 },
    })
  }
  // Traces that were being written from the events when they went are written again, empty.
  await installation.postgres.transaction(transaction =>
    touchGone(transaction, workspace, [customer, ...anchors.filter(anchor => anchor !== customer)]),
  )
}
