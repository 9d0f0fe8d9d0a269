import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { HistoryTab } from './HistoryTab.tsx'
import styles from './live.module.css'

/** The history of a step, read only once it is asked for. */
export function StepHistory({ step }: { step: string }) {
  const { t } = useTranslation('live')
  const [isOpen, open] = useState(false)
  return (
    <details className={styles.fold} onToggle={event => open(event.currentTarget.open)}>
      <summary>{t('history.title')}</summary>
      {isOpen && <HistoryTab element={`step:${step}`} />}
    </details>
  )
}
