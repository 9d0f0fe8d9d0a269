import type { Placement } from '../touchpoint.ts'
import { invalid, refuseTaken, taken } from './edit-refusals.ts'
import { insert, replaced, without, withPhase, withStep } from './edited-lists.ts'
import { type Cell, type JourneyMap, mapLimits, stepsOf } from './journey-map.ts'
import { type MapEdit, type SingleEdit, singleEditsOf } from './map-edit.ts'
import { laneOf, momentOf, phaseOf, placementOf, stepOf } from './map-lookup.ts'

/** A map after an edit, and the edit that takes it back. */
export type Edited = { readonly map: JourneyMap; readonly inverse: MapEdit }

/**
 * Applies one edit. `applyEdit(map, edit).inverse` applied to the result gives the first map again, ids included.
 * Refused with `not_found` when the edit speaks of something that is not there, with `map_invalid` when it would leave
 * two things with one id, a cell without its lane, or more than a map may hold.
 */
export function applyEdit(before: JourneyMap, edit: MapEdit): Edited {
  let current = before
  const undo: SingleEdit[] = []
  for (const single of singleEditsOf(edit)) {
    const done = applySingle(current, single)
    current = done.map
    undo.unshift(...done.undo)
  }
  const [only, ...more] = undo
  return { map: current, inverse: only && more.length === 0 ? only : { op: 'batch', edits: undo } }
}

/** Applies edits in order. `inverse` undoes them all, when applied in its own order. */
export function applyEdits(before: JourneyMap, edits: readonly MapEdit[]): { map: JourneyMap; inverse: MapEdit[] } {
  let current = before
  const inverse: MapEdit[] = []
  for (const edit of edits) {
    const done = applyEdit(current, edit)
    current = done.map
    inverse.unshift(done.inverse)
  }
  return { map: current, inverse }
}

type Done = { readonly map: JourneyMap; readonly undo: readonly SingleEdit[] }

