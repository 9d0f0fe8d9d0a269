import { useTranslation } from 'react-i18next'
import type { SurveyState as State } from '../../contract/listening.ts'
import styles from './listening.module.css'

/** Whether a survey takes answers now. */
export function SurveyState({ state }: { state: State }) {
  const { t } = useTranslation('listening')
  return (
    <span className={styles.state} data-state={state}>
      {t(`states.${state}`)}
    </span>
  )
}
