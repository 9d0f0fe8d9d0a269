import { type Queryable, sql } from '../../engines/postgres/index.ts'
import {
  emptyLibrary,
  type Library,
  type LibraryKind,
  type LibraryObject,
  libraryShapes,
} from '../../vocabulary/map/library.ts'
import { nextNumber, type Stamp } from './journeys.ts'

/** The library with what was archived, which maps may still show. */
export type KeptLibrary = {
  readonly library: Library
  readonly archived: readonly { readonly kind: LibraryKind; readonly id: string }[]
  /** The number of each touchpoint, by id. */
  readonly numbers: ReadonlyMap<string, number>
}

type Row = { kind: LibraryKind; object_id: string; number: number | null; document: unknown; archived: boolean }

export async function readLibrary(store: Queryable, workspace: number): Promise<KeptLibrary> {
  const rows = await store.rows(sql<Row>`
    select kind, object_id, number, document, archived_at is not null as archived
    from mapping.library
    where workspace_id = ${workspace}
    order by position`)
  const lists: Record<string, unknown[]> = Object.fromEntries(Object.keys(emptyLibrary).map(kind => [kind, []]))
  for (const row of rows) lists[row.kind]!.push(libraryShapes[row.kind].parse(row.document))
  return {
    library: lists as unknown as Library,
    archived: rows.filter(row => row.archived).map(row => ({ kind: row.kind, id: row.object_id })),
    numbers: new Map(rows.flatMap(row => (row.number === null ? [] : [[row.object_id, row.number]]))),
  }
}

/** Adds the object, or writes over the one of that id and brings it back from the archive. */
export async function putLibraryObject(
  store: Queryable,
  workspace: number,
  kind: LibraryKind,
  object: LibraryObject,
  stamp: Stamp,
): Promise<void> {
  const document = JSON.stringify(object)
  const changed = await store.run(sql`
    update mapping.library
    set document = ${document}, archived_at = null, updated_at = ${stamp.at}
    where workspace_id = ${workspace} and kind = ${kind} and object_id = ${object.id}`)
  if (changed > 0) return
  const number = kind === 'touchpoints' ? await nextNumber(store, workspace, 'touchpoints') : null
  await store.run(sql`
    insert into mapping.library
      (workspace_id, kind, object_id, number, document, created_at, created_by, updated_at)
    values (${workspace}, ${kind}, ${object.id}, ${number}, ${document}, ${stamp.at}, ${stamp.by}, ${stamp.at})`)
}

export async function archiveLibraryObject(
  store: Queryable,
  workspace: number,
  kind: LibraryKind,
  id: string,
  at: Date,
): Promise<void> {
  await store.run(sql`
    update mapping.library
    set archived_at = ${at}
    where workspace_id = ${workspace} and kind = ${kind} and object_id = ${id}`)
}

export async function deleteLibraryObject(
  store: Queryable,
  workspace: number,
  kind: LibraryKind,
  id: string,
): Promise<void> {
  await store.run(sql`
    delete from mapping.library
    where workspace_id = ${workspace} and kind = ${kind} and object_id = ${id}`)
}

/** One change at a time, in a workspace, of what is measured: each reads it whole before and after it writes. */
export async function lockWorkspace(store: Queryable, workspace: number): Promise<void> {
  await store.run(sql`select pg_advisory_xact_lock(7215490, ${workspace})`)
}
