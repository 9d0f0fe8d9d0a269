import { NativeSelect, Tabs } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { useWorkspaceKey } from '../../admitting/data.ts'
import { PageHead } from '../../kit/PageHead.tsx'
import shell from '../../kit/shell.module.css'
import { mapsOf } from '../../mapping/data.ts'
import { DraftButton } from '../../mapping/start/DraftButton.tsx'
import { useMapView, useMeasureFilter } from '../data.ts'
import { FilterBar } from '../FilterBar.tsx'
import { ViewsMenu } from '../filter/ViewsMenu.tsx'
import { filtersOfOneMap } from '../filters.ts'
import { useActivities } from './activities.ts'
import { ConformanceTab } from './ConformanceTab.tsx'
import styles from './explore.module.css'
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
  const workspace = useWorkspaceKey()
  const { view, show } = useMapView()
  const filter = useMeasureFilter()
  const maps = useQuery(mapsOf(workspace))
  const activities = useActivities()
  // Conformance is to a map: without one, the address that asks it shows the graph.
  const offered = questions.filter(one => one !== 'conformance' || view.map !== undefined)
  const asked = offered.find(one => one === view.question) ?? 'graph'
  const title = measuring('explore.title')
  const frame = useRef<HTMLDivElement>(null)
  // On a phone the tabs are wider than the page: the open one comes into sight.
  // biome-ignore lint/correctness/useExhaustiveDependencies: which one is open is read from the page.
  useEffect(() => {
    frame.current
      ?.querySelector('[role=tab][aria-selected=true]')
      ?.scrollIntoView({ block: 'nearest', inline: 'nearest' })
  }, [asked])
  return (
    <>
      <PageHead
        title={title}
        name={`${t(`tabs.${asked}`)} · ${title}`}
        actions={filter && view.map === undefined ? <DraftButton selection={filter} /> : undefined}
      />
      <FilterBar activities={activities}>
        <NativeSelect
          size="xs"
          className={styles.ofMap}
          aria-label={measuring('explore.of')}
          value={view.map ?? ''}
          data={[
            { value: '', label: measuring('explore.all') },
            ...(maps.data ?? []).map(one => ({ value: one.id, label: one.name })),
          ]}
          onChange={event => show({ ...ofOneMap, ...filtersOfOneMap, map: event.currentTarget.value || undefined })}
        />
        <ViewsMenu />
      </FilterBar>
      <div className={shell.page} ref={frame}>
        <Tabs
          value={asked}
          classNames={{ list: styles.tabs!, panel: styles.panel! }}
          onChange={value =>
            show({
              question: offered.find(one => one === value && one !== 'graph'),
              deviation: undefined,
              variant: undefined,
              flow: undefined,
              apart: undefined,
              journeys: undefined,
            })
          }
        >
          <Tabs.List aria-label={t('questions')}>
            {offered.map(one => (
              <Tabs.Tab key={one} value={one}>
                {t(`tabs.${one}`)}
              </Tabs.Tab>
            ))}
          </Tabs.List>
          <Tabs.Panel value={asked}>
            <p className={styles.lead}>{t(`leads.${asked}`)}</p>
            {asked === 'graph' && <GraphTab activities={activities} />}
            {asked === 'variants' && <VariantsTab activities={activities} />}
            {asked === 'paths' && <PathsTab activities={activities} />}
            {asked === 'funnel' && <FunnelTab activities={activities} />}
            {asked === 'retention' && <RetentionTab activities={activities} />}
            {asked === 'conformance' && view.map && <ConformanceTab map={view.map} activities={activities} />}
          </Tabs.Panel>
        </Tabs>
      </div>
    </>
  )
}
