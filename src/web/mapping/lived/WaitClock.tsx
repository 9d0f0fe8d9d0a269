import { ActionIcon, Tooltip } from '@mantine/core'
import { IconClock24, IconClockHour9 } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useMapView } from '../../measuring/data.ts'
import { useCalendar } from '../../settings/calendar/data.ts'
import { useTellCalendar } from '../../settings/calendar/tell-calendar.ts'

/** Whether waits count day and night, or the workspace’s opening hours only; what is chosen stands in the address. */
export function WaitClock() {
  const { t } = useTranslation('lived')
  const { view, show } = useMapView()
  const tell = useTellCalendar()
  const { data: kept } = useCalendar()
  const isOpen = view.clock === 'open'
  const calendar = kept?.calendar?.week.length ? kept.calendar : undefined
  // An address may ask for hours that are no more: what is on can be put off.
  if (view.view === 'designed' || !(isOpen || calendar)) return null
  const Icon = isOpen ? IconClockHour9 : IconClock24
  const said = [t('clock.said'), calendar && kept ? tell(calendar, kept.timeZone) : ''].filter(Boolean).join(' ')
  return (
    <Tooltip label={said}>
      <ActionIcon
        variant={isOpen ? 'light' : 'subtle'}
        color={isOpen ? 'blue' : 'gray'}
        size="md"
        aria-label={t('clock.switch')}
        aria-pressed={isOpen}
        onClick={() => show({ clock: isOpen ? undefined : 'open' })}
      >
        <Icon size={17} aria-hidden />
      </ActionIcon>
    </Tooltip>
  )
}
