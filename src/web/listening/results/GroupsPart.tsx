import { Checkbox, NativeSelect } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { type Grouping, groupings, type SurveyGroups } from '../../../contract/survey-figures.ts'
import { EmptyState } from '../../kit/EmptyState.tsx'
import { useFigures } from '../../kit/figures.ts'
import { Trouble } from '../../kit/Trouble.tsx'
import { Waiting } from '../../kit/Waiting.tsx'
import { useGroups } from './data.ts'
import { GroupFields } from './GroupFields.tsx'
import { QuestionChoice } from './QuestionChoice.tsx'
import styles from './results.module.css'
import { useResultsView } from './results-view.ts'
import { TakeFigure } from './TakeFigure.tsx'
import { useGroupName } from './use-group-name.ts'
import { useScoreWords } from './use-score-words.ts'

/** The start of a day of the reader, as an instant. */
const instantOf = (day: string | undefined) => {
  const at = day === undefined ? Number.NaN : Date.parse(`${day}T00:00:00`)
  return Number.isNaN(at) ? undefined : new Date(at).toISOString()
}

/** A score of one group beside another, and, of two that are chosen, whether they differ. */
export function GroupsPart({ survey }: { survey: string }) {
  const { t } = useTranslation('surveyResults')
  const { view, show } = useResultsView()
  const { by, question, first, second, event, property } = view
  const isPeriod = by === 'period'
  const given = {
    question,
    event,
    property,
    first: isPeriod ? 'first' : first,
    second: isPeriod ? 'second' : second,
    from: instantOf(view.from),
    to: instantOf(view.to),
    otherFrom: isPeriod ? instantOf(view.otherFrom) : undefined,
    otherTo: isPeriod ? instantOf(view.otherTo) : undefined,
  }
  const said = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined))
  const { data, error, refetch } = useGroups(survey, { by, ...said })
  if (error && !data) return <Trouble error={error} retry={() => void refetch()} />
  if (!data) return <Waiting />
  if (data.question === null) return <EmptyState title={t('noScore')}>{t('noScoreText')}</EmptyState>
  return (
    <div className={styles.part}>
      <div className={styles.controls}>
        <QuestionChoice of={data} />
        <NativeSelect
          size="xs"
          label={t('by')}
          value={by}
          data={groupings.map(value => ({ value, label: t(`groupings.${value}`) }))}
          onChange={change => show({ by: change.currentTarget.value as Grouping, first: undefined, second: undefined })}
        />
        <GroupFields />
      </div>
      <Table groups={data} />
    </div>
  )
}

function Table({ groups: told }: { groups: SurveyGroups }) {
  const { t } = useTranslation('surveyResults')
  const figures = useFigures()
  const words = useScoreWords()
  const nameOf = useGroupName()
  const { view, show } = useResultsView()
  const { by, groups } = told
  const chosen = by === 'period' ? ['first', 'second'] : [view.first, view.second].filter(key => key !== undefined)
  const choose = (key: string) => {
    const next = chosen.includes(key) ? chosen.filter(one => one !== key) : [...chosen.slice(-1), key]
    show({ first: next[0], second: next[1] })
  }
  if (groups.length === 0) return <p className={styles.note}>{t('noGroups')}</p>
  return (
    <>
      {by !== 'period' && <p className={styles.note}>{t('chooseTwo')}</p>}
      <Difference told={told} chosen={chosen} />
      <table className={styles.table}>
        <thead>
          <tr>
            <th>{t(`groupings.${by}`)}</th>
            <th className={styles.figure}>{t('score')}</th>
            <th className={styles.figure}>{t('interval')}</th>
            <th className={styles.figure}>n</th>
          </tr>
        </thead>
        <tbody>
          {groups.map(group => {
            const { key, scale, score, n, hidden } = group
            const name = nameOf(by, group)
            return (
              <tr key={key}>
                <td>
                  {by === 'period' ? (
                    name
                  ) : (
                    <Checkbox
                      size="xs"
                      label={name}
                      disabled={hidden}
                      checked={chosen.includes(key)}
                      onChange={() => choose(key)}
                    />
                  )}
                </td>
                <td className={styles.figure}>
                  {hidden ? (
                    <span className={styles.note}>{t('hidden')}</span>
                  ) : score ? (
                    <b title={words.definition(scale)}>{words.told(scale, score.value)}</b>
                  ) : (
                    '–'
                  )}
                </td>
                <td className={styles.figure}>
                  {score ? `${words.told(scale, score.low)} – ${words.told(scale, score.high)}` : ''}
                </td>
                <td className={styles.figure}>{hidden ? '' : figures.whole(n)}</td>
              </tr>
            )
          })}
        </tbody>
      </table>
      {told.told < told.all && (
        <p className={styles.note}>{t('toldOf', { told: figures.whole(told.told), all: figures.whole(told.all) })}</p>
      )}
      <TakeFigure
        name={`by-${by}`}
        rows={() => [
          ['group', 'score', 'low', 'high', 'mean', 'n'],
          ...groups
            .filter(({ hidden }) => !hidden)
            .map(group => {
              const { score, n } = group
              return [nameOf(by, group), score?.value, score?.low, score?.high, score?.mean, n]
            }),
        ]}
      />
    </>
  )
}

/** Whether two groups differ, in a sentence. */
function Difference({ told, chosen }: { told: SurveyGroups; chosen: readonly string[] }) {
  const { t } = useTranslation('surveyResults')
  const words = useScoreWords()
  const nameOf = useGroupName()
  const [first, second] = chosen.map(key => told.groups.find(group => group.key === key))
  if (!first || !second) return null
  const { difference, refused, by } = told
  const names = { first: nameOf(by, first), second: nameOf(by, second) }
  const { value = 0, low = 0, high = 0, means = false } = difference ?? {}
  return (
    <p className={styles.meaning} role="status">
      {refused
        ? t(`refused.${refused}`)
        : difference &&
          t(means ? (value > 0 ? 'higher' : 'lower') : 'same', {
            ...names,
            points: words.points(Math.abs(value)),
            value: words.points(value),
            low: words.points(low),
            high: words.points(high),
          })}
    </p>
  )
}
