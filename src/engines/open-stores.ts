import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { checkSettings } from './clickhouse/check-settings.ts'
import { startClickHouse } from './clickhouse/embedded.ts'
import { type ClickHouse, connectClickHouse } from './clickhouse/index.ts'
import { durableTable } from './clickhouse/settings.ts'
import type { Log } from './log.ts'
import { reachableByOthers, startPostgres } from './postgres/embedded.ts'
import { connectPostgres, type Postgres, sql } from './postgres/index.ts'

export type Stores = {
  readonly postgres: Postgres
  readonly clickhouse: ClickHouse
  /** For health pages and fault tests: which processes serve, and how often they were started again. */
  readonly children: () => Readonly<Record<string, { pid: number | undefined; restarts: number }>>
  [Symbol.asyncDispose](): Promise<void>
}

export type StoreOptions = {
  readonly dataDirectory: string
  readonly databaseUrl?: string | undefined
  readonly clickhouseUrl?: string | undefined
  readonly clickhouseCluster?: string | undefined
  readonly log: Log
}

/** Opens both stores, embedded or by URL. Refuses to go on when a setting that keeps promises is not in force. */
export async function openStores(options: StoreOptions): Promise<Stores> {
  const { dataDirectory, log } = options
  const embeddedPostgres = options.databaseUrl ? undefined : startPostgres(dataDirectory, log)
  const embeddedClickHouse = options.clickhouseUrl ? undefined : startClickHouse(dataDirectory, log)
  const [postgresServer, clickhouseServer] = await Promise.all([embeddedPostgres, embeddedClickHouse])
  let closing = false
  const postgres = connectPostgres(postgresServer?.connection ?? { connectionString: options.databaseUrl! }, error => {
    // A server that is told to stop says so to connections that are just taking their leave.
    if (!closing) log.warn('A connection to PostgreSQL was closed by the other side', { reason: error.message })
  })
  const clickhouse = connectClickHouse(
    clickhouseServer
      ? { socketPath: clickhouseServer.socketPath }
      : { url: options.clickhouseUrl!, cluster: options.clickhouseCluster },
    durableTable,
  )
  const close = async () => {
    closing = true
    await postgres[Symbol.asyncDispose]()
    await clickhouse[Symbol.asyncDispose]()
    await Promise.all([clickhouseServer?.keeper.stop(), postgresServer?.keeper.stop()])
  }
  try {
    await usable(options.databaseUrl && 'DATABASE_URL', checkPostgres(postgres))
    await usable(options.clickhouseUrl && 'CLICKHOUSE_URL', checkSettings(clickhouse))
  } catch (error) {
    await close()
    throw error
  }
  return {
    postgres,
    clickhouse,
    children: () => ({
      ...(postgresServer
        ? { postgres: { pid: postgresServer.keeper.pid(), restarts: postgresServer.keeper.restarts() } }
        : {}),
      ...(clickhouseServer
        ? { clickhouse: { pid: clickhouseServer.keeper.pid(), restarts: clickhouseServer.keeper.restarts() } }
        : {}),
    }),
    [Symbol.asyncDispose]: close,
  }
}

/** A store that somebody else runs is named by the setting that leads to it: its address may hold a password. */
async function usable(setting: string | undefined, check: Promise<void>): Promise<void> {
  try {
    await check
  } catch (cause) {
    if (!setting) throw cause
    const reason = ((cause as Error).cause ?? cause) as Error
    throw new Error(`The store that ${setting} names cannot be used: ${reason.message || String(reason)}`, { cause })
  }
}

/** A commit must mean that the disk has it. */
async function checkPostgres(postgres: Postgres): Promise<void> {
  const found = await postgres.first(sql<{ fsync: string; commit: string; version: string }>`
    select
      current_setting('fsync') as fsync,
      current_setting('synchronous_commit') as commit,
      current_setting('server_version_num') as version`)
  if (found?.fsync !== 'on' || found.commit === 'off') {
    throw new Error(
      `PostgreSQL does not sync its commits (fsync ${found?.fsync}, synchronous_commit ${found?.commit}). Turn both on: Parcours answers "stored" only for what is on disk.`,
    )
  }
  if (Number(found.version) < 160000) throw new Error(`PostgreSQL 16 or newer is needed; this one is ${found.version}.`)
}

/**
 * The directory that both stores can use. As root the database server runs unprivileged: where it could not reach the
 * directory asked for, another is used and named.
 */
export function settleDataDirectory(wanted: string, asked: boolean, log: Log): string {
  mkdirSync(wanted, { recursive: true, mode: 0o755 })
  if (process.getuid?.() !== 0 || existsSync(join(wanted, 'postgres', 'PG_VERSION'))) return wanted
  if (reachableByOthers(wanted)) return wanted
  if (asked) {
    throw new Error(
      `PARCOURS_DATA is ${wanted}, which an unprivileged user cannot reach, and PostgreSQL refuses to run as root. Choose a directory such as /var/lib/parcours, or start as an ordinary user.`,
    )
  }
  const other = join('/var/lib/parcours', createHash('sha256').update(wanted).digest('hex').slice(0, 12))
  mkdirSync(other, { recursive: true, mode: 0o755 })
  // The command line finds the running server by this note.
  writeFileSync(join(wanted, 'moved-to'), other)
  log.warn(
    'The data directory cannot be reached by an unprivileged user, as PostgreSQL needs when started by root; another is used',
    {
      wanted,
      used: other,
    },
  )
  return other
}

/** The installation's master secret: thirty-two bytes, from the environment or made once beside the data. */
export function readSecretFile(path: string): Buffer | undefined {
  if (!existsSync(path)) return undefined
  if ((statSync(path).mode & 0o077) !== 0) throw new Error(`${path} must be readable by its owner only (chmod 600).`)
  return Buffer.from(readFileSync(path, 'utf8').trim(), 'base64url')
}
