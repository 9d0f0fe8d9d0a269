/** The company's calendar: days and hours of Paris, worked out with whole numbers so that no machine's zone matters. */
export const minuteMs = 60_000
export const hourMs = 60 * minuteMs
export const dayMs = 24 * hourMs

/** Months are counted from year 0: January 2026 is `2026 * 12`. */
export function monthOf(at: number): number {
  const date = new Date(at)
  return date.getUTCFullYear() * 12 + date.getUTCMonth()
}

export function monthStart(month: number): number {
  return Date.UTC(Math.floor(month / 12), month % 12, 1)
}

/** January is 1. */
export function monthInYear(month: number): number {
  return (month % 12) + 1
}

/** The midnight (UTC) that names the day of Paris in which `at` falls. */
export function dayOf(at: number): number {
  const local = at + parisOffset(at)
  return local - (local % dayMs)
}

/** The instant at which clocks in Paris show `minutes` past midnight on that day. */
export function atLocal(day: number, minutes: number): number {
  return day + minutes * minuteMs - parisOffset(day + 12 * hourMs)
}

/** `2026-11-21`. */
export function dayText(day: number): string {
  return new Date(day).toISOString().slice(0, 10)
}

/** Shops, carriers and the contact centre work from Monday to Saturday, and rest on three holidays. */
export function isWorkingDay(day: number): boolean {
  const date = new Date(day)
  if (date.getUTCDay() === 0) return false
  const monthAndDay = (date.getUTCMonth() + 1) * 100 + date.getUTCDate()
  return monthAndDay !== 101 && monthAndDay !== 501 && monthAndDay !== 1225
}

/** That day, or the first working day after it. */
export function workingDayFrom(day: number): number {
  let found = day
  while (!isWorkingDay(found)) found += dayMs
  return found
}

export function addWorkingDays(day: number, count: number): number {
  let found = day
  for (let left = count; left > 0; left--) found = workingDayFrom(found + dayMs)
  return found
}

const offsets = new Map<number, { springs: number; falls: number }>()

/** Central European Time: two hours ahead from the last Sunday of March to that of October, 01:00 UTC; else one. */
function parisOffset(at: number): number {
  const year = new Date(at).getUTCFullYear()
  let changes = offsets.get(year)
  if (changes === undefined) {
    changes = { springs: lastSunday(year, 2) + hourMs, falls: lastSunday(year, 9) + hourMs }
    offsets.set(year, changes)
  }
  return at >= changes.springs && at < changes.falls ? 2 * hourMs : hourMs
}

function lastSunday(year: number, month: number): number {
  const last = Date.UTC(year, month + 1, 0)
  return last - new Date(last).getUTCDay() * dayMs
}
