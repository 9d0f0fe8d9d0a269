import { frenchHolidays } from '../public-holidays.ts'
import type { OpeningCalendar } from './opening-calendar.ts'
import { isDay } from './read-days-off.ts'

/**
 * The days off of a calendar from a day on, in order, those of every year in that year and the next. Of public holidays
 * only what Alsace-Moselle has beside those of France, for readers that know the others by themselves.
 */
export function comingDaysOff({ daysOff, holidays }: OpeningCalendar, from: string): readonly string[] {
  const years = [Number(from.slice(0, 4)), Number(from.slice(0, 4)) + 1]
  const days = [
    ...daysOff.flatMap(({ day, yearly }) => (yearly ? years.map(year => `${year}${day.slice(4)}`) : [day])),
    ...(holidays === 'alsace-moselle'
      ? years
          .flatMap(year => frenchHolidays(year, true))
          .filter(({ key }) => key === 'goodFriday' || key === 'secondChristmas')
          .map(({ day }) => day)
      : []),
  ]
  return [...new Set(days.filter(day => day >= from && isDay(day)))].sort()
}
