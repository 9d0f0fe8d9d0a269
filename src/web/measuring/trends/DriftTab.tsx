import { useTranslation } from 'react-i18next'
import { askDrift } from '../../../contract/measuring-trends.ts'
import { LineChart } from '../../charts/LineChart.tsx'
import { useDayWords } from '../../kit/figures.ts'
import { Scroll } from '../../kit/Scroll.tsx'
import { Comparison } from '../compare/Comparison.tsx'
import { useExplainFigures } from '../compare/use-explain-figures.ts'
import { useAnswer } from '../explain/data.ts'
import styles from '../explain/explain.module.css'
import { Meaning } from '../explain/Meaning.tsx'
import { useDecimals, usePoints } from '../explain/use-points.ts'
import type { Activities } from '../explore/activities.ts'
import explore from '../explore/explore.module.css'
import { Head } from '../explore/Head.tsx'
import { Name } from '../explore/Name.tsx'
import { Panel } from '../explore/Panel.tsx'
import { useTenths } from '../explore/use-explain.ts'
import figureStyles from '../figures.module.css'
import { useTaken } from '../taken/use-taken.ts'

const useDrift = () => useAnswer(askDrift, {})

/** Whether journeys are lived otherwise than before, and which flows moved. */
export function DriftTab({ activities }: { activities: Activities }) {
  const { t } = useTranslation('explain')
  const taken = useTaken()
  const dayWords = useDayWords()
  const tenths = useTenths()
  const points = usePoints()
  const three = useDecimals(3)
  const drift = useDrift()
  const { ofDrift } = useExplainFigures(activities.name)
  const at = (week: string) => Date.parse(`${week}T12:00:00Z`)
  return (
    <Panel
      answer={drift}
      isEmpty={() => false}
      table={told => ({
        name: 'drift',
        rows: [
          taken.heads('week', 'steps', 'distance', 'chance'),
          ...told.weeks.map(one => [one.week, one.follows, one.distance, one.chance]),
          [],
          taken.heads('from', 'to', 'shareBefore', 'shareAfter', 'part', 'adjusted'),
          ...told.moved.map(one => [
            activities.name(one.from),
            activities.name(one.to),
            ...[one.before, one.after, one.part, one.adjusted],
          ]),
        ],
      })}
    >
      {told => (
        <>
          <Meaning meaning={told.meaning}>{told.weeks.length > 0 && t('drift.method')}</Meaning>
          <Comparison now={told} useOther={useDrift} asked={undefined} figuresOf={ofDrift} note={t('drift.compared')} />
          {told.weeks.length > 0 && (
            <LineChart
              label={t('drift.distance')}
              from={0}
              xWords={dayWords(told.weeks.map(one => one.week))}
              yWords={three}
              series={[
                { name: t('drift.distance'), points: told.weeks.map(one => ({ x: at(one.week), y: one.distance })) },
                {
                  name: t('drift.chance'),
                  expected: true,
                  points: told.weeks.map(one => ({ x: at(one.week), y: one.chance })),
                },
              ]}
            />
          )}
          {told.moved.length > 0 && (
            <section className={explore.part}>
              <h2>{t('drift.moved')}</h2>
              <Scroll className={figureStyles.scroll} label={t('drift.moved')}>
                <table className={`${figureStyles.table} ${styles.rows}`}>
                  <thead>
                    <tr>
                      <Head>{t('drift.flow')}</Head>
                      <Head number definition={t('drift.shareSaid')}>
                        {t('change.before')}
                      </Head>
                      <Head number definition={t('drift.shareSaid')}>
                        {t('drift.latest')}
                      </Head>
                      <Head number>{t('drift.moves')}</Head>
                    </tr>
                  </thead>
                  <tbody>
                    {told.moved.map(one => (
                      <tr key={`${one.from} ${one.to}`}>
                        <th scope="row" className={styles.name}>
                          <Name>{[activities.name(one.from), activities.name(one.to)]}</Name>
                        </th>
                        <td data-number>{tenths(one.before)}</td>
                        <td data-number>{tenths(one.after)}</td>
                        <td data-number>{points(one.after - one.before)}</td>
                      </tr>
                    ))}
                  </tbody>
                </table>
              </Scroll>
            </section>
          )}
        </>
      )}
    </Panel>
  )
}
