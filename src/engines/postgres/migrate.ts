import { type Postgres, sql } from './index.ts'

/** A step of the schema. Numbered within its feature, run once, forward only; `sql` may hold several statements. */
export type Migration = { readonly name: string; readonly sql: string }

/** Runs the steps of `feature` that this store has not seen, each in its own transaction. Returns how many ran. */
export async function migratePostgres(
  postgres: Postgres,
  feature: string,
  migrations: readonly Migration[],
): Promise<number> {
  await postgres.run(sql`
    create table if not exists public.parcours_migrations (
      feature text not null,
      name text not null,
      ran_at timestamptz not null default now(),
      primary key (feature, name)
    )`)
  let ran = 0
  for (const migration of migrations) {
    ran += await postgres.transaction(async transaction => {
      // Two servers may start together: the lock makes the second wait, then find the step done.
      await transaction.run(sql`select pg_advisory_xact_lock(7215489)`)
      const done = await transaction.first(sql<{ name: string }>`
        select name from public.parcours_migrations where feature = ${feature} and name = ${migration.name}`)
      if (done) return 0
      await transaction.run(sql.raw(migration.sql))
      await transaction.run(sql`
        insert into public.parcours_migrations (feature, name) values (${feature}, ${migration.name})`)
      return 1
    })
  }
  return ran
}
