import { ActionIcon, Button, Menu, Tooltip } from '@mantine/core'
import { IconArrowBackUp, IconArrowForwardUp, IconDots } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useWorkspaceKey } from '../admitting/data.ts'
import { GraveItem } from '../kit/GraveItem.tsx'
import { useLabels } from '../kit/label.ts'
import { PageHead } from '../kit/PageHead.tsx'
import { useMapView } from '../measuring/data.ts'
import { useEditing } from './editing.ts'
import { PresentPeople } from './live/PresentPeople.tsx'
import type { OpenDrawer } from './MapDrawers.tsx'
import styles from './map-page.module.css'
import { useMapPlace } from './map-place.ts'
import { TalkButton, TalkMenuItems } from './talk/TalkHead.tsx'

/** The name of the journey, its version, whether all is saved, and what can be done with the map as a whole. */
export function MapHead({ open }: { open: (drawer: OpenDrawer) => void }) {
  const { t } = useTranslation('mapping')
  const x = useTranslation('mapExports').t
  const a = useTranslation('atlas').t
  const w = useTranslation('wall').t
  const workspace = useWorkspaceKey()
  const { view } = useMapView()
  const { say } = useLabels()
  const { whole, map } = useMapPlace()
  const { may, undo, redo, canUndo, canRedo, state } = useEditing()
  const own = say(map.name)
  const name = say(whole.journey.name)
  return (
    <PageHead
      title={name}
      name={name}
      facts={
        <>
          {own && own !== name && <span className={styles.own}>{own}</span>}
          <span className={styles.version}>
            {map.version > 0 ? t('draftOf', { number: map.version }) : t('neverPublishedYet')}
          </span>
          {may && (
            <span className={styles.saved} role="status">
              {t(`edit.${state}`)}
            </span>
          )}
        </>
      }
      actions={
        <>
          <PresentPeople />
          <TalkButton />
          {may && (
            <span className={styles.writing}>
              <Tooltip label={`${t('edit.undo')} (Ctrl+Z)`}>
                <ActionIcon
                  variant="subtle"
                  color="gray"
                  size="lg"
                  aria-label={t('edit.undo')}
                  disabled={!canUndo}
                  onClick={undo}
                >
                  <IconArrowBackUp size={18} aria-hidden />
                </ActionIcon>
              </Tooltip>
              <Tooltip label={`${t('edit.redo')} (Ctrl+Shift+Z)`}>
                <ActionIcon
                  variant="subtle"
                  color="gray"
                  size="lg"
                  aria-label={t('edit.redo')}
                  disabled={!canRedo}
                  onClick={redo}
                >
                  <IconArrowForwardUp size={18} aria-hidden />
                </ActionIcon>
              </Tooltip>
              <Button size="xs" onClick={() => open('publish')}>
                {t('publish.do')}
              </Button>
            </span>
          )}
          <Menu position="bottom-end" width={240}>
            <Menu.Target>
              <ActionIcon variant="subtle" color="gray" size="lg" aria-label={t('more.label')}>
                <IconDots size={18} aria-hidden />
              </ActionIcon>
            </Menu.Target>
            <Menu.Dropdown>
              <Menu.Item onClick={() => open('tray')}>{t('more.tray')}</Menu.Item>
              <Menu.Item onClick={() => open('journey')}>{t('more.journey')}</Menu.Item>
              <Menu.Item onClick={() => open('versions')}>{t('more.versions')}</Menu.Item>
              <Menu.Item onClick={() => open('export')}>{x('open')}</Menu.Item>
              <Menu.Item
                component={Link}
                to="/w/$workspace/maps/$map/wall"
                params={{ workspace, map: map.id } as never}
                search={view as never}
              >
                {w('open')}
              </Menu.Item>
              <Menu.Item onClick={() => open('review')}>{a('act.review')}</Menu.Item>
              {may && <Menu.Item onClick={() => open('share')}>{a('share.title')}</Menu.Item>}
              <TalkMenuItems />
              {may && (
                <>
                  <Menu.Divider />
                  <GraveItem onClick={() => open('remove')}>{t('more.remove')}</GraveItem>
                </>
              )}
            </Menu.Dropdown>
          </Menu>
        </>
      }
    />
  )
}
