import { NativeSelect } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { askChurn, type ChurnAnswer, listAtRisk } from '../../../contract/measuring-leaving.ts'
import { useMay } from '../../admitting/data.ts'
import { LineChart } from '../../charts/LineChart.tsx'
import { useFigures } from '../../kit/figures.ts'
import { Scroll } from '../../kit/Scroll.tsx'
import { Comparison } from '../compare/Comparison.tsx'
import { useExplainFigures } from '../compare/use-explain-figures.ts'
import { CustomerLink } from '../contacts/CustomerLink.tsx'
import { useAnswer, useExplainView } from '../explain/data.ts'
import styles from '../explain/explain.module.css'
import { Meaning } from '../explain/Meaning.tsx'
import { useDecimals } from '../explain/use-points.ts'
import { ActivityPicker } from '../explore/ActivityPicker.tsx'
import type { Activities } from '../explore/activities.ts'
import explore from '../explore/explore.module.css'
import { Head } from '../explore/Head.tsx'
import { Name } from '../explore/Name.tsx'
import { Panel } from '../explore/Panel.tsx'
import { useTold } from '../explore/use-explain.ts'
import { Figure } from '../Figure.tsx'
import figureStyles from '../figures.module.css'
import { useTaken } from '../taken/use-taken.ts'

const spans = ['P30D', 'P60D', 'P90D', 'P180D'] as const

type Asked = { readonly within: string; readonly leaving: string | undefined }
const useChurn = (asked: Asked) => useAnswer(askChurn, asked)

/** Who is about to leave, by what, and how far that can be believed. */
export function ChurnTab({ activities }: { activities: Activities }) {
  const { t } = useTranslation('explain')
  const taken = useTaken()
  const figures = useFigures()
  const two = useDecimals(2)
  const three = useDecimals(3)
  const measures = useTold()
  const may = useMay()
  const { view, show } = useExplainView()
  const within = view.within ?? 'P60D'
  const asked = { within, leaving: view.goal }
  const churn = useChurn(asked)
  const { ofChurn } = useExplainFigures(activities.name)
  return (
    <Panel
      answer={churn}
      isEmpty={() => false}
      controls={
        <>
          <ActivityPicker
            label={t('churn.leaving')}
            anything={t('churn.silence')}
            value={view.goal}
            activities={activities}
            choose={goal => show({ goal })}
          />
          <NativeSelect
            size="xs"
            label={t('churn.within')}
            value={within}
            data={[...new Set([...spans, within])].map(value => ({
              value,
              label: t('days', { count: Number(value.slice(1, -1)) }),
            }))}
            onChange={event => show({ within: event.currentTarget.value })}
          />
        </>
      }
      table={told => ({
        name: 'churn',
        rows: [
          taken.heads('factor', 'weight'),
          ...told.factors.map(one => [one.reading[figures.language], one.weight]),
          [],
          taken.heads('said', 'happened', 'n'),
          ...(told.quality?.bins ?? []).map(bin => [bin.said, bin.happened, bin.n]),
        ],
      })}
    >
      {told => (
        <>
          <Meaning meaning={told.meaning}>
            {told.learnedOn && told.judgedOn && t('churn.method', daysOf(told, figures.day))}
          </Meaning>
          <Comparison now={told} useOther={useChurn} asked={asked} figuresOf={ofChurn} note={t('churn.compared')} />
          {told.now && (
            <div className={styles.figures}>
              <Figure
                measures={measures}
                name={t('churn.active')}
                definition={t('churn.activeSaid')}
                value={figures.whole(told.now.customers)}
              />
              <Figure
                measures={measures}
                name={t('churn.expected')}
                definition={t('churn.expectedSaid')}
                n={told.now.customers}
                value={figures.whole(told.now.expected)}
              />
              {told.quality && (
                <Figure
                  measures={measures}
                  name={t('churn.area')}
                  definition={t('churn.areaSaid')}
                  n={told.judgedOn?.customers}
                  value={two(told.quality.area)}
                  detail={`${two(told.quality.low)} – ${two(told.quality.high)}`}
                />
              )}
              {told.quality && (
                <Figure
                  measures={measures}
                  name={t('churn.brier')}
                  definition={t('churn.brierSaid')}
                  n={told.judgedOn?.customers}
                  value={three(told.quality.brier)}
                  detail={t('churn.brierNone', { none: three(told.quality.brierOfNone) })}
                />
              )}
            </div>
          )}
          <div className={styles.two}>
            {told.factors.length > 0 && <FactorTable churn={told} />}
            {told.quality && <Reliability bins={told.quality.bins} />}
          </div>
          {told.now && may('customer.read') && <AtRisk asked={asked} />}
        </>
      )}
    </Panel>
  )
}

