import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useMay } from '../../admitting/data.ts'
import { useFigures } from '../../kit/figures.ts'
import { useLabels } from '../../kit/label.ts'
import { Refused } from '../../kit/Refused.tsx'
import { useCloseWave, useWaves } from './data.ts'
import styles from './results.module.css'

/** The waves of a barometer beside each other; the figures of a closed one do not move. */
export function Waves({
  survey,
  question,
  tell,
}: {
  survey: string
  question: string
  tell: (value: number) => string
}) {
  const { t } = useTranslation('surveyResults')
  const figures = useFigures()
  const { say } = useLabels()
  const may = useMay()('survey.edit')
  const { data } = useWaves(survey)
  const close = useCloseWave(survey)
  if (!data || data.waves.length === 0) return null
  return (
    <section aria-label={t('waves')}>
      <h2>{t('waves')}</h2>
      <Refused error={close.error} />
      <table className={styles.table}>
        <thead>
          <tr>
            <th>{t('wave')}</th>
            <th className={styles.figure}>{t('score')}</th>
            <th className={styles.figure}>{t('completedIn')}</th>
            <th className={styles.figure}>{t('late')}</th>
          </tr>
        </thead>
        <tbody>
          {data.waves.map(({ id, startedAt, closedAt, completed, late, scores }) => {
            const told = scores.find(one => one.question === question)
            return (
              <tr key={id}>
                <td>
                  {figures.day(startedAt)}{' '}
                  {closedAt ? (
                    <span className={styles.note}>{t('closedOn', { day: figures.day(closedAt) })}</span>
                  ) : (
                    may && (
                      <Button
                        size="compact-xs"
                        variant="subtle"
                        loading={close.isPending}
                        onClick={() => close.mutate(id)}
                      >
                        {t('closeWave')}
                      </Button>
                    )
                  )}
                </td>
                <td className={styles.figure}>
                  {told?.score ? (
                    <b
                      title={say(told.text)}
                    >{`${tell(told.score.value)} (${tell(told.score.low)} – ${tell(told.score.high)})`}</b>
                  ) : (
                    '–'
                  )}
                </td>
                <td className={styles.figure}>{figures.whole(completed)}</td>
                <td className={styles.figure}>{figures.whole(late)}</td>
              </tr>
            )
          })}
        </tbody>
      </table>
      <p className={styles.note}>{t('wavesText')}</p>
    </section>
  )
}
