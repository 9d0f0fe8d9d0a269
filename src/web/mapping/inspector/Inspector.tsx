import { CloseButton } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { placementsOf } from '../../../vocabulary/map/journey-map.ts'
import { SideDrawer } from '../../kit/SideDrawer.tsx'
import { useMapView } from '../../measuring/data.ts'
import styles from '../inspector.module.css'
import { useMapPlace } from '../map-place.ts'
import { CellInspector } from './CellInspector.tsx'
import { PhaseInspector } from './PhaseInspector.tsx'
import { PlacementInspector } from './PlacementInspector.tsx'
import { StepInspector } from './StepInspector.tsx'

/** What is known of the selected touchpoint, cell, step or phase: beside the map, or over it on a phone. */
export function Inspector({ narrow }: { narrow: boolean }) {
  const { t } = useTranslation('mapping')
  const { view, show } = useMapView()
  const content = useSelected()
  const isListed = view.list !== undefined || view.deviation !== undefined
  // On a phone the list behind a number has the screen; what the number is of comes back when it is closed.
  if (!content || (narrow && isListed)) return null
  const close = () =>
    show({ touchpoint: undefined, step: undefined, lane: undefined, phase: undefined, tab: undefined })
  if (narrow) {
    return (
      <SideDrawer title={t('inspector.label')} close={close} fromBelow>
        {content}
      </SideDrawer>
    )
  }
  return (
    <aside className={styles.inspector} aria-label={t('inspector.label')}>
      <CloseButton className={styles.close ?? ''} aria-label={t('inspector.close')} onClick={close} />
      {content}
    </aside>
  )
}

/** The most particular thing that the address names. */
function useSelected(): ReactNode {
  const { view } = useMapView()
  const { map, steps, lanes } = useMapPlace()
  const placement = view.touchpoint ? placementsOf(map).find(one => one.id === view.touchpoint) : undefined
  if (placement) return <PlacementInspector key={placement.id} placement={placement} />
  const step = steps.find(one => one.id === view.step)
  const lane = step && lanes.find(one => one.id === view.lane)
  if (step && lane) return <CellInspector key={`${step.id} ${lane.id}`} step={step} lane={lane} />
  if (step) return <StepInspector key={step.id} step={step} />
  const phase = map.phases.find(one => one.id === view.phase)
  return phase && <PhaseInspector key={phase.id} phase={phase} />
}
