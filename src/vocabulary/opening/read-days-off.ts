import type { DayOff } from './opening-calendar.ts'

/** What was read of a text, and the lines that say no day, as they stand. */
export type ReadDays = { readonly days: readonly DayOff[]; readonly unread: readonly string[] }

const dayMs = 86_400_000
/** More days in one line than this are a slip. */
const longestDays = 400

/**
 * Reads days off, one line each, with a name after them if they have one: `2026-12-24 Inventory`, `24/12/2026`,
 * `24.12.2026`; `24/12` is every year's; `03/08/2026 - 16/08/2026` is each day of both weeks. Days stand before months.
 */
export function readDaysOff(text: string): ReadDays {
  const days: DayOff[] = []
  const unread: string[] = []
  for (const line of text.split(/\r?\n/).map(each => each.trim())) {
    if (line === '') continue
    const read = readLine(line)
    if (read) days.push(...read)
    else unread.push(line)
  }
  return { days: eachOnce(days), unread }
}

const date = String.raw`(?:\d{4}-\d{2}-\d{2}|\d{1,2}[/.]\d{1,2}(?:[/.]\d{4})?)`
const lineShape = new RegExp(String.raw`^(${date})(?:\s*(?:-|–|—|→|\.\.|au|to)\s*(${date}))?(?:[\s,;:]+(.*))?$`, 'i')

function readLine(line: string): readonly DayOff[] | undefined {
  const told = lineShape.exec(line)
  if (!told) return undefined
  const [first, last] = [readDate(told[1]!), told[2] === undefined ? undefined : readDate(told[2])]
  if (!first || (told[2] !== undefined && !last)) return undefined
  const name = (told[3] ?? '').trim().slice(0, longestName)
  if (!last) return [{ ...first, name }]
  if (first.yearly || last.yearly) return undefined
  return daysBetween(first.day, last.day)?.map(day => ({ day, yearly: false, name }))
}

/** The longest name of a day off. */
export const longestName = 80

/** Days that come every year stand under one that has a 29 February. */
const anyYear = 2000

function readDate(text: string): { readonly day: string; readonly yearly: boolean } | undefined {
  const isIso = text.includes('-')
  const parts = isIso ? text.split('-').reverse() : text.split(/[/.]/)
  const [day, month, year = String(anyYear)] = parts
  const told = `${year.padStart(4, '0')}-${month!.padStart(2, '0')}-${day!.padStart(2, '0')}`
  return isDay(told) ? { day: told, yearly: parts.length === 2 } : undefined
}

/** Whether it is a day of the calendar, `YYYY-MM-DD`. */
export function isDay(text: string): boolean {
  const at = Date.parse(`${text}T00:00:00Z`)
  return !Number.isNaN(at) && new Date(at).toISOString().slice(0, 10) === text
}

/** The days from one to another, both included; nothing where the latter comes first, or far too late. */
export function daysBetween(first: string, last: string): readonly string[] | undefined {
  const [from, to] = [Date.parse(`${first}T00:00:00Z`), Date.parse(`${last}T00:00:00Z`)]
  if (from > to || to - from > longestDays * dayMs) return undefined
  return Array.from({ length: (to - from) / dayMs + 1 }, (_, index) =>
    new Date(from + index * dayMs).toISOString().slice(0, 10),
  )
}

/** Each day once, in order; those of every year first. A day told twice keeps the first name that it has. */
export function eachOnce(days: readonly DayOff[]): readonly DayOff[] {
  const known = new Map<string, DayOff>()
  for (const one of days) {
    const key = one.yearly ? one.day.slice(5) : one.day
    const before = known.get(key)
    if (!before || (before.name === '' && one.name !== '')) known.set(key, one)
  }
  const place = (one: DayOff) => (one.yearly ? `0 ${one.day.slice(5)}` : one.day)
  return [...known.values()].sort((a, b) => (place(a) < place(b) ? -1 : 1))
}
