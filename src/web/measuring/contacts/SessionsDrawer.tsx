import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useFigures } from '../../kit/figures.ts'
import { Scroll } from '../../kit/Scroll.tsx'
import { SideDrawer } from '../../kit/SideDrawer.tsx'
import { Trouble } from '../../kit/Trouble.tsx'
import { Waiting } from '../../kit/Waiting.tsx'
import figureStyles from '../figures.module.css'
import { CustomerLink } from './CustomerLink.tsx'
import { useContactsView, useListedSessions } from './data.ts'
import { useNames } from './use-names.ts'

const states = ['resolved', 'leaked', 'unknown'] as const

/** The sessions of self-service behind a number. */
export function SessionsDrawer() {
  const { t } = useTranslation('contacts')
  const kit = useTranslation('kit').t
  const figures = useFigures()
  const { view, show } = useContactsView()
  const { reasonName } = useNames()
  const state = states.find(one => one === view.behind)
  const list = useListedSessions(state !== undefined)
  const first = list.data?.pages[0]
  const rows = list.data?.pages.flatMap(page => page.rows) ?? []
  const title = state
    ? [
        t('self.list', { state: t(`self.${state}`) }),
        view.ofReason === undefined ? '' : reasonName(view.ofReason === '-' ? '' : view.ofReason),
      ]
        .filter(Boolean)
        .join(' · ')
    : ''
  return (
    <SideDrawer
      opened={state !== undefined}
      title={title}
      close={() => show({ behind: undefined, ofReason: undefined })}
      width={720}
    >
      {list.error && <Trouble compact error={list.error} retry={() => void list.refetch()} />}
      {list.isPending && state && <Waiting />}
      {first && (
        <p>{first.hidden ? t('tooFew') : t('self.counted', { count: first.total, n: figures.whole(first.total) })}</p>
      )}
      {rows.length > 0 && (
        <Scroll className={figureStyles.scroll} label={title}>
          <table className={figureStyles.table}>
            <thead>
              <tr>
                <th scope="col">{t('customer')}</th>
                <th scope="col">{t('self.ended')}</th>
                <th scope="col">{t('reason')}</th>
                <th scope="col" data-number>
                  {t('self.askedAfter')}
                </th>
              </tr>
            </thead>
            <tbody>
              {rows.map((row, index) => (
                // Two sessions of a customer may end at the same instant.
                // biome-ignore lint/suspicious/noArrayIndexKey: see above; the order never changes.
                <tr key={`${row.customer} ${row.ended} ${index}`}>
                  <td>
                    <CustomerLink customer={row.customer} />
                  </td>
                  <td>{figures.moment(row.ended)}</td>
                  <td>{reasonName(row.reason)}</td>
                  <td data-number>
                    {row.asked === null ? '–' : figures.lasting(Date.parse(row.asked) - Date.parse(row.ended))}
                  </td>
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
