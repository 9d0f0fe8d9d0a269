import { Tabs } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { CopyText } from '../kit/CopyText.tsx'

const kinds = ['parcours', 'segmentWeb', 'segmentNode', 'curl'] as const

/** What to paste where, with the key already in it. */
export function Snippets({ writeKey }: { writeKey: string }) {
  const { t } = useTranslation('collecting')
  const host = location.origin
  const words: Record<(typeof kinds)[number], string> = {
    parcours: `<script async src="${host}/sdk/parcours.js" data-write-key="${writeKey}"></script>`,
    segmentWeb: `import { AnalyticsBrowser } from '@segment/analytics-next'

const analytics = AnalyticsBrowser.load(
  { writeKey: '${writeKey}', cdnURL: '${host}' },
  { integrations: { 'Segment.io': { apiHost: '${host.replace(/^https?:\/\//, '')}/v1', protocol: '${location.protocol.replace(':', '')}' } } },
)
analytics.track('Order Completed', { total: 129 })`,
    segmentNode: `import { Analytics } from '@segment/analytics-node'

const analytics = new Analytics({ writeKey: '${writeKey}', host: '${host}' })
analytics.track({ userId: 'u-1042', event: 'Order Completed', properties: { total: 129 } })`,
    curl: `curl -X POST ${host}/v1/track -u '${writeKey}:' -H 'content-type: application/json' \\
  -d '{"userId":"u-1042","event":"Order Completed","properties":{"total":129}}'`,
  }
  return (
    <Tabs defaultValue="parcours" mt="xs">
      <Tabs.List mb="xs">
        {kinds.map(kind => (
          <Tabs.Tab key={kind} value={kind}>
            {t(`sources.snippetTabs.${kind}`)}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      {kinds.map(kind => (
        <Tabs.Panel key={kind} value={kind}>
          <CopyText block text={words[kind]} />
        </Tabs.Panel>
      ))}
    </Tabs>
  )
}
