import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { frenchHolidays } from '../public-holidays.ts'
import { drawOf } from '../statistics/sampling.ts'
import { momentInWave, sendingDays } from '../statistics/spread.ts'
import { usualPressure } from './contact-pressure.ts'
import { isSendingDay, localTime, nextSendingMoment } from './send-window.ts'

const { hours } = usualPressure

test('public holidays of France follow Easter', () => {
  const daysOf = (year: number) => frenchHolidays(year).map(({ day }) => day)
  assert.deepEqual(daysOf(2026), [
    '2026-01-01',
    '2026-04-06',
    '2026-05-01',
    '2026-05-08',
    '2026-05-14',
    '2026-05-25',
    '2026-07-14',
    '2026-08-15',
    '2026-11-01',
    '2026-11-11',
    '2026-12-25',
  ])
  // Easter Mondays as they are printed in calendars: the earliest and the latest of two centuries, and between.
  for (const monday of [
    '1943-04-26',
    '2008-03-24',
    '2024-04-01',
    '2025-04-21',
    '2027-03-29',
    '2038-04-26',
    '2100-03-29',
  ])
    assert.ok(daysOf(Number(monday.slice(0, 4))).includes(monday), monday)
})

const moments: readonly (readonly [string, string, string, string])[] = [
  ['a weekday at noon', '2026-11-20T11:00:00Z', 'Europe/Paris', '2026-11-20T11:00:00.000Z'],
  ['a minute before the window', '2026-11-20T06:59:00Z', 'Europe/Paris', '2026-11-20T07:00:00.000Z'],
  ['the last minute', '2026-11-20T18:59:59Z', 'Europe/Paris', '2026-11-20T18:59:59.000Z'],
  ['eight in the evening', '2026-11-20T19:00:00Z', 'Europe/Paris', '2026-11-21T07:00:00.000Z'],
  ['a Sunday', '2026-11-22T10:00:00Z', 'Europe/Paris', '2026-11-23T07:00:00.000Z'],
  ['Saturday evening', '2026-11-21T20:00:00Z', 'Europe/Paris', '2026-11-23T07:00:00.000Z'],
  ['the first of May', '2026-05-01T10:00:00Z', 'Europe/Paris', '2026-05-02T06:00:00.000Z'],
  ['Easter Monday', '2026-04-06T10:00:00Z', 'Europe/Paris', '2026-04-07T06:00:00.000Z'],
  ['the night in which summer time begins', '2026-03-29T00:30:00Z', 'Europe/Paris', '2026-03-30T06:00:00.000Z'],
  ['the night in which it ends', '2026-10-25T00:30:00Z', 'Europe/Paris', '2026-10-26T07:00:00.000Z'],
  [
    'noon in Paris is eight in the morning in Cayenne',
    '2026-11-20T11:00:00Z',
    'America/Cayenne',
    '2026-11-20T11:00:00.000Z',
  ],
  [
    'noon in Paris is before dawn on Martinique',
    '2026-11-20T11:00:00Z',
    'America/Martinique',
    '2026-11-20T12:00:00.000Z',
  ],
  ['noon in Paris is midnight in Nouméa', '2026-11-20T11:00:00Z', 'Pacific/Noumea', '2026-11-20T21:00:00.000Z'],
  ['a zone of half an hour', '2026-11-20T02:00:00Z', 'Asia/Kolkata', '2026-11-20T02:30:00.000Z'],
]
for (const [name, at, zone, expected] of moments)
  test(`messages leave: ${name}`, () => {
    assert.equal(nextSendingMoment(new Date(at), hours, zone)?.toISOString(), expected)
  })

test('a window that the change of the clocks leaves out opens at the hour after it, on the day itself', () => {
  const night = { ...hours, from: 2, to: 4, weekdays: [0, 1, 2, 3, 4, 5, 6] }
  const at = nextSendingMoment(new Date('2026-03-28T22:00:00Z'), night, 'Europe/Paris')
  assert.equal(at?.toISOString(), '2026-03-29T01:00:00.000Z')
  // And one that it swallows whole waits for the next day.
  const swallowed = nextSendingMoment(new Date('2026-03-28T22:00:00Z'), { ...night, to: 3 }, 'Europe/Paris')
  assert.equal(swallowed?.toISOString(), '2026-03-30T00:00:00.000Z')
})

test('where every day is a day off, nothing leaves', () => {
  assert.equal(nextSendingMoment(new Date('2026-11-20T11:00:00Z'), { ...hours, weekdays: [] }, 'Europe/Paris'), null)
})

test('a message never leaves outside the hours of the person, whatever the zone, and never earlier than it may', () => {
  const zones = ['Europe/Paris', 'America/Martinique', 'Pacific/Noumea', 'Asia/Kolkata', 'Australia/Lord_Howe', 'UTC']
  fc.assert(
    fc.property(
      fc.date({ min: new Date('2020-01-01'), max: new Date('2035-01-01'), noInvalidDate: true }),
      fc.constantFrom(...zones),
      fc.integer({ min: 0, max: 22 }),
      (at, zone, from) => {
        const window = { ...hours, from, to: from + 2 }
        const moment = nextSendingMoment(at, window, zone)!
        const local = localTime(moment.getTime(), zone)
        assert.ok(moment >= at)
        assert.ok(isSendingDay(local.day, window), local.day)
        assert.ok(local.hour >= from && local.hour < from + 2, `${local.hour}`)
        // Once it may leave, it may leave at once.
        assert.deepEqual(nextSendingMoment(moment, window, zone), moment)
      },
    ),
  )
})

test('a wave gives each sending day its share, inside its hours, and asks nobody on Sunday', () => {
  const days = sendingDays('2026-11-09', 14, hours)
  assert.equal(days.length, 11)
  assert.ok(!days.includes('2026-11-11') && !days.includes('2026-11-15'))
  const at = new Date('2026-11-08T12:00:00Z')
  const shares = new Map<string, number>()
  for (let person = 0; person < 11_000; person++) {
    const moment = momentInWave((person * 0.618033988749895) % 1, days, hours, 'Europe/Paris', at)!
    const { day, hour } = localTime(moment.getTime(), 'Europe/Paris')
    assert.ok(hour >= 8 && hour < 20)
    shares.set(day, (shares.get(day) ?? 0) + 1)
  }
  assert.deepEqual([...shares.keys()].sort(), days)
  for (const share of shares.values()) assert.ok(Math.abs(share - 1000) < 20, `${share}`)
})

test('a wave of one day that is a holiday leaves on the next day that it may', () => {
  assert.deepEqual(sendingDays('2026-11-01', 1, hours), ['2026-11-02'])
  assert.deepEqual(sendingDays('2026-11-01', 1, { ...hours, weekdays: [] }), [])
})

test('a draw is even, below one, and the same for the same hash', () => {
  assert.equal(drawOf(new Uint8Array(8)), 0)
  assert.ok(drawOf(new Uint8Array(8).fill(255)) < 1)
  assert.equal(drawOf(new Uint8Array([128, 0, 0, 0, 0, 0, 0, 0])), 0.5)
})
