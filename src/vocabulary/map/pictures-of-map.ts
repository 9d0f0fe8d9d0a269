import { type JourneyMap, stepsOf } from './journey-map.ts'
import type { Library } from './library.ts'

/** The ids of the pictures in the cells of a map. */
export function picturesInCells(map: JourneyMap): ReadonlySet<string> {
  const cells = stepsOf(map).flatMap(step => step.cells)
  return new Set(cells.flatMap(cell => (cell.picture ? [cell.picture.id] : [])))
}

/** The ids of the pictures that back something. */
export function picturesInEvidence(library: Pick<Library, 'evidence'>): ReadonlySet<string> {
  return new Set(library.evidence.flatMap(one => (one.picture ? [one.picture.id] : [])))
}

/** The ids of the pictures that a map shows with its library. */
export function picturesOfMap(map: JourneyMap, library: Pick<Library, 'evidence'>): ReadonlySet<string> {
  return new Set([...picturesInCells(map), ...picturesInEvidence(library)])
}
