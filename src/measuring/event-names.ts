import { sql as clickhouseSql, u32 } from '../engines/clickhouse/index.ts'
import { sql } from '../engines/postgres/index.ts'
import type { Installation } from '../feature.ts'

const mostNames = 60_000

/**
 * The names of a workspace's events, by their number from 1: traces hold numbers. New names are numbered as they are
 * met; a number is never given to another name.
 */
export async function eventNames(
  installation: Installation,
  workspace: number,
  refresh: boolean,
): Promise<readonly string[]> {
  if (refresh) await numberNewNames(installation, workspace)
  const rows = await installation.postgres.rows(sql<{ name: string }>`
    select name from measuring.event_names where workspace_id = ${workspace} order by number`)
  return rows.map(row => row.name)
}

async function numberNewNames(installation: Installation, workspace: number): Promise<void> {
  const met = await installation.clickhouse.rows<{ name: string }>(clickhouseSql`
    select distinct toString(name) as name
    from events_raw
    where workspace_id = ${u32(workspace)} and measurable
    limit ${u32(mostNames)}`)
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
