import { applyEdits } from '../../vocabulary/map/apply-edit.ts'
import { canonicalJson } from '../../vocabulary/map/canonical-json.ts'
import { type JourneyMap, type Phase, placementsOf, type Step, stepsOf } from '../../vocabulary/map/journey-map.ts'
import type { MapEdit, SingleEdit } from '../../vocabulary/map/map-edit.ts'

/**
 * The edits that turn one state of a map into another. Only what differs is touched, so that whoever works elsewhere
 * on the map goes on. What no edit can say (a field of another tool) is reached by replacing the element that has it.
 * Nothing to do gives none.
 */
export function editsTowards(from: JourneyMap, to: JourneyMap): MapEdit | null {
  const careful = editsByElement(from, to)
  const edits = isReached(from, to, careful) ? careful : editsByReplacing(from, to)
  return edits.length === 0 ? null : { op: 'batch', edits: [...edits] }
}

function isReached(from: JourneyMap, to: JourneyMap, edits: readonly SingleEdit[]): boolean {
  const { map } = applyEdits(from, edits)
  return canonicalJson(comparable(map)) === canonicalJson(comparable(to))
}

/** The number of the last version belongs to the map, not to one of its states. */
function comparable({ version: _, ...map }: JourneyMap): object {
  return map
}

function editsByElement(from: JourneyMap, to: JourneyMap): readonly SingleEdit[] {
  const plan = planFrom(from)
  plan.add(...mapFields(from, to))

  // Removed first: what goes frees its id, and nothing new is lost with it.
  const goes = <Item extends { readonly id: string }>(was: readonly Item[], is: readonly Item[]) => {
    const stays = new Set(is.map(one => one.id))
    return was.filter(one => !stays.has(one.id))
  }
  const moments = new Map(to.momentsOfTruth.map(one => [one.placement, one]))
  for (const moment of from.momentsOfTruth) {
    if (canonicalJson(moment) !== canonicalJson(moments.get(moment.placement)))
      plan.add({ op: 'removeMoment', placement: moment.placement })
  }
  for (const lane of goes(from.lanes, to.lanes)) plan.add({ op: 'removeLane', lane: lane.id })
  for (const placement of goes(placementsOf(from), placementsOf(to)))
    plan.add({ op: 'removePlacement', placement: placement.id })

  to.lanes.forEach((lane, at) => {
    const there = plan.map().lanes.find(one => one.id === lane.id)
    if (!there) plan.add({ op: 'addLane', lane, at })
    else {
      plan.add(...fieldsOf(there, lane, ['type', 'name', 'visibility'], set => ({ op: 'setLane', lane: lane.id, set })))
      if (plan.map().lanes[at]?.id !== lane.id) plan.add({ op: 'moveLane', lane: lane.id, to: at })
    }
  })
  for (const [at, phase] of to.phases.entries()) reachPhase(plan, phase, at)
  // Steps and phases that go are empty of what stays by now.
  for (const step of goes(stepsOf(from), stepsOf(to))) plan.add({ op: 'removeStep', step: step.id })
  for (const phase of goes(from.phases, to.phases)) plan.add({ op: 'removePhase', phase: phase.id })
  to.phases.forEach((phase, at) => {
    if (plan.map().phases[at]?.id !== phase.id) plan.add({ op: 'movePhase', phase: phase.id, to: at })
    phase.steps.forEach((step, place) => {
      const there = plan.map().phases.find(one => one.id === phase.id)
      if (there?.steps[place]?.id !== step.id) plan.add({ op: 'moveStep', step: step.id, phase: phase.id, to: place })
    })
  })
  to.momentsOfTruth.forEach((moment, at) => {
    if (!plan.map().momentsOfTruth.some(one => one.placement === moment.placement))
      plan.add({ op: 'addMoment', moment, at })
  })
  return plan.edits
}

type Plan = {
  readonly edits: SingleEdit[]
  readonly map: () => JourneyMap
  readonly add: (...edits: readonly SingleEdit[]) => void
}

/** Edits as they are decided, with the map that they have made so far. */
function planFrom(from: JourneyMap): Plan {
  const edits: SingleEdit[] = []
  let map = from
  return {
    edits,
    map: () => map,
    add: (...more) => {
      edits.push(...more)
      map = applyEdits(map, more).map
    },
  }
}

function mapFields(from: JourneyMap, to: JourneyMap): readonly SingleEdit[] {
  const fields = ['kind', 'name', 'basedOn', 'timeHorizon', 'template', 'personas'] as const
  return fieldsOf(from, to, fields, set => ({ op: 'setMap', set }))
}

