import { useTranslation } from 'react-i18next'
import { useFigures } from '../../kit/figures.ts'
import { ListFrame } from '../lists/ListFrame.tsx'
import { CustomerLink } from './CustomerLink.tsx'
import { useContactsView, useListedContacts } from './data.ts'
import { useNames } from './use-names.ts'

const behinds = ['contacts', 'back', 'eligible', 'forward', 'once'] as const

/** The contacts behind a number. Which one is open stands in the address. */
export function ContactsDrawer({ days }: { days: number }) {
  const { t } = useTranslation('contacts')
  const figures = useFigures()
  const { view, show } = useContactsView()
  const { reasonName, channelName } = useNames()
  const behind = behinds.find(one => one === view.behind)
  const title = behind
    ? [
        t(`lists.${behind}`, { days }),
        view.ofReason === undefined ? '' : reasonName(view.ofReason === '-' ? '' : view.ofReason),
        view.ofChannel === undefined ? '' : channelName(view.ofChannel),
      ]
        .filter(Boolean)
        .join(' · ')
    : ''
  const apart = (at: string, other: string | null) => other && Math.abs(Date.parse(other) - Date.parse(at))
  const lasting = (ms: number | '' | null) => (typeof ms === 'number' ? figures.lasting(ms) : '–')
  return (
    <ListFrame
      opened={behind !== undefined}
      title={title}
      close={() => show({ behind: undefined, ofReason: undefined, ofChannel: undefined })}
      list={useListedContacts(behind !== undefined)}
      counted={({ total }) => t('counted', { count: total, n: figures.whole(total) })}
      hidden={t('tooFew')}
      columns={[
        { label: t('customer'), cell: row => <CustomerLink customer={row.customer} /> },
        { label: t('when'), cell: row => figures.moment(row.at) },
        {
          label: t('channel'),
          title: row => row.name,
          cell: row => channelName(row.channel),
        },
        { label: t('reason'), cell: row => reasonName(row.reason) },
        {
          label: t('sinceBefore'),
          number: true,
          cell: row => lasting(apart(row.at, row.before)),
        },
        {
          label: t('untilNext'),
          number: true,
          cell: row => lasting(apart(row.at, row.after)),
        },
      ]}
    />
  )
}
