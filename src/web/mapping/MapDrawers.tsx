import { lazy, Suspense } from 'react'

export type OpenDrawer = 'tray' | 'journey' | 'versions' | 'publish' | 'export' | 'share' | 'review' | 'remove'

// None of these is needed to draw the map.
const Tray = lazy(() => import('./Tray.tsx').then(module => ({ default: module.Tray })))
const JourneyDrawer = lazy(() => import('./JourneyDrawer.tsx').then(module => ({ default: module.JourneyDrawer })))
const VersionsDrawer = lazy(() =>
  import('./atlas/VersionsDrawer.tsx').then(module => ({ default: module.VersionsDrawer })),
)
const PublishDialog = lazy(() =>
  import('./atlas/PublishDialog.tsx').then(module => ({ default: module.PublishDialog })),
)
const ExportDialog = lazy(() => import('./exports/ExportDialog.tsx').then(module => ({ default: module.ExportDialog })))
const ShareDrawer = lazy(() => import('./atlas/ShareDrawer.tsx').then(module => ({ default: module.ShareDrawer })))
const ReviewOfMap = lazy(() => import('./review/ReviewOfMap.tsx').then(module => ({ default: module.ReviewOfMap })))
const RemoveDialog = lazy(() => import('./atlas/RemoveDialog.tsx').then(module => ({ default: module.RemoveDialog })))

const drawers = {
  tray: Tray,
  journey: JourneyDrawer,
  versions: VersionsDrawer,
  publish: PublishDialog,
  export: ExportDialog,
  share: ShareDrawer,
  review: ReviewOfMap,
  remove: RemoveDialog,
} as const

/** What opens over the map, one at a time. */
export function MapDrawers(props: { opened: OpenDrawer | undefined; open: (drawer: OpenDrawer | undefined) => void }) {
  if (!props.opened) return null
  const Opened = drawers[props.opened]
  return (
    <Suspense fallback={null}>
      <Opened close={() => props.open(undefined)} />
    </Suspense>
  )
}
