import { Tooltip } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { ToldRate } from '../../../contract/measuring-contacts.ts'
import { useFigures } from '../../kit/figures.ts'
import styles from './contacts.module.css'

/** A share in a table, with its interval drawn under it and told on hover; its list on a click. */
export function RateCell(props: { rate: ToldRate; name: string; open?: (() => void) | undefined; bar?: boolean }) {
  const { t } = useTranslation('contacts')
  const figures = useFigures()
  const { rate, name, open, bar } = props
  if (rate === null)
    return (
      <td data-number className={styles.nothing}>
        –
      </td>
    )
  const told = t('rateSaid', {
    hits: figures.whole(rate.hits),
    n: figures.whole(rate.n),
    low: figures.share(rate.low),
    high: figures.share(rate.high),
  })
  const value = figures.share(rate.value)
  return (
    <td data-number>
      <Tooltip label={told}>
        {open ? (
          <button
            type="button"
            className={styles.cell}
            aria-label={`${t('openList', { name })} (${value})`}
            onClick={open}
          >
            {value}
          </button>
        ) : (
          <span className={styles.cell}>{value}</span>
        )}
      </Tooltip>
      {bar && (
        <span className={styles.track} aria-hidden>
          <i style={{ width: `${rate.value * 100}%` }} />
          <s style={{ left: `${rate.low * 100}%`, width: `${(rate.high - rate.low) * 100}%` }} />
        </span>
      )}
    </td>
  )
}
