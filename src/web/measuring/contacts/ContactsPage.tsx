import { useTranslation } from 'react-i18next'
import { useChoosable } from '../explore/activities.ts'
import { FilterBar } from '../FilterBar.tsx'
import { choosesJourneys, filtersOfOneMap } from '../filters.ts'
import { MapChoice } from '../frame/MapChoice.tsx'
import { QuestionPage } from '../frame/QuestionPage.tsx'
import { ChannelsTab } from './ChannelsTab.tsx'
import { useContactsView } from './data.ts'
import { FlowTab } from './FlowTab.tsx'
import { RepeatsTab } from './RepeatsTab.tsx'
import { SelfServiceTab } from './SelfServiceTab.tsx'
import { SpectrumTab } from './SpectrumTab.tsx'
import { asks } from './view.ts'

/** Those that speak of what is no journey: they say what a choice of journeys keeps of it. */
const besideJourneys = ['repeats', 'selfService', 'channels'] as const

/** What it costs customers to get something settled: asking, asking again, changing channel, waiting. */
export function ContactsPage() {
  const { t } = useTranslation('contacts')
  const { view, show } = useContactsView()
  const activities = useChoosable()
  const asked = asks.find(one => one === view.ask) ?? 'repeats'
  const beside = besideJourneys.find(one => one === asked)
  return (
    <QuestionPage
      title={t('title')}
      about={t('questions')}
      questions={asks.map(value => ({ value, label: t(`tabs.${value}`) }))}
      asked={asked}
      choose={ask =>
        show({ ask: ask === 'repeats' ? undefined : ask, behind: undefined, ofReason: undefined, ofChannel: undefined })
      }
      lead={[
        t(`leads.${asked}`),
        beside && (view.map !== undefined || choosesJourneys(view)) && t(`onJourneys.${beside}`),
      ]
        .filter(Boolean)
        .join(' ')}
      filters={
        <FilterBar activities={activities}>
          <MapChoice choose={map => show({ ...filtersOfOneMap, map, start: undefined, end: undefined })} />
        </FilterBar>
      }
    >
      {asked === 'repeats' && <RepeatsTab />}
      {asked === 'selfService' && <SelfServiceTab />}
      {asked === 'channels' && <ChannelsTab />}
      {asked === 'flow' && <FlowTab />}
      {asked === 'spectrum' && <SpectrumTab />}
    </QuestionPage>
  )
}
