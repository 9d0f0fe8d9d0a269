import { NativeSelect, Tabs } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useWorkspaceKey } from '../../admitting/data.ts'
import { PageHead } from '../../kit/PageHead.tsx'
import shell from '../../kit/shell.module.css'
import { mapsOf } from '../../mapping/data.ts'
import explore from '../explore/explore.module.css'
import { FilterBar } from '../FilterBar.tsx'
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
  const measuring = useTranslation('measuring').t
  const workspace = useWorkspaceKey()
  const { view, show } = useContactsView()
  const maps = useQuery(mapsOf(workspace))
  const asked = asks.find(one => one === view.ask) ?? 'repeats'
  return (
    <>
      <PageHead title={t('title')} name={`${t(`tabs.${asked}`)} · ${t('title')}`} />
      <FilterBar>
        {ofJourneys.includes(asked) && (
          <NativeSelect
            size="xs"
            className={explore.ofMap}
            aria-label={measuring('explore.of')}
            value={view.map ?? ''}
            data={[
              { value: '', label: measuring('explore.all') },
              ...(maps.data ?? []).map(one => ({ value: one.id, label: one.name })),
            ]}
            onChange={event => show({ map: event.currentTarget.value || undefined, start: undefined, end: undefined })}
          />
        )}
      </FilterBar>
      <div className={shell.page}>
        <Tabs
          value={asked}
          classNames={{ list: explore.tabs!, panel: explore.panel! }}
          onChange={value =>
            show({
              ask: asks.find(one => one === value && one !== 'repeats'),
              behind: undefined,
              ofReason: undefined,
              ofChannel: undefined,
            })
          }
        >
          <Tabs.List aria-label={t('questions')}>
            {asks.map(one => (
              <Tabs.Tab key={one} value={one}>
                {t(`tabs.${one}`)}
              </Tabs.Tab>
            ))}
          </Tabs.List>
          <Tabs.Panel value={asked}>
            <p className={explore.lead}>{t(`leads.${asked}`)}</p>
            {asked === 'repeats' && <RepeatsTab />}
            {asked === 'selfService' && <SelfServiceTab />}
            {asked === 'channels' && <ChannelsTab />}
            {asked === 'flow' && <FlowTab />}
            {asked === 'spectrum' && <SpectrumTab />}
          </Tabs.Panel>
        </Tabs>
      </div>
    </>
  )
}
