import { Tabs } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { Placement } from '../../../vocabulary/touchpoint.ts'
import { useWorkspaceKey } from '../../admitting/data.ts'
import { useFigures } from '../../kit/figures.ts'
import { useLabels } from '../../kit/label.ts'
import { SurveysOfTouchpoint } from '../../listening/binding/SurveysOfTouchpoint.tsx'
import { DataTab } from '../../measuring/DataTab.tsx'
import { useMapView } from '../../measuring/data.ts'
import { filtersIn } from '../../measuring/filters.ts'
import styles from '../inspector.module.css'
import { HistoryTab } from '../live/HistoryTab.tsx'
import { AgainstDesign } from '../lived/AgainstDesign.tsx'
import { ContactFigures } from '../lived/ContactFigures.tsx'
import { MomentPart } from '../lived/MomentPart.tsx'
import { useMapPlace } from '../map-place.ts'
import { Discussion } from '../talk/Discussion.tsx'
import { BindingList } from './BindingList.tsx'
import { ContentTab } from './ContentTab.tsx'
import { EvidenceField } from './EvidenceField.tsx'
import { InspectorTabs, inspectorTabs } from './InspectorTabs.tsx'
import { OwnersTab } from './OwnersTab.tsx'

/** A touchpoint at its place: what it is, what was lived there, who answers for it. */
export function PlacementInspector({ placement }: { placement: Placement }) {
  const { t } = useTranslation('mapping')
  const own = useTranslation('touchpoint').t
  const workspace = useWorkspaceKey()
  const { pair } = useFigures()
  const { say } = useLabels()
  const { view, show } = useMapView()
  const { map, touchpoints, moments, measures } = useMapPlace()
  const touchpoint = touchpoints.get(placement.touchpoint)
  const phase = map.phases.find(one => one.steps.some(step => step.placements.includes(placement)))
  const step = phase?.steps.find(one => one.placements.includes(placement))
  const moment = moments.get(placement.id)
  const tab = view.tab ?? (measures ? 'data' : 'content')
  if (!touchpoint) return null
  return (
    <>
      <p className={styles.where}>
        {say(phase?.name)} · {say(step?.title)}
      </p>
      <h2 className={styles.name}>
        <Link
          to="/w/$workspace/touchpoints/$touchpoint"
          params={{ workspace, touchpoint: touchpoint.id }}
          search={{ ...filtersIn(view), map: map.id }}
          title={own('page')}
        >
          {say(touchpoint.name)}
        </Link>
      </h2>
      <div className={styles.tags}>
        {moment && (
          <span className={styles.tag} data-kind="moment">
            ◆ {pair(t('inspector.moment'), t(`inspector.momentStatus.${moment.status}`))}
          </span>
        )}
        {touchpoint.ownership !== 'owned' && (
          <span className={styles.tag}>{t(`inspector.ownerships.${touchpoint.ownership}`)}</span>
        )}
        {placement.presence === 'expected' && <span className={styles.tag}>{t('inspector.presences.expected')}</span>}
      </div>
      <Tabs value={tab} onChange={value => show({ tab: inspectorTabs.find(one => one === value) ?? 'data' })}>
        <InspectorTabs open={tab} />
        <Tabs.Panel value="content">
          {tab === 'content' && <ContentTab placement={placement} touchpoint={touchpoint} step={step} />}
        </Tabs.Panel>
        <Tabs.Panel value="data">
          {tab === 'data' && (
            <div className={styles.fields}>
              {measures && <DataTab measures={measures} placement={placement} touchpoints={touchpoints} />}
              {measures && <MomentPart placement={placement} />}
              {measures && <AgainstDesign placement={placement.id} />}
              {measures && <ContactFigures touchpoint={touchpoint.id} />}
              <BindingList touchpoint={touchpoint} />
              <SurveysOfTouchpoint touchpoint={touchpoint.id} />
            </div>
          )}
        </Tabs.Panel>
        <Tabs.Panel value="evidence">
          {tab === 'evidence' && (
            <div className={styles.fields}>
              <EvidenceField
                ids={placement.evidence}
                edits={evidence => [{ op: 'setPlacement', placement: placement.id, set: { evidence: [...evidence] } }]}
              />
            </div>
          )}
        </Tabs.Panel>
        <Tabs.Panel value="discussion">
          {tab === 'discussion' && <Discussion target={{ kind: 'placement', id: placement.id }} step={step?.id} />}
        </Tabs.Panel>
        <Tabs.Panel value="history">
          {tab === 'history' && <HistoryTab element={`placement:${placement.id}`} />}
        </Tabs.Panel>
        <Tabs.Panel value="owners">{tab === 'owners' && <OwnersTab placement={placement} />}</Tabs.Panel>
      </Tabs>
    </>
  )
}
