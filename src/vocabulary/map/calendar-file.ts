/** An entry of a calendar that lasts a whole day, as iCalendar (RFC 5545) tells it. */
export type CalendarEntry = {
  /** Names the entry for good: the same one, changed, has the same. */
  readonly uid: string
  /** When it was last changed: told instead of the hour of writing, so that the same entries give the same bytes. */
  readonly changedAt: Date
  /** Counts the changes: calendars take the entry with the highest. */
  readonly sequence: number
  readonly day: string
  readonly title: string
  readonly text: string
  readonly address?: string | undefined
  /** A reminder so many days before. */
  readonly remindDays?: number | undefined
}

/**
 * Writes a calendar file: CRLF at line ends, lines folded at 75 octets and never within a character, text escaped.
 * The same calendar gives the same bytes.
 */
export function writeCalendar(calendar: { readonly name: string; readonly entries: readonly CalendarEntry[] }): string {
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Parcours//Reviews//EN',
    'CALSCALE:GREGORIAN',
    'METHOD:PUBLISH',
    `X-WR-CALNAME:${escaped(calendar.name)}`,
    // How often a subscribed calendar asks again.
    'REFRESH-INTERVAL;VALUE=DURATION:PT12H',
    'X-PUBLISHED-TTL:PT12H',
    ...[...calendar.entries].sort((a, b) => (a.uid < b.uid ? -1 : 1)).flatMap(linesOf),
    'END:VCALENDAR',
  ]
  return `${lines.map(folded).join('\r\n')}\r\n`
}

function linesOf(entry: CalendarEntry): readonly string[] {
  return [
    'BEGIN:VEVENT',
    `UID:${escaped(entry.uid)}`,
    `DTSTAMP:${instant(entry.changedAt)}`,
    `LAST-MODIFIED:${instant(entry.changedAt)}`,
    `SEQUENCE:${entry.sequence}`,
    `DTSTART;VALUE=DATE:${date(entry.day)}`,
    `DTEND;VALUE=DATE:${date(dayAfter(entry.day))}`,
    `SUMMARY:${escaped(entry.title)}`,
    ...(entry.text === '' ? [] : [`DESCRIPTION:${escaped(entry.text)}`]),
    ...(entry.address === undefined ? [] : [`URL:${entry.address.replace(/[\r\n]/g, '')}`]),
    'TRANSP:TRANSPARENT',
    ...(entry.remindDays === undefined
      ? []
      : [
          'BEGIN:VALARM',
          'ACTION:DISPLAY',
          `DESCRIPTION:${escaped(entry.title)}`,
          `TRIGGER:-P${entry.remindDays}D`,
          'END:VALARM',
        ]),
    'END:VEVENT',
  ]
}

/** Text as a value: backslash, semicolon, comma and line ends are told apart from what they mean; other controls go. */
function escaped(text: string): string {
  return (
    text
      .replace(/\r\n?/g, '\n')
      // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what a value may not hold.
      .replace(/[\u0000-\u0008\u000b-\u001f\u007f]/g, '')
      .replace(/[\\;,]/g, mark => `\\${mark}`)
      .replaceAll('\n', '\\n')
  )
}

const octets = new TextEncoder()

/** A line of more than 75 octets goes on in the next, which begins with a space; characters are never cut. */
function folded(line: string): string {
  const lines: string[] = []
  let here = ''
  let size = 0
  for (const letter of line) {
    const wide = octets.encode(letter).length
    if (size + wide > 75) {
      lines.push(here)
      // The space that begins a continued line counts among its octets.
      here = ' '
      size = 1
    }
    here += letter
    size += wide
  }
  return [...lines, here].join('\r\n')
}

function instant(at: Date): string {
  return `${at.toISOString().slice(0, 19).replace(/[-:]/g, '')}Z`
}

function date(day: string): string {
  return day.replaceAll('-', '')
}

function dayAfter(day: string): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10)
}
