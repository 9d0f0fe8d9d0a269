import { Menu } from '@mantine/core'
import { IconCheck } from '@tabler/icons-react'
import { Link, useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useMe, useWorkspace, useWorkspaceKey } from '../admitting/data.ts'
import styles from './shell.module.css'

/** The mark of the product and the name of the workspace; a menu where there are several. */
export function WorkspaceSwitch() {
  const { t } = useTranslation('kit')
  const navigate = useNavigate()
  const key = useWorkspaceKey()
  const here = useWorkspace()
  const { data: me } = useMe()
  const face = (
    <>
      <img src="/mark.svg" alt="" />
      <span className={styles.brandName}>
        Parcours
        <small>{here?.name ?? '\u00a0'}</small>
      </span>
    </>
  )
  if (!me || me.workspaces.length < 2) {
    return (
      <Link to="/w/$workspace/maps" params={{ workspace: key }} className={styles.brand} aria-label={t('home')}>
        {face}
      </Link>
    )
  }
  return (
    <Menu position="bottom-start" width={240}>
      <Menu.Target>
        <button type="button" className={styles.brand} aria-label={t('switchWorkspace')}>
          {face}
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        {me.workspaces.map(one => (
          <Menu.Item
            key={one.key}
            rightSection={one.key === key ? <IconCheck size={15} aria-hidden /> : null}
            onClick={() => navigate({ to: '/w/$workspace/maps', params: { workspace: one.key } })}
          >
            {one.name}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}
