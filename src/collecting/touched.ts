import { sql, type Transaction } from '../engines/postgres/index.ts'
import type { Installation } from '../feature.ts'
import type { Touch } from './moving.ts'

/** Says that the traces of these customers are to be written again, and when they were last seen. */
export async function touchCustomers(
  transaction: Transaction,
  workspace: number,
  touches: ReadonlyMap<bigint, Touch>,
): Promise<void> {
  const moved = [...touches].filter(([, touch]) => touch.events > 0)
  if (moved.length > 0) {
    await inTurnWithSettling(transaction, workspace)
    await transaction.run(sql`
      insert into collecting.customers as customers (workspace_id, customer, first_seen_at, last_seen_at, touched)
      select ${workspace}, customer, first_seen_at, last_seen_at, nextval('collecting.touches')
      from unnest(
        ${moved.map(([customer]) => String(customer))}::bigint[],
        ${moved.map(([, touch]) => touch.first)}::timestamptz[],
        ${moved.map(([, touch]) => touch.last)}::timestamptz[]
      ) as moved (customer, first_seen_at, last_seen_at)
      on conflict (workspace_id, customer) do update
      set
        first_seen_at = least(customers.first_seen_at, excluded.first_seen_at),
        last_seen_at = greatest(customers.last_seen_at, excluded.last_seen_at),
        touched = excluded.touched`)
  }
  const without = [...touches].filter(([, touch]) => touch.events === 0).map(([customer]) => customer)
  await touchGone(transaction, workspace, without)
}

/** Customers that ceased to be (joined into others) must lose their traces: they are touched by a row of their own. */
export async function touchGone(
  transaction: Transaction,
  workspace: number,
  customers: readonly bigint[],
): Promise<void> {
  if (customers.length === 0) return
  await inTurnWithSettling(transaction, workspace)
  await transaction.run(sql`
    insert into collecting.customers_moved (workspace_id, customer)
    select distinct ${workspace}::integer, customer
    from unnest(${customers.map(String)}::bigint[]) as moved (customer)
    on conflict (workspace_id, customer) do update
    set touched = nextval('collecting.touches')`)
}

/** Touching and settling lock the same rows, each in an order of its own: taking turns, they can't hold each other up. */
async function inTurnWithSettling(transaction: Transaction, workspace: number): Promise<void> {
  await transaction.run(sql`select pg_advisory_xact_lock(7215491, ${workspace})`)
}

export type Touched = {
  readonly workspace: number
  readonly customers: readonly { readonly customer: bigint; readonly mark: bigint }[]
}

/** Customers whose traces wait to be written, of one workspace, oldest touch first. */
export async function touchedCustomers(installation: Installation, most: number): Promise<Touched | undefined> {
  const rows = await installation.postgres.rows(sql<{ workspace_id: number; customer: string; touched: string }>`
    select workspace_id, customer, touched
    from (
      (select workspace_id, customer, touched from collecting.customers where touched is not null order by touched limit ${most})
      union all
      (select workspace_id, customer, touched from collecting.customers_moved order by touched limit ${most})
    ) as waiting
    order by touched
    limit ${most}`)
  const [first] = rows
  if (!first) return undefined
  return {
    workspace: first.workspace_id,
    customers: rows
      .filter(row => row.workspace_id === first.workspace_id)
      .map(row => ({ customer: BigInt(row.customer), mark: BigInt(row.touched) })),
  }
}

/**
 * Says that the traces are written; a customer touched again meanwhile stays touched. So does one that the mover holds
 * just now: waiting for it, while it waits for another of ours, would end neither.
 */
export async function settleTouched(installation: Installation, { workspace, customers }: Touched): Promise<void> {
  const settled = sql`unnest(
    ${customers.map(({ customer }) => String(customer))}::bigint[],
    ${customers.map(({ mark }) => String(mark))}::bigint[]
  ) as settled (customer, mark)`
  await installation.postgres.transaction(async transaction => {
    await transaction.run(sql`
      update collecting.customers as customers
      set touched = null
      from (
        select held.customer
        from collecting.customers as held
        join ${settled} on held.customer = settled.customer and held.touched <= settled.mark
        where held.workspace_id = ${workspace}
        for update of held skip locked
      ) as free
      where customers.workspace_id = ${workspace} and customers.customer = free.customer`)
    await transaction.run(sql`
      delete from collecting.customers_moved as customers
      using (
        select held.customer
        from collecting.customers_moved as held
        join ${settled} on held.customer = settled.customer and held.touched <= settled.mark
        where held.workspace_id = ${workspace}
        for update of held skip locked
      ) as free
      where customers.workspace_id = ${workspace} and customers.customer = free.customer`)
  })
}

/** How many customers wait, for a screen that says whether it shows everything. */
export async function countTouched(installation: Installation, workspace: number): Promise<number> {
  const row = await installation.postgres.first(sql<{ amount: string }>`
    select
      (select count(*) from collecting.customers where workspace_id = ${workspace} and touched is not null)
      + (select count(*) from collecting.customers_moved where workspace_id = ${workspace}) as amount`)
  return Number(row?.amount ?? 0)
}

/** The anchors of each of these customers. A customer without any is gone. */
export async function anchorsOfCustomers(
  installation: Installation,
  workspace: number,
  customers: readonly bigint[],
): Promise<readonly { readonly customer: bigint; readonly anchor: bigint }[]> {
  const rows = await installation.postgres.rows(sql<{ customer: string; anchor: string }>`
    select customer, anchor
    from collecting.identifiers
    where workspace_id = ${workspace} and customer = any(${customers.map(String)}::bigint[])`)
  return rows.map(row => ({ customer: BigInt(row.customer), anchor: BigInt(row.anchor) }))
}
