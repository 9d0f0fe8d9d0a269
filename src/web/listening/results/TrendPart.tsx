import { SegmentedControl } from '@mantine/core'
import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { SurveyTrend } from '../../../contract/survey-figures.ts'
import { type TrendUnit, trendUnits } from '../../../vocabulary/survey/survey-trend.ts'
import { LineChart } from '../../charts/LineChart.tsx'
import { EmptyState } from '../../kit/EmptyState.tsx'
import { useFigures } from '../../kit/figures.ts'
import { Trouble } from '../../kit/Trouble.tsx'
import { Waiting } from '../../kit/Waiting.tsx'
import { useTrend } from './data.ts'
import { QuestionChoice } from './QuestionChoice.tsx'
import styles from './results.module.css'
import { useResultsView } from './results-view.ts'
import { TakeFigure } from './TakeFigure.tsx'
import { useScoreWords } from './use-score-words.ts'
import { Waves } from './Waves.tsx'

const at = (day: string) => Date.parse(`${day}T12:00:00Z`)

/** How a score moved, with its interval, and where another version began. */
export function TrendPart({ survey }: { survey: string }) {
  const { t } = useTranslation('surveyResults')
  const { view, show } = useResultsView()
  const { question, every, place } = view
  const { data, error, refetch } = useTrend(survey, {
    every,
    ...(question ? { question } : {}),
    ...(place ? { place } : {}),
  })
  if (error && !data) return <Trouble error={error} retry={() => void refetch()} />
  if (!data) return <Waiting />
  if (data.question === null) return <EmptyState title={t('noScore')}>{t('noScoreText')}</EmptyState>
  return (
    <div className={styles.part}>
      <div className={styles.controls}>
        <QuestionChoice of={data} />
        <SegmentedControl
          size="xs"
          aria-label={t('every')}
          value={data.every}
          data={trendUnits.map(value => ({ value, label: t(`units.${value}`) }))}
          onChange={value => show({ every: value as TrendUnit })}
        />
      </div>
      {data.series.length === 0 ? (
        <p className={styles.note}>{t('noAnswersHere')}</p>
      ) : (
        <Drawn survey={survey} trend={data} />
      )}
    </div>
  )
}

function Drawn({ survey, trend }: { survey: string; trend: SurveyTrend }) {
  const { t } = useTranslation('surveyResults')
  const figures = useFigures()
  const words = useScoreWords()
  const drawing = useRef<HTMLDivElement>(null)
  const { series, marks, every } = trend
  const latest = series.at(-1)!.scale
  const shown = every === 'month' ? figures.day : figures.shortDay
  const days = [...new Set(series.flatMap(one => one.points.map(({ day }) => day)))].sort()
  const nameOf = (one: SurveyTrend['series'][number]) =>
    t(one.versions.length > 1 ? 'versions' : 'version', {
      name: words.named(one.scale),
      first: one.versions[0] ?? 1,
      last: one.versions.at(-1) ?? 1,
    })
  return (
    <>
      <p className={styles.note}>{words.definition(latest)}</p>
      <div ref={drawing}>
        <LineChart
          label={t('trendOf', { name: words.named(latest) })}
          from={series.some(({ scale }) => scale.kind === 'nps') ? -100 : 0}
          to={100}
          height={300}
          xWords={x => shown(new Date(x))}
          yWords={y => words.told(latest, y)}
          series={series.map(one => ({
            name: nameOf(one),
            points: one.points.map(({ day, score, n }) =>
              score
                ? {
                    x: at(day),
                    y: score.value,
                    low: score.low,
                    high: score.high,
                    note: t('n', { n: figures.whole(n) }),
                  }
                : { x: at(day), y: null },
            ),
          }))}
          marks={marks.flatMap(({ day, version, break: isBreak }) => {
            const bucket = days.findLast(one => one <= day) ?? days[0]
            if (version === 1 || bucket === undefined || day > days.at(-1)!) return []
            return [
              {
                x: at(bucket),
                kind: isBreak ? ('shift' as const) : ('now' as const),
                words: t(isBreak ? 'breaks' : 'begins', { version, day: figures.day(day) }),
              },
            ]
          })}
        />
      </div>
      {series.length > 1 && <p className={styles.note}>{t('broken')}</p>}
      <table className={styles.table}>
        <caption className="unseen">{t('trendOf', { name: words.named(latest) })}</caption>
        <thead>
          <tr>
            <th>{t('from')}</th>
            <th className={styles.figure}>{t('score')}</th>
            <th className={styles.figure}>{t('interval')}</th>
            <th className={styles.figure}>n</th>
          </tr>
        </thead>
        <tbody>
          {series.flatMap(one =>
            one.points
              .filter(({ n }) => n > 0)
              .map(({ day, n, score }) => (
                <tr key={`${one.versions[0]} ${day}`}>
                  <td>{figures.day(`${day}T12:00:00Z`)}</td>
                  <td className={styles.figure}>{score ? words.told(one.scale, score.value) : '–'}</td>
                  <td className={styles.figure}>
                    {score ? `${words.told(one.scale, score.low)} – ${words.told(one.scale, score.high)}` : '–'}
                  </td>
                  <td className={styles.figure}>{figures.whole(n)}</td>
                </tr>
              )),
          )}
        </tbody>
      </table>
      {trend.question !== null && (
        <Waves survey={survey} question={trend.question} tell={value => words.told(latest, value)} />
      )}
      <TakeFigure
        name="trend"
        drawing={drawing}
        rows={() => [
          ['from', 'versions', 'score', 'low', 'high', 'mean', 'n'],
          ...series.flatMap(one =>
            one.points.map(({ day, n, score }) => [
              day,
              one.versions.join(' '),
              score?.value,
              score?.low,
              score?.high,
              score?.mean,
              n,
            ]),
          ),
        ]}
      />
    </>
  )
}
