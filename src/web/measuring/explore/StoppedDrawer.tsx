import { useTranslation } from 'react-i18next'
import { useFigures } from '../../kit/figures.ts'
import { CustomerLink } from '../contacts/CustomerLink.tsx'
import { ListFrame } from '../lists/ListFrame.tsx'
import { useFunnelStopped } from './data.ts'
import type { FunnelSteps } from './view.ts'

/** Who came so far in a funnel and no further. */
export function StoppedDrawer(props: {
  steps: FunnelSteps
  /** The step, from 1; undefined while closed. */
  step: number | undefined
  name: string
  close: () => void
}) {
  const { t } = useTranslation('lists')
  const figures = useFigures()
  const { steps, step, name, close } = props
  return (
    <ListFrame
      opened={step !== undefined}
      title={t('stopped', { step: name })}
      close={close}
      width={720}
      list={useFunnelStopped(steps, step)}
      counted={({ total }) => t('counted', { n: figures.whole(total) })}
      hidden={t('hidden')}
      columns={[
        { label: t('customer'), cell: row => <CustomerLink customer={row.customer} /> },
        { label: t('firstStep'), cell: row => figures.moment(row.first) },
        { label: t('lastStep'), cell: row => figures.moment(row.last) },
        {
          label: t('stepsMade'),
          number: true,
          cell: row => figures.whole(row.steps),
        },
      ]}
    />
  )
}
