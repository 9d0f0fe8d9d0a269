import { isFrenchHoliday } from '../public-holidays.ts'

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
  const [before, after] = [offsetAt(wall - 86_400_000, timeZone), offsetAt(wall + 86_400_000, timeZone)]
  const isAfter =
    before !== after && offsetAt(wall - before, timeZone) !== before && offsetAt(wall - after, timeZone) === after
  return wall - (isAfter ? after : before)
}

/** The day of the calendar and the hour there. */
export function localTime(at: number, timeZone: string): { readonly day: string; readonly hour: number } {
  const wall = new Date(at + offsetAt(at, timeZone))
  return { day: wall.toISOString().slice(0, 10), hour: wall.getUTCHours() }
}

export function dayAfter(day: string, days = 1): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10)
}

const quarterMs = 900_000
const formats = new Map<string, { readonly format: Intl.DateTimeFormat; readonly offsets: Map<number, number> }>()

/** Local time less UTC, in milliseconds. Offsets change on quarters of an hour at the finest: each is asked once. */
function offsetAt(at: number, timeZone: string): number {
  let zone = formats.get(timeZone)
  if (!zone) {
    const format = new Intl.DateTimeFormat('en-US', {
      timeZone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
    })
    zone = { format, offsets: new Map() }
    formats.set(timeZone, zone)
  }
  const quarter = Math.floor(at / quarterMs)
  const known = zone.offsets.get(quarter)
  if (known !== undefined) return known
  const parts: Record<string, number> = {}
  for (const { type, value } of zone.format.formatToParts(quarter * quarterMs)) parts[type] = Number(value)
  const offset = Date.UTC(parts.year!, parts.month! - 1, parts.day!, parts.hour!, parts.minute!) - quarter * quarterMs
  if (zone.offsets.size > 20_000) zone.offsets.clear()
  zone.offsets.set(quarter, offset)
  return offset
}
