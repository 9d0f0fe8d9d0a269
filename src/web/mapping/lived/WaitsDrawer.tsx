import { useTranslation } from 'react-i18next'
import { useLabels } from '../../kit/label.ts'
import { useMapView } from '../../measuring/data.ts'
import { VisitsDrawer } from '../../measuring/VisitsDrawer.tsx'
import { useMapPlace } from '../map-place.ts'
import { useWaitsInto } from './data.ts'

/** The visits behind the wait before a step, by the condition that measured it. The address says that it is open. */
export function WaitsDrawer({ map }: { map: string }) {
  const { t } = useTranslation('lived')
  const { say } = useLabels()
  const { view, show } = useMapView()
  const { steps, touchpoints, whole } = useMapPlace()
  const step = view.list === 'into' ? steps.find(one => one.id === view.step) : undefined
  const list = useWaitsInto(map, step?.id)
  return (
    <VisitsDrawer
      opened={step !== undefined}
      title={step ? t('waitsTitle', { step: say(step.title) }) : ''}
      close={() => show({ list: undefined })}
      list={list}
      name={id => say(touchpoints.get(id)?.name) || id}
      own={whole.library.channels}
    />
  )
}
