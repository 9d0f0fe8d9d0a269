import { z } from 'zod'
import { type Queryable, sql } from '../../engines/postgres/index.ts'
import { type MapEdit, mapEditShape } from '../../vocabulary/map/map-edit.ts'
import { elementsOf, type LoggedCommand } from './command.ts'

/** As many commands are kept of a map, none older than this. Who comes later than that reads the map anew. */
const keptCommands = 5_000
const keptDays = 400
const pruneEvery = 256

type Row = {
  revision: number
  client: string | null
  number: number | null
  by: string
  at: Date
  edits: unknown
  inverse: unknown
  parts: string[]
  guarded: boolean
}

const columns = sql`revision, client, number, made_by as by, made_at as at, edits, inverse, parts, guarded`
const editsShape = z.array(mapEditShape).nullable()

/** Adds commands to the log of a map, in the transaction that writes its draft. */
export async function logCommands(
  store: Queryable,
  workspace: number,
  map: string,
  commands: readonly LoggedCommand[],
): Promise<void> {
  const rows = commands.map(one => ({ ...one, made_by: one.by, made_at: one.at, elements: elementsOf(one.parts) }))
  await store.run(sql`
    insert into mapping.map_commands
      (workspace_id, map_id, revision, client, number, made_by, made_at, edits, inverse, parts, elements, guarded)
    select ${workspace}::integer, ${map}::text, revision, client, number, made_by, made_at, edits, inverse, parts, elements, guarded
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as told(
      revision integer, client text, number integer, made_by text, made_at timestamptz,
      edits jsonb, inverse jsonb, parts text[], elements text[], guarded boolean
    )`)
  const last = commands.at(-1)
  if (last && commands.some(one => one.revision % pruneEvery === 0)) await prune(store, workspace, map, last)
}

async function prune(store: Queryable, workspace: number, map: string, last: LoggedCommand): Promise<void> {
  const oldest = new Date(last.at.getTime() - keptDays * 86_400_000)
  await store.run(sql`
    delete from mapping.map_commands
    where workspace_id = ${workspace} and map_id = ${map}
      and (revision <= ${last.revision - keptCommands} or made_at < ${oldest})`)
}

/** The commands after a revision, the oldest first. */
export async function commandsAfter(
  store: Queryable,
  workspace: number,
  map: string,
  revision: number,
): Promise<readonly LoggedCommand[]> {
  const rows = await store.rows(sql<Row>`
    select ${columns}
    from mapping.map_commands
    where workspace_id = ${workspace} and map_id = ${map} and revision > ${revision}
    order by revision`)
  return rows.map(logged)
}

export type CommandPage = { readonly element?: string | undefined; readonly before?: number | undefined }

/** The latest commands, of the map or of one element. */
export async function latestCommands(
  store: Queryable,
  workspace: number,
  map: string,
  { element, before }: CommandPage,
  limit: number,
): Promise<readonly LoggedCommand[]> {
  const rows = await store.rows(sql<Row>`
    select ${columns}
    from mapping.map_commands
    where workspace_id = ${workspace} and map_id = ${map}
      and revision < ${before ?? 2_147_483_647}
      and (${element ?? null}::text is null or ${element ?? ''} = any(elements) or parts @> array['**'])
    order by revision desc
    limit ${limit}`)
  return rows.map(logged)
}

/** The command of a client by its number in the client's line, when it was applied. */
export async function commandOfClient(
  store: Queryable,
  workspace: number,
  map: string,
  asked: { readonly client: string; readonly by: string; readonly number: number },
): Promise<LoggedCommand | undefined> {
  const row = await store.first(sql<Row>`
    select ${columns}
    from mapping.map_commands
    where workspace_id = ${workspace} and map_id = ${map} and client = ${asked.client}
      and number = ${asked.number} and made_by = ${asked.by}`)
  return row && logged(row)
}

/** The highest number that was applied of a client; 0 when none was. */
export async function lastNumberOf(
  store: Queryable,
  workspace: number,
  map: string,
  asked: { readonly client: string; readonly by: string },
): Promise<number> {
  const row = await store.first(sql<{ last: number | null }>`
    select max(number) as last
    from mapping.map_commands
    where workspace_id = ${workspace} and map_id = ${map} and client = ${asked.client} and made_by = ${asked.by}`)
  return row?.last ?? 0
}

function logged(row: Row): LoggedCommand {
  return {
    ...row,
    edits: editsShape.parse(row.edits) as MapEdit[] | null,
    inverse: editsShape.parse(row.inverse) as MapEdit[] | null,
  }
}
