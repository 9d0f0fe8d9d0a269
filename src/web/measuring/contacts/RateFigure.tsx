import { Tooltip } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { ToldRate } from '../../../contract/measuring-contacts.ts'
import { useFigures } from '../../kit/figures.ts'
import { useExplain } from '../explore/use-explain.ts'
import styles from './contacts.module.css'

/** A share as people ask for it: large, with what it means, of how many, how sure; its list on a click. */
export function RateFigure(props: {
  name: string
  definition: string
  rate: ToldRate
  said: string
  open?: (() => void) | undefined
}) {
  const { t } = useTranslation('contacts')
  const figures = useFigures()
  const explain = useExplain()
  const { name, rate, said, open } = props
  const told = [
    explain(props.definition, rate?.n),
    rate === null ? t('noRate') : t('interval', { low: figures.share(rate.low), high: figures.share(rate.high) }),
  ].join(' ')
  const face = (
    <>
      <span className={styles.name}>{name}</span>
      <b>{rate === null ? '–' : figures.share(rate.value)}</b>
    </>
  )
  return (
    <div className={styles.figure}>
      <Tooltip label={told}>
        {open && rate !== null ? (
          <button type="button" aria-label={t('openList', { name })} onClick={open}>
            {face}
          </button>
        ) : (
          // What a figure means is said to the keyboard too.
          // biome-ignore lint/a11y/noNoninteractiveTabindex: see above.
          <div tabIndex={0} role="note">
            {face}
          </div>
        )}
      </Tooltip>
      <p>{said}</p>
    </div>
  )
}
