import type { TimestampFormat } from '../../contract/importing.ts'
import type { RowReason } from './row-problem.ts'

export type ReadTimestamp = { readonly at: number } | { readonly reason: RowReason }

const unreadable: ReadTimestamp = { reason: 'timestamp_unreadable' }
const impossible: ReadTimestamp = { reason: 'timestamp_impossible' }

const clock = String.raw`(?:(?:[T ,]|\s+(?:à|at)\s)\s*(\d{1,2})[:.hH](\d{2})?(?:[:.](\d{2})(?:[.,](\d+))?)?\s*([AaPp]\.?[Mm]\.?)?)?`
const zone = String.raw`\s*(Z|z|UTC|GMT|[+-]\d{2}(?::?\d{2})?)?(?:\[[^\]]+\])?`
const yearFirst = new RegExp(String.raw`^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})${clock}${zone}$`)
const yearLast = new RegExp(String.raw`^(\d{1,2})[-/.](\d{1,2})[-/.](\d{4}|\d{2})${clock}${zone}$`)
const wordedFirst = new RegExp(
  String.raw`^(?:\p{L}+\.?,?\s+)?(\d{1,2})(?:er|st|nd|rd|th)?[-/. ]\s*(\p{L}{3,9})\.?,?[-/. ]\s*(\d{4}|\d{2})${clock}${zone}$`,
  'u',
)
const wordedSecond = new RegExp(
  String.raw`^(?:\p{L}+\.?,?\s+)?(\p{L}{3,9})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})${clock}${zone}$`,
  'u',
)
const compact = /^(\d{4})(\d{2})(\d{2})(?:[T ]?(\d{2}):?(\d{2})(?::?(\d{2})(?:[.,](\d+))?)?)?\s?(Z|[+-]\d{2}:?\d{2})?$/
const epoch = /^-?\d{1,16}(?:\.\d+)?$/

const millisecondsOf = { epoch_seconds: 1000, epoch_milliseconds: 1, epoch_microseconds: 0.001 } as const

/** How months begin, without accents: by what tells each from the others in French and in English. */
const months = [
  /^jan/,
  /^(fev|feb)/,
  /^mar/,
  /^(avr|apr)/,
  /^(mai|may)$/,
  /^(juin|jun)/,
  /^(juil|jul)/,
  /^(aou|aug)/,
  /^sep/,
  /^oct/,
  /^nov/,
  /^dec/,
]

/** A date whose month is a word, as if it were written day, month, year; null for what is none. */
function wordedDate(text: string): (string | undefined)[] | null {
  const first = wordedFirst.exec(text)
  const found = first ?? wordedSecond.exec(text)
  if (!found) return null
  const [whole, one, two, ...rest] = found
  const [day, word] = first ? [one, two] : [two, one]
  const plain = word!.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()
  const month = months.findIndex(begins => begins.test(plain)) + 1
  return month === 0 ? null : [whole, day, String(month), ...rest]
}

/**
 * Reads a written time as milliseconds since 1970. Forms with the year first, compact ones, and those
 * whose month is a word are read whatever `format` says, as nobody can mistake them; `format` decides which of day and month comes first, and the unit of a
 * bare number. `fromWall` reads a local time that names no offset. Below the millisecond digits are dropped.
 */
export function readTimestamp(
  written: string,
  format: TimestampFormat,
  fromWall: (wallMs: number) => number,
): ReadTimestamp {
  const text = written.trim()
  const first = yearFirst.exec(text)
  if (first) return instant(first, 1, 2, 3, fromWall)
  if (format in millisecondsOf) {
    if (!epoch.test(text)) return unreadable
    return { at: Math.trunc(Number(text) * millisecondsOf[format as keyof typeof millisecondsOf]) }
  }
  const last = yearLast.exec(text)
  if (last) {
    if (format === 'day_first') return instant(last, 3, 2, 1, fromWall)
    if (format === 'month_first') return instant(last, 3, 1, 2, fromWall)
    return unreadable
  }
  const worded = wordedDate(text)
  if (worded) return instant(worded, 3, 2, 1, fromWall)
  const packed = compact.exec(text)
  if (packed) {
    const [, year, month, date, hour, minute, second, fraction, offset] = packed
    return instant(['', year, month, date, hour, minute, second, fraction, undefined, offset], 1, 2, 3, fromWall)
  }
  return unreadable
}

