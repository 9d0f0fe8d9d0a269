import { useTranslation } from 'react-i18next'
import { inOrder, lengthOf, minutesOf, type OpeningCalendar } from '../../../vocabulary/opening/opening-calendar.ts'
import { useFigures } from '../../kit/figures.ts'

/** The name of a day of the week, 1 being Monday. */
export function useWeekdays(form: 'long' | 'short'): (weekday: number) => string {
  const { locale } = useFigures()
  const format = new Intl.DateTimeFormat(locale, { weekday: form, timeZone: 'UTC' })
  // The second of November 2026 is a Monday.
  return weekday => format.format(Date.UTC(2026, 10, 1 + weekday))
}

/** A calendar in a sentence or two: its week, its holidays, its days off and its zone. */
export function useTellCalendar(): (calendar: OpeningCalendar, timeZone: string) => string {
  const { t } = useTranslation('calendar')
  const figures = useFigures()
  const name = useWeekdays('short')
  const hours = (calendar: OpeningCalendar, weekday: number) =>
    inOrder(calendar.week)
      .filter(span => span.weekday === weekday)
      .map(span =>
        lengthOf(span) === 1440 && minutesOf(span.opens) === 0 ? t('allDay') : `${span.opens}–${span.closes}`,
      )
      .join(', ')
  return (calendar, timeZone) => {
    const runs: { first: number; last: number; hours: string }[] = []
    for (let weekday = 1; weekday <= 7; weekday++) {
      const own = hours(calendar, weekday)
      const last = runs.at(-1)
      if (last && last.hours === own && last.last === weekday - 1) last.last = weekday
      else if (own !== '') runs.push({ first: weekday, last: weekday, hours: own })
    }
    const week = runs.map(
      run => `${run.first === run.last ? name(run.first) : `${name(run.first)} – ${name(run.last)}`} ${run.hours}`,
    )
    const off = calendar.daysOff.length
    return [
      week.length === 0 ? t('neverOpen') : `${week.join(t('between'))}.`,
      calendar.holidays === 'none' ? '' : t(`closedOn.${calendar.holidays}`),
      off === 0 ? '' : t('daysOffToo', { count: off, amount: figures.whole(off) }),
      t('inZone', { zone: timeZone }),
    ]
      .filter(Boolean)
      .join(' ')
  }
}
