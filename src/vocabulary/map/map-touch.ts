import { type JourneyMap, type Phase, type Step, stepsOf } from './journey-map.ts'
import { type MapEdit, type SingleEdit, singleEditsOf } from './map-edit.ts'

/**
 * Which part of a map an edit writes, as a path: `step:s1/title`, `step:s1/cell/thought`. Two people may change
 * different parts at once; the same part, only one after having seen the other. A path may end in `/` (all below it)
 * or begin with a star (that part of every element), for what disappears with a removal.
 */
export function partsOf(map: JourneyMap, edit: MapEdit): readonly string[] {
  return singleEditsOf(edit).flatMap(single => partsOfSingle(map, single))
}

function partsOfSingle(map: JourneyMap, edit: SingleEdit): readonly string[] {
  const fields = (element: string, set: object) => Object.keys(set).map(field => `${element}/${field}`)
  switch (edit.op) {
    case 'setMap':
      return fields('map', edit.set)
    case 'setPhase':
      return fields(`phase:${edit.phase}`, edit.set)
    case 'setStep':
      return fields(`step:${edit.step}`, edit.set)
    case 'setPlacement':
      return fields(`placement:${edit.placement}`, edit.set)
    case 'setLane':
      return fields(`lane:${edit.lane}`, edit.set)
    case 'setMoment':
      return fields(`moment:${edit.placement}`, edit.set)
    case 'movePhase':
      return [`phase:${edit.phase}/place`]
    case 'moveStep':
      return [`step:${edit.step}/place`]
    case 'movePlacement':
      return [`placement:${edit.placement}/place`]
    case 'moveLane':
      return [`lane:${edit.lane}/place`]
    case 'setCell':
      return [`step:${edit.step}/cell/${edit.lane}`]
    case 'setDeclared':
      return [`step:${edit.step}/declared/${edit.persona ?? ''}`]
    case 'setDesired':
      return [`step:${edit.step}/desired`]
    case 'addPhase':
      return [`phase:${edit.phase.id}/place`]
    case 'addStep':
      return [`step:${edit.step.id}/place`]
    case 'addPlacement':
      return [`placement:${edit.placement.id}/place`]
    case 'addLane':
      return [`lane:${edit.lane.id}/place`]
    case 'addMoment':
      return [`moment:${edit.moment.placement}/place`]
    case 'removeMoment':
      return [`moment:${edit.placement}/`]
    case 'removePlacement':
      return [`placement:${edit.placement}/`, `moment:${edit.placement}/`]
    case 'removeStep':
      return stepsOf(map)
        .filter(step => step.id === edit.step)
        .flatMap(partsBelowStep)
    case 'removePhase':
      return map.phases.filter(phase => phase.id === edit.phase).flatMap(partsBelowPhase)
    case 'removeLane':
      return [`lane:${edit.lane}/`, `*/cell/${edit.lane}`]
    default:
      throw new Error(`No such edit: ${JSON.stringify(edit satisfies never)}`)
  }
}

const partsBelowPhase = (phase: Phase): string[] => [`phase:${phase.id}/`, ...phase.steps.flatMap(partsBelowStep)]

const partsBelowStep = (step: Step): string[] => [
  `step:${step.id}/`,
  ...step.placements.flatMap(({ id }) => [`placement:${id}/`, `moment:${id}/`]),
]

/** Whether what was written at `written` lies in `part`, or above it. */
export function partCovers(part: string, written: string): boolean {
  if (part.endsWith('/')) return written.startsWith(part)
  if (part.startsWith('*')) return written.endsWith(part.slice(1))
  return part === written
}
