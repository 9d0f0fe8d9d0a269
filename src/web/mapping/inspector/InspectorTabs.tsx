import { Tabs } from '@mantine/core'
import {
  IconChartHistogram,
  IconFileText,
  IconHistory,
  IconMessage,
  IconShieldCheck,
  IconUsersGroup,
} from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import styles from '../inspector.module.css'

export const inspectorTabs = ['content', 'data', 'owners', 'evidence', 'discussion', 'history'] as const
export type InspectorTab = (typeof inspectorTabs)[number]

const icons = {
  content: IconFileText,
  data: IconChartHistogram,
  owners: IconUsersGroup,
  evidence: IconShieldCheck,
  discussion: IconMessage,
  history: IconHistory,
} as const

/** The parts of what is known of a touchpoint, in one line however narrow: only the open one has room for its name. */
export function InspectorTabs({ open }: { open: InspectorTab }) {
  const { t } = useTranslation('mapping')
  const talk = useTranslation('talk').t
  const live = useTranslation('live').t
  const own = useTranslation('inspector').t
  const names: Readonly<Record<InspectorTab, string>> = {
    content: t('inspector.content'),
    data: t('inspector.data'),
    owners: t('inspector.owners'),
    evidence: own('evidence.tab'),
    discussion: talk('discussion'),
    history: live('history.title'),
  }
  return (
    <Tabs.List className={styles.tabs ?? ''}>
      {inspectorTabs.map(tab => {
        const Icon = icons[tab]
        return (
          <Tabs.Tab key={tab} value={tab} title={names[tab]} className={styles.tab ?? ''}>
            <Icon size={17} aria-hidden />
            <span className={tab === open ? styles.tabName : 'unseen'}>{names[tab]}</span>
          </Tabs.Tab>
        )
      })}
    </Tabs.List>
  )
}