function reachPhase(plan: Plan, phase: Phase, at: number): void {
  const there = plan.map().phases.find(one => one.id === phase.id)
  if (!there) plan.add({ op: 'addPhase', phase: { ...phase, steps: [] }, at })
  else {
    const fields = ['name', 'goal', 'order', 'desired'] as const
    plan.add(...fieldsOf(there, phase, fields, set => ({ op: 'setPhase', phase: phase.id, set })))
  }
  phase.steps.forEach((step, place) => {
    const known = plan.map().phases.find(one => one.steps.some(each => each.id === step.id))
    if (!known) plan.add({ op: 'addStep', phase: phase.id, step: bare(step), at: place })
    else if (known.id !== phase.id) plan.add({ op: 'moveStep', step: step.id, phase: phase.id, to: place })
    reachStep(plan, step)
  })
}

/** A new step without what may still stand elsewhere on the map. */
function bare(step: Step): Step {
  return { ...step, placements: [] }
}

function reachStep(plan: Plan, step: Step): void {
  const now = () => stepsOf(plan.map()).find(one => one.id === step.id)!
  const fields = ['title', 'description', 'subJourney'] as const
  plan.add(...fieldsOf(now(), step, fields, set => ({ op: 'setStep', step: step.id, set })))
  for (const cell of now().cells) {
    if (!step.cells.some(one => one.lane === cell.lane))
      plan.add({ op: 'setCell', step: step.id, lane: cell.lane, cell: null })
  }
  step.cells.forEach((cell, at) => {
    const there = now().cells.find(one => one.lane === cell.lane)
    if (canonicalJson(there ?? null) !== canonicalJson(cell))
      plan.add({ op: 'setCell', step: step.id, lane: cell.lane, cell, at })
  })
  for (const { persona } of now().emotion.declared) {
    if (!step.emotion.declared.some(one => one.persona === persona))
      plan.add({ op: 'setDeclared', step: step.id, persona, emotion: null })
  }
  step.emotion.declared.forEach((emotion, at) => {
    const there = now().emotion.declared.find(one => one.persona === emotion.persona)
    if (canonicalJson(there ?? null) !== canonicalJson(emotion))
      plan.add({ op: 'setDeclared', step: step.id, persona: emotion.persona, emotion, at })
  })
  if (canonicalJson(now().emotion.desired) !== canonicalJson(step.emotion.desired))
    plan.add({ op: 'setDesired', step: step.id, desired: step.emotion.desired })
  step.placements.forEach((placement, at) => {
    const there = placementsOf(plan.map()).find(one => one.id === placement.id)
    if (!there) {
      plan.add({ op: 'addPlacement', step: step.id, placement, at })
      return
    }
    const { id: _, ...wanted } = placement
    const keys = Object.keys(wanted) as (keyof typeof wanted)[]
    plan.add(...fieldsOf(there, placement, keys, set => ({ op: 'setPlacement', placement: placement.id, set })))
    if (now().placements[at]?.id !== placement.id)
      plan.add({ op: 'movePlacement', placement: placement.id, step: step.id, to: at })
  })
}

/** One edit that sets the fields that differ; none when nothing does. */
function fieldsOf<Item extends object, Field extends keyof Item & string>(
  was: Item,
  is: Item,
  fields: readonly Field[],
  edit: (set: Partial<Record<Field, never>>) => SingleEdit,
): readonly SingleEdit[] {
  const set: Record<string, unknown> = {}
  for (const field of fields) {
    if (field.startsWith('x-')) continue
    if (canonicalJson(was[field] ?? null) !== canonicalJson(is[field] ?? null)) set[field] = is[field] ?? null
  }
  // Both sides are elements of one shape: what is set has the type of the field it is set in.
  return Object.keys(set).length === 0 ? [] : [edit(set as Partial<Record<Field, never>>)]
}

function editsByReplacing(from: JourneyMap, to: JourneyMap): readonly SingleEdit[] {
  return [
    ...from.momentsOfTruth.map(({ placement }): SingleEdit => ({ op: 'removeMoment', placement })),
    ...from.phases.map((phase): SingleEdit => ({ op: 'removePhase', phase: phase.id })),
    ...from.lanes.map((lane): SingleEdit => ({ op: 'removeLane', lane: lane.id })),
    ...mapFields(from, to),
    ...to.lanes.map((lane): SingleEdit => ({ op: 'addLane', lane })),
    ...to.phases.map((phase): SingleEdit => ({ op: 'addPhase', phase })),
    ...to.momentsOfTruth.map((moment): SingleEdit => ({ op: 'addMoment', moment })),
  ]
}
