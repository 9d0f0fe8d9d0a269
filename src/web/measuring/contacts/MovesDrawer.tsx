import { useTranslation } from 'react-i18next'
import type { ListedMoves } from '../../../contract/measuring-lists.ts'
import { useFigures } from '../../kit/figures.ts'
import { ListFrame } from '../lists/ListFrame.tsx'
import type { AskedList } from '../lists/use-asked-list.ts'
import { CustomerLink } from './CustomerLink.tsx'
import { useNames } from './use-names.ts'

/** Moves from one visit to the next: between two channels, or two activities. */
export function MovesDrawer(props: {
  opened: boolean
  title: string
  close: () => void
  list: AskedList<ListedMoves['rows'][number]>
  name: (activity: string) => string
}) {
  const { t } = useTranslation('lists')
  const figures = useFigures()
  const { channelName } = useNames()
  const { name, ...told } = props
  const lasted = (row: ListedMoves['rows'][number]) => Date.parse(row.arrived) - Date.parse(row.left)
  return (
    <ListFrame
      {...told}
      counted={({ total }) => t('counted', { n: figures.whole(total) })}
      hidden={t('hidden')}
      columns={[
        { label: t('customer'), cell: row => <CustomerLink customer={row.customer} /> },
        {
          label: t('from'),
          cell: row => `${name(row.from)} · ${channelName(row.fromChannel)}`,
        },
        {
          label: t('to'),
          cell: row => `${name(row.to)} · ${channelName(row.toChannel)}`,
        },
        { label: t('left'), cell: row => figures.moment(row.left) },
        {
          label: t('between'),
          number: true,
          cell: row => figures.lasting(lasted(row)),
        },
      ]}
    />
  )
}
