import { SegmentedControl } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { ConsistencyAnswer } from '../../../contract/measuring-channels.ts'
import { useFigures } from '../../kit/figures.ts'
import { Scroll } from '../../kit/Scroll.tsx'
import { Comparison } from '../compare/Comparison.tsx'
import { useContactRates } from '../compare/use-rates.ts'
import { Head } from '../explore/Head.tsx'
import { Panel } from '../explore/Panel.tsx'
import figureStyles from '../figures.module.css'
import styles from './contacts.module.css'
import { useConsistency, useContactsView } from './data.ts'
import { useNames } from './use-names.ts'
import { outcomes } from './view.ts'

/** Whether the same matter is settled as well on every channel. */
export function ConsistencyPart() {
  const { t } = useTranslation('contacts')
  const { show } = useContactsView()
  const { channelName } = useNames()
  const consistency = useConsistency()
  const { ofConsistency } = useContactRates()
  return (
    <section className={`${styles.part} ${styles.apart}`}>
      <h2>{t('consistency.title')}</h2>
      <p>{t('consistency.said')}</p>
      <Panel
        answer={consistency}
        beside
        isEmpty={() => false}
        instead={told => told.compared === null && <p className={styles.sentence}>{t('consistency.none')}</p>}
        controls={
          <SegmentedControl
            size="xs"
            aria-label={t('consistency.outcome')}
            value={consistency.data?.outcome ?? 'settled'}
            data={outcomes.map(value => ({ value, label: t(`consistency.outcomes.${value}`) }))}
            onChange={value => show({ outcome: outcomes.find(one => one === value) })}
          />
        }
        table={told => ({
          name: 'consistency',
          rows: [
            [
              t('channel'),
              t('contacts'),
              t('consistency.raw'),
              t('consistency.standardised'),
              t('consistency.low'),
              t('consistency.high'),
            ],
            ...(told.compared?.channels ?? []).map(one => [
              channelName(one.channel),
              one.n,
              one.raw,
              one.standardised,
              one.low,
              one.high,
            ]),
          ],
        })}
      >
        {told => (
          <>
            <Comparison
              now={told}
              useOther={useConsistency}
              asked={undefined}
              figuresOf={each => ofConsistency(each, channelName)}
            />
            <Compared told={told} />
          </>
        )}
      </Panel>
    </section>
  )
}

function Compared({ told }: { told: ConsistencyAnswer }) {
  const { t } = useTranslation('contacts')
  const figures = useFigures()
  const { channelName, reasonName } = useNames()
  const { compared, outcome } = told
  if (compared === null) return <p className={styles.sentence}>{t('consistency.none')}</p>
  const say = (value: number) =>
    outcome === 'wait' ? figures.lasting(Math.max(0, value) * 1000) : figures.share(value)
  const best = compared.channels.toSorted((a, b) => b.standardised - a.standardised)
  const most = outcome === 'wait' ? Math.max(...compared.channels.map(one => Math.max(one.high, one.raw))) : 1
  const x = (value: number) => 2 + (Math.min(Math.max(value, 0), most) / most) * 236
  const differs = compared.p < 0.05
  return (
    <>
      <p className={styles.sentence}>
        {t(differs ? 'consistency.differs' : 'consistency.alike', {
          spread:
            outcome === 'wait'
              ? figures.lasting(compared.spread * 1000)
              : t('points', { value: figures.fine(compared.spread * 100) }),
          first: channelName(best[0]!.channel),
          last: channelName(best.at(-1)!.channel),
          p: compared.p < 0.001 ? t('consistency.tiny') : figures.fine(compared.p * 100),
        })}{' '}
        {t('consistency.coverage', {
          value: figures.share(compared.coverage),
          reasons: compared.reasons.map(reasonName).join(', '),
        })}
      </p>
      <Scroll className={figureStyles.scroll} label={t('consistency.title')}>
        <table className={`${figureStyles.table} ${styles.table}`}>
          <thead>
            <tr>
              <Head>{t('channel')}</Head>
              <Head number>{t('contacts')}</Head>
              <Head definition={t('definitions.raw')} number>
                {t('consistency.raw')}
              </Head>
              <Head
                definition={t('definitions.standardised', { q: figures.fine(compared.q), degrees: compared.degrees })}
                number
              >
                {t('consistency.standardised')}
              </Head>
              <th scope="col" className={styles.wide}>
                <span className="unseen">{t('consistency.drawing')}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {best.map(one => (
              <tr key={one.channel}>
                <th scope="row">{channelName(one.channel)}</th>
                <td data-number>{figures.whole(one.n)}</td>
                <td data-number>{say(one.raw)}</td>
                <td data-number>{say(one.standardised)}</td>
                <td className={styles.wide}>
                  <svg
                    className={styles.dots}
                    viewBox="0 0 240 26"
                    preserveAspectRatio="none"
                    role="img"
                    aria-label={t('interval', { low: say(one.low), high: say(one.high) })}
                  >
                    <line x1={x(one.low)} x2={x(one.high)} y1="13" y2="13" />
                    <circle cx={x(one.raw)} cy="13" r="4" data-raw />
                    <circle cx={x(one.standardised)} cy="13" r="5" />
                  </svg>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
      <p className={styles.legend}>
        <span>
          <b data-raw />
          {t('consistency.raw')}
        </span>
        <span>
          <b />
          {t('consistency.standardisedLegend')}
        </span>
      </p>
    </>
  )
}
