import { problem } from '../problem.ts'
import type { Placement } from '../touchpoint.ts'
import { type JourneyMap, type Lane, type MomentOfTruth, type Phase, type Step, stepsOf } from './journey-map.ts'

/** The phase of that id; `not_found` when there is none. The others are alike. */
export function phaseOf(map: JourneyMap, id: string): Phase {
  return map.phases.find(phase => phase.id === id) ?? missing('phase', id)
}

export function stepOf(map: JourneyMap, id: string): { step: Step; phase: Phase } {
  for (const phase of map.phases) {
    const step = phase.steps.find(one => one.id === id)
    if (step) return { step, phase }
  }
  return missing('step', id)
}

export function placementOf(map: JourneyMap, id: string): { placement: Placement; step: Step } {
  for (const step of stepsOf(map)) {
    const placement = step.placements.find(one => one.id === id)
    if (placement) return { placement, step }
  }
  return missing('placement', id)
}

export function laneOf(map: JourneyMap, id: string): Lane {
  return map.lanes.find(lane => lane.id === id) ?? missing('lane', id)
}

export function momentOf(map: JourneyMap, placement: string): MomentOfTruth {
  return map.momentsOfTruth.find(one => one.placement === placement) ?? missing('moment of truth', placement)
}

function missing(what: string, id: string): never {
  throw problem('not_found', { what, id })
}
