import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { MapMeasures } from '../../../contract/measuring.ts'
import type { TouchpointUse } from '../../../contract/touchpoint-uses.ts'
import type { Step } from '../../../vocabulary/map/journey-map.ts'
import { useWorkspaceKey } from '../../admitting/data.ts'
import { EmptyState } from '../../kit/EmptyState.tsx'
import { useLabels } from '../../kit/label.ts'
import { Waiting } from '../../kit/Waiting.tsx'
import { AgainstDesign } from '../../mapping/lived/AgainstDesign.tsx'
import { ContactFigures } from '../../mapping/lived/ContactFigures.tsx'
import { ContactsAtDrawer } from '../../mapping/lived/ContactsAtDrawer.tsx'
import { useMapPlace } from '../../mapping/map-place.ts'
import { Comparison } from '../compare/Comparison.tsx'
import { DataTab } from '../DataTab.tsx'
import { useMeasures } from '../data.ts'
import { DeviatingDrawer } from '../explore/DeviatingDrawer.tsx'
import explore from '../explore/explore.module.css'
import { ListDrawer } from '../ListDrawer.tsx'
import { AgainPart } from './AgainPart.tsx'
import { DeclaredPart } from './DeclaredPart.tsx'
import { FitPart } from './FitPart.tsx'
import { GapTable } from './GapTable.tsx'
import { MomentPart } from './MomentPart.tsx'
import styles from './touchpoint.module.css'
import { useTouchpointFigures } from './use-touchpoint-figures.ts'
import { VoicesPart } from './VoicesPart.tsx'

/** Declared on one side, measured on the other; what is wanted between them, with the gap. */
export function TouchpointBody(props: {
  use: TouchpointUse
  /** Where it stands on the map. */
  steps: readonly Step[]
  measures: MapMeasures | undefined
}) {
  const { use, steps, measures } = props
  const { t } = useTranslation('touchpoint')
  const { say } = useLabels()
  const { map, touchpoints, whole } = useMapPlace()
  const workspace = useWorkspaceKey()
  const id = use.touchpoint.id
  const name = (touchpoint: string) => say(touchpoints.get(touchpoint)?.name) || touchpoint
  const figuresOf = useTouchpointFigures(id, name)
  const placements = steps.flatMap(step => step.placements.filter(one => one.touchpoint === id))
  const own = measures?.touchpoints.find(one => one.touchpoint === id)
  // Where no event is bound, noughts would say that nobody comes, and that journeys pass as designed.
  const unseen = use.rules === 0 && own?.visits.value === 0 && own.satisfaction.every(one => one.mean === null)
  return (
    <div className={explore.parts}>
      {measures && <Comparison now={measures} useOther={useMeasures} asked={map.id} figuresOf={figuresOf} />}
      <div className={styles.two}>
        <section className={explore.part} data-kind="measured">
          <h2>{t('measured')}</h2>
          {unseen ? (
            <EmptyState
              compact
              title={t('unseen')}
              actions={
                <Link
                  to="/w/$workspace/maps/$map"
                  params={{ workspace, map: map.id }}
                  search={{ touchpoint: placements[0]!.id }}
                >
                  {t('toMap')}
                </Link>
              }
            >
              {t('unseenText')}
            </EmptyState>
          ) : (
            <p className={explore.note}>{t('measuredSaid')}</p>
          )}
          {unseen ? null : measures ? (
            <DataTab measures={measures} placement={placements[0]!} touchpoints={touchpoints} />
          ) : (
            <Waiting lines={4} />
          )}
        </section>
        <DeclaredPart use={use} steps={steps} />
      </div>
      <GapTable steps={steps} placements={placements} measures={measures} own={own} />
      <div className={styles.two}>
        <section className={explore.part}>
          <h2>{t('conformance')}</h2>
          <p className={explore.note}>{t('conformanceSaid')}</p>
          {unseen ? (
            <p className={explore.note}>{t('unseenAgainst')}</p>
          ) : (
            <>
              {placements.map(one => (
                <AgainstDesign key={one.id} placement={one.id} />
              ))}
              <ContactFigures touchpoint={id} only="repeated" />
            </>
          )}
        </section>
        <MomentPart touchpoint={id} placements={placements} />
        <AgainPart map={map.id} touchpoint={id} />
        <FitPart touchpoint={use.touchpoint} />
      </div>
      <VoicesPart touchpoint={id} placements={placements} />
      <ListDrawer map={map.id} touchpoints={touchpoints} own={whole.library.channels} of={id} />
      <ContactsAtDrawer map={map.id} of={id} />
      <DeviatingDrawer map={map.id} name={name} />
    </div>
  )
}
