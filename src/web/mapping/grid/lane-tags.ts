import { useMemo } from 'react'
import type { LaneType, Step } from '../../../vocabulary/map/journey-map.ts'
import { useFigures } from '../../kit/figures.ts'
import { useLabels } from '../../kit/label.ts'
import { channelName } from '../channel-name.ts'
import { useMapPlace } from '../map-place.ts'

/** The words of a lane that only repeats what stands on the placements of a step: owners, tools, channels, metrics. */
export function useTagsOf(): (type: LaneType, step: Step) => readonly string[] {
  const { say } = useLabels()
  const { language } = useFigures()
  const { departments, assets, metrics, touchpoints, whole } = useMapPlace()
  return useMemo(
    () => (type: LaneType, step: Step) => {
      const found = step.placements.flatMap(placement => {
        switch (type) {
          case 'people':
            return placement.raci
              .filter(one => one.role === 'accountable' || one.role === 'responsible')
              .map(one => say(departments.get(one.department)?.name))
          case 'metric':
            return placement.metrics.map(one => say(metrics.get(one.metric)?.name))
          case 'channel': {
            const codes =
              placement.channels.length > 0
                ? placement.channels
                : (touchpoints.get(placement.touchpoint)?.channels ?? [])
            return codes.map(code => channelName(code, whole.library.channels, language))
          }
          default:
            return placement.assets.flatMap(id => {
              const asset = assets.get(id)
              return asset?.type === type ? [say(asset.name)] : []
            })
        }
      })
      return [...new Set(found)].filter(Boolean)
    },
    [say, language, departments, assets, metrics, touchpoints, whole.library.channels],
  )
}
