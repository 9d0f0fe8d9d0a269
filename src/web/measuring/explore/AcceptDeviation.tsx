import { Checkbox } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { ConformanceAnswer } from '../../../contract/exploring.ts'
import { useMay } from '../../admitting/data.ts'
import { useAcceptDeviation } from './data.ts'

/** Whether the map lets a deviation pass; who may change the map may change that, and change it back. */
export function AcceptDeviation(props: {
  map: string
  deviation: ConformanceAnswer['deviations'][number]
  name: string
}) {
  const { t } = useTranslation('explore')
  const may = useMay()('map.edit')
  const { kind, touchpoint, placement, accepted } = props.deviation
  const accept = useAcceptDeviation(props.map)
  return (
    <Checkbox
      size="xs"
      aria-label={t('conformance.accept', { kind: t(`conformance.kinds.${kind}`), name: props.name })}
      checked={accepted}
      disabled={!may || accept.isPending}
      onChange={event => accept.mutate({ kind, touchpoint, placement, accepted: event.currentTarget.checked })}
    />
  )
}
