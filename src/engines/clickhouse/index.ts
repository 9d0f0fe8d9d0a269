import { Agent } from 'node:http'
import { connect } from 'node:net'
import { type ClickHouseClient, ClickHouseError, ClickHouseLogLevel, createClient } from '@clickhouse/client'
import { problem } from '../../vocabulary/problem.ts'
import { openHeavyLane } from './heavy-lane.ts'
import { engineSettings } from './settings.ts'
import { compileSql, type Sql, sql as sqlText, text } from './sql.ts'

export * from './sql.ts'

/** The analytical store. Nothing above can tell whether it is embedded or a server. */
export type ClickHouse = {
  /** All rows of a question. Numbers of 64 bits come as strings of digits. */
  rows<Row>(query: Sql, options?: QueryOptions): Promise<readonly Row[]>
  first<Row>(query: Sql, options?: QueryOptions): Promise<Row | undefined>
  /** Rows as they come, for what may be long. Leaving the loop stops the question. */
  stream<Row>(query: Sql, options?: QueryOptions): AsyncIterable<readonly Row[]>
  /** A statement that changes data: `insert … select`. */
  run(query: Sql, options?: QueryOptions): Promise<void>
  /** Deletes rows for good: when it resolves no file holds them. A table that holds none is not rewritten. */
  deleteRows(table: Sql, where: Sql): Promise<void>
  /** Inserts rows, each an array in the order of `columns`; resolves when they are synced. */
  insert(table: string, columns: readonly string[], rows: readonly (readonly unknown[])[]): Promise<void>
  /** Inserts lines already written as JSON arrays, for the hot path. */
  insertLines(table: string, columns: readonly string[], lines: string): Promise<void>
  /** Schema statements of our own migrations only. */
  define(statement: string): Promise<void>
  /** The engine clause for this store: `ReplacingMergeTree`, or its replicated form on a cluster. */
  engine(name: string): string
  readonly durableTable: string
  schemaNames(feature: string): Promise<readonly string[]>
  recordMigration(feature: string, name: string): Promise<void>
  ping(): Promise<boolean>
  [Symbol.asyncDispose](): Promise<void>
}

export type QueryOptions = {
  readonly timeoutMs?: number
  readonly maxMemoryBytes?: number
  readonly settings?: Readonly<Record<string, string | number>>
  readonly signal?: AbortSignal
}

/** For many passes over the same arrays: in short blocks they stay near the processor, which saves up to a sixth. */
export const shortBlocks: QueryOptions = { settings: { max_block_size: 8192 } }

export type ClickHouseAddress =
  | { readonly socketPath: string }
  | { readonly url: string; readonly cluster?: string | undefined }

