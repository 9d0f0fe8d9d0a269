import { newId } from '../../../vocabulary/id.ts'
import type { Lane, Phase, Step } from '../../../vocabulary/map/journey-map.ts'
import type { SingleEdit } from '../../../vocabulary/map/map-edit.ts'
import type { Placement } from '../../../vocabulary/touchpoint.ts'

// A copy is a new thing with the same words: its own ids all the way down, the library objects shared.

export function copyOfPlacement(placement: Placement): Placement {
  // A copy has to join a choice by itself: two of a kind are no alternative.
  return { ...placement, id: newId('plc'), choiceGroup: null }
}

export function copyOfStep(step: Step): Step {
  return { ...step, id: newId('stp'), placements: step.placements.map(copyOfPlacement) }
}

export function copyOfPhase(phase: Phase): Phase {
  return { ...phase, id: newId('pha'), steps: phase.steps.map(copyOfStep) }
}

/** A lane again, with what stands in it at each step. */
export function copyOfLane(lane: Lane, steps: readonly Step[], at: number): SingleEdit[] {
  const copy = { ...lane, id: newId('lan') }
  return [
    { op: 'addLane', lane: copy, at },
    ...steps.flatMap((step): SingleEdit[] => {
      const cell = step.cells.find(one => one.lane === lane.id)
      return cell ? [{ op: 'setCell', step: step.id, lane: copy.id, cell: { ...cell, lane: copy.id } }] : []
    }),
  ]
}
