import { newId } from '../../vocabulary/id.ts'
import type { Label } from '../../vocabulary/label.ts'
import type { JourneyMap, Lane, LaneType, Phase, Step } from '../../vocabulary/map/journey-map.ts'
import type { MapEdit } from '../../vocabulary/map/map-edit.ts'
import type { Placement, Touchpoint } from '../../vocabulary/touchpoint.ts'
import type { Change } from './editing.ts'

// What is added comes with its id and every field, so that undo and redo bring back the very same thing.

export function blankStep(title: Label): Step {
  return {
    id: newId('stp'),
    title,
    description: null,
    placements: [],
    cells: [],
    emotion: { declared: [], desired: null },
  }
}

export function blankPhase(name: Label, stepTitle: Label): Phase {
  return { id: newId('pha'), name, goal: null, order: 'sequence', desired: null, steps: [blankStep(stepTitle)] }
}

export function blankLane(type: LaneType): Lane {
  return { id: newId('lan'), type, name: null, visibility: 'all' }
}

export function blankTouchpoint(name: Label, channels: readonly string[]): Touchpoint {
  return {
    id: newId('tch'),
    name,
    description: null,
    ownership: 'owned',
    kind: 'action',
    initiator: 'customer',
    observability: 'observed',
    complexity: null,
    urgency: null,
    costPerVisit: null,
    channels: [...channels],
  }
}

export function blankPlacement(touchpoint: string): Placement {
  return {
    id: newId('plc'),
    touchpoint,
    presence: 'possible',
    repeatable: true,
    channels: [],
    choiceGroup: null,
    maxWait: null,
    targetDuration: null,
    raci: [],
    assets: [],
    metrics: [],
    evidence: [],
  }
}

/** Places a touchpoint on a step; a new one enters the library first, in the same change. */
export function placeTouchpoint(
  step: string,
  touchpoint: Touchpoint | string,
): { change: Change; placement: Placement } {
  const isNew = typeof touchpoint !== 'string'
  const placement = blankPlacement(isNew ? touchpoint.id : touchpoint)
  const map: MapEdit[] = [{ op: 'addPlacement', step, placement }]
  return {
    placement,
    change: isNew ? [{ library: [{ op: 'add', kind: 'touchpoints', object: touchpoint }] }, { map }] : [{ map }],
  }
}

/** The words of a lane at a step. Empty words empty the cell, unless something else stands in it. */
export function writeCell(step: Step, lane: string, text: Label | null): MapEdit {
  const old = step.cells.find(cell => cell.lane === lane)
  const keeps =
    text !== null ||
    (old !== undefined && (old.refs.length > 0 || old.evidence.length > 0 || old.picture !== undefined))
  return {
    op: 'setCell',
    step: step.id,
    lane,
    cell: keeps ? { ...(old ?? { lane, refs: [], span: 1, evidence: [] }), text } : null,
  }
}

/** Moves a step one place to the left or the right, into the next phase where it stands at the edge of its own. */
export function shiftStep(journeyMap: JourneyMap, step: string, by: -1 | 1): MapEdit | undefined {
  const at = journeyMap.phases.findIndex(phase => phase.steps.some(one => one.id === step))
  const phase = journeyMap.phases[at]
  if (!phase) return undefined
  const index = phase.steps.findIndex(one => one.id === step)
  const to = index + by
  if (to >= 0 && to < phase.steps.length) return { op: 'moveStep', step, phase: phase.id, to }
  const neighbour = journeyMap.phases[at + by]
  // A phase keeps at least one step.
  if (!neighbour || phase.steps.length < 2) return undefined
  return { op: 'moveStep', step, phase: neighbour.id, to: by === 1 ? 0 : neighbour.steps.length }
}
