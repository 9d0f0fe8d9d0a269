import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { CustomerTable } from '../collecting/CustomerTable.tsx'
import { useFigures } from '../kit/figures.ts'
import { Trouble } from '../kit/Trouble.tsx'
import { useSegmentCustomers } from './data.ts'
import styles from './segmenting.module.css'

/** The customers of a segment, page by page. */
export function SegmentCustomers({ segment }: { segment: string }) {
  const { t } = useTranslation('segmenting')
  const kit = useTranslation('kit').t
  const figures = useFigures()
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
      {rows.length > 0 && <CustomerTable label={t('members')} customers={rows} />}
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
