import type { MapFace, WholeMap } from '../contract/mapping.ts'
import type { Queryable } from '../engines/postgres/index.ts'
import { stepsOf } from '../vocabulary/map/journey-map.ts'
import { libraryOfMap } from '../vocabulary/map/library-of-map.ts'
import { mapProblems } from '../vocabulary/map/map-rules.ts'
import { problem } from '../vocabulary/problem.ts'
import { readStandards } from './atlas/standards-store.ts'
import { readBindings } from './store/bindings.ts'
import { type KeptJourney, readJourney } from './store/journeys.ts'
import { readLibrary } from './store/library.ts'
import { type KeptMap, readKeptMap } from './store/maps.ts'
import { readVersion } from './store/versions.ts'
import { readSnapshot } from './versions/snapshots-store.ts'

/** The map, or `not_found`. */
export async function keptMap(store: Queryable, workspace: number, id: string, lock = false): Promise<KeptMap> {
  const found = await readKeptMap(store, workspace, id, lock)
  if (!found) throw problem('not_found', { what: 'map' })
  return found
}

/** The journey, or `not_found`. */
export async function keptJourney(store: Queryable, workspace: number, id: string, lock = false): Promise<KeptJourney> {
  const found = await readJourney(store, workspace, id, lock)
  if (!found) throw problem('not_found', { what: 'journey' })
  return found
}

/** The draft of a map with all that it shows. */
export async function wholeDraft(store: Queryable, workspace: number, id: string): Promise<WholeMap> {
  const found = await keptMap(store, workspace, id)
  const { journey } = await keptJourney(store, workspace, found.journeyId)
  const { library, numbers } = await readLibrary(store, workspace)
  const bindings = await readBindings(store, workspace)
  const { lanes } = await readStandards(store, workspace)
  const shown = libraryOfMap(journey, found.draft, library)
  const touchpoints = new Set(shown.touchpoints.map(touchpoint => touchpoint.id))
  return {
    journey,
    map: found.draft,
    revision: found.revision,
    version: null,
    library: shown,
    bindings: bindings.filter(rule => touchpoints.has(rule.touchpoint)),
    touchpointNumbers: numbersOf(touchpoints, numbers),
    problems: [...mapProblems(found.draft, { library, bound: new Set(bindings.map(rule => rule.touchpoint)), lanes })],
    archived: found.archivedAt !== null,
  }
}

/** An earlier state of a draft that was kept, with the words of the library of today. */
export async function wholeSnapshot(
  store: Queryable,
  workspace: number,
  id: string,
  revision: number,
): Promise<WholeMap> {
  const now = await wholeDraft(store, workspace, id)
  const map = await readSnapshot(store, workspace, id, revision)
  if (!map) throw problem('not_found', { what: 'snapshot' })
  const { library } = await readLibrary(store, workspace)
  return { ...now, map, library: libraryOfMap(now.journey, map, library), problems: [] }
}

/** A published version of a map, as it was. */
export async function wholeVersion(store: Queryable, workspace: number, id: string, number: number): Promise<WholeMap> {
  const found = await keptMap(store, workspace, id)
  const published = await readVersion(store, workspace, id, number)
  if (!published) throw problem('not_found', { what: 'version' })
  const { numbers } = await readLibrary(store, workspace)
  const { journey, map, library, bindings } = published.content
  return {
    journey,
    map,
    revision: found.revision,
    version: published.version,
    library,
    bindings,
    touchpointNumbers: numbersOf(new Set(library.touchpoints.map(touchpoint => touchpoint.id)), numbers),
    problems: [],
    archived: found.archivedAt !== null,
  }
}

export function faceOf(found: KeptMap): MapFace {
  return {
    id: found.draft.id,
    journeyId: found.journeyId,
    kind: found.draft.kind,
    name: found.draft.name,
    version: found.draft.version,
    revision: found.revision,
    phases: found.draft.phases.length,
    steps: stepsOf(found.draft).length,
    archived: found.archivedAt !== null,
    updatedAt: found.updatedAt.toISOString(),
  }
}

function numbersOf(ids: ReadonlySet<string>, numbers: ReadonlyMap<string, number>): Record<string, number> {
  return Object.fromEntries([...numbers].filter(([id]) => ids.has(id)))
}
