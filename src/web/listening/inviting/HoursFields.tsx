import { Button, Checkbox, MultiSelect, NumberInput, Textarea } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { dayIn } from '../../../vocabulary/calendar-day.ts'
import { comingDaysOff } from '../../../vocabulary/opening/coming-days-off.ts'
import { useFigures } from '../../kit/figures.ts'
import { useCalendar } from '../../settings/calendar/data.ts'
import type { PressureDraft } from './data.ts'
import styles from './inviting.module.css'

type Hours = PressureDraft['hours']

/** When messages may leave: hours of the day, days of the week, and days on which none does. */
export function HoursFields({ hours, onChange }: { hours: Hours; onChange: (hours: Hours) => void }) {
  const { t } = useTranslation('inviting')
  const figures = useFigures()
  // As it is written: a day that is half typed is none yet.
  const [daysOff, setDaysOff] = useState(hours.daysOff.join('\n'))
  const set = (part: Partial<Hours>) => onChange({ ...hours, ...part })
  const kept = useCalendar().data
  const calendar = kept?.calendar
  const takeCalendar = () => {
    if (!calendar) return
    const coming = comingDaysOff(calendar, dayIn(new Date(), kept.timeZone))
    const all = [...new Set([...hours.daysOff, ...coming])].sort().slice(0, 200)
    setDaysOff(all.join('\n'))
    set({ daysOff: all, holidays: calendar.holidays === 'none' ? hours.holidays : 'france' })
  }
  // The first of November 2026 is a Sunday.
  const weekday = (day: number) =>
    new Intl.DateTimeFormat(figures.locale, { weekday: 'long', timeZone: 'UTC' }).format(Date.UTC(2026, 10, 1 + day))
  return (
    <>
      <div className={styles.grid}>
        <NumberInput
          label={t('pressure.hours')}
          min={0}
          max={23}
          allowDecimal={false}
          value={hours.from}
          onChange={value => set({ from: Number(value) || 0 })}
        />
        <NumberInput
          label={t('pressure.to')}
          min={1}
          max={24}
          allowDecimal={false}
          value={hours.to}
          onChange={value => set({ to: Number(value) || 24 })}
        />
      </div>
      <p className={styles.small}>{t('pressure.hoursHint')}</p>
      <MultiSelect
        label={t('pressure.weekdays')}
        value={hours.weekdays.map(String)}
        onChange={chosen => set({ weekdays: chosen.map(Number) })}
        data={([1, 2, 3, 4, 5, 6, 0] as const).map(day => ({ value: String(day), label: weekday(day) }))}
      />
      <Checkbox
        label={t('pressure.holidays')}
        checked={hours.holidays === 'france'}
        onChange={event => set({ holidays: event.currentTarget.checked ? 'france' : 'none' })}
      />
      <Textarea
        label={t('pressure.daysOff')}
        description={t('pressure.daysOffHint')}
        autosize
        minRows={1}
        maxRows={8}
        value={daysOff}
        onChange={event => {
          setDaysOff(event.currentTarget.value)
          set({ daysOff: event.currentTarget.value.split(/\s+/).filter(day => /^\d{4}-\d{2}-\d{2}$/.test(day)) })
        }}
      />
      {calendar && (calendar.daysOff.length > 0 || calendar.holidays !== 'none') && (
        <Button size="compact-sm" variant="default" style={{ justifySelf: 'start' }} onClick={takeCalendar}>
          {t('pressure.takeCalendar', { name: calendar.name })}
        </Button>
      )}
    </>
  )
}
