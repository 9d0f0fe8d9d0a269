import { hkdfSync, randomBytes } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { migrateClickHouse } from '../engines/clickhouse/migrate.ts'
import { carrierOfUrl } from '../engines/mail.ts'
import { openStores, readSecretFile, type Stores } from '../engines/open-stores.ts'
import { sql } from '../engines/postgres/index.ts'
import { migratePostgres } from '../engines/postgres/migrate.ts'
import type { Feature, Installation, Log } from '../feature.ts'
import type { Config } from './config.ts'
import { type Post, postgresNotices } from './notices.ts'

export type OpenedInstallation = {
  readonly installation: Installation
  readonly stores: Stores
  close(): Promise<void>
}

/** Opens the stores of a data directory, brings their schemas up to date, and gives what every verb needs. */
export async function openInstallation(
  config: Config,
  features: readonly Feature[],
  log: Log,
  now: () => Date = () => new Date(),
): Promise<OpenedInstallation> {
  const master = masterSecret(config)
  const authority = config.smtpAuthority === undefined ? undefined : readFileSync(config.smtpAuthority, 'utf8')
  const carrier = config.smtpUrl === undefined ? undefined : carrierOfUrl(config.smtpUrl, authority)
  const stores = await openStores({ ...config, log })
  try {
    await migratePostgres(stores.postgres, 'server', postgresNotices)
    for (const feature of features) {
      await migratePostgres(stores.postgres, feature.name, feature.postgresMigrations ?? [])
      await migrateClickHouse(stores.clickhouse, feature.name, feature.clickhouseMigrations ?? [])
    }
  } catch (error) {
    await stores[Symbol.asyncDispose]()
    throw error
  }
  const secrets = new Map<string, Buffer>()
  const secret = (purpose: string) => {
    const known = secrets.get(purpose)
    if (known) return known
    const made = Buffer.from(hkdfSync('sha256', master, 'parcours', purpose, 32))
    secrets.set(purpose, made)
    return made
  }
  const post: Post = async (transaction, notice) => {
    await transaction.run(sql`insert into server.notices (notice) values (${JSON.stringify(notice)}::jsonb)`)
  }
  return {
    installation: {
      postgres: stores.postgres,
      clickhouse: stores.clickhouse,
      now,
      log,
      secret,
      dataDirectory: config.dataDirectory,
      publicUrl: config.publicUrl ?? `http://${config.host}:${config.port}`,
      backlogLimit: config.backlogLimit,
      outgoing: { carrier, privateHosts: config.privateHosts },
      post,
    },
    stores,
    close: () => stores[Symbol.asyncDispose](),
  }
}

/** From `PARCOURS_KEY`, or made once and kept beside the data, readable by its owner only. */
function masterSecret(config: Config): Buffer {
  if (config.key) {
    const given = Buffer.from(config.key, 'base64url')
    if (given.length < 32) throw new Error('PARCOURS_KEY must hold at least 32 bytes, written in base64url.')
    return given
  }
  const path = join(config.dataDirectory, 'secret.key')
  if (!existsSync(path)) {
    writeFileSync(path, randomBytes(32).toString('base64url'), { mode: 0o600, flag: 'wx' })
  }
  const kept = readSecretFile(path)
  if (!kept || kept.length < 32) throw new Error(`${path} does not hold a key of 32 bytes. Restore it from a backup.`)
  return kept
}
