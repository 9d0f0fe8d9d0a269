import type { KeptPicture } from '../../contract/map-pictures.ts'
import { type Queryable, sql } from '../../engines/postgres/index.ts'
import { type JourneyMap, journeyMapShape } from '../../vocabulary/map/journey-map.ts'
import type { PictureType } from '../../vocabulary/map/picture.ts'
import type { Stamp } from '../store/journeys.ts'

/** A picture with its bytes. */
export type WholePicture = KeptPicture & { readonly content: Uint8Array<ArrayBuffer> }

/** Keeps a picture; one that is there already is known to have been brought once more. */
export async function putPicture(
  store: Queryable,
  workspace: number,
  { id, type, width, height, content }: WholePicture,
  { at, by }: Stamp,
): Promise<void> {
  await store.run(sql`
    insert into mapping.pictures
      (workspace_id, picture_id, type, width, height, content, brought_by, shown_at)
    values (
      ${workspace}, ${id}, ${type}, ${width}, ${height}, ${Buffer.from(content)}, array[${by}::text], ${at}
    )
    on conflict (workspace_id, picture_id) do update set
      shown_at = excluded.shown_at,
      brought_by = case
        when pictures.brought_by @> excluded.brought_by then pictures.brought_by
        else pictures.brought_by || excluded.brought_by
      end`)
}

/** The pictures of these ids that are kept here. */
export async function readPictures(
  store: Queryable,
  workspace: number,
  ids: ReadonlySet<string>,
): Promise<readonly WholePicture[]> {
  if (ids.size === 0) return []
  const rows = await store.rows(sql<{
    picture_id: string
    type: PictureType
    width: number
    height: number
    content: Buffer
  }>`
    select picture_id, type, width, height, content
    from mapping.pictures
    where workspace_id = ${workspace} and picture_id = any(${[...ids]})
    order by picture_id`)
  return rows.map(({ picture_id, content, ...rest }) => ({
    id: picture_id,
    ...rest,
    content: Uint8Array.from(content),
  }))
}

/** Which of these pictures are kept here, and who brought each. */
export async function readBringers(
  store: Queryable,
  workspace: number,
  ids: ReadonlySet<string>,
): Promise<ReadonlyMap<string, readonly string[]>> {
  if (ids.size === 0) return new Map()
  const rows = await store.rows(sql<{ picture_id: string; brought_by: string[] }>`
    select picture_id, brought_by
    from mapping.pictures
    where workspace_id = ${workspace} and picture_id = any(${[...ids]})`)
  return new Map(rows.map(row => [row.picture_id, row.brought_by]))
}

/** Whoever takes a picture off may put it back. */
export async function noteBringer(store: Queryable, workspace: number, ids: ReadonlySet<string>, stamp: Stamp) {
  if (ids.size === 0) return
  await store.run(sql`
    update mapping.pictures
    set
      shown_at = ${stamp.at},
      brought_by = case when brought_by @> array[${stamp.by}::text] then brought_by else brought_by || ${stamp.by}::text end
    where workspace_id = ${workspace} and picture_id = any(${[...ids]})`)
}

/** What a map was, by its versions and its snapshots. */
export async function readFormerMaps(store: Queryable, workspace: number, map: string): Promise<readonly JourneyMap[]> {
  const rows = await store.rows(sql<{ content: unknown }>`
    select content -> 'map' as content
    from mapping.versions
    where workspace_id = ${workspace} and map_id = ${map} and content::text like '%"pic_%'
    union all
    select content
    from mapping.snapshots
    where workspace_id = ${workspace} and map_id = ${map} and content::text like '%"pic_%'`)
  return rows.map(row => journeyMapShape.parse(row.content))
}

/**
 * Notes which pictures something still shows: drafts, versions, snapshots, the library, open proposals. A picture that
 * nothing has shown since `before` goes. Answers how many went.
 */
export async function sweepPictures(store: Queryable, workspace: number, now: Date, before: Date): Promise<number> {
  await store.run(sql`
    with documents as (
      select draft::text as words from mapping.maps where workspace_id = ${workspace}
      union all
      select content::text from mapping.versions where workspace_id = ${workspace}
      union all
      select content::text from mapping.snapshots where workspace_id = ${workspace}
      union all
      select document::text from mapping.library where workspace_id = ${workspace} and kind = 'evidence'
      union all
      select edits::text from mapping.proposals where workspace_id = ${workspace} and state = 'open'
    ),
    shown as (
      select distinct (regexp_matches(words, 'pic_[0-9a-f]{64}', 'g'))[1] as picture_id
      from documents
      where words like '%"pic_%'
    )
    update mapping.pictures
    set shown_at = ${now}
    from shown
    where pictures.workspace_id = ${workspace} and pictures.picture_id = shown.picture_id`)
  const gone = await store.rows(sql<{ picture_id: string }>`
    delete from mapping.pictures
    where workspace_id = ${workspace} and shown_at < ${before}
    returning picture_id`)
  return gone.length
}
