import { useTranslation } from 'react-i18next'
import { useMapView } from '../data.ts'
import { CasesFrame } from './CasesDrawer.tsx'
import { useDeviating } from './data.ts'
import { readDeviation } from './deviation.ts'

/** The journeys behind one deviation, by the alignment that counted it. Which one is open stands in the address. */
export function DeviatingDrawer({ map, name }: { map: string; name: (id: string) => string }) {
  const { t } = useTranslation('explore')
  const { view, show } = useMapView()
  const deviation = readDeviation(view.deviation)
  const title = deviation
    ? t('conformance.list', { kind: t(`conformance.kinds.${deviation.kind}`), name: name(deviation.touchpoint) })
    : ''
  return (
    <CasesFrame
      opened={deviation !== undefined}
      title={title}
      close={() => show({ deviation: undefined })}
      list={useDeviating(map, deviation)}
      name={name}
    />
  )
}
