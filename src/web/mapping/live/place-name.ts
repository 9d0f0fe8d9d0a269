import { useTranslation } from 'react-i18next'
import type { JourneyMap } from '../../../vocabulary/map/journey-map.ts'
import { placementsOf, stepsOf } from '../../../vocabulary/map/journey-map.ts'
import type { SingleEdit } from '../../../vocabulary/map/map-edit.ts'
import type { Touchpoint } from '../../../vocabulary/touchpoint.ts'
import { useLabels } from '../../kit/label.ts'

/** Where names are looked up: the map as it is, then what the edits themselves say of what is gone or new. */
export type Names = {
  readonly map: JourneyMap
  readonly touchpoints: ReadonlyMap<string, Touchpoint>
  readonly around?: readonly SingleEdit[]
  /** What stood there before a renaming: the place is called by the name it had. */
  readonly before?: readonly SingleEdit[]
}

/** Names the places that edits speak of, as a reader would: “Thoughts, ‘I pay’”. */
export function usePlaceNames({ map, touchpoints, around = [], before = [] }: Names) {
  const { t } = useTranslation('live')
  const m = useTranslation('mapping').t
  const { say } = useLabels()
  const gone = t('place.gone')

  const step = (id: string) => {
    const was = before.find(edit => edit.op === 'setStep' && edit.step === id && edit.set.title !== undefined)
    if (was?.op === 'setStep') return say(was.set.title)
    const found =
      stepsOf(map).find(one => one.id === id) ??
      around.flatMap(edit =>
        edit.op === 'addStep' && edit.step.id === id
          ? [edit.step]
          : edit.op === 'addPhase'
            ? edit.phase.steps.filter(one => one.id === id)
            : [],
      )[0]
    return found && say(found.title)
  }
  const lane = (id: string) => {
    const found =
      map.lanes.find(one => one.id === id) ??
      around.flatMap(edit => (edit.op === 'addLane' && edit.lane.id === id ? [edit.lane] : []))[0]
    return found && (say(found.name) || m(`lanes.${found.type}`))
  }
  const phase = (id: string) => {
    const was = before.find(edit => edit.op === 'setPhase' && edit.phase === id && edit.set.name !== undefined)
    if (was?.op === 'setPhase') return say(was.set.name)
    const found =
      map.phases.find(one => one.id === id) ??
      around.flatMap(edit => (edit.op === 'addPhase' && edit.phase.id === id ? [edit.phase] : []))[0]
    return found && say(found.name)
  }
  const placement = (id: string) => {
    const found =
      placementsOf(map).find(one => one.id === id) ??
      around.flatMap(edit => (edit.op === 'addPlacement' && edit.placement.id === id ? [edit.placement] : []))[0]
    const touchpoint = found && touchpoints.get(found.touchpoint)
    return touchpoint && say(touchpoint.name)
  }
  const named = (kind: 'step' | 'phase' | 'lane' | 'touchpoint', name: string | undefined) =>
    name === undefined ? gone : t(`place.${kind}`, { name })

  const feeling = (kind: 'declared' | 'desired', name: string | undefined) =>
    name === undefined ? gone : t(`place.${kind}`, { step: name })

  return (edit: SingleEdit): string => {
    switch (edit.op) {
      case 'setCell': {
        const [inLane, atStep] = [lane(edit.lane), step(edit.step)]
        return inLane === undefined || atStep === undefined ? gone : t('place.of', { lane: inLane, step: atStep })
      }
      case 'setDeclared':
        return feeling('declared', step(edit.step))
      case 'setDesired':
        return feeling('desired', step(edit.step))
      case 'setStep':
      case 'moveStep':
      case 'removeStep':
        return named('step', step(edit.step))
      case 'addStep':
        return named('step', say(edit.step.title))
      case 'setPhase':
      case 'movePhase':
      case 'removePhase':
        return named('phase', phase(edit.phase))
      case 'addPhase':
        return named('phase', say(edit.phase.name))
      case 'setLane':
      case 'moveLane':
      case 'removeLane':
        return named('lane', lane(edit.lane))
      case 'addLane':
        return named('lane', say(edit.lane.name) || m(`lanes.${edit.lane.type}`))
      case 'setPlacement':
      case 'movePlacement':
      case 'removePlacement':
      case 'setMoment':
      case 'removeMoment':
        return named('touchpoint', placement(edit.placement))
      case 'addPlacement': {
        const touchpoint = touchpoints.get(edit.placement.touchpoint)
        return named('touchpoint', touchpoint && say(touchpoint.name))
      }
      case 'addMoment':
        return named('touchpoint', placement(edit.moment.placement))
      case 'setMap':
        return t('place.map')
      default:
        return edit satisfies never
    }
  }
}
