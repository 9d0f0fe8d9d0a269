import {
  IconAlertTriangle,
  IconArrowsShuffle,
  IconCirclePlus,
  IconClock,
  IconClockExclamation,
  IconPlayerSkipForward,
  IconRepeat,
} from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { ConformanceAnswer } from '../../../contract/exploring.ts'
import { type DeviationKind, deviationKinds } from '../../../vocabulary/statistics/conformance.ts'
import { useFigures } from '../../kit/figures.ts'
import { Scroll } from '../../kit/Scroll.tsx'
import { useMapView } from '../data.ts'
import figureStyles from '../figures.module.css'
import { AcceptDeviation } from './AcceptDeviation.tsx'
import styles from './conformance.module.css'
import { writeDeviation } from './deviation.ts'
import explore from './explore.module.css'
import { Head } from './Head.tsx'
import { useTenths, useTold } from './use-explain.ts'

const icons: Readonly<Record<DeviationKind, typeof IconRepeat>> = {
  skipped: IconPlayerSkipForward,
  unexpected: IconCirclePlus,
  outOfOrder: IconArrowsShuffle,
  repeated: IconRepeat,
  failed: IconAlertTriangle,
  late: IconClockExclamation,
  slightlyLate: IconClock,
}

/** How lived journeys differ from the map, by kind. Each opens the journeys that it counts. */
export function DeviationTable({
  map,
  conformance,
  name,
}: {
  map: string
  conformance: ConformanceAnswer
  name: (id: string) => string
}) {
  const { t } = useTranslation('explore')
  const figures = useFigures()
  const tenths = useTenths()
  const { minimumGroup } = useTold()
  const { show } = useMapView()
  const { deviations, closed, hiddenDeviations } = conformance
  const most = Math.max(1, ...deviations.map(one => one.cases))
  return (
    <section className={explore.part}>
      <h2>{t('conformance.deviations')}</h2>
      {deviations.length === 0 && hiddenDeviations === 0 && (
        <p className={explore.note}>{t('conformance.deviationsNone')}</p>
      )}
      {deviations.length > 0 && (
        <Scroll className={figureStyles.scroll} label={t('conformance.deviations')}>
          <table className={`${figureStyles.table} ${styles.deviations}`}>
            <thead>
              <tr>
                <Head>{t('conformance.placement')}</Head>
                <Head definition={t('definitions.deviating')} n={closed.cases}>
                  {t('journeys')}
                </Head>
                <Head definition={t('definitions.deviating')} n={closed.cases} number>
                  {t('share')}
                </Head>
                <Head number>{t('conformance.visits')}</Head>
                <Head definition={t('conformance.acceptedSaid')}>{t('conformance.accepted')}</Head>
              </tr>
            </thead>
            {deviationKinds.map(kind => {
              const own = deviations.filter(one => one.kind === kind)
              const Icon = icons[kind]
              if (own.length === 0) return null
              return (
                <tbody key={kind}>
                  <tr className={styles.kind}>
                    <th scope="rowgroup" colSpan={5}>
                      <Icon size={16} aria-hidden />
                      <b>{t(`conformance.kinds.${kind}`)}</b>
                      <small>{t(`conformance.kindsSaid.${kind}`)}</small>
                    </th>
                  </tr>
                  {own.map(one => (
                    <tr key={writeDeviation(one)}>
                      <td>
                        <button
                          type="button"
                          className={explore.keep}
                          aria-label={t('conformance.openList', {
                            kind: t(`conformance.kinds.${kind}`),
                            name: name(one.touchpoint),
                          })}
                          onClick={() => show({ deviation: writeDeviation(one) })}
                        >
                          {name(one.touchpoint)}
                        </button>
                      </td>
                      <td className={explore.barred}>
                        <span>{figures.whole(one.cases)}</span>
                        <i className={explore.bar} style={{ width: `${(one.cases / most) * 100}%` }} aria-hidden />
                      </td>
                      <td data-number>{tenths(one.share)}</td>
                      <td data-number>{figures.whole(one.visits)}</td>
                      <td>
                        <AcceptDeviation map={map} deviation={one} name={name(one.touchpoint)} />
                      </td>
                    </tr>
                  ))}
                </tbody>
              )
            })}
          </table>
        </Scroll>
      )}
      {hiddenDeviations > 0 && (
        <p className={explore.note}>{t('conformance.hidden', { count: hiddenDeviations, minimum: minimumGroup })}</p>
      )}
    </section>
  )
}