function daysOf({ learnedOn, judgedOn }: ChurnAnswer, day: (at: string) => string) {
  return { learned: learnedOn ? day(learnedOn.at) : '–', judged: judgedOn ? day(judgedOn.at) : '–' }
}

function FactorTable({ churn }: { churn: ChurnAnswer }) {
  const { t } = useTranslation('explain')
  const { language } = useFigures()
  const two = useDecimals(2)
  const most = Math.max(0.01, ...churn.factors.map(one => Math.abs(one.weight)))
  return (
    <section className={explore.part}>
      <h2>{t('churn.factors')}</h2>
      <Scroll className={figureStyles.scroll} label={t('churn.factors')}>
        <table className={`${figureStyles.table} ${styles.rows}`}>
          <thead>
            <tr>
              <Head>{t('churn.factor')}</Head>
              <Head definition={t('churn.weightSaid')}>{t('churn.weight')}</Head>
            </tr>
          </thead>
          <tbody>
            {churn.factors.map(one => (
              <tr key={one.factor}>
                <th scope="row" className={styles.name}>
                  <Name>{one.reading[language]}</Name>
                </th>
                <td className={explore.barred} data-feeling={one.weight > 0 ? 'bad' : 'good'}>
                  <span>
                    {t(one.weight > 0 ? 'churn.raises' : 'churn.lowers')} {two(Math.abs(one.weight))}
                  </span>
                  <i className={explore.bar} style={{ width: `${(Math.abs(one.weight) / most) * 100}%` }} aria-hidden />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
    </section>
  )
}

/** What was said against what happened: on the dashed line both are the same. */
function Reliability({ bins }: { bins: NonNullable<ChurnAnswer['quality']>['bins'] }) {
  const { t } = useTranslation('explain')
  const figures = useFigures()
  return (
    <section className={explore.part}>
      <h2>{t('churn.reliability')}</h2>
      <LineChart
        label={t('churn.reliability')}
        from={0}
        to={1}
        xWords={x => t('churn.said', { share: figures.share(x) })}
        yWords={figures.share}
        series={[
          { name: t('churn.happened'), points: bins.map(bin => ({ x: bin.said, y: bin.happened })) },
          { name: t('churn.same'), expected: true, points: bins.map(bin => ({ x: bin.said, y: bin.said })) },
        ]}
      />
    </section>
  )
}

function AtRisk({ asked }: { asked: { within: string; leaving: string | undefined } }) {
  const { t } = useTranslation('explain')
  const figures = useFigures()
  const list = useAnswer(listAtRisk, { ...asked, limit: 25 })
  if (!list.data || list.data.rows.length === 0) return null
  return (
    <section className={explore.part}>
      <h2>{t('churn.list')}</h2>
      <Scroll className={figureStyles.scroll} label={t('churn.list')}>
        <table className={`${figureStyles.table} ${styles.rows}`}>
          <thead>
            <tr>
              <Head>{t('churn.customer')}</Head>
              <Head number definition={t('churn.riskSaid')}>
                {t('churn.risk')}
              </Head>
              <Head>{t('churn.lastSeen')}</Head>
              <Head definition={t('churn.becauseSaid')}>{t('churn.because')}</Head>
            </tr>
          </thead>
          <tbody>
            {list.data.rows.map(row => (
              <tr key={row.customer}>
                <th scope="row">
                  <CustomerLink customer={row.customer} />
                </th>
                <td data-number>{figures.share(row.risk)}</td>
                <td>{figures.day(row.lastSeen)}</td>
                <td className={styles.said}>{row.because.map(one => one.reading[figures.language]).join(', ')}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
    </section>
  )
}
