import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useFigures } from '../../kit/figures.ts'
import { Scroll } from '../../kit/Scroll.tsx'
import { SideDrawer } from '../../kit/SideDrawer.tsx'
import { Trouble } from '../../kit/Trouble.tsx'
import { Waiting } from '../../kit/Waiting.tsx'
import figureStyles from '../figures.module.css'
import { CustomerLink } from './CustomerLink.tsx'
import { useContactsView, useListedContacts } from './data.ts'
import { useNames } from './use-names.ts'

const behinds = ['contacts', 'back', 'eligible', 'forward', 'once'] as const

/** The contacts behind a number. Which one is open stands in the address. */
export function ContactsDrawer({ days }: { days: number }) {
  const { t } = useTranslation('contacts')
  const kit = useTranslation('kit').t
  const figures = useFigures()
  const { view, show } = useContactsView()
  const { reasonName, channelName } = useNames()
  const behind = behinds.find(one => one === view.behind)
  const list = useListedContacts(behind !== undefined)
  const first = list.data?.pages[0]
  const rows = list.data?.pages.flatMap(page => page.rows) ?? []
  const title = behind
    ? [
        t(`lists.${behind}`, { days }),
        view.ofReason === undefined ? '' : reasonName(view.ofReason === '-' ? '' : view.ofReason),
        view.ofChannel === undefined ? '' : channelName(view.ofChannel),
      ]
        .filter(Boolean)
        .join(' · ')
    : ''
  const apart = (at: string, other: string | null) =>
    other === null ? '–' : figures.lasting(Math.abs(Date.parse(other) - Date.parse(at)))
  return (
    <SideDrawer
      opened={behind !== undefined}
      title={title}
      close={() => show({ behind: undefined, ofReason: undefined, ofChannel: undefined })}
      width={780}
    >
      {list.error && <Trouble compact error={list.error} retry={() => void list.refetch()} />}
      {list.isPending && behind && <Waiting />}
      {first && (
        <p>{first.hidden ? t('tooFew') : t('counted', { count: first.total, n: figures.whole(first.total) })}</p>
      )}
      {rows.length > 0 && (
        <Scroll className={figureStyles.scroll} label={title}>
          <table className={figureStyles.table}>
            <thead>
              <tr>
                <th scope="col">{t('customer')}</th>
                <th scope="col">{t('when')}</th>
                <th scope="col">{t('channel')}</th>
                <th scope="col">{t('reason')}</th>
                <th scope="col" data-number>
                  {t('sinceBefore')}
                </th>
                <th scope="col" data-number>
                  {t('untilNext')}
                </th>
              </tr>
            </thead>
            <tbody>
              {rows.map((row, index) => (
                // Two contacts of a customer may be of the same instant.
                // biome-ignore lint/suspicious/noArrayIndexKey: see above; the order never changes.
                <tr key={`${row.customer} ${row.at} ${index}`}>
                  <td>
                    <CustomerLink customer={row.customer} />
                  </td>
                  <td>{figures.moment(row.at)}</td>
                  <td title={row.name}>{channelName(row.channel)}</td>
                  <td>{reasonName(row.reason)}</td>
                  <td data-number>{apart(row.at, row.before)}</td>
                  <td data-number>{apart(row.at, row.after)}</td>
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
