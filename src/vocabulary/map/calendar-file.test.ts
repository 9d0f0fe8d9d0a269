import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { type CalendarEntry, writeCalendar } from './calendar-file.ts'

const entry: CalendarEntry = {
  uid: 'review-jny_1@parcours',
  changedAt: new Date('2026-03-02T09:30:00Z'),
  sequence: 2,
  day: '2026-05-31',
  title: 'Revue : Je déménage',
  text: 'Points à voir ; décisions, suites\nEt la suite',
  address: 'https://parcours.example/w/lumen/journeys/jny_1/reviews',
  remindDays: 7,
}

/** What a calendar reads: lines unfolded. */
const unfolded = (file: string) => file.replaceAll('\r\n ', '').split('\r\n')

test('a calendar file holds one entry a review, whole days, with its text escaped', () => {
  const lines = unfolded(writeCalendar({ name: 'Revues, Lumen', entries: [entry] }))
  assert.deepEqual(lines, [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Parcours//Reviews//EN',
    'CALSCALE:GREGORIAN',
    'METHOD:PUBLISH',
    'X-WR-CALNAME:Revues\\, Lumen',
    'REFRESH-INTERVAL;VALUE=DURATION:PT12H',
    'X-PUBLISHED-TTL:PT12H',
    'BEGIN:VEVENT',
    'UID:review-jny_1@parcours',
    'DTSTAMP:20260302T093000Z',
    'LAST-MODIFIED:20260302T093000Z',
    'SEQUENCE:2',
    'DTSTART;VALUE=DATE:20260531',
    'DTEND;VALUE=DATE:20260601',
    'SUMMARY:Revue : Je déménage',
    'DESCRIPTION:Points à voir \\; décisions\\, suites\\nEt la suite',
    'URL:https://parcours.example/w/lumen/journeys/jny_1/reviews',
    'TRANSP:TRANSPARENT',
    'BEGIN:VALARM',
    'ACTION:DISPLAY',
    'DESCRIPTION:Revue : Je déménage',
    'TRIGGER:-P7D',
    'END:VALARM',
    'END:VEVENT',
    'END:VCALENDAR',
    '',
  ])
})

test('every line ends with CRLF, holds at most 75 octets and no half of a character, whatever the words', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 400 }), fc.string({ maxLength: 200 }), (title, text) => {
      const file = writeCalendar({ name: 'x', entries: [{ ...entry, title: title.toWellFormed(), text }] })
      assert.ok(file.endsWith('\r\n'))
      assert.doesNotMatch(file.replaceAll('\r\n', ''), /[\r\n]/)
      for (const line of file.split('\r\n')) {
        assert.ok(Buffer.byteLength(line) <= 75, line)
        assert.ok(line.isWellFormed())
      }
      // Nothing that a person wrote begins a line of its own.
      assert.equal(unfolded(file).filter(line => line.startsWith('BEGIN:VEVENT')).length, 1)
    }),
  )
})

test('the same entries give the same bytes, in whatever order they come', () => {
  const other = { ...entry, uid: 'review-jny_2@parcours' }
  assert.equal(
    writeCalendar({ name: 'x', entries: [entry, other] }),
    writeCalendar({ name: 'x', entries: [other, entry] }),
  )
})
