import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { DurationsAnswer } from '../../../contract/measuring-durations.ts'
import { useFigures } from '../../kit/figures.ts'
import { Scroll } from '../../kit/Scroll.tsx'
import { useActivities } from '../explore/activities.ts'
import { CasesFrame } from '../explore/CasesDrawer.tsx'
import explore from '../explore/explore.module.css'
import { Head } from '../explore/Head.tsx'
import { TooFew } from '../explore/TooFew.tsx'
import figureStyles from '../figures.module.css'
import styles from './contacts.module.css'
import { useLasting, useListedTimes } from './data.ts'

/** How long journeys stay in each phase of the map. */
export function StageTable({ stages, name }: { stages: DurationsAnswer['stages']; name: (id: string) => string }) {
  const { t } = useTranslation('contacts')
  const figures = useFigures()
  const told = useLasting()
  const lists = useTranslation('lists').t
  const [phase, setPhase] = useState<string>()
  const list = useListedTimes(phase === undefined ? undefined : { phase })
  const activities = useActivities()
  if (stages.length === 0) return null
  const lasting = (seconds: number | null) => (seconds === null ? '–' : told(seconds))
  return (
    <section className={styles.part}>
      <h2>{t('flow.stages')}</h2>
      <Scroll className={figureStyles.scroll} label={t('flow.stages')}>
        <table className={`${figureStyles.table} ${styles.table}`}>
          <thead>
            <tr>
              <Head>{t('flow.stage')}</Head>
              <Head definition={t('definitions.stage')} number>
                {t('flow.journeys')}
              </Head>
              <Head number>{t('flow.median')}</Head>
              <Head number>{t('flow.p75')}</Head>
              <Head number>{t('flow.p90')}</Head>
            </tr>
          </thead>
          <tbody>
            {stages.map(stage => (
              <tr key={stage.phase}>
                <th scope="row">{name(stage.phase)}</th>
                <td data-number>
                  {stage.journeys === null ? (
                    <TooFew />
                  ) : (
                    <button
                      type="button"
                      className={explore.keep}
                      aria-label={lists('timed.phase', { phase: name(stage.phase) })}
                      onClick={() => setPhase(stage.phase)}
                    >
                      {figures.whole(stage.journeys)}
                    </button>
                  )}
                </td>
                <td data-number>{lasting(stage.median)}</td>
                <td data-number>{lasting(stage.p75)}</td>
                <td data-number>{lasting(stage.p90)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
      <CasesFrame
        opened={phase !== undefined}
        title={phase === undefined ? '' : lists('timed.phase', { phase: name(phase) })}
        close={() => setPhase(undefined)}
        list={list}
        name={activities.name}
      />
    </section>
  )
}
