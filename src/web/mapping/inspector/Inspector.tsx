import { CloseButton } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { placementsOf } from '../../../vocabulary/journey-map.ts'
import { SideDrawer } from '../../kit/SideDrawer.tsx'
import { useMapView } from '../../measuring/data.ts'
import styles from '../inspector.module.css'
import { useMapPlace } from '../map-place.ts'
import { PlacementInspector } from './PlacementInspector.tsx'
import { StepInspector } from './StepInspector.tsx'

/** What is known of the selected touchpoint or step: beside the map, or over it on a phone. */
export function Inspector({ narrow }: { narrow: boolean }) {
  const { t } = useTranslation('mapping')
  const { view, show } = useMapView()
  const { map, steps } = useMapPlace()
  const placement = view.touchpoint ? placementsOf(map).find(one => one.id === view.touchpoint) : undefined
  const step = placement ? undefined : steps.find(one => one.id === view.step)
  if (!placement && !step) return null
  const close = () => show({ touchpoint: undefined, step: undefined, tab: undefined })
  const content = placement ? (
    <PlacementInspector key={placement.id} placement={placement} />
  ) : (
    step && <StepInspector key={step.id} step={step} />
  )
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