function applySingle(map: JourneyMap, edit: SingleEdit): Done {
  switch (edit.op) {
    case 'setMap':
      return { map: { ...map, ...edit.set }, undo: [{ op: 'setMap', set: valuesOf(map, edit.set) }] }

    case 'addPhase':
      refuseTaken(map, { phases: [edit.phase] })
      return {
        map: { ...map, phases: insert(map.phases, edit.phase, edit.at, { most: mapLimits.phases, of: 'phase' }) },
        undo: [{ op: 'removePhase', phase: edit.phase.id }],
      }
    case 'setPhase': {
      const phase = phaseOf(map, edit.phase)
      return {
        map: withPhase(map, phase.id, old => ({ ...old, ...edit.set })),
        undo: [{ op: 'setPhase', phase: phase.id, set: valuesOf(phase, edit.set) }],
      }
    }
    case 'movePhase': {
      const phase = phaseOf(map, edit.phase)
      return {
        map: { ...map, phases: insert(without(map.phases, phase), phase, edit.to) },
        undo: [{ op: 'movePhase', phase: phase.id, to: map.phases.indexOf(phase) }],
      }
    }
    case 'removePhase': {
      const phase = phaseOf(map, edit.phase)
      const cleared = withoutMoments(
        map,
        phase.steps.flatMap(step => step.placements),
      )
      return {
        map: { ...cleared.map, phases: without(map.phases, phase) },
        undo: [{ op: 'addPhase', phase, at: map.phases.indexOf(phase) }, ...cleared.undo],
      }
    }

    case 'addStep':
      phaseOf(map, edit.phase)
      refuseTaken(map, { steps: [edit.step] })
      return {
        map: withPhase(map, edit.phase, phase => ({
          ...phase,
          steps: insert(phase.steps, edit.step, edit.at, { most: mapLimits.stepsPerPhase, of: 'step' }),
        })),
        undo: [{ op: 'removeStep', step: edit.step.id }],
      }
    case 'setStep': {
      const { step } = stepOf(map, edit.step)
      return {
        map: withStep(map, step.id, old => ({ ...old, ...edit.set })),
        undo: [{ op: 'setStep', step: step.id, set: valuesOf(step, edit.set) }],
      }
    }
    case 'moveStep': {
      const { step, phase } = stepOf(map, edit.step)
      phaseOf(map, edit.phase)
      const taken = withPhase(map, phase.id, old => ({ ...old, steps: without(old.steps, step) }))
      return {
        map: withPhase(taken, edit.phase, old => ({
          ...old,
          steps: insert(old.steps, step, edit.to, { most: mapLimits.stepsPerPhase, of: 'step' }),
        })),
        undo: [{ op: 'moveStep', step: step.id, phase: phase.id, to: phase.steps.indexOf(step) }],
      }
    }
    case 'removeStep': {
      const { step, phase } = stepOf(map, edit.step)
      const cleared = withoutMoments(map, step.placements)
      return {
        map: withPhase(cleared.map, phase.id, old => ({ ...old, steps: without(old.steps, step) })),
        undo: [{ op: 'addStep', phase: phase.id, step, at: phase.steps.indexOf(step) }, ...cleared.undo],
      }
    }

    case 'addPlacement':
      stepOf(map, edit.step)
      refuseTaken(map, { placements: [edit.placement] })
      return {
        map: withStep(map, edit.step, step => ({
          ...step,
          placements: insert(step.placements, edit.placement, edit.at, {
            most: mapLimits.placementsPerStep,
            of: 'placement',
          }),
        })),
        undo: [{ op: 'removePlacement', placement: edit.placement.id }],
      }
    case 'setPlacement': {
      const { placement, step } = placementOf(map, edit.placement)
      return {
        map: withStep(map, step.id, old => ({
          ...old,
          placements: old.placements.map(one => (one === placement ? { ...one, ...edit.set } : one)),
        })),
        undo: [{ op: 'setPlacement', placement: placement.id, set: valuesOf(placement, edit.set) }],
      }
    }
    case 'movePlacement': {
      const { placement, step } = placementOf(map, edit.placement)
      stepOf(map, edit.step)
      const taken = withStep(map, step.id, old => ({ ...old, placements: without(old.placements, placement) }))
      return {
        map: withStep(taken, edit.step, old => ({
          ...old,
          placements: insert(old.placements, placement, edit.to, {
            most: mapLimits.placementsPerStep,
            of: 'placement',
          }),
        })),
        undo: [{ op: 'movePlacement', placement: placement.id, step: step.id, to: step.placements.indexOf(placement) }],
      }
    }
    case 'removePlacement': {
      const { placement, step } = placementOf(map, edit.placement)
      const cleared = withoutMoments(map, [placement])
      return {
        map: withStep(cleared.map, step.id, old => ({ ...old, placements: without(old.placements, placement) })),
        undo: [
          { op: 'addPlacement', step: step.id, placement, at: step.placements.indexOf(placement) },
          ...cleared.undo,
        ],
      }
    }

    case 'addLane':
      if (map.lanes.some(lane => lane.id === edit.lane.id)) throw taken('lane', edit.lane.id)
      return {
        map: { ...map, lanes: insert(map.lanes, edit.lane, edit.at, { most: mapLimits.lanes, of: 'lane' }) },
        undo: [{ op: 'removeLane', lane: edit.lane.id }],
      }
    case 'setLane': {
      const lane = laneOf(map, edit.lane)
      return {
        map: { ...map, lanes: map.lanes.map(one => (one === lane ? { ...one, ...edit.set } : one)) },
        undo: [{ op: 'setLane', lane: lane.id, set: valuesOf(lane, edit.set) }],
      }
    }
    case 'moveLane': {
      const lane = laneOf(map, edit.lane)
      return {
        map: { ...map, lanes: insert(without(map.lanes, lane), lane, edit.to) },
        undo: [{ op: 'moveLane', lane: lane.id, to: map.lanes.indexOf(lane) }],
      }
    }
    case 'removeLane': {
      const lane = laneOf(map, edit.lane)
      let current = map
      const undo: SingleEdit[] = []
      for (const step of stepsOf(map)) {
        if (!step.cells.some(cell => cell.lane === lane.id)) continue
        const emptied = setCell(current, step.id, lane.id, null, undefined)
        current = emptied.map
        undo.unshift(...emptied.undo)
      }
      return {
        map: { ...current, lanes: without(current.lanes, lane) },
        undo: [{ op: 'addLane', lane, at: map.lanes.indexOf(lane) }, ...undo],
      }
    }

    case 'setCell':
      laneOf(map, edit.lane)
      return setCell(map, edit.step, edit.lane, edit.cell, edit.at)
    case 'setDeclared': {
      const { step } = stepOf(map, edit.step)
      if (edit.emotion && edit.emotion.persona !== edit.persona) {
        throw invalid({
          en: 'the declared emotion is of another persona than the edit says',
          fr: 'l’émotion déclarée est d’un autre persona que ne le dit le changement',
        })
      }
      const list = step.emotion.declared
      const index = list.findIndex(one => one.persona === edit.persona)
      return {
        map: withStep(map, step.id, old => ({
          ...old,
          emotion: { ...old.emotion, declared: replaced(list, index, edit.emotion, edit.at) },
        })),
        undo: [
          {
            op: 'setDeclared',
            step: step.id,
            persona: edit.persona,
            emotion: list[index] ?? null,
            ...(index < 0 ? {} : { at: index }),
          },
        ],
      }
    }
    case 'setDesired': {
      const { step } = stepOf(map, edit.step)
      return {
        map: withStep(map, step.id, old => ({ ...old, emotion: { ...old.emotion, desired: edit.desired } })),
        undo: [{ op: 'setDesired', step: step.id, desired: step.emotion.desired }],
      }
    }

    case 'addMoment':
      placementOf(map, edit.moment.placement)
      if (map.momentsOfTruth.some(one => one.placement === edit.moment.placement)) {
        throw taken('moment of truth', edit.moment.placement)
      }
      return {
        map: { ...map, momentsOfTruth: insert(map.momentsOfTruth, edit.moment, edit.at) },
        undo: [{ op: 'removeMoment', placement: edit.moment.placement }],
      }
    case 'setMoment': {
      const found = momentOf(map, edit.placement)
      return {
        map: {
          ...map,
          momentsOfTruth: map.momentsOfTruth.map(one => (one === found ? { ...one, ...edit.set } : one)),
        },
        undo: [{ op: 'setMoment', placement: edit.placement, set: valuesOf(found, edit.set) }],
      }
    }
    case 'removeMoment': {
      const found = momentOf(map, edit.placement)
      return {
        map: { ...map, momentsOfTruth: without(map.momentsOfTruth, found) },
        undo: [{ op: 'addMoment', moment: found, at: map.momentsOfTruth.indexOf(found) }],
      }
    }
    default:
      throw new Error(`No such edit: ${JSON.stringify(edit satisfies never)}`)
  }
}

