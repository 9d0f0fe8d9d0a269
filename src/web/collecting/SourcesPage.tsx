import { Tabs } from '@mantine/core'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { PageHead } from '../kit/PageHead.tsx'
import shell from '../kit/shell.module.css'
import { ImportsTab } from './ImportsTab.tsx'
import { LiveTab } from './LiveTab.tsx'
import { QuarantineTab } from './QuarantineTab.tsx'
import { SourcesTab } from './SourcesTab.tsx'
import { readSourcesView, sourceTabs } from './view.ts'

/** Where events come from: sources and keys, what arrives now, what was refused, files. */
export function SourcesPage() {
  const { t } = useTranslation('collecting')
  const navigate = useNavigate()
  const { tab = 'sources' } = readSourcesView(useSearch({ strict: false }) as Record<string, unknown>)
  return (
    <>
      <PageHead title={t('sources.title')} name={`${t(`sources.tabs.${tab}`)} · ${t('sources.title')}`} />
      <div className={shell.page}>
        <Tabs
          value={tab}
          onChange={value =>
            navigate({ to: '.', search: (value === 'sources' ? {} : { tab: value }) as never, replace: true })
          }
        >
          <Tabs.List mb="lg">
            {sourceTabs.map(one => (
              <Tabs.Tab key={one} value={one}>
                {t(`sources.tabs.${one}`)}
              </Tabs.Tab>
            ))}
          </Tabs.List>
          <Tabs.Panel value="sources">{tab === 'sources' && <SourcesTab />}</Tabs.Panel>
          <Tabs.Panel value="live">{tab === 'live' && <LiveTab />}</Tabs.Panel>
          <Tabs.Panel value="quarantine">{tab === 'quarantine' && <QuarantineTab />}</Tabs.Panel>
          <Tabs.Panel value="imports">{tab === 'imports' && <ImportsTab />}</Tabs.Panel>
        </Tabs>
      </div>
    </>
  )
}
