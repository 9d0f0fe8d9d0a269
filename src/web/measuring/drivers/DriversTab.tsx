import { NativeSelect, Tooltip } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { askDrivers, type DriversAnswer } from '../../../contract/measuring-explanations.ts'
import { type Construct, constructs } from '../../../vocabulary/score.ts'
import { useFigures } from '../../kit/figures.ts'
import { Scroll } from '../../kit/Scroll.tsx'
import { Comparison } from '../compare/Comparison.tsx'
import { useExplainFigures } from '../compare/use-explain-figures.ts'
import { useAnswer, useExplainView } from '../explain/data.ts'
import styles from '../explain/explain.module.css'
import { Meaning } from '../explain/Meaning.tsx'
import { NoAnswers } from '../explain/NoAnswers.tsx'
import { useDecimals } from '../explain/use-points.ts'
import type { Activities } from '../explore/activities.ts'
import explore from '../explore/explore.module.css'
import { Head } from '../explore/Head.tsx'
import { Name } from '../explore/Name.tsx'
import { Panel } from '../explore/Panel.tsx'
import { useTenths } from '../explore/use-explain.ts'
import figureStyles from '../figures.module.css'
import { useTaken } from '../taken/use-taken.ts'

const useDrivers = (construct: Construct) => useAnswer(askDrivers, { construct })
type Known = { readonly activity: string | null; readonly fact: DriversAnswer['drivers'][number]['fact'] }

/** What lived before an answer goes with how good it is, and what announces a low one. */
export function DriversTab({ activities }: { activities: Activities }) {
  const { t } = useTranslation('explain')
  const taken = useTaken()
  const figures = useFigures()
  const { view, show } = useExplainView()
  const construct = view.construct ?? 'satisfaction'
  const drivers = useDrivers(construct)
  const { ofDrivers } = useExplainFigures(activities.name)
  const name = ({ activity, fact }: Known) =>
    activity !== null ? t('drivers.came', { name: activities.name(activity) }) : fact ? t(`drivers.facts.${fact}`) : ''
  return (
    <Panel
      answer={drivers}
      isEmpty={() => false}
      instead={told =>
        told.drivers.length + told.indicators.length === 0 && (
          <NoAnswers meaning={told.meaning}>{t('drivers.nothing')}</NoAnswers>
        )
      }
      controls={
        <NativeSelect
          size="xs"
          label={t('drivers.construct')}
          value={construct}
          data={constructs.map(value => ({ value, label: t(`drivers.constructs.${value}`) }))}
          onChange={event =>
            show({ construct: constructs.find(one => one === event.currentTarget.value && one !== 'satisfaction') })
          }
        />
      }
      table={told => ({
        name: 'drivers',
        rows: [
          taken.heads('driver', 'share', 'low', 'high', 'correlation', 'adjusted'),
          ...told.drivers.map(one => [name(one), one.share, one.low, one.high, one.correlation, one.adjusted]),
          [],
          taken.heads('indicator', 'direction', 'auc', 'low', 'high', 'n', 'lowAnswers', 'validated'),
          ...told.indicators.map(one => [
            ...[name(one), taken.direction(one.direction), one.area, one.low, one.high, one.n, one.lowAnswers],
            taken.whether(one.validated),
          ]),
        ],
      })}
    >
      {told => (
        <>
          <Meaning meaning={told.meaning}>
            {told.explained !== null &&
              t('drivers.method', { n: figures.whole(told.customers) }) +
                (told.reading === 'indicative' ? ` ${t('drivers.indicative')}` : '')}
          </Meaning>
          <Comparison
            now={told}
            useOther={useDrivers}
            asked={construct}
            figuresOf={each => ofDrivers(each, name)}
            note={t('drivers.compared')}
          />
          {told.drivers.length > 0 && <DriverTable drivers={told} name={name} />}
          {told.indicators.length > 0 && <IndicatorTable drivers={told} name={name} />}
        </>
      )}
    </Panel>
  )
}

function DriverTable({ drivers, name }: { drivers: DriversAnswer; name: (known: Known) => string }) {
  const { t } = useTranslation('explain')
  const tenths = useTenths()
  const most = Math.max(0.001, ...drivers.drivers.map(one => one.share ?? 0))
  return (
    <section className={explore.part}>
      <h2>{t('drivers.ranked')}</h2>
      <Scroll className={figureStyles.scroll} label={t('drivers.ranked')}>
        <table className={`${figureStyles.table} ${styles.rows}`}>
          <thead>
            <tr>
              <Head>{t('drivers.what')}</Head>
              <Head definition={t('drivers.shareSaid')} n={drivers.customers}>
                {t('drivers.share')}
              </Head>
              <Head definition={t('drivers.directionSaid')}>{t('drivers.direction')}</Head>
              <Head definition={t('drivers.sureSaid')}>{t('drivers.sure')}</Head>
            </tr>
          </thead>
          <tbody>
            {drivers.drivers.map(one => (
              <tr key={name(one)}>
                <th scope="row" className={styles.name}>
                  <Name>{name(one)}</Name>
                </th>
                <td className={explore.barred}>
                  {one.share === null ? (
                    t('drivers.unjudged')
                  ) : (
                    <Tooltip label={t('drivers.interval', { low: tenths(one.low ?? 0), high: tenths(one.high ?? 0) })}>
                      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: the interval is said to the keyboard too. */}
                      <span tabIndex={0} role="note">
                        {tenths(one.share)}
                        <i className={explore.bar} style={{ width: `${(one.share / most) * 100}%` }} aria-hidden />
                      </span>
                    </Tooltip>
                  )}
                </td>
                <td data-feeling={one.correlation > 0 ? 'good' : 'bad'}>
                  {one.share === null ? '' : t(one.correlation > 0 ? 'drivers.better' : 'drivers.worse')}
                </td>
                <td>{one.share === null ? '' : t(one.significant ? 'yes' : 'drivers.chance')}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
    </section>
  )
}

function IndicatorTable({ drivers, name }: { drivers: DriversAnswer; name: (known: Known) => string }) {
  const { t } = useTranslation('explain')
  const figures = useFigures()
  const two = useDecimals(2)
  return (
    <section className={explore.part}>
      <h2>{t('drivers.indicators')}</h2>
      <p className={explore.note}>{t('drivers.indicatorsSaid')}</p>
      <Scroll className={figureStyles.scroll} label={t('drivers.indicators')}>
        <table className={`${figureStyles.table} ${styles.rows}`}>
          <thead>
            <tr>
              <Head>{t('drivers.what')}</Head>
              <Head number definition={t('drivers.areaSaid')}>
                {t('drivers.area')}
              </Head>
              <Head number>{t('drivers.lowAnswers')}</Head>
              <Head definition={t('drivers.validatedSaid')}>{t('drivers.validated')}</Head>
            </tr>
          </thead>
          <tbody>
            {drivers.indicators.slice(0, 8).map(one => (
              <tr key={name(one)}>
                <th scope="row" className={styles.name}>
                  {t(`drivers.directions.${one.direction}`, { name: name(one) })}
                </th>
                <td data-number>
                  {two(one.area)} ({two(one.low)} – {two(one.high)})
                </td>
                <td data-number>
                  {figures.whole(one.lowAnswers)} / {figures.whole(one.n)}
                </td>
                <td>{t(one.validated ? 'yes' : 'no')}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
    </section>
  )
}
