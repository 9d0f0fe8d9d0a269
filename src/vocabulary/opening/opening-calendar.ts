import { isFrenchHoliday } from '../public-holidays.ts'

/** Which public holidays a company closes on; they are computed by rule, never typed. */
export const holidayRules = ['none', 'france', 'alsace-moselle'] as const
export type HolidayRule = (typeof holidayRules)[number]

/**
 * A stretch of opening that begins on a day of the week, by the clock of the workspace: `09:00` to `18:00`. One that
 * closes at the hour at which it opens, or before it, closes on the day after: `22:00` to `02:00` is a night, `00:00`
 * to `00:00` a whole day.
 */
export type OpeningSpan = {
  /** 1 is Monday, 7 is Sunday. */
  readonly weekday: number
  readonly opens: string
  readonly closes: string
}

/** A day of the calendar on which nothing opens; in every year where it is `yearly`. */
export type DayOff = {
  readonly day: string
  readonly yearly: boolean
  /** What people call it; empty where they call it nothing. */
  readonly name: string
}

/** When a company is open. Spans that overlap count once. A day off holds back what would open on it, to its end. */
export type OpeningCalendar = {
  readonly name: string
  readonly week: readonly OpeningSpan[]
  readonly daysOff: readonly DayOff[]
  readonly holidays: HolidayRule
}

/** More days off than this are those of too many years. */
export const mostDaysOff = 2000

/** The weeks that an empty calendar offers. */
export const usualWeeks = {
  office: [1, 2, 3, 4, 5].flatMap(weekday => [
    { weekday, opens: '09:00', closes: '12:00' },
    { weekday, opens: '14:00', closes: '18:00' },
  ]),
  service: [1, 2, 3, 4, 5].map(weekday => ({ weekday, opens: '09:00', closes: '18:00' })),
  shop: [1, 2, 3, 4, 5, 6].map(weekday => ({ weekday, opens: '10:00', closes: '19:00' })),
} as const satisfies Readonly<Record<string, readonly OpeningSpan[]>>
export type UsualWeek = keyof typeof usualWeeks

/** Whether a day of the calendar, `YYYY-MM-DD`, is one on which nothing opens. */
export function dayOffTest({
  daysOff,
  holidays,
}: Pick<OpeningCalendar, 'daysOff' | 'holidays'>): (day: string) => boolean {
  const once = new Set(daysOff.filter(one => !one.yearly).map(one => one.day))
  const yearly = new Set(daysOff.filter(one => one.yearly).map(one => one.day.slice(5)))
  return day =>
    once.has(day) ||
    yearly.has(day.slice(5)) ||
    (holidays !== 'none' && isFrenchHoliday(day, holidays === 'alsace-moselle'))
}

/** From the first of the week to the last, and each day from morning to evening. */
export function inOrder(week: readonly OpeningSpan[]): readonly OpeningSpan[] {
  return week.toSorted((a, b) => a.weekday - b.weekday || minutesOf(a.opens) - minutesOf(b.opens))
}

/** Minutes since midnight of `09:30`. */
export function minutesOf(clock: string): number {
  return Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3))
}

/** Minutes from the opening to the closing, by a clock that nobody changes. */
export function lengthOf({ opens, closes }: Pick<OpeningSpan, 'opens' | 'closes'>): number {
  const length = minutesOf(closes) - minutesOf(opens)
  return length > 0 ? length : length + 1440
}