function setCell(map: JourneyMap, stepId: string, lane: string, cell: Cell | null, at: number | undefined): Done {
  const { step } = stepOf(map, stepId)
  if (cell && cell.lane !== lane)
    throw invalid({
      en: 'the cell is of another lane than the edit says',
      fr: 'la cellule est d’une autre ligne que ne le dit le changement',
    })
  const index = step.cells.findIndex(one => one.lane === lane)
  return {
    map: withStep(map, stepId, old => ({ ...old, cells: replaced(old.cells, index, cell, at) })),
    undo: [{ op: 'setCell', step: stepId, lane, cell: step.cells[index] ?? null, ...(index < 0 ? {} : { at: index }) }],
  }
}

/** Moments of truth go with their placements, and come back with them. */
function withoutMoments(map: JourneyMap, placements: readonly Placement[]): Done {
  const gone = new Set(placements.map(placement => placement.id))
  const undo: SingleEdit[] = []
  map.momentsOfTruth.forEach((moment, at) => {
    if (gone.has(moment.placement)) undo.push({ op: 'addMoment', moment, at })
  })
  return { map: { ...map, momentsOfTruth: map.momentsOfTruth.filter(one => !gone.has(one.placement)) }, undo }
}

/** The values that `source` has now in the fields that are about to change. */
function valuesOf<Source extends object, Fields extends Partial<Source>>(source: Source, changing: Fields): Fields {
  const values: Record<string, unknown> = {}
  // What was absent is null again: an undefined field would not survive the wire, and the undo with it.
  for (const key of Object.keys(changing)) values[key] = source[key as keyof Source] ?? null
  return values as Fields
}
