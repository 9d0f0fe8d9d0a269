import assert from 'node:assert/strict'
import { test } from 'node:test'
import { frenchHolidays } from '../public-holidays.ts'
import { seededRandom } from '../statistics/seeded-random.ts'
import { comingDaysOff } from './coming-days-off.ts'
import { openDays, openUntil } from './open-days.ts'
import { openSeconds, openStretches } from './open-stretches.ts'
import { dayOffTest, lengthOf, minutesOf, type OpeningCalendar, usualWeeks } from './opening-calendar.ts'
import { readDaysOff } from './read-days-off.ts'
import { readIcsDays } from './read-ics-days.ts'

const minuteMs = 60_000
const paris = 'Europe/Paris'
const everyDay = (opens: string, closes: string) => [1, 2, 3, 4, 5, 6, 7].map(weekday => ({ weekday, opens, closes }))
const calendar = (part: Partial<OpeningCalendar>): OpeningCalendar => ({
  ...{ name: 'Shops', week: [], daysOff: [], holidays: 'none' },
  ...part,
})
const off = (day: string, yearly = false) => ({ day, yearly, name: '' })

/** Open hours between two local days of Paris, both at midnight. */
const hoursIn = (part: Partial<OpeningCalendar>, from: string, to: string) => {
  const midnight = (day: string) => new Date(`${day}T00:00:00${offsetOf(day)}`)
  return openSeconds(calendar(part), paris, midnight(from), midnight(to)) / 3600
}
// The clocks of Paris change at 2 o’clock, after midnight.
const offsetOf = (day: string) => (day > '2026-03-29' && day <= '2026-10-25' ? '+02:00' : '+01:00')

test('open time is that of the week, of its nights and of the days on which the clocks change', () => {
  const cases: readonly (readonly [string, Partial<OpeningCalendar>, string, string, number])[] = [
    ['a calendar that is never open', {}, '2026-01-01', '2027-01-01', 0],
    ['a week of an office', { week: usualWeeks.office }, '2026-03-02', '2026-03-09', 35],
    ['a day off', { week: usualWeeks.office, daysOff: [off('2026-03-04')] }, '2026-03-02', '2026-03-09', 28],
    [
      'a yearly day off',
      { week: usualWeeks.office, daysOff: [off('2020-03-04', true)] },
      '2026-03-02',
      '2026-03-09',
      28,
    ],
    [
      'another year’s day off',
      { week: usualWeeks.office, daysOff: [off('2025-03-04')] },
      '2026-03-02',
      '2026-03-09',
      35,
    ],
    ['the week of Whit Monday', { week: usualWeeks.service, holidays: 'france' }, '2026-05-25', '2026-06-01', 36],
    ['Good Friday in Paris', { week: usualWeeks.service, holidays: 'france' }, '2026-03-30', '2026-04-06', 45],
    ['in Strasbourg', { week: usualWeeks.service, holidays: 'alsace-moselle' }, '2026-03-30', '2026-04-06', 36],
    [
      'spans that overlap',
      { week: [...everyDay('09:00', '12:00'), ...everyDay('11:00', '13:00')] },
      '2026-03-02',
      '2026-03-03',
      4,
    ],
    ['day and night', { week: everyDay('00:00', '00:00') }, '2026-03-02', '2026-03-09', 168],
    ['the day that clocks are put forward', { week: everyDay('00:00', '00:00') }, '2026-03-29', '2026-03-30', 23],
    ['the day that clocks are put back', { week: everyDay('00:00', '00:00') }, '2026-10-25', '2026-10-26', 25],
    ['an hour that is left out', { week: everyDay('02:00', '03:00') }, '2026-03-29', '2026-03-30', 0],
    ['part of it', { week: everyDay('02:15', '02:45') }, '2026-03-29', '2026-03-30', 0],
    ['what begins in it', { week: everyDay('02:30', '05:00') }, '2026-03-29', '2026-03-30', 2],
    ['an hour that comes twice', { week: everyDay('02:00', '03:00') }, '2026-10-25', '2026-10-26', 2],
    ['a night', { week: [{ weekday: 6, opens: '22:00', closes: '06:00' }] }, '2026-03-21', '2026-03-23', 8],
    ['a night shortened', { week: [{ weekday: 6, opens: '22:00', closes: '06:00' }] }, '2026-03-28', '2026-03-30', 7],
    ['a night prolonged', { week: [{ weekday: 6, opens: '22:00', closes: '06:00' }] }, '2026-10-24', '2026-10-26', 9],
    ['its second half', { week: [{ weekday: 6, opens: '22:00', closes: '06:00' }] }, '2026-03-22', '2026-03-23', 6],
    [
      'a night before a day off',
      { week: everyDay('22:00', '02:00'), daysOff: [off('2026-03-03')] },
      '2026-03-03',
      '2026-03-04',
      2,
    ],
    ['nothing, backwards', { week: usualWeeks.office }, '2026-03-09', '2026-03-02', 0],
  ]
  for (const [title, part, from, to, hours] of cases) assert.equal(hoursIn(part, from, to), hours, title)
})

