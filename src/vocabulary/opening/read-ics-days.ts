import type { DayOff } from './opening-calendar.ts'
import { daysBetween, eachOnce, isDay, longestName } from './read-days-off.ts'

/** What was read of a calendar file: its days, and how many of its entries are no whole days, or repeat otherwise than yearly. */
export type ReadIcs = { readonly days: readonly DayOff[]; readonly skipped: number }

/**
 * Reads the days off of an iCalendar file (RFC 5545): each entry that lasts whole days, cancelled ones but not. One that
 * comes back every year on its date, without an end, is a yearly day; with `COUNT` or `UNTIL` it is each of its days.
 * Undefined for what is no such file.
 */
export function readIcsDays(text: string): ReadIcs | undefined {
  // A line that begins with a blank goes on from the one before.
  const lines = text.replace(/\r?\n[ \t]/g, '').split(/\r?\n/)
  if (!lines.some(line => line.toUpperCase() === 'BEGIN:VCALENDAR')) return undefined
  const days: DayOff[] = []
  let skipped = 0
  let entry: Entry | undefined
  // What stands inside of an entry, such as its alarms, has properties of its own.
  let deeper = 0
  for (const line of lines) {
    const told = readProperty(line)
    if (!told) continue
    const [name, part] = [told.name, told.value.toUpperCase()]
    if (name === 'BEGIN' && part === 'VEVENT') entry = new Map()
    else if (name === 'BEGIN') deeper++
    else if (name === 'END' && part === 'VEVENT') {
      const read = entry && daysOf(entry)
      if (read) days.push(...read)
      else skipped++
      entry = undefined
    } else if (name === 'END') deeper--
    // What the file is in (VCALENDAR) was counted before any entry.
    else if (entry && deeper <= 1) entry.set(name, told)
  }
  return { days: eachOnce(days), skipped }
}

type Property = { readonly name: string; readonly isDate: boolean; readonly value: string }
type Entry = Map<string, Property>

function readProperty(line: string): Property | undefined {
  const told = /^([A-Za-z-]+)((?:;[^=:;]+=(?:"[^"]*"|[^:;"]*))*):(.*)$/.exec(line)
  if (!told) return undefined
  return { name: told[1]!.toUpperCase(), isDate: /;VALUE=DATE(?:;|$)/i.test(told[2]!), value: told[3]!.trim() }
}

/** Nothing for an entry that is not of whole days, or repeats otherwise than yearly; no day for one that is cancelled. */
function daysOf(entry: Entry): readonly DayOff[] | undefined {
  if (entry.get('STATUS')?.value.toUpperCase() === 'CANCELLED') return []
  const first = dayOf(entry.get('DTSTART'))
  if (!first) return undefined
  const own = daysBetween(first, lastOf(entry, first))
  if (!own) return undefined
  const name = spoken(entry.get('SUMMARY')?.value ?? '').slice(0, longestName)
  const rule = entry.get('RRULE')?.value.toUpperCase()
  if (rule === undefined) return own.map(day => ({ day, yearly: false, name }))
  const parts = new Map(rule.split(';').map(part => part.split('=') as [string, string]))
  if (!comesBackOnItsDate(parts, first)) return undefined
  const [count, until] = [parts.get('COUNT'), parts.get('UNTIL')]
  if (count === undefined && until === undefined) return own.map(day => ({ day, yearly: true, name }))
  const end = until === undefined ? '9999-12-31' : dashed(until)
  const inYear = (day: string, later: number) => `${Number(day.slice(0, 4)) + later}${day.slice(4)}`
  // A 29 February counts in the years that have one.
  return Array.from({ length: mostYears }, (_, later) => later)
    .filter(later => isDay(inYear(first, later)))
    .slice(0, Number(count ?? mostYears))
    .flatMap(later => own.map(day => inYear(day, later)))
    .filter(day => isDay(day) && day <= end)
    .map(day => ({ day, yearly: false, name }))
}

const mostYears = 60

/** Yearly, and on no other rule than the date on which it begins. */
function comesBackOnItsDate(parts: ReadonlyMap<string, string>, first: string): boolean {
  if (parts.get('FREQ') !== 'YEARLY' || Number(parts.get('INTERVAL') ?? 1) !== 1) return false
  const plain = new Set(['FREQ', 'INTERVAL', 'COUNT', 'UNTIL', 'WKST', 'BYMONTH', 'BYMONTHDAY'])
  return (
    [...parts.keys()].every(key => plain.has(key)) &&
    Number(parts.get('BYMONTH') ?? first.slice(5, 7)) === Number(first.slice(5, 7)) &&
    Number(parts.get('BYMONTHDAY') ?? first.slice(8)) === Number(first.slice(8))
  )
}

function dayOf(told: Property | undefined): string | undefined {
  // Some leave the kind out where the value says it.
  if (!told || !(told.isDate || /^\d{8}$/.test(told.value))) return undefined
  const day = dashed(told.value)
  return isDay(day) ? day : undefined
}

/** The end of an entry is the day after its last. */
function lastOf(entry: Entry, first: string): string {
  const end = dayOf(entry.get('DTEND'))
  const duration = /^\+?P(?:(\d+)W)?(?:(\d+)D)?$/i.exec(entry.get('DURATION')?.value ?? '')
  const days = duration ? Number(duration[1] ?? 0) * 7 + Number(duration[2] ?? 0) : 1
  const after = (day: string, by: number) =>
    new Date(Date.parse(`${day}T00:00:00Z`) + by * 86_400_000).toISOString().slice(0, 10)
  return end && end > first ? after(end, -1) : after(first, Math.max(1, days) - 1)
}

const dashed = (text: string) => `${text.slice(0, 4)}-${text.slice(4, 6)}-${text.slice(6, 8)}`

/** Text as iCalendar escapes it, on one line. */
function spoken(text: string): string {
  return text.replace(/\\([nN,;\\])/g, (_, sign: string) => (sign === 'n' || sign === 'N' ? ' ' : sign)).trim()
}
