import { dayOffTest, lengthOf, minutesOf, type OpeningCalendar } from './opening-calendar.ts'
import { type ZoneChange, zoneChanges } from './zone-changes.ts'

const dayMs = 86_400_000
const minuteMs = 60_000

/** From an instant to another, in milliseconds, without the latter. */
export type Stretch = readonly [opens: number, closes: number]

/**
 * When a calendar is open between two instants, in order and apart from one another. A span lasts from the first instant
 * of its day at which the clock shows its opening, or what comes after it, to the first at which it so shows its closing:
 * an hour that comes twice is open twice, one that is left out is not open, and spans that meet go on in one another.
 */
export function openStretches(
  calendar: Pick<OpeningCalendar, 'week' | 'daysOff' | 'holidays'>,
  timeZone: string,
  from: number,
  to: number,
): readonly Stretch[] {
  if (calendar.week.length === 0 || from >= to) return []
  const isOff = dayOffTest(calendar)
  const spans = [1, 2, 3, 4, 5, 6, 7].map(weekday =>
    calendar.week
      .filter(span => span.weekday === weekday)
      .map(span => [minutesOf(span.opens), minutesOf(span.opens) + lengthOf(span)] as const)
      .sort(([a], [b]) => a - b),
  )
  const shown = clockOf(zoneChanges(timeZone, from - 4 * dayMs, to + 4 * dayMs))
  const stretches: [number, number][] = []
  // A night that began on the day before is still open, and no zone is a whole day from UTC.
  for (let day = Math.floor(from / dayMs) * dayMs - 2 * dayMs; day <= to + dayMs; day += dayMs) {
    // 1 January 1970 was a Thursday.
    const own = spans[(((day / dayMs + 3) % 7) + 7) % 7]!
    if (own.length === 0 || isOff(new Date(day).toISOString().slice(0, 10))) continue
    for (const [opens, closes] of own) {
      const start = Math.max(from, shown(day + opens * minuteMs))
      const end = Math.min(to, shown(day + closes * minuteMs))
      if (start >= end) continue
      const last = stretches.at(-1)
      if (last && start <= last[1]) last[1] = Math.max(last[1], end)
      else stretches.push([start, end])
    }
  }
  return stretches
}

/** The seconds that a calendar is open between two instants; 0 where the latter comes first. */
export function openSeconds(
  calendar: Pick<OpeningCalendar, 'week' | 'daysOff' | 'holidays'>,
  timeZone: string,
  from: Date,
  to: Date,
): number {
  return openStretches(calendar, timeZone, from.getTime(), to.getTime()).reduce(
    (sum, [opens, closes]) => sum + (closes - opens) / 1000,
    0,
  )
}

/** Whether there is a week in which it opens at all, whatever its days off. */
export const isEverOpen = ({ week }: Pick<OpeningCalendar, 'week'>) => week.length > 0

/** Gives the first instant at which a clock shows a local time or what comes after it. Asked in any order. */
function clockOf(changes: readonly ZoneChange[]): (local: number) => number {
  let held = 0
  return local => {
    // No clock is put back by more than a day.
    while (held > 0 && changes[held]!.at + changes[held]!.offset > local - dayMs) held--
    while (held + 1 < changes.length && changes[held + 1]!.at + changes[held]!.offset < local - dayMs) held++
    for (let index = held; ; index++) {
      const { at, offset } = changes[index]!
      const shown = Math.max(at, local - offset)
      const next = changes[index + 1]
      if (next === undefined || shown < next.at) return shown
    }
  }
}
