import { Button, NativeSelect } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type ComparedBy, comparedBy, type SurveyRepresentation } from '../../../contract/survey-representation.ts'
import { useFigures } from '../../kit/figures.ts'
import { useRepresentation } from './data.ts'
import { PlanPart } from './PlanPart.tsx'
import styles from './results.module.css'
import { TakeFigure } from './TakeFigure.tsx'
import { channelOf } from './use-group-name.ts'
import { useScoreWords } from './use-score-words.ts'

/** Whether those who answered are like those who were asked, and how many answers the next wave takes. */
export function RepresentationPart({ survey }: { survey: string }) {
  const { t } = useTranslation('surveyResults')
  const [by, setBy] = useState<ComparedBy>('channel')
  const [segment, setSegment] = useState<string>()
  const { data } = useRepresentation(survey, by, by === 'segment' ? segment : undefined)
  if (!data || data.question === null) return null
  return (
    <>
      <section aria-label={t('alike.title')} className={styles.part}>
        <h2>{t('alike.title')}</h2>
        {data.refused ? (
          <p className={styles.note}>{t(`alike.${data.refused}`)}</p>
        ) : (
          <>
            <div className={styles.controls}>
              <NativeSelect
                size="xs"
                label={t('by')}
                value={by}
                data={comparedBy.map(value => ({ value, label: t(`groupings.${value}`) }))}
                onChange={change => setBy(change.currentTarget.value as ComparedBy)}
              />
            </div>
            <Table data={data} by={by} segment={segment} choose={setSegment} />
            <Weighted data={data} />
          </>
        )}
      </section>
      {data.plan && <PlanPart plan={data.plan} />}
    </>
  )
}

function Table(props: {
  data: SurveyRepresentation
  by: ComparedBy
  segment: string | undefined
  choose: (segment: string) => void
}) {
  const { data, by, segment, choose } = props
  const { t } = useTranslation('surveyResults')
  const figures = useFigures()
  const titleOf = ({ key, name }: { key: string; name: string | null }) =>
    by === 'channel' ? t(`channels.${channelOf(key)}`) : (name ?? key)
  if (data.groups.length === 0) return <p className={styles.note}>{t('alike.noGroups')}</p>
  return (
    <>
      <table className={styles.table} data-wide>
        <thead>
          <tr>
            <th>{t(`groupings.${by}`)}</th>
            <th className={styles.figure}>{t('alike.ofAsked')}</th>
            <th className={styles.figure}>{t('alike.ofAnswers')}</th>
            <th className={styles.figure}>{t('alike.answered')}</th>
            <th>{t('alike.difference')}</th>
            {by === 'segment' && <th />}
          </tr>
        </thead>
        <tbody>
          {data.groups.map(group => {
            const { key, asked, answered, shareOfAsked, shareOfAnswers, difference, hidden } = group
            const points = (value: number) => figures.fine(Math.round(1000 * value) / 10)
            return (
              <tr key={key}>
                <td>{titleOf(group)}</td>
                <td className={styles.figure}>{figures.share(shareOfAsked)}</td>
                <td className={styles.figure}>
                  {hidden ? <span className={styles.note}>{t('hidden')}</span> : figures.share(shareOfAnswers)}
                </td>
                <td className={styles.figure}>
                  {hidden ? '' : t('alike.of', { n: figures.whole(answered), of: figures.whole(asked) })}
                </td>
                <td>
                  {difference &&
                    t(difference.means ? (difference.value > 0 ? 'alike.more' : 'alike.less') : 'alike.same', {
                      points: points(Math.abs(difference.value)),
                      low: points(difference.low),
                      high: points(difference.high),
                    })}
                </td>
                {by === 'segment' && (
                  <td>
                    <Button
                      size="compact-sm"
                      variant={segment === key ? 'light' : 'subtle'}
                      aria-pressed={segment === key}
                      disabled={hidden}
                      onClick={() => choose(key)}
                    >
                      {t('alike.weigh')}
                    </Button>
                  </td>
                )}
              </tr>
            )
          })}
        </tbody>
      </table>
      <TakeFigure
        name={`asked-and-answered-by-${by}`}
        rows={() => [
          ['group', 'asked', 'answered'],
          ...data.groups.filter(({ hidden }) => !hidden).map(one => [titleOf(one), one.asked, one.answered]),
        ]}
      />
    </>
  )
}

/** The score as it is and as it is weighed, with what weighing costs. */
function Weighted({ data }: { data: SurveyRepresentation }) {
  const { t } = useTranslation('surveyResults')
  const figures = useFigures()
  const words = useScoreWords()
  const { plain, weighted, notWeighted } = data
  const scale = data.questions.find(({ id }) => id === data.question)?.scale
  if (!plain || !scale) return null
  if (!weighted) return notWeighted && <p className={styles.note}>{t(`alike.notWeighted.${notWeighted}`)}</p>
  const said = ({ value, low, high }: typeof plain) =>
    `${words.told(scale, value)} (${words.told(scale, low)} – ${words.told(scale, high)})`
  return (
    <p className={styles.meaning}>
      {t('alike.weighted', {
        plain: said(plain),
        weighted: said(weighted.score),
        n: figures.whole(plain.n),
        effective: figures.whole(Math.round(weighted.effective)),
        design: figures.fine(Math.round(100 * weighted.designEffect) / 100),
      })}
    </p>
  )
}
