import { Button, Popover } from '@mantine/core'
import { IconCalendar, IconChevronDown } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useWorkspace } from '../admitting/data.ts'
import { useFigures } from '../kit/figures.ts'
import { useDaysLived, useMapView, useShownDays } from './data.ts'
import styles from './filters.module.css'
import { type Days, dayIn, daysOfView, shiftDay } from './view.ts'

const presets = [7, 30, 90, 365] as const

/** The period: the usual ones by a click, any other by its two days. */
export function PeriodFilter() {
  const { t } = useTranslation('measuring')
  const figures = useFigures()
  const { view, show } = useMapView()
  const zone = useWorkspace()?.timeZone ?? 'UTC'
  const [open, setOpen] = useState(false)
  const tomorrow = shiftDay(dayIn(new Date(), zone), 1)
  const { lived } = useDaysLived()
  const { from, to } = useShownDays() ?? daysOfView(view, new Date(), zone)
  const days = Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000)
  const whole = lived !== undefined && from === lived.from && (to === lived.to || (to === tomorrow && lived.to > to))
  const between = (period: Days) => ({
    from: figures.day(`${period.from}T12:00Z`),
    to: figures.day(`${shiftDay(period.to, -1)}T12:00Z`),
  })
  const preset = to === tomorrow ? presets.find(one => one === days) : undefined
  const name = (count: number) => (count === 365 ? t('filters.lastYear') : t('filters.lastDays', { count }))
  const words = preset ? name(preset) : t('filters.fromTo', between({ from, to }))
  return (
    <Popover opened={open} onChange={setOpen} position="bottom-start" trapFocus shadow="md" width={270}>
      <Popover.Target>
        <button
          type="button"
          className={styles.chip}
          data-active={view.from !== undefined || view.to !== undefined || undefined}
          onClick={() => setOpen(!open)}
        >
          <IconCalendar size={14} stroke={1.7} aria-hidden />
          {words}
          <IconChevronDown size={14} aria-hidden />
        </button>
      </Popover.Target>
      <Popover.Dropdown aria-label={t('filters.period')}>
        <div className={styles.presets}>
          {presets.map(count => (
            <button
              key={count}
              type="button"
              aria-pressed={count === preset}
              onClick={() => {
                setOpen(false)
                const chosen = { from: shiftDay(tomorrow, -count), to: undefined }
                // What is usual is not said; of events that all lie before, it is everything.
                const said = daysOfView({}, new Date(), zone, lived).from !== chosen.from
                show(said ? chosen : { from: undefined, to: undefined })
              }}
            >
              {name(count)}
            </button>
          ))}
          {lived && (
            <button
              type="button"
              className={styles.whole}
              aria-pressed={whole}
              onClick={() => {
                setOpen(false)
                show({ from: lived.from, to: lived.to >= tomorrow ? undefined : lived.to })
              }}
            >
              {t('filters.whole', between(lived))}
            </button>
          )}
        </div>
        <form
          className={styles.days}
          onSubmit={event => {
            event.preventDefault()
            const said = new FormData(event.currentTarget)
            const [first, last] = [String(said.get('from')), String(said.get('to'))].sort()
            setOpen(false)
            if (first && last) show({ from: first, to: shiftDay(last, 1) })
          }}
        >
          <label>
            {t('filters.from')}
            <input type="date" name="from" defaultValue={from} required />
          </label>
          <label>
            {t('filters.to')}
            <input type="date" name="to" defaultValue={shiftDay(to, -1)} required />
          </label>
          <Button type="submit" size="xs">
            {t('filters.apply')}
          </Button>
        </form>
      </Popover.Dropdown>
    </Popover>
  )
}
