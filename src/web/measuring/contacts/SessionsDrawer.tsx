import { useTranslation } from 'react-i18next'
import { useFigures } from '../../kit/figures.ts'
import { ListFrame } from '../lists/ListFrame.tsx'
import { CustomerLink } from './CustomerLink.tsx'
import { useContactsView, useListedSessions } from './data.ts'
import { useNames } from './use-names.ts'

const states = ['resolved', 'leaked', 'unknown'] as const

/** The sessions of self-service behind a number. */
export function SessionsDrawer() {
  const { t } = useTranslation('contacts')
  const figures = useFigures()
  const { view, show } = useContactsView()
  const { reasonName } = useNames()
  const state = states.find(one => one === view.behind)
  const title = state
    ? [
        t('self.list', { state: t(`self.${state}`) }),
        view.ofReason === undefined ? '' : reasonName(view.ofReason === '-' ? '' : view.ofReason),
      ]
        .filter(Boolean)
        .join(' · ')
    : ''
  return (
    <ListFrame
      opened={state !== undefined}
      title={title}
      close={() => show({ behind: undefined, ofReason: undefined })}
      width={720}
      list={useListedSessions(state !== undefined)}
      counted={({ total }) => t('self.counted', { count: total, n: figures.whole(total) })}
      hidden={t('tooFew')}
      columns={[
        { label: t('customer'), cell: row => <CustomerLink customer={row.customer} /> },
        { label: t('self.ended'), cell: row => figures.moment(row.ended) },
        { label: t('reason'), cell: row => reasonName(row.reason) },
        {
          label: t('self.askedAfter'),
          number: true,
          cell: row => (row.asked === null ? '–' : figures.lasting(Date.parse(row.asked) - Date.parse(row.ended))),
        },
      ]}
    />
  )
}
