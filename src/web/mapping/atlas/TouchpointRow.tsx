import { ActionIcon, Menu } from '@mantine/core'
import { IconChevronDown, IconChevronRight, IconDots } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { Fragment, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { TouchpointUse } from '../../../contract/touchpoint-uses.ts'
import { useMay, useWorkspaceKey } from '../../admitting/data.ts'
import { useFigures } from '../../kit/figures.ts'
import { GraveItem } from '../../kit/GraveItem.tsx'
import { useLabels } from '../../kit/label.ts'
import { channelName } from '../channel-name.ts'
import { useLibrary } from '../data.ts'
import styles from './touchpoints.module.css'

export type TouchpointAct = 'rename' | 'merge' | 'archive' | 'bringBack'

/** A touchpoint, and once opened the places where it stands. */
export function TouchpointRow({
  use,
  alike,
  act,
}: {
  use: TouchpointUse
  /** Whether another touchpoint has its name. */
  alike: boolean
  act: (act: TouchpointAct, use: TouchpointUse) => void
}) {
  const { t } = useTranslation('atlas')
  const m = useTranslation('mapping').t
  const { say } = useLabels()
  const { language } = useFigures()
  const workspace = useWorkspaceKey()
  const may = useMay()('map.edit')
  const own = useLibrary().data?.library.channels ?? []
  const [opened, setOpened] = useState(false)
  const { touchpoint, placements } = use
  const name = say(touchpoint.name)
  const maps = new Set(placements.map(one => one.map)).size
  return (
    <Fragment>
      <tr>
        <td>
          <Link to="/w/$workspace/touchpoints/$touchpoint" params={{ workspace, touchpoint: touchpoint.id }}>
            <b>{name}</b>
          </Link>
          {alike && <span className={styles.tag}>{t('touchpoints.sameName')}</span>}
          {use.archived && <span className={styles.tag}>{t('touchpoints.archived')}</span>}
        </td>
        <td>
          {placements.length === 0 ? (
            <span className={styles.none}>{t('touchpoints.nowhere')}</span>
          ) : (
            <button type="button" className={styles.places} aria-expanded={opened} onClick={() => setOpened(!opened)}>
              {opened ? <IconChevronDown size={14} aria-hidden /> : <IconChevronRight size={14} aria-hidden />}
              {t('touchpoints.places', { count: placements.length })}, {t('touchpoints.onMaps', { count: maps })}
            </button>
          )}
        </td>
        <td data-wide>{touchpoint.channels.map(code => channelName(code, own, language)).join(', ')}</td>
        <td data-wide>{m(`inspector.ownerships.${touchpoint.ownership}`)}</td>
        <td data-number>{use.rules}</td>
        <td>
          {may && (
            <Menu position="bottom-end" width={220}>
              <Menu.Target>
                <ActionIcon variant="subtle" color="gray" aria-label={t('touchpoints.actions', { name })}>
                  <IconDots size={17} aria-hidden />
                </ActionIcon>
              </Menu.Target>
              <Menu.Dropdown>
                {use.archived ? (
                  <Menu.Item onClick={() => act('bringBack', use)}>{t('touchpoints.bringBack')}</Menu.Item>
                ) : (
                  <>
                    <Menu.Item onClick={() => act('rename', use)}>{t('touchpoints.rename')}</Menu.Item>
                    <Menu.Item onClick={() => act('merge', use)}>{t('touchpoints.merge')}</Menu.Item>
                    <Menu.Divider />
                    <GraveItem onClick={() => act('archive', use)}>{t('touchpoints.archive')}</GraveItem>
                  </>
                )}
              </Menu.Dropdown>
            </Menu>
          )}
        </td>
      </tr>
      {opened && (
        <tr className={styles.opened}>
          <td colSpan={6}>
            <ul aria-label={t('touchpoints.showPlaces')}>
              {placements.map(place => (
                <li key={`${place.map} ${place.placement}`}>
                  <Link
                    to="/w/$workspace/maps/$map"
                    params={{ workspace, map: place.map }}
                    search={{ touchpoint: place.placement }}
                  >
                    {say(place.mapName)}
                  </Link>
                  <span>
                    {say(place.phase)} · {say(place.step)}
                  </span>
                </li>
              ))}
            </ul>
          </td>
        </tr>
      )}
    </Fragment>
  )
}
