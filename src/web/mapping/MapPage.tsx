import { useMediaQuery } from '@mantine/hooks'
import { lazy, Suspense, useMemo, useState } from 'react'
import { Trouble } from '../kit/Trouble.tsx'
import { Waiting } from '../kit/Waiting.tsx'
import { useMapView, useMeasures } from '../measuring/data.ts'
import { ListDrawer } from '../measuring/ListDrawer.tsx'
import { useMapId, useWholeMap } from './data.ts'
import { EditingProvider, useMapEditing } from './editing.ts'
import { MapViews } from './grid/MapViews.tsx'
import { Inspector } from './inspector/Inspector.tsx'
import { ConflictDialog } from './live/ConflictDialog.tsx'
import { LiveNotes } from './live/LiveNotes.tsx'
import { useJoin } from './live/use-live-map.ts'
import { ContactsAtDrawer } from './lived/ContactsAtDrawer.tsx'
import { DeviatingOnMap } from './lived/DeviatingOnMap.tsx'
import { LivedOver } from './lived/LivedOver.tsx'
import { WaitsDrawer } from './lived/WaitsDrawer.tsx'
import { MapBar } from './MapBar.tsx'
import { MapDrawers, type OpenDrawer } from './MapDrawers.tsx'
import { MapHead } from './MapHead.tsx'
import styles from './map-page.module.css'
import { MapPlaceProvider, placeOf } from './map-place.ts'
import { TalkOver } from './talk/TalkOver.tsx'
import { TalkStoreProvider, useOpenTalk } from './talk/talk-store.ts'
import { WorkshopBar } from './talk/WorkshopBar.tsx'
import { useUndoKeys } from './use-undo-keys.ts'

const VersionPage = lazy(() => import('./atlas/VersionPage.tsx').then(module => ({ default: module.VersionPage })))

/** The map at the address: its draft, or the version that the address names. */
export function MapPage() {
  const { view } = useMapView()
  if (view.version === undefined) return <DraftPage />
  return (
    <Suspense fallback={<Waiting lines={9} />}>
      <VersionPage number={view.version} />
    </Suspense>
  )
}

/** The living map: as it was designed, and as it is lived. */
function DraftPage() {
  const id = useMapId()
  const whole = useWholeMap()
  const { view } = useMapView()
  const measures = useMeasures(id)
  const editing = useMapEditing()
  useUndoKeys(editing)
  useJoin()
  const talk = useOpenTalk()
  const narrow = useMediaQuery('(max-width: 767px)', undefined, { getInitialValueInEffect: false })
  const [drawer, setDrawer] = useState<OpenDrawer>()
  const lived = view.view !== 'designed'
  const known = whole.data
  const figures = lived ? measures.data : undefined
  const place = useMemo(() => (known ? placeOf(known, figures) : undefined), [known, figures])
  if (whole.error && !known) return <Trouble error={whole.error} retry={() => void whole.refetch()} />
  if (!place) return <Waiting lines={9} />
  return (
    <MapPlaceProvider value={place}>
      <EditingProvider value={editing}>
        <LivedOver>
          <MapHead open={setDrawer} />
          <div className={styles.page} aria-busy={measures.isPlaceholderData}>
            <div className={styles.bars}>
              <MapBar open={setDrawer} trouble={measures.error} />
              <WorkshopBar />
            </div>
            <TalkStoreProvider value={talk}>
              <div className={styles.body}>
                <MapViews narrow={narrow ?? false} />
                <Inspector narrow={narrow ?? false} />
              </div>
              <TalkOver />
            </TalkStoreProvider>
          </div>
          <MapDrawers opened={drawer} open={setDrawer} />
          <ConflictDialog />
          <LiveNotes />
          <WaitsDrawer map={id} />
          <ContactsAtDrawer map={id} />
          <DeviatingOnMap map={id} />
          <ListDrawer map={id} touchpoints={place.touchpoints} own={place.whole.library.channels} />
        </LivedOver>
      </EditingProvider>
    </MapPlaceProvider>
  )
}
