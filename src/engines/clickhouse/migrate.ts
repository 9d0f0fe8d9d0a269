import type { ClickHouse } from './index.ts'

/**
 * A step of the analytical schema. Numbered within its feature, run once, forward only.
 * `statements` are run one by one and each must bear being run twice (`if not exists`), as a crash may fall between.
 */
export type Migration = {
  readonly name: string
  readonly statements: readonly string[]
}

/** Runs the steps of `feature` that this store has not seen. Returns how many ran. */
export async function migrateClickHouse(
  clickhouse: ClickHouse,
  feature: string,
  migrations: readonly Migration[],
): Promise<number> {
  await clickhouse.define(`
    create table if not exists migrations (feature String, name String, ran_at DateTime default now())
    engine = ${clickhouse.engine('ReplacingMergeTree')}
    order by (feature, name)
    settings ${clickhouse.durableTable}`)
  const seen = new Set((await clickhouse.schemaNames(feature)) as readonly string[])
  let ran = 0
  for (const migration of migrations) {
    if (seen.has(migration.name)) continue
    for (const statement of migration.statements) {
      await clickhouse.define(
        statement
          .replace(/engine = (\w*MergeTree)/g, (_, engine: string) => `engine = ${clickhouse.engine(engine)}`)
          .replaceAll('settings durable', `settings ${clickhouse.durableTable}`),
      )
    }
    await clickhouse.recordMigration(feature, migration.name)
    ran++
  }
  return ran
}
