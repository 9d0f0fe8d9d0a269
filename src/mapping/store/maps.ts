import { type Queryable, sql } from '../../engines/postgres/index.ts'
import { type JourneyMap, journeyMapShape } from '../../vocabulary/map/journey-map.ts'
import type { Stamp } from './journeys.ts'

/** A map as it is kept: its draft and what is needed to edit it. */
export type KeptMap = {
  readonly journeyId: string
  readonly draft: JourneyMap
  readonly revision: number
  readonly defaultLocale: 'fr' | 'en'
  /** Fields of other tools at the top level of the file it came from. */
  readonly carried: Readonly<Record<string, unknown>>
  readonly archivedAt: Date | null
  readonly updatedAt: Date
}

type Row = {
  journey_id: string
  draft: unknown
  revision: number
  default_locale: 'fr' | 'en'
  carried: Record<string, unknown>
  archived_at: Date | null
  updated_at: Date
}

const columns = sql`journey_id, draft, revision, default_locale, carried, archived_at, updated_at`

/** The maps of the workspace, the oldest first. */
export async function readMaps(store: Queryable, workspace: number): Promise<readonly KeptMap[]> {
  const rows = await store.rows(sql<Row>`
    select ${columns}
    from mapping.maps
    where workspace_id = ${workspace}
    order by position`)
  return rows.map(kept)
}

/** The map, locked until the transaction ends where `lock` says so. */
export async function readKeptMap(
  store: Queryable,
  workspace: number,
  id: string,
  lock = false,
): Promise<KeptMap | undefined> {
  const row = await store.first(sql<Row>`
    select ${columns}
    from mapping.maps
    where workspace_id = ${workspace} and map_id = ${id}
    ${lock ? sql`for update` : sql``}`)
  return row && kept(row)
}

export async function insertMap(
  store: Queryable,
  workspace: number,
  map: Pick<KeptMap, 'journeyId' | 'draft' | 'defaultLocale' | 'carried'>,
  stamp: Stamp,
): Promise<void> {
  await store.run(sql`
    insert into mapping.maps
      (workspace_id, map_id, journey_id, draft, default_locale, carried, created_at, created_by, updated_at)
    values (
      ${workspace}, ${map.draft.id}, ${map.journeyId}, ${JSON.stringify(map.draft)}, ${map.defaultLocale},
      ${JSON.stringify(map.carried)}, ${stamp.at}, ${stamp.by}, ${stamp.at}
    )`)
}

/** The row of a map, locked until the transaction ends, without its draft. `stamp` differs after every write of the row. */
export async function lockHead(
  store: Queryable,
  workspace: number,
  id: string,
): Promise<{ readonly revision: number; readonly archived: boolean; readonly stamp: string } | undefined> {
  return await store.first(sql<{ revision: number; archived: boolean; stamp: string }>`
    select revision, archived_at is not null as archived, xmin::text as stamp
    from mapping.maps
    where workspace_id = ${workspace} and map_id = ${id}
    for update`)
}

/** Writes the draft and answers the stamp of its row. A change of the draft is also logged: see `live/`. */
export async function writeDraft(
  store: Queryable,
  workspace: number,
  change: Pick<KeptMap, 'draft' | 'revision'>,
  stamp: Stamp,
): Promise<string> {
  const row = await store.first(sql<{ stamp: string }>`
    update mapping.maps
    set draft = ${JSON.stringify(change.draft)}, revision = ${change.revision}, updated_at = ${stamp.at}
    where workspace_id = ${workspace} and map_id = ${change.draft.id}
    returning xmin::text as stamp`)
  return row!.stamp
}

export async function archiveMap(store: Queryable, workspace: number, id: string, at: Date | null): Promise<void> {
  await store.run(sql`
    update mapping.maps set archived_at = ${at} where workspace_id = ${workspace} and map_id = ${id}`)
}

export async function deleteMap(store: Queryable, workspace: number, id: string): Promise<void> {
  await store.run(sql`delete from mapping.maps where workspace_id = ${workspace} and map_id = ${id}`)
}

/** Keeps what the draft is now, before something replaces it whole. */
export async function takeSnapshot(store: Queryable, workspace: number, map: KeptMap, stamp: Stamp): Promise<void> {
  await store.run(sql`
    insert into mapping.snapshots (workspace_id, map_id, revision, content, taken_at, taken_by)
    values (${workspace}, ${map.draft.id}, ${map.revision}, ${JSON.stringify(map.draft)}, ${stamp.at}, ${stamp.by})
    on conflict do nothing`)
}

function kept(row: Row): KeptMap {
  return {
    journeyId: row.journey_id,
    draft: journeyMapShape.parse(row.draft),
    revision: row.revision,
    defaultLocale: row.default_locale,
    carried: row.carried,
    archivedAt: row.archived_at,
    updatedAt: row.updated_at,
  }
}
