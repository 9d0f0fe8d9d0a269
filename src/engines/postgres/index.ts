import { Kysely, PostgresDialect, type RawBuilder, sql } from 'kysely'
import pg from 'pg'

export { type RawBuilder, sql }

/** What can be asked: inside a transaction and outside it alike. */
export type Queryable = {
  /** All rows of a query. */
  rows<Row>(query: RawBuilder<Row>): Promise<readonly Row[]>
  /** The first row, if any. */
  first<Row>(query: RawBuilder<Row>): Promise<Row | undefined>
  /** How many rows a statement changed. */
  run(query: RawBuilder<unknown>): Promise<number>
}

export type Transaction = Queryable & { readonly inTransaction: true }

/** The store that keeps promises. */
export type Postgres = Queryable & {
  /** Runs `work` in one transaction; what it throws rolls everything back. */
  transaction<T>(work: (transaction: Transaction) => Promise<T>): Promise<T>
  /** The address other clients of the same server use (the job queue). */
  readonly connection: pg.PoolConfig
  [Symbol.asyncDispose](): Promise<void>
}

/** Connects to a PostgreSQL server, whoever started it. */
export function connectPostgres(connection: pg.PoolConfig, onIdleError: (error: Error) => void): Postgres {
  const pool = new pg.Pool({
    max: 12,
    idleTimeoutMillis: 30_000,
    connectionTimeoutMillis: 10_000,
    statement_timeout: 60_000,
    idle_in_transaction_session_timeout: 60_000,
    ...connection,
  })
  // A server that restarts closes idle connections; the pool opens new ones.
  pool.on('error', onIdleError)
  // A connection that breaks between two statements of a transaction tells it to nobody else, and an error that nobody
  // hears ends the process. The transaction itself fails at its next statement.
  pool.on('connect', client => client.on('error', () => {}))
  const kysely = new Kysely<Record<string, never>>({ dialect: new PostgresDialect({ pool }) })
  return {
    ...queryable(kysely),
    transaction: work =>
      kysely.transaction().execute(inner => work({ ...queryable(inner), inTransaction: true as const })),
    connection,
    [Symbol.asyncDispose]: () => kysely.destroy(),
  }
}

/** Whether the error says that the server is not there, or not yet, rather than that a statement is wrong. */
export function isUnavailable(error: unknown): boolean {
  const { code, syscall, message } = error as { code?: unknown; syscall?: unknown; message?: unknown }
  if (code === 'ENOENT') return syscall === 'connect'
  if (/^(57P|08|53|ECONN|EPIPE|ETIMEDOUT|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH)/.test(String(code))) return true
  // The client's own words for a connection that broke under a statement or never came about.
  return /^Connection terminated|is not queryable$|^timeout exceeded when trying to connect/.test(String(message))
}

function queryable(executor: Kysely<Record<string, never>>): Queryable {
  return {
    rows: async query => (await query.execute(executor)).rows,
    first: async query => (await query.execute(executor)).rows[0],
    run: async query => Number((await query.execute(executor)).numAffectedRows ?? 0n),
  }
}
