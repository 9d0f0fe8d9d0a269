import { Menu, UnstyledButton } from '@mantine/core'
import { IconDots } from '@tabler/icons-react'
import { Link, useNavigate } from '@tanstack/react-router'
import { Fragment } from 'react'
import { useTranslation } from 'react-i18next'
import { useWorkspaceKey } from '../admitting/data.ts'
import { useRooms } from './rooms-list.ts'
import styles from './shell.module.css'

/** The way from room to room: a column beside the page, or a bar below it on a phone. */
export function Rooms() {
  const { t } = useTranslation('kit')
  const params = { workspace: useWorkspaceKey() }
  const floors = Map.groupBy(useRooms(), room => room.floor)
  return (
    <nav className={styles.rooms} aria-label={t('rooms.label')}>
      {[...floors].map(([floor, rooms]) => (
        <Fragment key={floor}>
          <span className={styles.floor}>{t(`rooms.${floor}`)}</span>
          {rooms.map(({ word, to, Icon, atHand }) => (
            <Link key={word} to={to} params={params} className={`${styles.room} ${atHand ? '' : styles.onDesk}`}>
              <Icon size={19} stroke={1.6} aria-hidden />
              {t(`rooms.${word}`)}
            </Link>
          ))}
        </Fragment>
      ))}
      <OtherRooms />
    </nav>
  )
}

/** On a phone: the rooms that did not fit. */
function OtherRooms() {
  const { t } = useTranslation('kit')
  const navigate = useNavigate()
  const params = { workspace: useWorkspaceKey() }
  const others = useRooms().filter(room => !room.atHand)
  return (
    <Menu position="top-end" width={220}>
      <Menu.Target>
        <UnstyledButton className={`${styles.room} ${styles.onPhone}`}>
          <IconDots size={19} stroke={1.6} aria-hidden />
          {t('more')}
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        {others.map(({ word, to, Icon }) => (
          <Menu.Item
            key={word}
            leftSection={<Icon size={17} stroke={1.6} aria-hidden />}
            onClick={() => navigate({ to, params })}
          >
            {t(`rooms.${word}`)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}
