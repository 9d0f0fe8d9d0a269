import { Skeleton } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import styles from './states.module.css'
import { useLate } from './use-late.ts'

/** A skeleton of lines, drawn only after 100 ms so that quick answers do not blink. */
export function Waiting({ lines = 6 }: { lines?: number }) {
  const { t } = useTranslation('kit')
  const late = useLate(100)
  return (
    <div className={styles.waiting} role="status" aria-busy="true">
      <span className="unseen">{t('loading')}</span>
      {late &&
        Array.from({ length: lines }, (_, line) => (
          // The lines are all alike and never move.
          // biome-ignore lint/suspicious/noArrayIndexKey: see above.
          <Skeleton key={line} height={line === 0 ? 26 : 16} width={`${[38, 92, 84, 95, 70, 88][line % 6]}%`} />
        ))}
    </div>
  )
}
