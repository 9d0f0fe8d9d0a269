import { useTranslation } from 'react-i18next'
import type { VisitRow } from '../../contract/measuring.ts'
import type { OwnChannel } from '../../vocabulary/touchpoint.ts'
import { shadeOf } from '../charts/feeling.ts'
import { useFigures } from '../kit/figures.ts'
import { channelName } from '../mapping/channel-name.ts'
import { CustomerLink } from './contacts/CustomerLink.tsx'
import { type Column, ListFrame } from './lists/ListFrame.tsx'
import type { AskedList } from './lists/use-asked-list.ts'
import { tellWait } from './tell-wait.ts'

/** The visits behind a number, page by page. `name` says what a touchpoint is called. */
export function VisitsDrawer(props: {
  opened: boolean
  title: string
  close: () => void
  list: AskedList<VisitRow>
  name: (touchpoint: string) => string
  own: readonly OwnChannel[]
}) {
  const { name, own, ...told } = props
  const { t } = useTranslation('measuring')
  const figures = useFigures()
  const isOpen = told.list.asked.query.clock === 'open'
  const lasting = tellWait(figures, isOpen ? 'open' : 'always')
  const leading: Column<VisitRow> = {
    label: t('list.leading'),
    number: true,
    cell: row => (row.leading === null ? '–' : figures.fine(row.leading)),
  }
  return (
    <ListFrame
      {...told}
      width={760}
      counted={({ total }) => t('list.counted', { n: figures.whole(total) })}
      hidden={t('list.hidden')}
      columns={[
        {
          label: t('list.customer'),
          cell: row => <CustomerLink customer={row.customer} />,
        },
        { label: t('list.at'), cell: row => figures.moment(row.at) },
        {
          label: t('list.channel'),
          cell: row => channelName(row.channel, own, figures.language),
        },
        {
          label: t(isOpen ? 'list.waitOpen' : 'list.wait'),
          number: true,
          cell: row => (row.waitSeconds === null ? '–' : lasting(row.waitSeconds)),
        },
        {
          label: t('list.score'),
          number: true,
          feeling: row => (row.score === null ? undefined : String(shadeOf(row.score))),
          cell: row => (row.score === null ? '–' : figures.feeling(row.score)),
        },
        ...(told.list.rows.some(row => row.leading !== null) ? [leading] : []),
        {
          label: t('list.next'),
          cell: row => (row.next === null ? t('list.end') : name(row.next)),
        },
      ]}
    />
  )
}
