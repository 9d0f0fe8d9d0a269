import { Button } from '@mantine/core'
import type { InfiniteData, UseInfiniteQueryResult } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { VisitRow } from '../../contract/measuring.ts'
import type { OwnChannel } from '../../vocabulary/touchpoint.ts'
import { useMay, useWorkspaceKey } from '../admitting/data.ts'
import { shadeOf } from '../charts/feeling.ts'
import { useFigures } from '../kit/figures.ts'
import { Scroll } from '../kit/Scroll.tsx'
import { SideDrawer } from '../kit/SideDrawer.tsx'
import { Trouble } from '../kit/Trouble.tsx'
import { Waiting } from '../kit/Waiting.tsx'
import { channelName } from '../mapping/channel-name.ts'
import styles from './figures.module.css'

type Page = { readonly total: number; readonly hidden: boolean; readonly rows: readonly VisitRow[] }

/** The visits behind a number, page by page. `name` says what a touchpoint is called. */
export function VisitsDrawer(props: {
  opened: boolean
  title: string
  close: () => void
  list: UseInfiniteQueryResult<InfiniteData<Page>>
  name: (touchpoint: string) => string
  own: readonly OwnChannel[]
}) {
  const { opened, title, close, list, name, own } = props
  const { t } = useTranslation('measuring')
  const kit = useTranslation('kit').t
  const figures = useFigures()
  const workspace = useWorkspaceKey()
  const may = useMay()
  const first = list.data?.pages[0]
  const rows = list.data?.pages.flatMap(page => page.rows) ?? []
  const leading = rows.some(row => row.leading !== null)
  return (
    <SideDrawer opened={opened} title={title} close={close} width={760}>
      {list.error && <Trouble compact error={list.error} retry={() => void list.refetch()} />}
      {list.isPending && opened && <Waiting />}
      {first && <p>{first.hidden ? t('list.hidden') : t('list.counted', { n: figures.whole(first.total) })}</p>}
      {rows.length > 0 && (
        <Scroll className={styles.scroll} label={title}>
          <table className={styles.table}>
            <thead>
              <tr>
                <th scope="col">{t('list.customer')}</th>
                <th scope="col">{t('list.at')}</th>
                <th scope="col">{t('list.channel')}</th>
                <th scope="col" data-number>
                  {t('list.wait')}
                </th>
                <th scope="col" data-number>
                  {t('list.score')}
                </th>
                {leading && (
                  <th scope="col" data-number>
                    {t('list.leading')}
                  </th>
                )}
                <th scope="col">{t('list.next')}</th>
              </tr>
            </thead>
            <tbody>
              {rows.map(row => (
                <tr key={`${row.customer}${row.case}${row.at}`}>
                  <td>
                    {may('customer.read') ? (
                      <Link to="/w/$workspace/customers/$customer" params={{ workspace, customer: row.customer }}>
                        {row.customer.slice(0, 4)}…{row.customer.slice(-6)}
                      </Link>
                    ) : (
                      `…${row.customer.slice(-6)}`
                    )}
                  </td>
                  <td>{figures.moment(row.at)}</td>
                  <td>{channelName(row.channel, own, figures.language)}</td>
                  <td data-number>{row.waitSeconds === null ? '–' : figures.lasting(row.waitSeconds * 1000)}</td>
                  <td data-number data-feeling={row.score === null ? undefined : shadeOf(row.score)}>
                    {row.score === null ? '–' : figures.feeling(row.score)}
                  </td>
                  {leading && <td data-number>{row.leading === null ? '–' : figures.fine(row.leading)}</td>}
                  <td>{row.next === null ? t('list.end') : name(row.next)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </Scroll>
      )}
      {list.hasNextPage && (
        <Button variant="default" mt="md" loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
          {kit('showMore')}
        </Button>
      )}
    </SideDrawer>
  )
}
