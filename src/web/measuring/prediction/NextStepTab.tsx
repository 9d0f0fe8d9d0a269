import { useTranslation } from 'react-i18next'
import { askNextSteps } from '../../../contract/measuring-explanations.ts'
import { cutTo } from '../../charts/box-lines.ts'
import { useFigures } from '../../kit/figures.ts'
import { Scroll } from '../../kit/Scroll.tsx'
import { Comparison } from '../compare/Comparison.tsx'
import { useExplainFigures } from '../compare/use-explain-figures.ts'
import { useAnswer } from '../explain/data.ts'
import styles from '../explain/explain.module.css'
import { Meaning } from '../explain/Meaning.tsx'
import { useDecimals } from '../explain/use-points.ts'
import type { Activities } from '../explore/activities.ts'
import { Head } from '../explore/Head.tsx'
import { Name } from '../explore/Name.tsx'
import { Panel } from '../explore/Panel.tsx'
import { TooFew } from '../explore/TooFew.tsx'
import figureStyles from '../figures.module.css'
import { useTaken } from '../taken/use-taken.ts'

const useSteps = (own: object) => useAnswer(askNextSteps, own)

/** What customers do next, how long it still takes, and how far that can be foreseen. */
export function NextStepTab({ activities }: { activities: Activities }) {
  const { t } = useTranslation('explain')
  const taken = useTaken()
  const figures = useFigures()
  const two = useDecimals(2)
  const steps = useSteps({})
  const { ofNext } = useExplainFigures(activities.name)
  const name = (activity: string | null) => (activity === null ? t('next.end') : activities.name(activity))
  return (
    <Panel
      answer={steps}
      isEmpty={() => false}
      table={told => ({
        name: 'next-steps',
        rows: [
          taken.heads('after', 'journeys', 'next', 'probability', 'remainingMedian', 'remainingP90', 'remainingN'),
          ...told.rows.flatMap(row =>
            row.next.map(one => [
              ...[row.after.map(name).join(' > '), row.journeys, name(one.activity), one.probability],
              ...[row.remaining?.medianSeconds, row.remaining?.p90Seconds, row.remaining?.n],
            ]),
          ),
        ],
      })}
    >
      {told => (
        <>
          <Meaning meaning={told.meaning}>
            {told.quality &&
              t('next.method', {
                day: figures.day(told.quality.splitAt),
                bits: two(told.quality.bits),
                none: two(told.quality.none.bits),
                steps: figures.whole(told.quality.steps),
              })}
          </Meaning>
          <Comparison now={told} useOther={useSteps} asked={{}} figuresOf={ofNext} />
          {told.rows.length > 0 && (
            <Scroll className={figureStyles.scroll} label={t('next.table')}>
              <table className={`${figureStyles.table} ${styles.rows}`}>
                <thead>
                  <tr>
                    <Head>{t('next.after')}</Head>
                    <Head number>{t('next.journeys')}</Head>
                    <Head definition={t('next.likelySaid')}>{t('next.likely')}</Head>
                    <Head number definition={t('next.remainingSaid')}>
                      {t('next.remaining')}
                    </Head>
                  </tr>
                </thead>
                <tbody>
                  {told.rows.slice(0, 60).map(row => (
                    <tr key={row.after.join('>')}>
                      <th scope="row" className={styles.name}>
                        <Name>{row.after.map(name)}</Name>
                      </th>
                      <td data-number>{figures.whole(row.journeys)}</td>
                      <td>
                        {row.next.length === 0 && <TooFew />}
                        <ol className={styles.likely}>
                          {row.next.slice(0, 3).map(one => (
                            <li key={one.activity ?? ''} data-end={one.activity === null || undefined}>
                              <b>{figures.share(one.probability)}</b>{' '}
                              <bdi title={name(one.activity)}>{cutTo(name(one.activity), 420)}</bdi>
                            </li>
                          ))}
                        </ol>
                      </td>
                      <td data-number>
                        {row.remaining
                          ? t('next.left', {
                              median: figures.lasting(row.remaining.medianSeconds * 1000),
                              p90: figures.lasting(row.remaining.p90Seconds * 1000),
                            })
                          : '–'}
                      </td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </Scroll>
          )}
        </>
      )}
    </Panel>
  )
}
