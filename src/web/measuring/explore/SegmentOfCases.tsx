import { useTranslation } from 'react-i18next'
import { useMapView, useMeasureFilter } from '../data.ts'
import { MakeSegment } from '../lists/MakeSegment.tsx'

/** Makes a segment of the customers whose journeys the filters keep; of those of one variant, when it is said. */
export function SegmentOfCases({ variant }: { variant?: string }) {
  const { t } = useTranslation('measuring')
  const { view } = useMapView()
  const filter = useMeasureFilter()
  if (!filter) return null
  const query = { ...filter, ...(view.map ? { map: view.map } : {}), ...(variant ? { variant } : {}) }
  const told = Object.fromEntries(
    Object.entries(query).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]])),
  )
  return (
    <MakeSegment
      asked={{ list: 'measuring.listCases', params: {}, query: told }}
      name={t('explore.title')}
      short={variant !== undefined}
    />
  )
}
