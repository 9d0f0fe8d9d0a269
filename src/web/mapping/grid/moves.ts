import { type JourneyMap, type Step, stepsOf } from '../../../vocabulary/map/journey-map.ts'
import type { SingleEdit } from '../../../vocabulary/map/map-edit.ts'
import type { Movable } from './ask.ts'

/** Where something goes: before the thing named, or last where none is. */
export type Destination =
  | { readonly kind: 'step'; readonly step: string; readonly before: string | undefined }
  | { readonly kind: 'phase'; readonly phase: string; readonly before: string | undefined }
  | { readonly kind: 'order'; readonly before: string | undefined }

/**
 * The edits that bring `what` there: none when it stands there already, undefined when it may not go (the last step of
 * a phase stays in it). Positions are those at the moment each edit is applied.
 */
export function movesTo(map: JourneyMap, what: Movable, to: Destination): readonly SingleEdit[] | undefined {
  if (what.kind === 'placements') return to.kind === 'step' ? placementMoves(map, what.ids, to) : undefined
  if (what.kind === 'step') return to.kind === 'phase' ? stepMove(map, what.id, to) : undefined
  if (to.kind !== 'order' || to.before === what.id) return []
  const list = what.kind === 'phase' ? map.phases : map.lanes
  const from = list.findIndex(one => one.id === what.id)
  const place = placeBefore(
    list.filter(one => one.id !== what.id).map(one => one.id),
    to.before,
  )
  if (from < 0 || place === from) return []
  return [
    what.kind === 'phase'
      ? { op: 'movePhase', phase: what.id, to: place }
      : { op: 'moveLane', lane: what.id, to: place },
  ]
}

function placementMoves(
  map: JourneyMap,
  ids: readonly string[],
  to: { readonly step: string; readonly before: string | undefined },
): readonly SingleEdit[] {
  const steps = stepsOf(map)
  const target = steps.find(step => step.id === to.step)
  if (!target) return []
  const known = ids.filter(id => steps.some(step => step.placements.some(one => one.id === id)))
  let standing = target.placements.map(one => one.id)
  const first = standing.indexOf(to.before ?? '')
  // The mark to stand before must be one that stays.
  const before = first < 0 ? undefined : standing.slice(first).find(id => !known.includes(id))
  const edits: SingleEdit[] = []
  for (const id of known) {
    const was = standing.indexOf(id)
    const rest = standing.filter(one => one !== id)
    const place = placeBefore(rest, before)
    standing = rest.toSpliced(place, 0, id)
    if (was !== place) edits.push({ op: 'movePlacement', placement: id, step: target.id, to: place })
  }
  return edits
}

function stepMove(
  map: JourneyMap,
  id: string,
  to: { readonly phase: string; readonly before: string | undefined },
): readonly SingleEdit[] | undefined {
  const from = map.phases.find(phase => phase.steps.some(step => step.id === id))
  const target = map.phases.find(phase => phase.id === to.phase)
  if (!from || !target || to.before === id) return []
  if (from !== target && from.steps.length < 2) return undefined
  const rest = target.steps.filter(step => step.id !== id).map(step => step.id)
  const place = placeBefore(rest, to.before)
  if (from === target && from.steps.findIndex(step => step.id === id) === place) return []
  return [{ op: 'moveStep', step: id, phase: target.id, to: place }]
}

function placeBefore(ids: readonly string[], before: string | undefined): number {
  const at = before === undefined ? -1 : ids.indexOf(before)
  return at < 0 ? ids.length : at
}

/** What stands after an element in its list, so that "after this" can be said as "before that". */
export function next<Item extends { readonly id: string }>(list: readonly Item[], id: string): string | undefined {
  return list[list.findIndex(one => one.id === id) + 1]?.id
}

/** The step of a placement. */
export function stepHolding(map: JourneyMap, placement: string): Step | undefined {
  return stepsOf(map).find(step => step.placements.some(one => one.id === placement))
}
