import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api'
import { type ClickHouse, sql, u32 } from '../src/engines/clickhouse/index.ts'
import { stepOfName } from './bench-map.ts'
import { touchpointOfName } from './by-hand.ts'
import type { Facts, Period } from './facts.ts'

/**
 * The same questions in DuckDB, by window functions over one sorted table. It is given the events without duplicates,
 * their customers found and their touchpoints numbered: work that the others do themselves, or did when events came.
 */
export type DuckDb = {
  measure(period: Period, now: Date): Promise<Facts>
  graph(): Promise<Facts>
  /** One statement, its rows. */
  readonly rows: DuckRows
  /** All visits by customer in their order, column by column. */
  chunks(): AsyncIterable<{ readonly customer: Column; readonly atMs: Column; readonly touchpoint: Column }>
  [Symbol.asyncDispose](): Promise<void>
}

type Value = number | bigint | null
type Column = readonly unknown[]
export type DuckRows = (statement: string) => Promise<Record<string, Value>[]>

export async function openDuckDb(
  clickhouse: ClickHouse,
  workspace: number,
  directory: string,
  threads: number,
): Promise<DuckDb> {
  const instance = await DuckDBInstance.create(`${directory}/events.duckdb`, { threads: String(threads) })
  const connection = await instance.connect()
  const tables = await connection.runAndReadAll("select table_name from duckdb_tables() where table_name = 'events'")
  if (tables.currentRowCount === 0) await fill(connection, clickhouse, workspace)
  const rows = async (text: string): Promise<Record<string, Value>[]> =>
    (await connection.runAndReadAll(text)).getRowObjects() as Record<string, Value>[]
  const first = async (text: string) => (await rows(text))[0] ?? {}
  return {
    measure: (period, now) => measure(connection, rows, first, period, now),
    graph: () => graph(connection, rows, first),
    rows,
    chunks: async function* () {
      const result = await connection.stream('select customer, at_ms, touchpoint from events where touchpoint > 0')
      for (let chunk = await result.fetchChunk(); chunk && chunk.rowCount > 0; chunk = await result.fetchChunk()) {
        const [customer, atMs, touchpoint] = [0, 1, 2].map(column => chunk!.getColumnValues(column))
        yield { customer: customer!, atMs: atMs!, touchpoint: touchpoint! }
      }
    },
    [Symbol.asyncDispose]: async () => {
      connection.closeSync()
      instance.closeSync()
    },
  }
}

async function fill(connection: DuckDBConnection, clickhouse: ClickHouse, workspace: number): Promise<void> {
  await connection.run(`create table arriving (
    customer ubigint, at_ms bigint, position integer, touchpoint usmallint, score float, days float)`)
  const appender = await connection.createAppender('arriving')
  const events = clickhouse.stream<[string, string, number, number, number | null, number | null]>(
    sql`
    select
      if(places.customer_id = 0, events.anchor, places.customer_id) as customer,
      toUnixTimestamp64Milli(events.occurred_at) as at_ms,
      events.position,
      toUInt16(${touchpointOfName(sql`events.name`)}) as touchpoint,
      events.score,
      if(mapContains(events.numbers, 'days'), toNullable(events.numbers['days']), null) as days
    from events
    left join (
      select anchor, customer_id from customer_places where workspace_id = ${u32(workspace)}
    ) as places on events.anchor = places.anchor
    where events.workspace_id = ${u32(workspace)} and events.measurable`,
    { timeoutMs: 600_000, maxMemoryBytes: 3_500_000_000 },
  )
  for await (const rows of events) {
    for (const [customer, at, position, touchpoint, score, days] of rows) {
      appender.appendUBigInt(BigInt(customer))
      appender.appendBigInt(BigInt(at))
      appender.appendInteger(position)
      appender.appendUSmallInt(touchpoint)
      if (score === null) appender.appendNull()
      else appender.appendFloat(score)
      if (days === null) appender.appendNull()
      else appender.appendFloat(days)
      appender.endRow()
    }
  }
  appender.closeSync()
  await connection.run('create table events as select * from arriving order by customer, at_ms, position')
  await connection.run('drop table arriving')
  await connection.run('checkpoint')
}

/** Visits with their case, what came before and what comes next. `columns` are those that a question needs. */
export function visits(columns: string): string {
  return `
    with timed as (
      select *, at_ms - lag(at_ms) over (partition by customer order by at_ms, position) as gap
      from events
      where touchpoint > 0
    ),
    numbered as (
      select *, sum(case when gap is null or gap > ${30 * 86_400_000} then 1 else 0 end)
        over (partition by customer order by at_ms, position rows unbounded preceding) as case_number
      from timed
    )
    select customer, case_number, touchpoint, at_ms, ${columns}
    from numbered
    window own as (partition by customer, case_number order by at_ms, position)`
}

