import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useWorkspaceKey } from '../../admitting/data.ts'
import { mapsOf } from '../../mapping/data.ts'
import { DraftButton } from '../../mapping/start/DraftButton.tsx'
import { useMapView, useMeasureFilter } from '../data.ts'
import { FilterBar } from '../FilterBar.tsx'
import { ViewsMenu } from '../filter/ViewsMenu.tsx'
import { filtersOfOneMap } from '../filters.ts'
import { MapChoice } from '../frame/MapChoice.tsx'
import { QuestionPage } from '../frame/QuestionPage.tsx'
import { useActivities } from './activities.ts'
import { ConformanceTab } from './ConformanceTab.tsx'
import { FunnelTab } from './FunnelTab.tsx'
import { GraphTab } from './graph/GraphTab.tsx'
import { PathsTab } from './PathsTab.tsx'
import { RetentionTab } from './RetentionTab.tsx'
import { VariantsTab } from './VariantsTab.tsx'
import { ofOneMap, questions } from './view.ts'

/** What customers really do, whatever was designed: one question a tab, all under the same filters. */
export function ExplorePage() {
  const { t } = useTranslation('explore')
  const measuring = useTranslation('measuring').t
  const { view, show } = useMapView()
  const filter = useMeasureFilter()
  const activities = useActivities()
  const [firstMap] = useQuery(mapsOf(useWorkspaceKey())).data ?? []
  // Conformance is to a map: it is asked of the first where none is chosen. An address without one shows the graph.
  const map = view.map ?? firstMap?.id
  const offered = questions.filter(one => one !== 'conformance' || map !== undefined)
  const asked =
    questions.find(one => one === view.question && (one !== 'conformance' || view.map !== undefined)) ?? 'graph'
  return (
    <QuestionPage
      title={measuring('explore.title')}
      about={t('questions')}
      questions={offered.map(value => ({ value, label: t(`tabs.${value}`) }))}
      asked={asked}
      choose={question =>
        show({
          ...(question === 'conformance' && view.map === undefined && { ...ofOneMap, ...filtersOfOneMap, map }),
          question: question === 'graph' ? undefined : question,
          deviation: undefined,
          variant: undefined,
          flow: undefined,
          apart: undefined,
          journeys: undefined,
        })
      }
      lead={t(`leads.${asked}`)}
      actions={filter && view.map === undefined ? <DraftButton selection={filter} /> : undefined}
      filters={
        <FilterBar activities={activities}>
          <MapChoice choose={map => show({ ...ofOneMap, ...filtersOfOneMap, map })} />
          <ViewsMenu />
        </FilterBar>
      }
    >
      {asked === 'graph' && <GraphTab activities={activities} />}
      {asked === 'variants' && <VariantsTab activities={activities} />}
      {asked === 'paths' && <PathsTab activities={activities} />}
      {asked === 'funnel' && <FunnelTab activities={activities} />}
      {asked === 'retention' && <RetentionTab activities={activities} />}
      {asked === 'conformance' && view.map && <ConformanceTab map={view.map} activities={activities} />}
    </QuestionPage>
  )
}
