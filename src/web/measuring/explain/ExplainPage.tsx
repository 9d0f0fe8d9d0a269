import { type ComponentType, lazy } from 'react'
import { useTranslation } from 'react-i18next'
import { type Activities, useActivities } from '../explore/activities.ts'
import { ofOneMap } from '../explore/view.ts'
import { FilterBar } from '../FilterBar.tsx'
import { filtersOfOneMap } from '../filters.ts'
import { MapChoice } from '../frame/MapChoice.tsx'
import { QuestionPage } from '../frame/QuestionPage.tsx'
import { useExplainView } from './data.ts'
import { type Explanation, explanationGroups } from './view.ts'

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

/** What was found unusual was found under the filters of its watch: those of the page would change nothing. */
const unfiltered: readonly Explanation[] = ['alerts']

/** Why customers stay, leave, buy: what goes with what, each answer in plain words before its figures. */
export function ExplainPage() {
  const { t } = useTranslation('explain')
  const { view, show } = useExplainView()
  const activities = useActivities()
  const asked = view.about ?? 'moments'
  const Asked = tabs[asked]
  return (
    <QuestionPage
      title={t('title')}
      about={t('questions')}
      questions={explanationGroups.map(({ group, explanations }) => ({
        label: t(`groups.${group}`),
        choices: explanations.map(one => ({ value: one, label: t(`asks.${one}`), detail: t(`tabs.${one}`) })),
      }))}
      asked={asked}
      choose={about => show({ about: about === 'moments' ? undefined : about })}
      lead={t(`leads.${asked}`)}
      filters={
        unfiltered.includes(asked) ? undefined : (
          <FilterBar activities={activities}>
            <MapChoice
              choose={map =>
                show({
                  ...ofOneMap,
                  ...filtersOfOneMap,
                  activity: undefined,
                  endings: undefined,
                  goal: undefined,
                  purchase: undefined,
                  map,
                })
              }
            />
          </FilterBar>
        )
      }
    >
      <Asked activities={activities} />
    </QuestionPage>
  )
}
