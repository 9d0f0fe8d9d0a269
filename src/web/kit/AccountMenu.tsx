import { Menu, UnstyledButton } from '@mantine/core'
import { IconCheck, IconLogout, IconSettings } from '@tabler/icons-react'
import { useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useMe, useSignOut, useWorkspaceKey } from '../admitting/data.ts'
import styles from './controls.module.css'
import { speak } from './language.ts'
import { useScheme } from './use-scheme.ts'

/** Whose session this is; language, appearance, and the way out. */
export function AccountMenu() {
  const { t, i18n } = useTranslation('kit')
  const navigate = useNavigate()
  const workspace = useWorkspaceKey()
  const { data: me } = useMe()
  const leave = useSignOut()
  const { scheme, setScheme } = useScheme()
  const tick = (chosen: boolean) => (chosen ? <IconCheck size={15} aria-hidden /> : null)
  const name = me?.member?.name ?? ''
  return (
    <Menu position="bottom-end" width={232}>
      <Menu.Target>
        <UnstyledButton className={styles.account} aria-label={t('account')}>
          {initials(name)}
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        {me?.member && <Menu.Label>{me.member.email}</Menu.Label>}
        {workspace && (
          <Menu.Item
            leftSection={<IconSettings size={15} aria-hidden />}
            onClick={() => navigate({ to: '/w/$workspace/settings', params: { workspace } })}
          >
            {t('rooms.settings')}
          </Menu.Item>
        )}
        <Menu.Divider />
        <Menu.Label>{t('language')}</Menu.Label>
        <Menu.Item lang="fr" rightSection={tick(i18n.language === 'fr')} onClick={() => speak('fr')}>
          {t('french')}
        </Menu.Item>
        <Menu.Item lang="en" rightSection={tick(i18n.language === 'en')} onClick={() => speak('en')}>
          {t('english')}
        </Menu.Item>
        <Menu.Divider />
        <Menu.Label>{t('scheme')}</Menu.Label>
        <Menu.Item rightSection={tick(scheme === 'light')} onClick={() => setScheme('light')}>
          {t('light')}
        </Menu.Item>
        <Menu.Item rightSection={tick(scheme === 'dark')} onClick={() => setScheme('dark')}>
          {t('dark')}
        </Menu.Item>
        <Menu.Item rightSection={tick(scheme === 'auto')} onClick={() => setScheme('auto')}>
          {t('system')}
        </Menu.Item>
        <Menu.Divider />
        <Menu.Item leftSection={<IconLogout size={15} aria-hidden />} onClick={() => leave.mutate()}>
          {t('signOut')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}

function initials(name: string): string {
  const words = name.split(/\s+/).filter(Boolean)
  return `${words[0]?.[0] ?? ''}${words.length > 1 ? words.at(-1)![0] : ''}`.toUpperCase() || '·'
}
