import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { Refusal } from '../client.ts'
import { useFigures } from './figures.ts'
import styles from './states.module.css'

/** What went wrong, in the reader's language, and a way on. */
export function Trouble({
  error,
  retry,
  compact,
}: {
  error: Error
  retry?: (() => void) | undefined
  compact?: boolean
}) {
  const { t } = useTranslation('kit')
  const sentence = useSentence()
  return (
    <div className={compact ? `${styles.state} ${styles.compact}` : styles.state} role="alert">
      <h2>{t('problem.title')}</h2>
      <p>{sentence(error)}</p>
      {retry && (
        <div className={styles.actions}>
          <Button size="sm" onClick={retry}>
            {t('retry')}
          </Button>
        </div>
      )}
    </div>
  )
}

/** Turns any failure into the sentence a person reads. */
export function useSentence(): (error: unknown) => string {
  const { t } = useTranslation('kit')
  const { language } = useFigures()
  return error => {
    if (!(error instanceof Refusal)) return t('problem.page')
    return error.code === 'unreachable' ? t('problem.unreachable') : error.sentence(language)
  }
}
