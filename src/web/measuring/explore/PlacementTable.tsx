import { useTranslation } from 'react-i18next'
import type { ConformanceAnswer } from '../../../contract/exploring.ts'
import { useLabels } from '../../kit/label.ts'
import { Scroll } from '../../kit/Scroll.tsx'
import figureStyles from '../figures.module.css'
import type { Activities } from './activities.ts'
import styles from './conformance.module.css'
import explore from './explore.module.css'
import { Head } from './Head.tsx'
import { TooFew } from './TooFew.tsx'
import { useTenths } from './use-explain.ts'

/** What the map designs, phase by phase: how many come, how many pass by, and what cannot be judged. */
export function PlacementTable(props: { conformance: ConformanceAnswer; activities: Activities }) {
  const { conformance, activities } = props
  const { t } = useTranslation('explore')
  const { say } = useLabels()
  const tenths = useTenths()
  const { closed, placements, unusedDesign } = conformance
  const phases = (activities.map?.phases ?? []).map(phase => ({
    id: phase.id,
    name: say(phase.name),
    ids: new Set(phase.steps.flatMap(step => step.placements.map(one => one.id))),
  }))
  const touchpointOf = new Map(placements.map(one => [one.placement, activities.name(one.touchpoint)]))
  return (
    <section className={explore.part}>
      <h2>{t('conformance.placements')}</h2>
      {unusedDesign.length > 0 && closed.cases > 0 && (
        <p className={explore.note}>
          {t('conformance.unused', { names: unusedDesign.map(id => touchpointOf.get(id) ?? id).join(', ') })}
        </p>
      )}
      <Scroll className={figureStyles.scroll} label={t('conformance.placements')}>
        <table className={`${figureStyles.table} ${styles.deviations}`}>
          <thead>
            <tr>
              <Head>{t('conformance.placement')}</Head>
              <Head>{t('conformance.presence')}</Head>
              <Head definition={t('definitions.reach')} n={closed.cases}>
                {t('conformance.reach')}
              </Head>
              <Head definition={t('definitions.skip')} n={closed.cases} number>
                {t('conformance.skipRate')}
              </Head>
            </tr>
          </thead>
          {phases.map(phase => (
            <tbody key={phase.id}>
              <tr className={styles.kind}>
                <th scope="rowgroup" colSpan={4}>
                  <b>{phase.name}</b>
                </th>
              </tr>
              {placements
                .filter(one => phase.ids.has(one.placement))
                .map(one => (
                  <tr key={one.placement}>
                    <td>{activities.name(one.touchpoint)}</td>
                    <td>{t(one.expected ? 'conformance.expected' : 'conformance.possible')}</td>
                    {one.leftOut ? (
                      <td colSpan={2} className={styles.leftOut}>
                        {t(`conformance.leftOut.${one.leftOut}`)}
                      </td>
                    ) : (
                      <>
                        <td className={explore.barred}>
                          {one.reach === null ? (
                            <TooFew />
                          ) : (
                            <>
                              <span>{tenths(one.reach)}</span>
                              <i className={explore.bar} style={{ width: `${one.reach * 100}%` }} aria-hidden />
                            </>
                          )}
                        </td>
                        <td data-number>
                          {!one.expected ? (
                            <span className={styles.leftOut}>{t('conformance.notSkippable')}</span>
                          ) : one.skipRate === null ? (
                            <TooFew />
                          ) : (
                            tenths(one.skipRate)
                          )}
                        </td>
                      </>
                    )}
                  </tr>
                ))}
            </tbody>
          ))}
        </table>
      </Scroll>
    </section>
  )
}
