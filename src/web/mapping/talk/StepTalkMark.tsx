import { IconMessage } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useMapView } from '../../measuring/data.ts'
import styles from './talk.module.css'
import { useTalkAt } from './talk-store.ts'

/** On a phone: what is said about a step, and the way to say something; it is there before anybody has. */
export function StepTalkMark({ step }: { step: string }) {
  const { t } = useTranslation('talk')
  const { show } = useMapView()
  const { threads, proposals } = useTalkAt({ kind: 'step', id: step })
  const count = threads + proposals
  return (
    <button
      type="button"
      className={styles.stepTalk}
      data-said={count > 0 || undefined}
      aria-label={count > 0 ? t('openCount', { count }) : t('discussion')}
      onClick={() => show({ step, touchpoint: undefined, lane: undefined, tab: 'discussion' })}
    >
      <IconMessage size={17} aria-hidden />
      {count > 0 && count}
    </button>
  )
}
