import { NativeSelect, Tabs } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { type ComponentType, lazy, Suspense, useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { useWorkspaceKey } from '../../admitting/data.ts'
import { PageHead } from '../../kit/PageHead.tsx'
import shell from '../../kit/shell.module.css'
import { Waiting } from '../../kit/Waiting.tsx'
import { mapsOf } from '../../mapping/data.ts'
import { type Activities, useActivities } from '../explore/activities.ts'
import explore from '../explore/explore.module.css'
import { ofOneMap } from '../explore/view.ts'
import { FilterBar } from '../FilterBar.tsx'
import { filtersOfOneMap } from '../filters.ts'
import { useExplainView } from './data.ts'
import { type Explanation, explanations } from './view.ts'

type Tab = ComponentType<{ activities: Activities }>

// Each is drawn when it is asked for: nobody reads all of them.
const tabs: Readonly<Record<Explanation, Tab>> = {
  moments: lazy(() => import('../moments/MomentsTab.tsx').then(({ MomentsTab }) => ({ default: MomentsTab }))),
  drivers: lazy(() => import('../drivers/DriversTab.tsx').then(({ DriversTab }) => ({ default: DriversTab }))),
  segments: lazy(() => import('../segments/SegmentsTab.tsx').then(({ SegmentsTab }) => ({ default: SegmentsTab }))),
  trend: lazy(() => import('../trends/TrendTab.tsx').then(({ TrendTab }) => ({ default: TrendTab }))),
  alerts: lazy(() => import('../alerts/AlertsTab.tsx').then(({ AlertsTab }) => ({ default: AlertsTab }))),
  change: lazy(() => import('../trends/ChangeTab.tsx').then(({ ChangeTab }) => ({ default: ChangeTab }))),
  drift: lazy(() => import('../trends/DriftTab.tsx').then(({ DriftTab }) => ({ default: DriftTab }))),
  next: lazy(() => import('../prediction/NextStepTab.tsx').then(({ NextStepTab }) => ({ default: NextStepTab }))),
  typical: lazy(() => import('../segments/TypicalTab.tsx').then(({ TypicalTab }) => ({ default: TypicalTab }))),
  churn: lazy(() => import('../leaving/ChurnTab.tsx').then(({ ChurnTab }) => ({ default: ChurnTab }))),
  survival: lazy(() => import('../leaving/SurvivalTab.tsx').then(({ SurvivalTab }) => ({ default: SurvivalTab }))),
  attribution: lazy(() =>
    import('../credit/AttributionTab.tsx').then(({ AttributionTab }) => ({ default: AttributionTab })),
  ),
  purchases: lazy(() => import('../leaving/PurchasesTab.tsx').then(({ PurchasesTab }) => ({ default: PurchasesTab }))),
}

/** Why customers stay, leave, buy: what goes with what, each answer in plain words before its figures. */
export function ExplainPage() {
  const { t } = useTranslation('explain')
  const measuring = useTranslation('measuring').t
  const workspace = useWorkspaceKey()
  const { view, show } = useExplainView()
  const maps = useQuery(mapsOf(workspace))
  const activities = useActivities()
  const asked = view.about ?? 'moments'
  const Asked = tabs[asked]
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
      <PageHead title={t('title')} name={`${t(`tabs.${asked}`)} · ${t('title')}`} />
      <FilterBar activities={activities} compares={false}>
        <NativeSelect
          size="xs"
          className={explore.ofMap}
          aria-label={measuring('explore.of')}
          value={view.map ?? ''}
          data={[
            { value: '', label: measuring('explore.all') },
            ...(maps.data ?? []).map(one => ({ value: one.id, label: one.name })),
          ]}
          onChange={event =>
            show({
              ...ofOneMap,
              ...filtersOfOneMap,
              activity: undefined,
              endings: undefined,
              goal: undefined,
              purchase: undefined,
              map: event.currentTarget.value || undefined,
            })
          }
        />
      </FilterBar>
      <div className={shell.page} ref={frame}>
        <Tabs
          value={asked}
          classNames={{ list: explore.tabs!, panel: explore.panel! }}
          onChange={value => show({ about: explanations.find(one => one === value && one !== 'moments') })}
        >
          <Tabs.List aria-label={t('questions')}>
            {explanations.map(one => (
              <Tabs.Tab key={one} value={one}>
                {t(`tabs.${one}`)}
              </Tabs.Tab>
            ))}
          </Tabs.List>
          <Tabs.Panel value={asked}>
            <p className={explore.lead}>{t(`leads.${asked}`)}</p>
            <Suspense fallback={<Waiting />}>
              <Asked activities={activities} />
            </Suspense>
          </Tabs.Panel>
        </Tabs>
      </div>
    </>
  )
}
