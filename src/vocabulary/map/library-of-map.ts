import type { Journey } from '../journey.ts'
import type { JourneyMap } from './journey-map.ts'
import type { Library, LibraryKind } from './library.ts'
import { referencesOf } from './reference-problems.ts'

/** What of the library a map shows, directly or through what it shows; each list keeps its order. */
export function libraryOfMap(journey: Journey, journeyMap: JourneyMap, library: Library): Library {
  const wanted = new Set(referencesOf(journeyMap).map(({ kind, id }) => `${kind}/${id}`))
  const want = (kind: LibraryKind, ids: readonly (string | null)[]) => {
    for (const id of ids) if (id !== null) wanted.add(`${kind}/${id}`)
  }
  const has = (kind: LibraryKind, object: { readonly id: string }) => wanted.has(`${kind}/${object.id}`)
  want('lifeSituations', [journey.lifeSituation])
  for (const touchpoint of library.touchpoints)
    if (has('touchpoints', touchpoint)) want('channels', touchpoint.channels)
  for (const persona of library.personas) if (has('personas', persona)) want('evidence', persona.evidence)
  // A department is shown within those above it; the chain is walked until nothing is added.
  for (let before = -1; before !== wanted.size; ) {
    before = wanted.size
    for (const department of library.departments)
      if (has('departments', department)) want('departments', [department.parent])
  }
  return {
    ...library,
    touchpoints: library.touchpoints.filter(object => has('touchpoints', object)),
    channels: library.channels.filter(object => has('channels', object)),
    personas: library.personas.filter(object => has('personas', object)),
    departments: library.departments.filter(object => has('departments', object)),
    assets: library.assets.filter(object => has('assets', object)),
    metrics: library.metrics.filter(object => has('metrics', object)),
    evidence: library.evidence.filter(object => has('evidence', object)),
    lifeSituations: library.lifeSituations.filter(object => has('lifeSituations', object)),
  }
}
