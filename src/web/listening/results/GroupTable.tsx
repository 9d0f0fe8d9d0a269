import { Button, Checkbox } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { SurveyGroups } from '../../../contract/survey-figures.ts'
import { useFigures } from '../../kit/figures.ts'
import styles from './results.module.css'
import { TakeFigure } from './TakeFigure.tsx'
import { useScoreWords } from './use-score-words.ts'

type Group = Pick<SurveyGroups['groups'][number], 'key' | 'scale' | 'n' | 'score' | 'hidden'> & {
  readonly title: string
}

type Props = Pick<SurveyGroups, 'difference' | 'refused' | 'told' | 'all'> & {
  /** Of the file it is taken away as. */
  readonly name: string
  readonly label: string
  readonly groups: readonly Group[]
  /** Two of them are chosen to be compared; else it is known which. */
  readonly isChosen: boolean
  readonly chosen: readonly string[]
  readonly choose: (key: string) => void
  /** Said where some answers are in no group. */
  readonly left: string
  /** Opens the list behind a group. */
  readonly open?: ((key: string) => void) | undefined
}

/** The score of each group with its interval and how many answered, and whether two of them differ. */
export function GroupTable(props: Props) {
  const { name, label, groups, isChosen, chosen, choose, open } = props
  const { t } = useTranslation('surveyResults')
  const figures = useFigures()
  const words = useScoreWords()
  if (groups.length === 0) return <p className={styles.note}>{t('noGroups')}</p>
  return (
    <>
      {isChosen && <p className={styles.note}>{t('chooseTwo')}</p>}
      <Difference {...props} />
      <table className={styles.table}>
        <thead>
          <tr>
            <th>{label}</th>
            <th className={styles.figure}>{t('score')}</th>
            <th className={styles.figure}>{t('interval')}</th>
            <th className={styles.figure}>n</th>
          </tr>
        </thead>
        <tbody>
          {groups.map(({ key, title, scale, score, n, hidden }) => (
            <tr key={key}>
              <td>
                {isChosen ? (
                  <Checkbox
                    size="xs"
                    label={title}
                    disabled={hidden}
                    checked={chosen.includes(key)}
                    onChange={() => choose(key)}
                  />
                ) : (
                  title
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
              <td className={styles.figure}>
                {hidden ? (
                  ''
                ) : open ? (
                  <Button
                    variant="subtle"
                    size="compact-sm"
                    mr={-8}
                    aria-label={t('openList', { n: figures.whole(n), name: title })}
                    onClick={() => open(key)}
                  >
                    {figures.whole(n)}
                  </Button>
                ) : (
                  figures.whole(n)
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {props.told < props.all && <p className={styles.note}>{props.left}</p>}
      <TakeFigure
        name={name}
        rows={() => [
          ['group', 'score', 'low', 'high', 'mean', 'n'],
          ...groups
            .filter(({ hidden }) => !hidden)
            .map(({ title, score, n }) => [title, score?.value, score?.low, score?.high, score?.mean, n]),
        ]}
      />
    </>
  )
}

/** Whether two groups differ, in a sentence. */
function Difference({ groups, chosen, difference, refused }: Props) {
  const { t } = useTranslation('surveyResults')
  const words = useScoreWords()
  const [first, second] = chosen.map(key => groups.find(group => group.key === key))
  if (!first || !second) return null
  const { value = 0, low = 0, high = 0, means = false } = difference ?? {}
  return (
    <p className={styles.meaning} role="status">
      {refused
        ? t(`refused.${refused}`)
        : difference &&
          t(means ? (value > 0 ? 'higher' : 'lower') : 'same', {
            first: first.title,
            second: second.title,
            points: words.points(Math.abs(value)),
            value: words.points(value),
            low: words.points(low),
            high: words.points(high),
          })}
    </p>
  )
}