/** Opens a client on a store that is already listening. Values are bound; see `sql.ts`. */
export function connectClickHouse(address: ClickHouseAddress, durableTable: string): ClickHouse {
  const embedded = 'socketPath' in address
  const client: ClickHouseClient = createClient({
    ...(embedded
      ? { url: 'http://engine', http_agent: new SocketAgent(address.socketPath), set_basic_auth_header: false }
      : { url: address.url }),
    // Longer than a question may take, as it may wait for its turn.
    request_timeout: 240_000,
    max_open_connections: 16,
    compression: { request: false, response: false },
    application: 'parcours',
    use_multipart_params_auto: true,
    // Its own log would print query values; what matters rises as an error.
    log: { level: ClickHouseLogLevel.OFF },
    // A store by URL has its own defaults: the bounds travel with each question.
    ...(embedded ? {} : { clickhouse_settings: serverSettings }),
  })
  const settingsOf = (options: QueryOptions) => ({
    ...(options.timeoutMs === undefined
      ? {}
      : { max_execution_time: Math.max(1, Math.ceil(options.timeoutMs / 1000)) }),
    ...(options.maxMemoryBytes === undefined ? {} : { max_memory_usage: String(options.maxMemoryBytes) }),
    ...options.settings,
  })
  const lane = openHeavyLane()
  const ask = async <Row>(query: Sql, options: QueryOptions): Promise<Row[]> => {
    const { text: queryText, params } = compileSql(query)
    const once = (settings: QueryOptions) => guarded(() => answered<Row>(queryText, params, settings))
    try {
      return await once(options)
    } catch (error) {
      // Who bounds a question themselves wants to know that it did not do.
      if (options.timeoutMs !== undefined || options.signal?.aborted || !mayDoAlone(error)) throw error
      const alone = lane.enter(() => once({ ...options, timeoutMs: 2 * usualTimeoutMs }))
      if (!alone) throw error
      return await alone
    }
  }
  const answered = async <Row>(queryText: string, params: Record<string, unknown>, options: QueryOptions) => {
    const result = await client.query({
      query: queryText,
      query_params: params,
      format: 'JSON',
      clickhouse_settings: settingsOf(options),
      ...(options.signal ? { abort_signal: options.signal } : {}),
    })
    return ((await result.json()) as { data: Row[] }).data
  }
  const store: ClickHouse = {
    rows: (query, options = {}) => ask(query, options),
    first: async (query, options = {}) => (await ask<never>(query, options))[0],
    async *stream<Row>(query: Sql, options: QueryOptions = {}) {
      const { text: queryText, params } = compileSql(query)
      const result = await guarded(() =>
        client.query({
          query: queryText,
          query_params: params,
          format: 'JSONCompactEachRow',
          clickhouse_settings: settingsOf(options),
          ...(options.signal ? { abort_signal: options.signal } : {}),
        }),
      )
      for await (const rows of result.stream<Row>()) yield rows.map(row => row.json<Row>())
    },
    run: async (query, options = {}) => {
      const { text: queryText, params } = compileSql(query)
      // As a query rather than a command: only queries send long parameters in their body instead of the address.
      await guarded(async () => {
        const result = await client.query({
          query: queryText,
          query_params: params,
          format: 'JSONCompactEachRow',
          clickhouse_settings: settingsOf(options),
        })
        await result.text()
      })
    },
    deleteRows: async (table, where) => {
      const held = await store.first<{ amount: string }>(sqlText`select count() as amount from ${table} where ${where}`)
      if (Number(held?.amount ?? 0) === 0) return
      await store.run(sqlText`alter table ${table} delete where ${where}`, {
        timeoutMs: 600_000,
        settings: { mutations_sync: 2 },
      })
    },
    insert: (table, columns, rows) =>
      store.insertLines(table, columns, rows.map(row => JSON.stringify(row)).join('\n')),
    insertLines: async (table, columns, lines) => {
      if (lines === '') return
      await guarded(() =>
        client
          .exec({
            query: `insert into ${table} (${columns.join(', ')}) format JSONCompactEachRow`,
            values: lines,
          } as never)
          .then(result => drain((result as { stream?: AsyncIterable<unknown> }).stream)),
      )
    },
    define: async statement => {
      await guarded(() => client.command({ query: statement }))
    },
    engine: name =>
      !embedded && address.cluster ? `Replicated${name}('/clickhouse/tables/{database}/{table}', '{replica}')` : name,
    durableTable,
    schemaNames: async feature =>
      (
        await store.rows<{ name: string }>(
          sqlText`select distinct name from migrations where feature = ${text(feature)}`,
        )
      ).map(row => row.name),
    recordMigration: (feature, name) => store.insert('migrations', ['feature', 'name'], [[feature, name]]),
    ping: async () => (await client.ping()).success,
    [Symbol.asyncDispose]: () => client.close(),
  }
  return store
}

/** Turns what the engine says into what a person can act on; everything else rises as it is. */
async function guarded<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof ClickHouseError && ['159', '160', '241', '396'].includes(error.code)) {
      throw Object.assign(problem('query_too_heavy'), { cause: error })
    }
    const code = (error as { code?: string }).code
    if (code === 'ECONNREFUSED' || code === 'ENOENT' || code === 'ECONNRESET' || code === 'EPIPE' || isHangUp(error)) {
      throw Object.assign(problem('store_unavailable'), { cause: error })
    }
    throw error
  }
}

const usualTimeoutMs = engineSettings.max_execution_time * 1000

/** Whether others may be why a question was too heavy: it ran out of time, or of the memory that all share. */
function mayDoAlone(error: unknown): boolean {
  const { cause } = error as { cause?: unknown }
  if (!(cause instanceof ClickHouseError)) return false
  return cause.code === '159' || (cause.code === '241' && /\(total\)/.test(cause.message))
}

function isHangUp(error: unknown): boolean {
  return error instanceof Error && /socket hang up|Timeout error/i.test(error.message)
}

async function drain(stream: AsyncIterable<unknown> | undefined): Promise<void> {
  if (stream) for await (const _ of stream);
}

class SocketAgent extends Agent {
  private readonly path: string
  constructor(path: string) {
    super({ keepAlive: true, maxSockets: 16 })
    this.path = path
  }
  override createConnection(): ReturnType<typeof connect> {
    return connect(this.path)
  }
}

const serverSettings = Object.fromEntries(
  Object.entries(engineSettings).map(([name, value]) => [name, String(value).replace(/^'|'$/g, '')]),
)
