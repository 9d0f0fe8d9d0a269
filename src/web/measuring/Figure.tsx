import { Tooltip } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { MapMeasures } from '../../contract/measuring.ts'
import { useFigures } from '../kit/figures.ts'
import styles from './figures.module.css'

/** A number with what it means: its definition, n, period and interval on hover or focus, its list on a click. */
export function Figure(props: {
  name: string
  definition: string
  /** Undefined: there is nothing. Null: fewer customers than may be shown. */
  value: string | null | undefined
  detail?: ReactNode
  n?: number | undefined
  interval?: readonly [number, number] | undefined
  feeling?: 'good' | 'even' | 'bad' | undefined
  measures: Pick<MapMeasures, 'period' | 'minimumGroup'>
  onOpen?: (() => void) | undefined
}) {
  const { t } = useTranslation('measuring')
  const figures = useFigures()
  const { period, minimumGroup } = props.measures
  const told = [
    props.definition,
    props.value === null ? t('figures.hiddenWhy', { minimum: minimumGroup }) : '',
    props.n === undefined ? '' : t('figures.count', { n: figures.whole(props.n) }),
    props.interval
      ? t('figures.interval', { low: figures.feeling(props.interval[0]), high: figures.feeling(props.interval[1]) })
      : '',
    t('figures.period', { from: figures.day(period.from), to: figures.day(new Date(Date.parse(period.to) - 1)) }),
  ]
    .filter(Boolean)
    .join(' ')
  const face = (
    <>
      <span className={styles.name}>{props.name}</span>
      <span className={styles.line}>
        <b data-feeling={props.feeling} data-hidden={props.value === null || undefined}>
          {props.value === null ? t('figures.hidden') : (props.value ?? '–')}
        </b>{' '}
        {props.detail && <small>{props.detail}</small>}
      </span>
    </>
  )
  return (
    <Tooltip label={told}>
      {props.onOpen && props.value != null ? (
        <button
          type="button"
          className={styles.figure}
          aria-label={`${t('figures.open', { name: props.name })} (${props.value})`}
          onClick={props.onOpen}
        >
          {face}
        </button>
      ) : (
        // A figure without a list still says what it is to the keyboard.
        // biome-ignore lint/a11y/noNoninteractiveTabindex: see above.
        <div className={styles.figure} tabIndex={0} role="note">
          {face}
        </div>
      )}
    </Tooltip>
  )
}