const zonesNear = [
  [paris, '2026-03-29T01:00:00Z'],
  [paris, '2026-10-25T01:00:00Z'],
  [paris, '2026-05-08T00:00:00Z'],
  ['America/New_York', '2026-11-01T06:00:00Z'],
  ['Australia/Lord_Howe', '2026-04-04T15:00:00Z'],
  ['Africa/Cairo', '2026-04-23T22:00:00Z'],
  ['Africa/Cairo', '2026-10-29T21:00:00Z'],
  ['Pacific/Apia', '2011-12-30T10:00:00Z'],
  ['Asia/Kathmandu', '2026-01-01T00:00:00Z'],
] as const

test('open time is what a count minute by minute finds, also when the clocks change', () => {
  const random = seededRandom(11)
  const pick = (below: number) => Math.floor(random() * below)
  const clock = () => `${String(pick(24)).padStart(2, '0')}:${['00', '15', '30', '45'][pick(4)]}`
  for (const [timeZone, near] of zonesNear) {
    const told = new Intl.DateTimeFormat('en-CA', {
      timeZone,
      hourCycle: 'h23',
      ...({ year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit' } as const),
    })
    const wallOf = (at: number) => Date.parse(`${told.format(at).replace(', ', 'T')}:00Z`)
    for (let round = 0; round < 4; round++) {
      const own = calendar({
        week: Array.from({ length: 1 + pick(9) }, () => ({ weekday: 1 + pick(7), opens: clock(), closes: clock() })),
        daysOff: round % 2 === 0 ? [off(near.slice(0, 10))] : [],
        holidays: (['none', 'france', 'alsace-moselle'] as const)[pick(3)]!,
      })
      const from = Date.parse(near) - pick(3_000) * minuteMs
      const to = Date.parse(near) + pick(4_000) * minuteMs
      const isOff = dayOffTest(own)
      // What the clock has shown so far is what opens and closes: put back, it opens nothing again.
      let shown = 0
      let minutes = 0
      for (let at = from - 3 * 1440 * minuteMs; at < to; at += minuteMs) {
        shown = Math.max(shown, wallOf(at))
        if (at < from) continue
        const midnight = Math.floor(shown / 86_400_000) * 86_400_000
        const isOpen = [midnight, midnight - 86_400_000].some(day =>
          own.week.some(span => {
            const start = day + minutesOf(span.opens) * minuteMs
            return (
              (new Date(day).getUTCDay() || 7) === span.weekday &&
              !isOff(new Date(day).toISOString().slice(0, 10)) &&
              shown >= start &&
              shown < start + lengthOf(span) * minuteMs
            )
          }),
        )
        if (isOpen) minutes++
      }
      const title = `${timeZone} ${new Date(from).toISOString()} to ${new Date(to).toISOString()} ${JSON.stringify(own)}`
      assert.equal(openSeconds(own, timeZone, new Date(from), new Date(to)), minutes * 60, title)
      // Counted up by places, as the store counts, nothing changes, between any two instants.
      const days = openDays(own, timeZone, new Date(from - pick(200_000_000)), new Date(to))
      for (let pair = 0; pair < 20; pair++) {
        const [one, other] = [from + pick(to - from), from + pick(to - from)].sort((a, b) => a - b)
        const expected = openSeconds(own, timeZone, new Date(one!), new Date(other!))
        const found = (openUntil(days, other!) - openUntil(days, one!)) * 60
        assert.ok(Math.abs(found - expected) < 1e-6, `${title}: ${found} ${expected}`)
      }
    }
  }
})

test('stretches are in order and apart, and fifteen years of them are worked out at once', () => {
  const week = [...usualWeeks.office, { weekday: 5, opens: '22:00', closes: '03:00' }]
  const [from, to] = [Date.parse('2011-01-01T00:00:00Z'), Date.parse('2026-01-01T00:00:00Z')]
  const stretches = openStretches(calendar({ week, holidays: 'france' }), paris, from, to)
  assert.ok(stretches.length > 15 * 500)
  for (const [index, [opens, closes]] of stretches.entries()) {
    assert.ok(opens < closes && opens > (stretches[index - 1]?.[1] ?? 0))
  }
})

test('public holidays are computed: Easter moves, Alsace-Moselle has two more', () => {
  assert.deepEqual(
    frenchHolidays(2027)
      .map(({ day }) => day)
      .filter(day => ['03', '05'].includes(day.slice(5, 7))),
    ['2027-03-29', '2027-05-01', '2027-05-06', '2027-05-08', '2027-05-17'],
  )
  const there = frenchHolidays(2027, true)
  assert.equal(there.length, 13)
  assert.deepEqual(
    there.filter(({ key }) => key === 'goodFriday' || key === 'secondChristmas').map(({ day }) => day),
    ['2027-03-26', '2027-12-26'],
  )
})

test('days off are read as people write them, and what says none is told', () => {
  const { days, unread } = readDaysOff(
    [
      '2026-12-24 Inventory',
      ' 24/12/2026',
      '2.1.2027, Stock-taking',
      '31/12 ; New Year’s Eve',
      '29/02',
      '30/04/2026 - 02/05/2026 Works',
      '2026-08-31..2026-09-01',
      '',
      '31/02/2026',
      '12/24/2026',
      'Christmas',
      '02/05/2026 - 30/04/2026',
    ].join('\n'),
  )
  assert.deepEqual(
    days.map(({ day, yearly, name }) => `${yearly ? day.slice(5) : day} ${name}`.trim()),
    [
      '02-29',
      '12-31 New Year’s Eve',
      '2026-04-30 Works',
      '2026-05-01 Works',
      '2026-05-02 Works',
      '2026-08-31',
      '2026-09-01',
      '2026-12-24 Inventory',
      '2027-01-02 Stock-taking',
    ],
  )
  assert.deepEqual(unread, ['31/02/2026', '12/24/2026', 'Christmas', '02/05/2026 - 30/04/2026'])
})

test('days off to come are told to whoever sends messages', () => {
  const own = calendar({
    daysOff: [off('2026-11-21'), off('2026-11-22'), off('2020-12-31', true), off('2020-02-29', true)],
    holidays: 'alsace-moselle',
  })
  assert.deepEqual(comingDaysOff(own, '2026-11-22'), [
    ...['2026-11-22', '2026-12-26', '2026-12-31', '2027-03-26', '2027-12-26', '2027-12-31'],
  ])
})

test('a calendar file gives the days that it has whole, and says how much it has otherwise', () => {
  const entry = (...lines: readonly string[]) => ['BEGIN:VEVENT', ...lines, 'END:VEVENT']
  const file = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    ...['BEGIN:VTIMEZONE', 'BEGIN:STANDARD', 'DTSTART:19701025T030000', 'END:STANDARD', 'END:VTIMEZONE'],
    ...entry('DTSTART;VALUE=DATE:20260803', 'DTEND;VALUE=DATE:20260805', 'SUMMARY:Closed\\, for', '  works'),
    ...entry('DTSTART;VALUE=DATE:20261224', 'BEGIN:VALARM', 'SUMMARY:Ring', 'END:VALARM', 'SUMMARY:Eve'),
    ...entry('DTSTART;VALUE=DATE:20200102', 'RRULE:FREQ=YEARLY', 'SUMMARY:Stock'),
    ...entry('DTSTART;VALUE=DATE:20280229', 'RRULE:FREQ=YEARLY;COUNT=2'),
    ...entry('DTSTART:20260901', 'DURATION:P2D', 'SUMMARY;LANGUAGE=en:Team: days'),
    ...entry('DTSTART;VALUE=DATE:20260505', 'STATUS:CANCELLED'),
    ...entry('DTSTART;TZID="Europe/Paris":20260505T090000', 'SUMMARY:Meeting'),
    ...entry('DTSTART;VALUE=DATE:20260506', 'RRULE:FREQ=WEEKLY'),
    ...entry('DTSTART;VALUE=DATE:20260507', 'RRULE:FREQ=YEARLY;BYDAY=1MO'),
    'END:VCALENDAR',
  ].join('\r\n')
  const read = readIcsDays(file)
  assert.deepEqual(
    read?.days.map(({ day, yearly, name }) => `${yearly ? day.slice(5) : day} ${name}`.trim()),
    [
      '01-02 Stock',
      '2026-08-03 Closed, for works',
      '2026-08-04 Closed, for works',
      '2026-09-01 Team: days',
      '2026-09-02 Team: days',
      '2026-12-24 Eve',
      '2028-02-29',
      '2032-02-29',
    ],
  )
  assert.equal(read?.skipped, 3)
  assert.equal(readIcsDays('Monday is off'), undefined)
})
