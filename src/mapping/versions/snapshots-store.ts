import { type Queryable, sql } from '../../engines/postgres/index.ts'
import { type JourneyMap, journeyMapShape } from '../../vocabulary/map/journey-map.ts'
import type { Stamp } from '../store/journeys.ts'
import type { KeptMap } from '../store/maps.ts'

export type KeptSnapshot = {
  readonly revision: number
  readonly note: string
  readonly takenAt: Date
  readonly takenBy: string
}

type Row = { revision: number; note: string; taken_at: Date; taken_by: string }

/** The states of a draft that were kept, the latest first. */
export async function readSnapshots(
  store: Queryable,
  workspace: number,
  map: string,
): Promise<readonly KeptSnapshot[]> {
  const rows = await store.rows(sql<Row>`
    select revision, note, taken_at, taken_by
    from mapping.snapshots
    where workspace_id = ${workspace} and map_id = ${map}
    order by revision desc
    limit 200`)
  return rows.map(kept)
}

export async function readSnapshot(
  store: Queryable,
  workspace: number,
  map: string,
  revision: number,
): Promise<JourneyMap | undefined> {
  const row = await store.first(sql<{ content: unknown }>`
    select content
    from mapping.snapshots
    where workspace_id = ${workspace} and map_id = ${map} and revision = ${revision}`)
  return row && journeyMapShape.parse(row.content)
}

/** Keeps what the draft is now. A revision is kept once; a note that is given later is the one that stays. */
export async function putSnapshot(
  store: Queryable,
  workspace: number,
  map: Pick<KeptMap, 'draft' | 'revision'>,
  note: string,
  stamp: Stamp,
): Promise<KeptSnapshot> {
  const row = await store.first(sql<Row>`
    insert into mapping.snapshots (workspace_id, map_id, revision, content, note, taken_at, taken_by)
    values (
      ${workspace}, ${map.draft.id}, ${map.revision}, ${JSON.stringify(map.draft)}, ${note}, ${stamp.at}, ${stamp.by}
    )
    on conflict (workspace_id, map_id, revision) do update
      set note = case when excluded.note = '' then mapping.snapshots.note else excluded.note end
    returning revision, note, taken_at, taken_by`)
  return kept(row!)
}

function kept(row: Row): KeptSnapshot {
  return { revision: row.revision, note: row.note, takenAt: row.taken_at, takenBy: row.taken_by }
}
