import { Popover } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Freshness } from '../../../vocabulary/map/freshness.ts'
import { useFigures } from '../../kit/figures.ts'
import styles from './freshness.module.css'

/** How fresh a map is: a shape, a word, and the reasons behind it when it is opened. */
export function FreshnessBadge({ freshness }: { freshness: Freshness }) {
  const { t } = useTranslation('atlas')
  return (
    <Popover position="bottom-start" width={320} withArrow shadow="sm">
      <Popover.Target>
        <button type="button" className={styles.badge} data-state={freshness.state}>
          <i aria-hidden />
          {t(`freshness.${freshness.state}`)}
        </button>
      </Popover.Target>
      <Popover.Dropdown>
        <Reasons freshness={freshness} />
      </Popover.Dropdown>
    </Popover>
  )
}

/** Why it is so, sentence by sentence. */
export function Reasons({ freshness }: { freshness: Freshness }) {
  const { t } = useTranslation('atlas')
  const figures = useFigures()
  return (
    <div className={styles.reasons}>
      {freshness.reasons.length === 0 && <p>{t('nothingToSay')}</p>}
      <ul>
        {freshness.reasons.map(one => (
          <li key={one.code} data-state={one.state}>
            {one[figures.language]}
          </li>
        ))}
      </ul>
      <p>{t('nextReview', { day: figures.day(freshness.nextReviewOn) })}</p>
    </div>
  )
}
