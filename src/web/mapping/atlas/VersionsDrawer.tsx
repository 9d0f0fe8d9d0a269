import { ActionIcon, Button, Menu, TextInput } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { IconDots } from '@tabler/icons-react'
import { Link, useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { exportMap } from '../../../contract/mapping.ts'
import { useWorkspaceKey } from '../../admitting/data.ts'
import { addressOf } from '../../client.ts'
import { useFigures } from '../../kit/figures.ts'
import { SideDrawer } from '../../kit/SideDrawer.tsx'
import { Trouble, useSentence } from '../../kit/Trouble.tsx'
import { Waiting } from '../../kit/Waiting.tsx'
import { useMapId, useVersions } from '../data.ts'
import { useEditing } from '../editing.ts'
import styles from '../inspector.module.css'
import { usePrepareReturn, useSnapshots, useTakeSnapshot } from './data.ts'

/** What the map was: the versions that were published, and states of the draft that were kept; each to read, compare, come back to. */
export function VersionsDrawer({ close }: { close: () => void }) {
  const { t } = useTranslation('atlas')
  const m = useTranslation('mapping').t
  const figures = useFigures()
  const sentence = useSentence()
  const workspace = useWorkspaceKey()
  const navigate = useNavigate()
  const map = useMapId()
  const { may, edit } = useEditing()
  const versions = useVersions(true)
  const snapshots = useSnapshots()
  const keeping = useTakeSnapshot()
  const returning = usePrepareReturn()

  function goBack(to: { version: number } | { snapshot: number }): void {
    returning.mutate(to, {
      onSuccess: async ({ edit: back }) => {
        if (!back) return void notifications.show({ message: t('versions.already') })
        await edit(back)
        notifications.show({
          message: 'version' in to ? t('versions.returned', { number: to.version }) : t('versions.returnedSnapshot'),
        })
        close()
      },
      onError: error => notifications.show({ color: 'red', message: sentence(error) }),
    })
  }

  return (
    <SideDrawer title={t('versions.title')} close={close} width={460}>
      {versions.error && <Trouble compact error={versions.error} />}
      {versions.isPending && <Waiting />}
      {versions.data?.versions.length === 0 && <p className={styles.note}>{t('versions.none')}</p>}
      <ul className={styles.list}>
        {versions.data?.versions.map(({ number, status, note, publishedAt }) => (
          <li key={number} className={styles.box}>
            <div className={styles.row}>
              <b>
                {m('version', { number })} · {t(status === 'published' ? 'versions.current' : 'versions.superseded')}
              </b>
              <span className={styles.row}>
                <Button
                  size="compact-sm"
                  variant="default"
                  onClick={() => {
                    close()
                    void navigate({
                      to: '/w/$workspace/maps/$map',
                      params: { workspace, map },
                      search: { version: number },
                    })
                  }}
                >
                  {t('versions.read')}
                </Button>
                <Menu position="bottom-end" width={250}>
                  <Menu.Target>
                    <ActionIcon variant="subtle" color="gray" aria-label={t('versions.actions', { number })}>
                      <IconDots size={17} aria-hidden />
                    </ActionIcon>
                  </Menu.Target>
                  <Menu.Dropdown>
                    <Menu.Item
                      onClick={() =>
                        void navigate({
                          to: '/w/$workspace/compare',
                          params: { workspace },
                          search: { map, version: number, with: map },
                        })
                      }
                    >
                      {t('versions.compare')}
                    </Menu.Item>
                    {may && <Menu.Item onClick={() => goBack({ version: number })}>{t('versions.back')}</Menu.Item>}
                    <Menu.Item
                      component="a"
                      href={addressOf(exportMap, { params: { workspace, map }, query: { version: number } })}
                      download={`${map}-v${number}.json`}
                    >
                      {t('versions.export')}
                    </Menu.Item>
                  </Menu.Dropdown>
                </Menu>
              </span>
            </div>
            {note && <p>{note}</p>}
            <p className={styles.note}>{figures.moment(publishedAt)}</p>
          </li>
        ))}
      </ul>
      <div className={styles.fields}>
        <Link to="/w/$workspace/compare" params={{ workspace }} search={{ map }} style={{ color: 'var(--accent)' }}>
          {t('versions.compareOther')}
        </Link>
        <h3 className={styles.heading}>{t('versions.snapshots')}</h3>
        <p className={styles.note}>{t('versions.snapshotsText')}</p>
        {may && (
          <form
            className={styles.row}
            onSubmit={event => {
              event.preventDefault()
              const form = event.currentTarget
              keeping.mutate(String(new FormData(form).get('note') ?? '').trim(), {
                onSuccess: () => {
                  form.reset()
                  notifications.show({ message: t('versions.kept') })
                },
              })
            }}
          >
            <TextInput
              name="note"
              size="sm"
              aria-label={t('versions.note')}
              placeholder={t('versions.note')}
              maxLength={500}
              style={{ flex: 1 }}
            />
            <Button type="submit" size="sm" variant="default" loading={keeping.isPending}>
              {t('versions.keep')}
            </Button>
          </form>
        )}
        <ul className={styles.list}>
          {snapshots.data?.snapshots.map(one => {
            const back = /^→ v(\d+)$/.exec(one.note)
            return (
              <li key={one.revision} className={styles.box}>
                <div className={styles.row}>
                  <b>
                    {back
                      ? t('versions.beforeReturn', { number: Number(back[1]) })
                      : one.note || t('versions.snapshot', { number: one.revision })}
                  </b>
                  <span className={styles.row}>
                    <Button
                      size="compact-sm"
                      variant="default"
                      onClick={() =>
                        void navigate({
                          to: '/w/$workspace/compare',
                          params: { workspace },
                          search: { map, snapshot: one.revision, with: map },
                        })
                      }
                    >
                      {t('versions.compareIt')}
                    </Button>
                    {may && (
                      <Button
                        size="compact-sm"
                        variant="default"
                        onClick={() => goBack({ snapshot: one.revision })}
                        loading={returning.isPending}
                      >
                        {t('versions.back')}
                      </Button>
                    )}
                  </span>
                </div>
                <p className={styles.note}>{figures.moment(one.takenAt)}</p>
              </li>
            )
          })}
        </ul>
      </div>
    </SideDrawer>
  )
}
