import { Button, UnstyledButton } from '@mantine/core'
import { IconBell } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { InboxNotice } from '../../../contract/map-talk.ts'
import { useMay, useWorkspaceKey } from '../../admitting/data.ts'
import { useFigures } from '../../kit/figures.ts'
import { useLabels } from '../../kit/label.ts'
import { SideDrawer } from '../../kit/SideDrawer.tsx'
import type { MapView } from '../../measuring/view.ts'
import { useInbox, useNameOf, useReadInbox } from './data.ts'
import { writtenWords } from './mentions.ts'
import styles from './talk.module.css'

/** What awaits the reader: mentions, answers, proposals and decisions, with how many are unread. */
export function InboxButton() {
  const { t } = useTranslation('talk')
  const may = useMay()('map.comment')
  const [isOpen, setOpen] = useState(false)
  const unread = useInbox().data?.unread ?? 0
  if (!may) return null
  return (
    <>
      <UnstyledButton
        className={styles.bell}
        aria-label={unread === 0 ? t('inbox.open') : t('inbox.openCount', { count: unread })}
        onClick={() => setOpen(true)}
      >
        <IconBell size={18} stroke={1.7} aria-hidden />
        {unread > 0 && <b aria-hidden>{unread > 99 ? '99+' : unread}</b>}
      </UnstyledButton>
      {isOpen && <InboxDrawer close={() => setOpen(false)} />}
    </>
  )
}

function InboxDrawer({ close }: { close: () => void }) {
  const { t } = useTranslation('talk')
  const figures = useFigures()
  const { say } = useLabels()
  const nameOf = useNameOf()
  const workspace = useWorkspaceKey()
  const { data } = useInbox()
  const read = useReadInbox()
  const notices = data?.notices ?? []
  return (
    <SideDrawer title={t('inbox.open')} close={close} width={420}>
      <div className={styles.panel}>
        {data && notices.length === 0 && <p className={styles.empty}>{t('inbox.empty')}</p>}
        {(data?.unread ?? 0) > 0 && (
          <div className={styles.acts}>
            <Button size="compact-xs" variant="subtle" onClick={() => read.mutate('all')}>
              {t('inbox.readAll')}
            </Button>
          </div>
        )}
        <ul className={styles.list}>
          {notices.map(one => (
            <li key={one.id}>
              <Link
                to="/w/$workspace/maps/$map"
                params={{ workspace, map: one.map }}
                search={viewOf(one)}
                className={styles.notice}
                data-unread={one.readAt === null || undefined}
                onClick={() => {
                  if (one.readAt === null) read.mutate([one.id])
                  close()
                }}
              >
                <b>
                  {one.readAt === null && <span className="unseen">{t('inbox.unread')} : </span>}
                  {t(`inbox.${one.kind}`, { name: nameOf(one.by) })}
                </b>
                {one.excerpt && <span>{writtenWords(one.excerpt, nameOf)}</span>}
                <small>{[say(one.mapName), figures.moment(one.at)].filter(Boolean).join(' · ')}</small>
              </Link>
            </li>
          ))}
        </ul>
      </div>
    </SideDrawer>
  )
}

/** Where a notice leads: to the comment, or to the step with its proposals. */
function viewOf(one: InboxNotice): MapView {
  if (one.kind === 'mention' || one.kind === 'reply') return { comment: one.subject }
  return one.target.kind === 'step' ? { step: one.target.id, tab: 'discussion' } : {}
}
