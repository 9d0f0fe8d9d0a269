import { Menu, Tooltip, UnstyledButton } from '@mantine/core'
import { IconMessages } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useMay } from '../../admitting/data.ts'
import { useThreads } from './data.ts'
import styles from './talk.module.css'
import { useTalkView } from './talk-view.ts'

/** Opens the discussion of the map; says how many threads are open. */
export function TalkButton() {
  const { t } = useTranslation('talk')
  const may = useMay()('map.comment')
  const { open } = useTalkView()
  const count = useThreads().data?.threads.filter(one => one.resolvedAt === null).length ?? 0
  if (!may) return null
  const label = count === 0 ? t('open') : t('openCount', { count })
  return (
    <Tooltip label={t('discussion')}>
      <UnstyledButton className={styles.talk} aria-label={label} onClick={() => open('discussion')}>
        <IconMessages size={18} stroke={1.7} aria-hidden />
        {count > 0 && <b aria-hidden>{count > 99 ? '99+' : count}</b>}
      </UnstyledButton>
    </Tooltip>
  )
}

/** What the menu of a map offers around it. */
export function TalkMenuItems() {
  const { t } = useTranslation('talk')
  const { open } = useTalkView()
  return (
    <>
      <Menu.Divider />
      <Menu.Item onClick={() => open('workshop')}>{t('workshop.menu')}</Menu.Item>
      <Menu.Item onClick={() => open('handoffs')}>{t('handoff.menu')}</Menu.Item>
      <Menu.Item onClick={() => open('impact')}>{t('impact.menu')}</Menu.Item>
      <Menu.Item onClick={() => open('lanes')}>{t('lanes.menu')}</Menu.Item>
    </>
  )
}
