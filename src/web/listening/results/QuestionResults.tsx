import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { QuestionResult } from '../../../contract/survey-results.ts'
import { useFigures } from '../../kit/figures.ts'
import { useLabels } from '../../kit/label.ts'
import styles from '../listening.module.css'

const definitionOf = { nps: 'nps', csat: 'csat', stars: 'csat', smileys: 'csat', ces: 'ces' } as const

/** One question: its score with its doubt, and how many gave each answer; of words, the way to where they are read. */
export function QuestionResults({
  result,
  readWords,
}: {
  result: QuestionResult
  readWords?: (() => void) | undefined
}) {
  const { t } = useTranslation('listening')
  const figures = useFigures()
  const { say } = useLabels()
  const { score, n, kind, doubt, answers } = result
  // A net promoter score is a difference of shares, in points; the others are a share.
  const told = (value: number) => (kind === 'nps' ? figures.fine(value) : figures.share(value / 100))
  const name = say(result.text)
  const most = Math.max(1, ...answers.map(one => one.n))
  const measure = kind in definitionOf ? definitionOf[kind as keyof typeof definitionOf] : undefined
  const definition = measure && t(`scores.${measure}`)
  return (
    <section aria-label={name}>
      <h2>{name}</h2>
      <div className={styles.score}>
        {score && doubt !== 'tooFew' && (
          <>
            <b title={definition}>{told(score.value)}</b>
            {measure && <span title={definition}>{t(`measures.${measure}`)}</span>}
            <span className={styles.small}>{t('interval', { low: told(score.low), high: told(score.high) })}</span>
            <span className={styles.small}>{t('mean', { mean: figures.fine(score.mean) })}</span>
          </>
        )}
        {score && doubt === 'tooFew' && <span className={styles.small}>{t('tooFew', { n: figures.whole(n) })}</span>}
        {score && doubt === 'few' && <span className={styles.small}>{t('few')}</span>}
        <span className={styles.small} title={definition}>
          {t('n', { n: figures.whole(n) })}
          {result.asked !== null && ` · ${t('askedOf', { asked: figures.whole(result.asked) })}`}
        </span>
        {kind === 'text' && n > 0 && readWords && (
          <Button size="compact-sm" variant="default" onClick={readWords}>
            {t('readWords')}
          </Button>
        )}
      </div>
      {answers.length > 0 && n > 0 && (
        <table className={styles.bars} data-points={answers.every(({ label }) => label === null) || undefined}>
          <caption className="unseen">{name}</caption>
          <thead className="unseen">
            <tr>
              <th>{t('answer')}</th>
              <th>{t('share')}</th>
              <th>n</th>
            </tr>
          </thead>
          <tbody>
            {answers.map(({ answer, label, n: many }) => (
              <tr key={answer}>
                <td>{label ? say(label) : answer}</td>
                <td aria-hidden="true">
                  {many > 0 && <span className={styles.bar} style={{ width: `${(100 * many) / most}%` }} />}
                </td>
                <td>
                  {figures.whole(many)} · {figures.share(many / n)}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  )
}
