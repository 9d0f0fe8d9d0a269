import { useTranslation } from 'react-i18next'
import type { DurationsAnswer } from '../../../contract/measuring-durations.ts'
import { useFigures } from '../../kit/figures.ts'
import { useLabels } from '../../kit/label.ts'
import { Comparison } from '../compare/Comparison.tsx'
import { useContactRates } from '../compare/use-rates.ts'
import { useActivities } from '../explore/activities.ts'
import explore from '../explore/explore.module.css'
import { Panel } from '../explore/Panel.tsx'
import { PagesInFury } from '../heatmaps/HeatmapLinks.tsx'
import { ClockChoice } from './ClockChoice.tsx'
import styles from './contacts.module.css'
import { useDurations, useLasting } from './data.ts'
import { FluidityParts } from './FluidityParts.tsx'
import { FrictionTable } from './FrictionTable.tsx'
import { StageTable } from './StageTable.tsx'
import { TimedLists } from './TimedLists.tsx'
import { TimeFigure } from './TimeFigure.tsx'

/** How long journeys take, where the time goes, how smoothly they go and where they stumble. */
export function FlowTab() {
  const { t } = useTranslation('contacts')
  const activities = useActivities()
  const { say } = useLabels()
  const durations = useDurations()
  const { ofFlow } = useContactRates()
  const phaseName = (id: string) => {
    const phase = activities.map?.phases.find(one => one.id === id)
    return (phase && say(phase.name)) || id
  }
  return (
    <>
      <ClockChoice />
      <Panel
        answer={durations}
        isEmpty={told => told.closed.journeys === 0 && told.open.journeys === 0}
        table={told => ({
          name: 'durations',
          rows: [
            [
              t('flow.what'),
              t('flow.journeys'),
              `${t('flow.median')} (s)`,
              `${t('flow.p75')} (s)`,
              `${t('flow.p90')} (s)`,
            ],
            [t('flow.whole'), told.closed.journeys, told.closed.median, told.closed.p75, told.closed.p90],
            ...told.stages.map(one => [phaseName(one.phase), one.journeys, one.median, one.p75, one.p90]),
            [],
            [t('clock.name'), told.clock.calendar ?? t('clock.always')],
            [],
            [
              t('flow.place'),
              t('flow.visits'),
              t('flow.loops'),
              t('flow.returns'),
              t('flow.pingpongs'),
              t('flow.quickBacks'),
            ],
            ...told.friction.places.map(one => [
              activities.name(one.activity),
              one.visits,
              one.loops,
              one.returns,
              one.pingpongs,
              one.quickBacks,
            ]),
          ],
        })}
      >
        {told => (
          <>
            <Comparison
              now={told}
              useOther={useDurations}
              asked={undefined}
              figuresOf={each => ofFlow(each, phaseName)}
            />
            <Told told={told} name={activities.name} phaseName={phaseName} />
          </>
        )}
      </Panel>
    </>
  )
}

function Told(props: { told: DurationsAnswer; name: (id: string) => string; phaseName: (id: string) => string }) {
  const { t } = useTranslation('contacts')
  const figures = useFigures()
  const lasting = useLasting()
  const { told, name, phaseName } = props
  const { closed, open, withOpen, waitingShare, fluidity } = told
  return (
    <>
      <p className={styles.sentence}>
        {closed.median === null
          ? t('flow.tooFew')
          : t('flow.summary', { median: lasting(closed.median), p90: lasting(closed.p90 ?? 0) })}{' '}
        {waitingShare !== null && t('flow.waiting', { value: figures.share(waitingShare) })}{' '}
        {fluidity.index !== null && t('flow.index', { value: figures.whole(fluidity.index * 100) })}
      </p>
      <div className={styles.figures}>
        <TimeFigure
          name={t('flow.median')}
          definition={t('definitions.throughput', { days: figures.fine(told.closedAfterDays) })}
          seconds={closed.median}
          n={closed.journeys}
          said={closed.journeys === null ? '' : t('flow.closedSaid', { journeys: figures.whole(closed.journeys) })}
        />
        <TimeFigure
          name={t('flow.p75')}
          definition={t('definitions.p75')}
          seconds={closed.p75}
          n={closed.journeys}
          said={t('flow.p75Said')}
        />
        <TimeFigure
          name={t('flow.p90')}
          definition={t('definitions.p90')}
          seconds={closed.p90}
          n={closed.journeys}
          said={t('flow.p90Said')}
        />
        <TimeFigure
          name={t('flow.withOpen')}
          definition={t('definitions.withOpen')}
          seconds={withOpen.median}
          n={closed.journeys === null || open.journeys === null ? null : closed.journeys + open.journeys}
          said={open.journeys === null ? '' : t('flow.openSaid', { journeys: figures.whole(open.journeys) })}
        />
      </div>
      <TimedLists told={told} name={name} />
      <p className={explore.note}>
        {told.clock.calendar === null ? t('clock.saidAlways') : t('clock.saidOpen', { name: told.clock.calendar })}{' '}
        {t('flow.instants')}
      </p>
      <FluidityParts told={fluidity} />
      <StageTable stages={told.stages} name={phaseName} />
      <FrictionTable told={told.friction} name={name} />
      <PagesInFury />
    </>
  )
}
