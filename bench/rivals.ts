import { type ClickHouse, sql, u16, u32 } from '../src/engines/clickhouse/index.ts'
import { touchpointOfName } from './by-hand.ts'
import type { Facts } from './facts.ts'

/**
 * The query shapes of the known product analytics, on the same engine and the same data. They are given a table without
 * duplicates, customers found and touchpoints named, sorted by time as theirs are: work that the product does itself.
 */
export type Rivals = {
  /** A join of the events with themselves for each step. */
  funnel(steps: readonly number[], withinMs: number): Promise<Facts>
  /** The names of each person's events gathered, cut, and told as keys of text: `2_Basket Filled`. */
  paths(anchor: number, depth: number): Promise<Facts>
  [Symbol.asyncDispose](): Promise<void>
}

const slow = { timeoutMs: 300_000, maxMemoryBytes: 3_500_000_000 }
const dropped = 'drop table if exists bench_rival_events sync'

export async function openRivals(clickhouse: ClickHouse, workspace: number): Promise<Rivals> {
  await clickhouse.define(dropped)
  await clickhouse.define(`
    create table bench_rival_events (customer UInt64, at_ms Int64, position UInt32, touchpoint UInt16)
    engine = MergeTree order by at_ms`)
  await clickhouse.run(
    sql`
    insert into bench_rival_events
    select
      if(places.customer_id = 0, events.anchor, places.customer_id),
      toUnixTimestamp64Milli(events.occurred_at),
      events.position,
      toUInt16(${touchpointOfName(sql`events.name`)}) as touchpoint
    from events
    left join (
      select anchor, customer_id from customer_places where workspace_id = ${u32(workspace)}
    ) as places on events.anchor = places.anchor
    where events.workspace_id = ${u32(workspace)} and events.measurable and touchpoint > 0`,
    slow,
  )
  return {
    funnel: (steps, withinMs) => selfJoins(clickhouse, steps, withinMs),
    paths: (anchor, depth) => textKeys(clickhouse, anchor, depth),
    [Symbol.asyncDispose]: () => clickhouse.define(dropped),
  }
}

async function selfJoins(clickhouse: ClickHouse, steps: readonly number[], withinMs: number): Promise<Facts> {
  let level = sql`
    select distinct customer, at_ms, position, at_ms as began from bench_rival_events where touchpoint = ${u16(steps[0]!)}`
  const levels = [level]
  for (const step of steps.slice(1)) {
    level = sql`
      select distinct later.customer as customer, later.at_ms as at_ms, later.position as position, before.began as began
      from (${level}) as before
      join (select * from bench_rival_events where touchpoint = ${u16(step)}) as later on before.customer = later.customer
      where (later.at_ms, later.position) > (before.at_ms, before.position)
        and later.at_ms - before.began <= ${u32(withinMs)}`
    levels.push(level)
  }
  const counts = await Promise.all(
    levels.map(each =>
      clickhouse.first<{ many: string }>(sql`select count(distinct customer) as many from (${each})`, slow),
    ),
  )
  return Object.fromEntries(counts.map((row, step) => [`step ${step + 1}`, Number(row?.many)]))
}

async function textKeys(clickhouse: ClickHouse, anchor: number, depth: number): Promise<Facts> {
  const rows = await clickhouse.rows<{ source: string; target: string; cases: string }>(
    sql`
    select source, target, count() as cases
    from (
      select
        arraySlice(arrayCompact(arraySlice(names, indexOf(names, ${u16(anchor)}))), 1, ${u32(depth + 1)}) as path,
        arrayMap((name, place) -> concat(toString(place), '_', toString(name)), path, arrayEnumerate(path)) as keys
      from (
        select arrayJoin(arraySplit(
          (each, before) -> each.1 - before.1 > ${u32(30 * 86_400)} * 1000,
          told, arrayShiftRight(told, 1, told[1]))) as run, arrayMap(each -> each.3, run) as names
        from (
          select arraySort(groupArray((at_ms, position, touchpoint))) as told from bench_rival_events group by customer
        )
      )
      where has(names, ${u16(anchor)})
    )
    array join keys as source, arrayPushBack(arrayPopFront(keys), '') as target
    group by source, target`,
    slow,
  )
  const facts: Record<string, number> = {}
  const stoppedAt = new Array<number>(depth + 2).fill(0)
  for (const { source, target, cases } of rows) {
    const [at, name] = source.split('_') as [string, string]
    if (Number(at) > depth) continue
    facts[`${at} ${name}`] = (facts[`${at} ${name}`] ?? 0) + Number(cases)
    if (target === '') stoppedAt[Number(at)]! += Number(cases)
  }
  let stopped = 0
  for (let at = 1; at <= depth; at++) {
    facts[`${at} stopped`] = stopped
    stopped += stoppedAt[at]!
  }
  return facts
}