type Ask = (text: string) => Promise<Record<string, Value>[]>

async function measure(
  connection: DuckDBConnection,
  rows: Ask,
  first: (text: string) => Promise<Record<string, Value>>,
  period: Period,
  now: Date,
): Promise<Facts> {
  const [from, to] = [period.from.getTime(), period.to.getTime()]
  await connection.run(`
    create or replace temp table visits as
    select * from (${visits(`
      coalesce(lead(touchpoint) over own, 0) as next,
      (at_ms - lag(at_ms) over own) / 1000 as wait,
      score,
      days,
      first_value(at_ms) over own as began,
      max(at_ms) over (partition by customer, case_number) as last`)})
    where at_ms >= ${from} and at_ms < ${to}`)
  const facts: Record<string, number> = {}
  const put = (name: string, value: Value | undefined) => {
    facts[name] = Number(value ?? 0)
  }
  const closedBefore = now.getTime() - 30 * 86_400_000
  for (const row of await rows(`
    select
      touchpoint,
      count(*) as visits,
      count(distinct customer) as customers,
      count(distinct (customer, case_number)) as cases,
      count(wait) as waited,
      quantile_cont(wait, [0.5, 0.9])[1] as wait_median,
      count(days) as figured,
      quantile_cont(days, [0.5, 0.9])[1] as figure_median,
      avg(days) as figure_mean
    from visits
    group by touchpoint`)) {
    for (const name of ['visits', 'customers', 'cases', 'waited', 'figured'])
      put(`${row.touchpoint} ${name}`, row[name])
    put(`${row.touchpoint} wait median`, row.wait_median)
  }
  for (const row of await rows(`
    select touchpoint, next, count(*) as visits, count(distinct customer) as customers
    from visits
    group by touchpoint, next`))
    put(`${row.touchpoint} to ${row.next}`, row.visits)
  for (const row of await rows(`
    select [${stepOfName.join(', ')}][touchpoint] as step, count(distinct customer) as customers
    from visits
    group by step`))
    put(`step ${row.step} customers`, row.customers)
  for (const row of await rows(`
    select touchpoint, count(*) as customers, sum(answers) as answers, avg(mean) as mean, stddev_samp(mean) as deviation
    from (
      select customer, touchpoint, count(*) as answers, avg(score) as mean
      from visits
      where score is not null
      group by customer, touchpoint
    )
    group by touchpoint`))
    put(`${row.touchpoint} answers`, row.answers)
  const cases = await first(`
    select
      count(*) as cases,
      count(distinct customer) as customers,
      count(*) filter (last < ${closedBefore}) as closed,
      quantile_cont((last - began) / 1000, [0.5, 0.9]) filter (last < ${closedBefore})[1] as lasted
    from (select distinct customer, case_number, began, last from visits)`)
  put('cases', cases.cases)
  put('customers', cases.customers)
  put('closed about', cases.closed)
  put('lasted median', cases.lasted)
  const covered = await first(`
    select count(*) as events, count(*) filter (touchpoint > 0) as claimed
    from events
    where at_ms >= ${from} and at_ms < ${to}`)
  put('events', covered.events)
  put('claimed', covered.claimed)
  return facts
}

async function graph(
  connection: DuckDBConnection,
  rows: Ask,
  first: (text: string) => Promise<Record<string, Value>>,
): Promise<Facts> {
  await connection.run(`
    create or replace temp table visits as ${visits(`
      position,
      lead(touchpoint) over own as next,
      lag(touchpoint) over own as prev,
      (lead(at_ms) over own - at_ms) / 1000 as ahead`)}`)
  const facts: Record<string, number> = {}
  for (const row of await rows(`
    select
      touchpoint,
      next,
      count(*) as visits,
      count(distinct (customer, case_number)) as cases,
      count(distinct customer) as customers,
      quantile_cont(ahead, 0.5) as seconds
    from visits
    where next is not null
    group by touchpoint, next`)) {
    facts[`${row.touchpoint} to ${row.next}`] = Number(row.visits)
    facts[`${row.touchpoint} to ${row.next} cases`] = Number(row.cases)
    facts[`${row.touchpoint} to ${row.next} median`] = Number(row.seconds)
  }
  await rows(`
    select
      touchpoint,
      count(*) as events,
      count(distinct (customer, case_number)) as cases,
      count(*) filter (prev is null) as starts,
      count(*) filter (next is null) as ends
    from visits
    group by touchpoint`)
  const whole = await first(`
    select count(*) as cases, count(distinct customer) as customers, count(distinct variant) as variants
    from (
      select customer, case_number, hash(list(touchpoint order by at_ms, position)) as variant
      from visits
      group by customer, case_number
    )`)
  facts.cases = Number(whole.cases)
  facts.customers = Number(whole.customers)
  facts.variants = Number(whole.variants)
  return facts
}
