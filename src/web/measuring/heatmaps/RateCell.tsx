import { Tooltip } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { ToldRate } from '../../../contract/measuring-contacts.ts'
import { useFigures } from '../../kit/figures.ts'

/** A share in a table, with its interval on hover. */
export function RateCell({ rate }: { rate: ToldRate }) {
  const { t } = useTranslation('heatmaps')
  const figures = useFigures()
  if (rate === null) return <td data-number>{t('few')}</td>
  return (
    <td data-number>
      <Tooltip label={t('interval', { low: figures.share(rate.low), high: figures.share(rate.high) })}>
        <span>{figures.share(rate.value)}</span>
      </Tooltip>
    </td>
  )
}
