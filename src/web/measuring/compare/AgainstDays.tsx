import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { Dialog } from '../../kit/Dialog.tsx'
import { useMapView, useShownDays } from '../data.ts'
import filters from '../filters.module.css'
import { shiftDay } from '../view.ts'
import { daysOf } from './against.ts'

/** Asks for the days of the other period: any two. */
export function AgainstDays({ opened, close }: { opened: boolean; close: () => void }) {
  const { t } = useTranslation('compare')
  const measuring = useTranslation('measuring').t
  const { view, show } = useMapView()
  const to = useShownDays()?.from ?? ''
  const usual = (view.against && daysOf(view.against)) ?? (to ? { from: shiftDay(to, -30), to } : undefined)
  return (
    <Dialog opened={opened} close={close} title={t('days')}>
      <form
        className={filters.days}
        onSubmit={event => {
          event.preventDefault()
          const said = new FormData(event.currentTarget)
          const [first, last] = [String(said.get('from')), String(said.get('to'))].sort()
          close()
          if (first && last) show({ against: `days ${first} ${shiftDay(last, 1)}` })
        }}
      >
        <label>
          {measuring('filters.from')}
          <input type="date" name="from" defaultValue={usual?.from} required />
        </label>
        <label>
          {measuring('filters.to')}
          <input type="date" name="to" defaultValue={usual && shiftDay(usual.to, -1)} required />
        </label>
        <Button type="submit" size="xs">
          {measuring('filters.apply')}
        </Button>
      </form>
    </Dialog>
  )
}
