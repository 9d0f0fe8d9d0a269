import { Button } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { exportList } from '../../../contract/measuring-lists.ts'
import { useMay, useWorkspaceKey } from '../../admitting/data.ts'
import { addressOf } from '../../client.ts'
import { useFigures } from '../../kit/figures.ts'
import { Scroll } from '../../kit/Scroll.tsx'
import { SideDrawer } from '../../kit/SideDrawer.tsx'
import { Trouble } from '../../kit/Trouble.tsx'
import { Waiting } from '../../kit/Waiting.tsx'
import figureStyles from '../figures.module.css'
import styles from './lists.module.css'
import { MakeSegment } from './MakeSegment.tsx'
import type { AskedList, ListPage } from './use-asked-list.ts'

/** A column of a list: how a row is shown in it. */
export type Column<Row> = {
  readonly label: string
  readonly number?: boolean
  readonly className?: string | undefined
  readonly title?: (row: Row) => string
  readonly feeling?: (row: Row) => string | undefined
  readonly cell: (row: Row) => ReactNode
}

/** Rows that a file holds at most, as the server gives it. */
const mostTaken = 1_000_000

/** Every list behind a number: what it is, how many, the rows as they are read; to be taken away or made a segment of. */
export function ListFrame<Row>(props: {
  opened: boolean
  title: string
  close: () => void
  list: AskedList<Row>
  columns: readonly Column<Row>[]
  /** How many there are, in words; and what is said where they may not be told. */
  counted: (first: ListPage<Row>) => string
  hidden: string
  /** What makes a row stand here. */
  definition?: string
  /** What stands over the list: another part of it, the way elsewhere. */
  above?: ReactNode
  width?: number
  tableClass?: string | undefined
}) {
  const { opened, title, close, list, columns, counted, hidden, definition, above, width = 780, tableClass } = props
  const { t } = useTranslation('lists')
  const kit = useTranslation('kit').t
  const mayTake = useMay()('event.export')
  const workspace = useWorkspaceKey()
  const figures = useFigures()
  const { first, rows, asked } = list
  return (
    <SideDrawer opened={opened} title={title} close={close} width={width}>
      {above}
      {list.error && <Trouble compact error={list.error} retry={list.retry} />}
      {list.isPending && opened && <Waiting />}
      {first && <p>{first.hidden ? hidden : counted(first)}</p>}
      {definition && <p className={styles.definition}>{definition}</p>}
      {rows.length > 0 && (
        <>
          <div className={styles.actions}>
            <MakeSegment asked={asked} name={title} />
            {mayTake && (
              <Button
                component="a"
                href={addressOf(exportList, {
                  params: { workspace },
                  query: { list: asked.list, asked: JSON.stringify({ params: asked.params, query: asked.query }) },
                })}
                download
                variant="subtle"
                color="gray"
                size="compact-sm"
                leftSection={<IconDownload size={15} aria-hidden />}
              >
                {t('csv')}
              </Button>
            )}
            {mayTake && first && first.total > mostTaken && (
              <span className={styles.definition}>{t('cut', { n: figures.whole(mostTaken) })}</span>
            )}
          </div>
          <Scroll className={figureStyles.scroll} label={title}>
            <table className={`${figureStyles.table} ${tableClass ?? ''}`}>
              <thead>
                <tr>
                  {columns.map(one => (
                    <th key={one.label} scope="col" data-number={one.number || undefined}>
                      {one.label}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {rows.map((row, index) => (
                  // Two rows of a customer may be of the same instant.
                  // biome-ignore lint/suspicious/noArrayIndexKey: see above; the order never changes.
                  <tr key={index}>
                    {columns.map(one => (
                      <td
                        key={one.label}
                        className={one.className}
                        title={one.title?.(row)}
                        data-number={one.number || undefined}
                        data-feeling={one.feeling?.(row)}
                      >
                        {one.cell(row)}
                      </td>
                    ))}
                  </tr>
                ))}
              </tbody>
            </table>
          </Scroll>
        </>
      )}
      {list.hasMore && (
        <Button variant="default" mt="md" loading={list.isFetchingMore} onClick={() => void list.more()}>
          {kit('showMore')}
        </Button>
      )}
    </SideDrawer>
  )
}
