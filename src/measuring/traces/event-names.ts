import { sql as clickhouseSql, type Sql, u32 } from '../../engines/clickhouse/index.ts'
import { sql } from '../../engines/postgres/index.ts'
import type { Installation } from '../../feature.ts'

const mostNames = 60_000

/**
 * The names of a workspace's events, by their number from 1: traces hold numbers. New names are numbered as they are
 * met; a number is never given to another name.
 */
export async function eventNames(
  installation: Installation,
  workspace: number,
  /** Events among which new names may be: a condition on `events_raw`, true for all; false where none are met. */
  among: Sql | boolean,
): Promise<readonly string[]> {
  if (among !== false) await numberNewNames(installation, workspace, among === true ? clickhouseSql`1` : among)
  const rows = await installation.postgres.rows(sql<{ name: string }>`
    select name from measuring.event_names where workspace_id = ${workspace} order by number`)
  return rows.map(row => row.name)
}

async function numberNewNames(installation: Installation, workspace: number, among: Sql): Promise<void> {
  const met = await installation.clickhouse.rows<{ name: string }>(clickhouseSql`
    select distinct toString(name) as name
    from events_raw
    where workspace_id = ${u32(workspace)} and measurable and (${among})
    limit ${u32(mostNames)}`)
  if (met.length === 0) return
  await installation.postgres.transaction(async transaction => {
    await transaction.run(sql`select pg_advisory_xact_lock(7215490, ${workspace})`)
    await transaction.run(sql`
      insert into measuring.event_names (workspace_id, number, name)
      select ${workspace}, known.highest + row_number() over (order by met.name), met.name
      from unnest(${met.map(row => row.name)}::text[]) as met (name)
      cross join (
        select coalesce(max(number), 0) as highest from measuring.event_names where workspace_id = ${workspace}
      ) as known
      where not exists (
        select from measuring.event_names as held where held.workspace_id = ${workspace} and held.name = met.name
      )`)
  })
}
