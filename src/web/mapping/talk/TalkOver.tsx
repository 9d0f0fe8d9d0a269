import { lazy, Suspense } from 'react'
import { useTalkView } from './talk-view.ts'

// None of these is needed to draw the map.
const panels = {
  discussion: lazy(() => import('./DiscussionDrawer.tsx').then(module => ({ default: module.DiscussionDrawer }))),
  workshop: lazy(() => import('./WorkshopDrawer.tsx').then(module => ({ default: module.WorkshopDrawer }))),
  handoffs: lazy(() => import('./HandoffMatrix.tsx').then(module => ({ default: module.HandoffMatrix }))),
  impact: lazy(() => import('./ImpactDrawer.tsx').then(module => ({ default: module.ImpactDrawer }))),
  lanes: lazy(() => import('./LaneVisibility.tsx').then(module => ({ default: module.LaneVisibility }))),
} as const

/** What of the talk around a map is open over it. */
export function TalkOver() {
  const { panel, close } = useTalkView()
  if (!panel) return null
  const Panel = panels[panel]
  return (
    <Suspense fallback={null}>
      <Panel close={close} />
    </Suspense>
  )
}
