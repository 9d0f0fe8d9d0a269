import { type Queryable, sql } from '../engines/postgres/index.ts'
import { referencesOf } from '../vocabulary/map/reference-problems.ts'
import { readBindings } from './store/bindings.ts'
import { readJourneys } from './store/journeys.ts'
import { readLibrary } from './store/library.ts'
import { readMaps } from './store/maps.ts'

/** How often each object of the library is used on drafts, in rules and by other objects, by `kind/id`. */
export async function libraryUses(store: Queryable, workspace: number): Promise<ReadonlyMap<string, number>> {
  const uses = new Map<string, number>()
  const add = (kind: string, id: string | null) => {
    if (id !== null) uses.set(`${kind}/${id}`, (uses.get(`${kind}/${id}`) ?? 0) + 1)
  }
  for (const { draft } of await readMaps(store, workspace)) {
    for (const { kind, id } of referencesOf(draft)) add(kind, id)
  }
  for (const rule of await readBindings(store, workspace)) add('touchpoints', rule.touchpoint)
  for (const { journey } of await readJourneys(store, workspace)) add('lifeSituations', journey.lifeSituation)
  const { library } = await readLibrary(store, workspace)
  for (const touchpoint of library.touchpoints) for (const id of touchpoint.channels) add('channels', id)
  for (const persona of library.personas) for (const id of persona.evidence) add('evidence', id)
  for (const department of library.departments) add('departments', department.parent)
  return uses
}

/** Whether a published version shows the object. What is published loses nothing. */
export async function isPublished(store: Queryable, workspace: number, kind: string, id: string): Promise<boolean> {
  const found = await store.first(sql`
    select 1 as found
    from mapping.versions
    where workspace_id = ${workspace}
      and content -> 'library' -> ${kind}::text @> ${JSON.stringify([{ id }])}::jsonb
    limit 1`)
  return found !== undefined
}
