import { useTranslation } from 'react-i18next'
import { placementsOf } from '../../../vocabulary/map/journey-map.ts'
import type { MapTarget } from '../../../vocabulary/map/map-target.ts'
import { useLabels } from '../../kit/label.ts'
import { useMapPlace } from '../map-place.ts'

/** What to call an element of the open map. */
export function useTargetWords(): (target: MapTarget) => string {
  const { t } = useTranslation('talk')
  const m = useTranslation('mapping').t
  const { say } = useLabels()
  const { map, steps, touchpoints } = useMapPlace()
  const lane = (id: string) => {
    const found = map.lanes.find(one => one.id === id)
    return found && (say(found.name) || m(`lanes.${found.type}`))
  }
  const step = (id: string) => say(steps.find(one => one.id === id)?.title)
  return target => {
    switch (target.kind) {
      case 'map':
        return t('about.map')
      case 'phase':
        return say(map.phases.find(one => one.id === target.id)?.name) || t('about.gone')
      case 'step':
        return step(target.id) || t('about.gone')
      case 'placement': {
        const found = placementsOf(map).find(one => one.id === target.id)
        return say(touchpoints.get(found?.touchpoint ?? '')?.name) || t('about.gone')
      }
      case 'lane':
        return lane(target.id) || t('about.gone')
      case 'cell': {
        const [inLane, atStep] = [lane(target.lane), step(target.step)]
        return inLane && atStep ? t('about.cell', { lane: inLane, step: atStep }) : t('about.gone')
      }
      default:
        return target satisfies never
    }
  }
}
