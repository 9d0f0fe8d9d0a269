import { Button } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useWorkspaceKey } from '../admitting/data.ts'
import { useFigures } from '../kit/figures.ts'
import { Scroll } from '../kit/Scroll.tsx'
import { Trouble } from '../kit/Trouble.tsx'
import figureStyles from '../measuring/figures.module.css'
import { useSegmentCustomers } from './data.ts'
import styles from './segmenting.module.css'

/** The customers of a segment, page by page. */
export function SegmentCustomers({ segment }: { segment: string }) {
  const { t } = useTranslation('segmenting')
  const kit = useTranslation('kit').t
  const figures = useFigures()
  const workspace = useWorkspaceKey()
  const list = useSegmentCustomers(segment, true)
  const first = list.data?.pages[0]
  const rows = list.data?.pages.flatMap(page => page.rows) ?? []
  return (
    <section className={styles.part}>
      <h2>
        {t('members')}{' '}
        {first && !first.hidden && first.total > 0 && (
          <small className={styles.soft}>
            {kit('total', { shown: figures.whole(rows.length), total: figures.whole(first.total) })}
          </small>
        )}
      </h2>
      {list.error && <Trouble compact error={list.error} retry={() => void list.refetch()} />}
      {first?.hidden && <p>{t('hidden')}</p>}
      {first && !first.hidden && first.total === 0 && <p>{t('nobody')}</p>}
      {rows.length > 0 && (
        <Scroll className={figureStyles.scroll} label={t('members')}>
          <table className={figureStyles.table}>
            <thead>
              <tr>
                <th scope="col">{t('customers')}</th>
                <th scope="col">{t('lastSeen')}</th>
                <th scope="col" data-number>
                  {t('events')}
                </th>
              </tr>
            </thead>
            <tbody>
              {rows.map(one => (
                <tr key={one.customer}>
                  <td>
                    <Link to="/w/$workspace/customers/$customer" params={{ workspace, customer: one.customer }}>
                      {one.name}
                    </Link>
                  </td>
                  <td>{figures.moment(one.lastSeenAt)}</td>
                  <td data-number>{figures.whole(one.events)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </Scroll>
      )}
      {list.hasNextPage && (
        <div>
          <Button variant="default" loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
            {kit('showMore')}
          </Button>
        </div>
      )}
    </section>
  )
}
