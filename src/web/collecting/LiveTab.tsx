import { Button } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useMay, useWorkspaceKey } from '../admitting/data.ts'
import { EmptyState } from '../kit/EmptyState.tsx'
import { useFigures } from '../kit/figures.ts'
import { Scroll } from '../kit/Scroll.tsx'
import { channelName } from '../mapping/channel-name.ts'
import styles from './collecting.module.css'
import { useTail } from './use-tail.ts'

/** The events as they arrive; what was sent a second ago is on top. */
export function LiveTab() {
  const { t } = useTranslation('collecting')
  const figures = useFigures()
  const workspace = useWorkspaceKey()
  const may = useMay()('customer.read')
  const [open, setOpen] = useState(true)
  const { events, lost } = useTail(open)
  const state = !open ? 'paused' : lost ? 'lost' : 'open'
  return (
    <>
      <div className={styles.row} style={{ marginBottom: 12 }}>
        <h2 className={styles.heading} style={{ margin: 0 }}>
          <span>
            <span className={styles.live} data-state={state} aria-hidden />
            {t('live.title')}
          </span>
          <small role="status">{state === 'lost' ? t('live.lost') : state === 'paused' ? t('live.paused') : ''}</small>
        </h2>
        <Button size="xs" variant="default" onClick={() => setOpen(!open)}>
          {open ? t('live.pause') : t('live.resume')}
        </Button>
      </div>
      {events.length === 0 ? (
        <EmptyState title={t('live.waiting')}>{t('live.waitingText')}</EmptyState>
      ) : (
        <Scroll className={styles.scroll} label={t('live.title')}>
          <table className={styles.table}>
            <thead>
              <tr>
                <th scope="col">{t('live.received')}</th>
                <th scope="col">{t('live.event')}</th>
                <th scope="col">{t('live.channel')}</th>
                <th scope="col" data-wide>
                  {t('live.source')}
                </th>
                <th scope="col" data-wide>
                  {t('live.customer')}
                </th>
              </tr>
            </thead>
            <tbody>
              {events.map(one => (
                <tr key={one.id}>
                  <td>{figures.clock(one.receivedAt)}</td>
                  <td>{one.name || one.kind}</td>
                  <td>{channelName(one.channel, [], figures.language)}</td>
                  <td data-wide>{one.source}</td>
                  <td data-wide>
                    {may ? (
                      <Link to="/w/$workspace/customers/$customer" params={{ workspace, customer: one.customer }}>
                        …{one.customer.slice(-6)}
                      </Link>
                    ) : (
                      `…${one.customer.slice(-6)}`
                    )}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </Scroll>
      )}
    </>
  )
}
