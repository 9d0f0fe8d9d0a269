import { lazy, Suspense } from 'react'
import { useLabels } from '../../kit/label.ts'
import { useMapView } from '../../measuring/data.ts'
import { useMapPlace } from '../map-place.ts'
import { useLivedLayer } from './lived-layer.ts'

const DeviatingDrawer = lazy(() =>
  import('../../measuring/explore/DeviatingDrawer.tsx').then(module => ({ default: module.DeviatingDrawer })),
)

/** The journeys behind a mark of the map, when the address says that one is open. */
export function DeviatingOnMap({ map }: { map: string }) {
  const { view } = useMapView()
  if (view.deviation === undefined) return null
  return <Opened map={map} />
}

function Opened({ map }: { map: string }) {
  const { say } = useLabels()
  const { touchpoints } = useMapPlace()
  const { strays } = useLivedLayer()
  const off = new Map([...strays.values()].flat().map(one => [one.touchpoint, one.name]))
  return (
    <Suspense fallback={null}>
      <DeviatingDrawer map={map} name={id => say(touchpoints.get(id)?.name ?? off.get(id)) || id} />
    </Suspense>
  )
}
