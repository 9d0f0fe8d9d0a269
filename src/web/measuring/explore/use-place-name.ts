import { useTranslation } from 'react-i18next'
import { useMapView } from '../data.ts'
import type { Place } from './path-flow.ts'

/** What a place of a path is called. */
export function usePlaceName(name: (id: string) => string): (place: Place) => string {
  const { t } = useTranslation('explore')
  const { view } = useMapView()
  return place => {
    switch (place.kind) {
      case 'activity':
        return name(place.activity!)
      case 'other':
        return t('paths.other', { count: place.activities })
      case 'stop':
        return t(view.direction === 'before' ? 'paths.stoppedBefore' : 'paths.stopped')
    }
  }
}
