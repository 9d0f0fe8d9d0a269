import type { WholeMap } from '../../../contract/mapping.ts'
import { applyEdits } from '../../../vocabulary/map/apply-edit.ts'
import { placementsOf } from '../../../vocabulary/map/journey-map.ts'
import { type MapEdit, singleEditsOf } from '../../../vocabulary/map/map-edit.ts'

/** What stood there when its author began to write; undefined when that can no longer be said. */
export function beforeOf(map: WholeMap['map'] | undefined, edits: readonly MapEdit[]): MapEdit[] | undefined {
  try {
    return map && applyEdits(map, edits).inverse
  } catch {
    return undefined
  }
}

/** The map with edits, or as it is where they no longer fit. */
export function appliedOr(map: WholeMap['map'], edits: readonly MapEdit[]): WholeMap['map'] {
  try {
    return applyEdits(map, edits).map
  } catch {
    // Somebody else changed what it speaks of: the server will say so, and its author be asked.
    return map
  }
}

/** Whether a touchpoint was placed of which only the server knows the rest. */
export function lacksObjects(whole: WholeMap | undefined): boolean {
  if (!whole) return false
  const known = new Set(whole.library.touchpoints.map(one => one.id))
  return placementsOf(whole.map).some(one => !known.has(one.touchpoint))
}

/** Whether edits change what is measured; of those that are not told, it must be assumed. */
export const changesMeasures = (edits: readonly MapEdit[] | null) =>
  edits === null ||
  edits.flatMap(singleEditsOf).some(one => one.op.endsWith('Placement') || one.op.startsWith('remove'))