/** From a match whose first three groups are year, month and day in some order, then the clock, then the offset. */
function instant(
  groups: readonly (string | undefined)[],
  yearAt: number,
  monthAt: number,
  dayAt: number,
  fromWall: (wallMs: number) => number,
): ReadTimestamp {
  const written = groups[yearAt]!
  // Two digits: this century up to 69, as POSIX does.
  const year = written.length === 2 ? Number(written) + (Number(written) < 70 ? 2000 : 1900) : Number(written)
  const month = Number(groups[monthAt])
  const date = Number(groups[dayAt])
  const halfDay = groups[8]
  let hour = Number(groups[4] ?? 0)
  if (halfDay) {
    if (hour < 1 || hour > 12) return impossible
    hour = (hour % 12) + (/^p/i.test(halfDay) ? 12 : 0)
  }
  const minute = Number(groups[5] ?? 0)
  const second = Number(groups[6] ?? 0)
  const milli = groups[7] ? Number(groups[7].slice(0, 3).padEnd(3, '0')) : 0
  if (month < 1 || month > 12 || date < 1 || date > daysIn(year, month)) return impossible
  // 24:00 is the end of the day, and a leap second the start of the next minute.
  if (hour > 24 || (hour === 24 && (minute > 0 || second > 0)) || minute > 59 || second > 60) return impossible
  // JavaScript would take the year 42 for 1942.
  if (year < 100) return impossible
  const wall = Date.UTC(year, month - 1, date, hour, minute, second, milli)
  const offset = groups[9]
  if (offset === undefined) return { at: fromWall(wall) }
  if (!/^[+-]/.test(offset)) return { at: wall }
  const digits = offset.replace(':', '')
  const minutes = Number(digits.slice(1, 3)) * 60 + Number(digits.slice(3) || 0)
  if (minutes > 18 * 60) return impossible
  return { at: wall - (digits[0] === '-' ? -minutes : minutes) * 60_000 }
}

function daysIn(year: number, month: number): number {
  if (month !== 2) return [4, 6, 9, 11].includes(month) ? 30 : 31
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28
}

/** Which of day and month comes first, where a value proves it by a number over twelve. */
export function dayOrderOf(written: string): 'day_first' | 'month_first' | undefined {
  const found = yearLast.exec(written.trim())
  if (!found) return undefined
  const [first, second] = [Number(found[1]), Number(found[2])]
  if (first > 12 && first < 32 && second < 13) return 'day_first'
  return second > 12 && second < 32 && first < 13 ? 'month_first' : undefined
}

export type GuessedTimestamps = {
  readonly format: TimestampFormat
  /** Whether a time of day is written, or days alone. */
  readonly hasClock: boolean
  /** Whether every value says its offset from UTC; bare numbers do by nature. */
  readonly hasOffset: boolean
  /** No value says which of day and month comes first. */
  readonly ambiguous: boolean
  /** Digits and nothing else: seconds, milliseconds, or a compact date. */
  readonly bareNumbers: boolean
}

/**
 * The format of a column by some of its values; undefined when they are no times. When no value says which of day and
 * month comes first, the day does: it is so everywhere but in the United States, where hours are told with AM and PM.
 */
export function guessTimestampFormat(values: readonly string[]): GuessedTimestamps | undefined {
  const written = values.map(value => value.trim()).filter(value => value !== '' && value !== '?')
  if (written.length === 0) return undefined
  let [years, days, epochs, packed, dayFirst, monthFirst, clocks, largest, offsets, halves] = [
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
  ]
  for (const text of written) {
    const first = yearFirst.exec(text)
    const last = first ? null : yearLast.exec(text)
    if (first || (!last && wordedDate(text))) years++
    else if (last) {
      days++
      if (Number(last[1]) > 12) dayFirst++
      if (Number(last[2]) > 12) monthFirst++
    } else if (/^(19|20)\d{6}$/.test(text) || (compact.test(text) && text.length > 13)) packed++
    else if (/^\d{9,10}(\.\d+)?$|^\d{12,13}$|^\d{15,16}$/.test(text)) {
      epochs++
      largest = Math.max(largest, Number(text))
    }
    const match = first ?? last ?? wordedDate(text)
    if (match?.[4] !== undefined) clocks++
    if (match?.[8] !== undefined) halves++
    if (match?.[9] !== undefined) offsets++
  }
  // A tenth may be dirt, more of a handful: the dirt becomes error rows, the column stays a time.
  const enough = written.length * (written.length < 20 ? 0.6 : 0.9)
  const hasClock = clocks > 0 || epochs > 0
  if (epochs >= enough) {
    const format = largest > 1e14 ? 'epoch_microseconds' : largest > 1e11 ? 'epoch_milliseconds' : 'epoch_seconds'
    return { format, hasClock, hasOffset: true, ambiguous: false, bareNumbers: true }
  }
  if (years + days + packed < enough) return undefined
  const hasOffset = offsets >= enough
  const bareNumbers = packed > 0 && years === 0 && days === 0
  if (days === 0) return { format: 'iso', hasClock, hasOffset, ambiguous: false, bareNumbers }
  const ambiguous = dayFirst === 0 && monthFirst === 0
  const american = ambiguous ? halves >= enough : monthFirst > dayFirst
  return { format: american ? 'month_first' : 'day_first', hasClock, hasOffset, ambiguous, bareNumbers }
}
