import { useTranslation } from 'react-i18next'
import { FilterBar } from '../FilterBar.tsx'
import { MapChoice } from '../frame/MapChoice.tsx'
import { QuestionPage } from '../frame/QuestionPage.tsx'
import { ChannelsTab } from './ChannelsTab.tsx'
import { useContactsView } from './data.ts'
import { FlowTab } from './FlowTab.tsx'
import { RepeatsTab } from './RepeatsTab.tsx'
import { SelfServiceTab } from './SelfServiceTab.tsx'
import { SpectrumTab } from './SpectrumTab.tsx'
import { asks } from './view.ts'

/** Those that speak of the journeys of a map, or of all events. */
const ofJourneys: readonly string[] = ['channels', 'flow', 'spectrum']

/** What it costs customers to get something settled: asking, asking again, changing channel, waiting. */
export function ContactsPage() {
  const { t } = useTranslation('contacts')
  const { view, show } = useContactsView()
  const asked = asks.find(one => one === view.ask) ?? 'repeats'
  return (
    <QuestionPage
      title={t('title')}
      about={t('questions')}
      questions={asks.map(value => ({ value, label: t(`tabs.${value}`) }))}
      asked={asked}
      choose={ask =>
        show({ ask: ask === 'repeats' ? undefined : ask, behind: undefined, ofReason: undefined, ofChannel: undefined })
      }
      lead={t(`leads.${asked}`)}
      filters={
        <FilterBar compares parts={false}>
          {ofJourneys.includes(asked) && <MapChoice choose={map => show({ map, start: undefined, end: undefined })} />}
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
