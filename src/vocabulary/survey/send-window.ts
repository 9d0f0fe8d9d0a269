import { isFrenchHoliday } from '../public-holidays.ts'
import { zoneOffset } from '../zone-offset.ts'

/** When messages may leave, by the clock of the person. */
export type SendingHours = {
  /** Whole hours of the day, `[from, to)`: 8 and 20 are from 08:00 to 19:59. */
  readonly from: number
  readonly to: number
  /** 0 is Sunday. */
  readonly weekdays: readonly number[]
  readonly holidays: 'france' | 'none'
  /** Further days, `YYYY-MM-DD`, on which nothing leaves. */
  readonly daysOff: readonly string[]
}

/** Whether something may leave on that day of the calendar. */
export function isSendingDay(day: string, hours: SendingHours): boolean {
  if (!hours.weekdays.includes(new Date(`${day}T00:00:00Z`).getUTCDay())) return false
  if (hours.daysOff.includes(day)) return false
  return hours.holidays === 'none' || !isFrenchHoliday(day, false)
}

/** More days off in a row than this mean that nothing ever leaves. */
const farthestDays = 400

/**
 * The first instant, not before `at`, at which something may leave; null where no day is a sending day. Inside the window
 * it is `at` itself. An hour that a change of the clocks leaves out is the first one after it.
 */
export function nextSendingMoment(at: Date, hours: SendingHours, timeZone: string): Date | null {
  const local = localTime(at.getTime(), timeZone)
  if (isSendingDay(local.day, hours) && local.hour >= hours.from && local.hour < hours.to) return at
  let day = local.hour < hours.from ? local.day : dayAfter(local.day)
  for (let tried = 0; tried < farthestDays; tried++) {
    if (isSendingDay(day, hours)) {
      const opens = instantOf(day, hours.from * 60, timeZone)
      // On a day whose window the change of the clocks swallowed, nothing leaves.
      if (localTime(opens, timeZone).hour < hours.to) return new Date(Math.max(opens, at.getTime()))
    }
    day = dayAfter(day)
  }
  return null
}

/** The instant of a local time of day. The hour that comes twice is its first time; the one left out is counted on. */
export function instantOf(day: string, minutes: number, timeZone: string): number {
  const wall = Date.parse(`${day}T00:00:00Z`) + minutes * 60_000
  const [before, after] = [zoneOffset(wall - 86_400_000, timeZone), zoneOffset(wall + 86_400_000, timeZone)]
  const isAfter =
    before !== after && zoneOffset(wall - before, timeZone) !== before && zoneOffset(wall - after, timeZone) === after
  return wall - (isAfter ? after : before)
}

/** The day of the calendar and the hour there. */
export function localTime(at: number, timeZone: string): { readonly day: string; readonly hour: number } {
  const wall = new Date(at + zoneOffset(at, timeZone))
  return { day: wall.toISOString().slice(0, 10), hour: wall.getUTCHours() }
}

export function dayAfter(day: string, days = 1): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10)
}
