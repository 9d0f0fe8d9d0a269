import { nextVersion } from '../collecting/index.ts'
import { type ClickHouse, type Sql, sql, text, texts, u32, u64, u64s } from '../engines/clickhouse/index.ts'
import type { Installation } from '../feature.ts'
import { placesIn } from './customer-traits.ts'

/** Who is in a segment, by the customers that its members are now: `select customer …`, each once. */
export function membersOf(workspace: number, segment: string): Sql {
  return sql`
    select distinct if(places.customer_id = 0, held.customer_id, places.customer_id) as customer
    from (
      select customer_id from segment_members where workspace_id = ${u32(workspace)} and segment_id = ${text(segment)}
    ) as held
    left join (${placesIn(workspace)}) as places on held.customer_id = places.anchor`
}

/** Customers of several segments, with the one that each is in: `customer`, `latest`. Who is in more than one is `several`. */
export function membersBySegment(workspace: number, segments: readonly string[], several: string): Sql {
  return sql`
    select
      if(places.customer_id = 0, held.customer_id, places.customer_id) as customer,
      if(uniqExact(held.segment_id) > 1, ${text(several)}, any(held.segment_id)) as latest
    from (
      select toString(segment_id) as segment_id, customer_id
      from segment_members
      where workspace_id = ${u32(workspace)} and has(${texts(segments)}, segment_id)
    ) as held
    left join (${placesIn(workspace)}) as places on held.customer_id = places.anchor
    group by customer`
}

/** How many customers are in each segment of a workspace; one that is not told is empty. */
export async function sizesOf(clickhouse: ClickHouse, workspace: number): Promise<ReadonlyMap<string, number>> {
  const rows = await clickhouse.rows<{ segment: string; customers: string }>(sql`
    select
      toString(held.segment_id) as segment,
      uniqExact(if(places.customer_id = 0, held.customer_id, places.customer_id)) as customers
    from (select segment_id, customer_id from segment_members where workspace_id = ${u32(workspace)}) as held
    left join (${placesIn(workspace)}) as places on held.customer_id = places.anchor
    group by segment`)
  return new Map(rows.map(row => [row.segment, Number(row.customers)]))
}

export async function sizeOf(clickhouse: ClickHouse, workspace: number, segment: string): Promise<number> {
  const row = await clickhouse.first<{ customers: string }>(sql`
    select count() as customers from (${membersOf(workspace, segment)})`)
  return Number(row?.customers ?? 0)
}

/** The members of a segment that are being written: nobody reads them before they are published. */
export type NewMembers = { readonly workspace: number; readonly segment: string; readonly generation: bigint }

export function newMembers(workspace: number, segment: string): NewMembers {
  return { workspace, segment, generation: nextVersion() }
}

/** Adds the customers that a question finds, inside the store. */
export async function addFound(clickhouse: ClickHouse, members: NewMembers, customers: Sql): Promise<void> {
  const { workspace, segment, generation } = members
  await clickhouse.run(
    sql`
    insert into segment_members_raw (workspace_id, segment_id, generation, customer_id)
    select ${u32(workspace)}, ${text(segment)}, ${u64(generation)}, customer from (${customers})`,
    { timeoutMs: 120_000 },
  )
}

export type Moved = { readonly came: number; readonly left: number }

/** How many of those about to be published were not in the segment, and how many of those in it will be no longer. */
export async function movedBy(clickhouse: ClickHouse, { workspace, segment, generation }: NewMembers): Promise<Moved> {
  const row = await clickhouse.first<{ came: string; gone: string }>(sql`
    select countIf(was = 0) as came, countIf(will = 0) as gone
    from (
      select customer, max(before) as was, max(after) as will
      from (
        select customer_id as customer, 0 as before, 1 as after
        from segment_members_raw
        where workspace_id = ${u32(workspace)} and segment_id = ${text(segment)} and generation = ${u64(generation)}
        union all
        select customer, 1 as before, 0 as after from (${membersOf(workspace, segment)})
      )
      group by customer
    )`)
  return { came: Number(row?.came ?? 0), left: Number(row?.gone ?? 0) }
}

export async function addListed(
  clickhouse: ClickHouse,
  { workspace, segment, generation }: NewMembers,
  customers: readonly bigint[],
): Promise<void> {
  await clickhouse.insert(
    'segment_members_raw',
    ['workspace_id', 'segment_id', 'generation', 'customer_id'],
    customers.map(customer => [workspace, segment, String(generation), String(customer)]),
  )
}

/** From here on these are the members; those of before, and what a crash left unpublished, are deleted in time. */
export async function publish(clickhouse: ClickHouse, { workspace, segment, generation }: NewMembers): Promise<void> {
  await clickhouse.insert(
    'segment_generations_raw',
    ['workspace_id', 'segment_id', 'generation'],
    [[workspace, segment, String(generation)]],
  )
  const older = sql`workspace_id = ${u32(workspace)} and segment_id = ${text(segment)} and generation < ${u64(generation)}`
  const held = await clickhouse.first<{ amount: string }>(
    sql`select count() as amount from segment_members_raw where ${older}`,
  )
  if (Number(held?.amount ?? 0) > 0) await clickhouse.run(sql`alter table segment_members_raw delete where ${older}`)
}

/** Deletes customers from every segment, by all numbers that they had. Told twice, it finds nothing. */
export async function forgetMembers(
  { clickhouse }: Pick<Installation, 'clickhouse'>,
  workspace: number,
  numbers: readonly bigint[],
): Promise<void> {
  await clickhouse.deleteRows(
    sql`segment_members_raw`,
    sql`workspace_id = ${u32(workspace)} and customer_id in (${u64s(numbers)})`,
  )
}
