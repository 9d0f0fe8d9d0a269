import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openDays, openUntil, readBusinessHours } from './business-hours.ts'
import { frenchHolidays } from './public-holidays.ts'
import { seededRandom } from './statistics/seeded-random.ts'

const minuteMs = 60_000

test('opening hours are read as people write them, and nothing else is', () => {
  assert.deepEqual(readBusinessHours('9-18 1-5 france'), {
    from: 9,
    to: 18,
    weekdays: [1, 2, 3, 4, 5],
    holidays: 'france',
    daysOff: [],
  })
  assert.deepEqual(readBusinessHours('0-24 7')?.weekdays, [0])
  assert.deepEqual(readBusinessHours('8-20')?.weekdays, [1, 2, 3, 4, 5, 6, 0])
  for (const text of ['', '9', '18-9', '9-25', '9-18 5-1', '9-18 0-5', '9-18 1-5 mars', '9:30-18'])
    assert.equal(readBusinessHours(text), undefined, text)
})

test('the opening time between two instants is what a count minute by minute finds, also when the clocks change', () => {
  const random = seededRandom(11)
  // Each with an instant near which its clocks change.
  for (const [timeZone, near] of [
    ['Europe/Paris', '2026-03-29T01:00:00Z'],
    ['Europe/Paris', '2026-10-25T01:00:00Z'],
    ['Europe/Paris', '2026-05-08T00:00:00Z'],
    ['America/New_York', '2026-11-01T06:00:00Z'],
    ['Australia/Lord_Howe', '2026-04-04T15:00:00Z'],
    ['Africa/Cairo', '2026-04-23T22:00:00Z'],
  ] as const) {
    const clock = new Intl.DateTimeFormat('en-CA', {
      timeZone,
      hourCycle: 'h23',
      ...({ year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit' } as const),
    })
    for (const text of ['9-18 1-5 france', '0-24', '1-3', '2-4 6-7', '23-24']) {
      const hours = readBusinessHours(text)!
      const from = Date.parse(near) - Math.floor(random() * 2_000) * minuteMs
      const to = Date.parse(near) + Math.floor(random() * 3_000) * minuteMs
      const days = openDays(hours, timeZone, new Date(from - 86_400_000), new Date(to))
      let minutes = 0
      for (let at = from; at < to; at += minuteMs) {
        const [day, hour] = clock.format(at).split(', ') as [string, string]
        const isOpen = Number(hour) >= hours.from && Number(hour) < hours.to
        const isDay = hours.weekdays.includes(new Date(`${day}T00:00:00Z`).getUTCDay())
        const isOff = hours.holidays === 'france' && new Set(frenchHolidays(Number(day.slice(0, 4)))).has(day)
        if (isOpen && isDay && !isOff) minutes++
      }
      const told = (openUntil(days, to) - openUntil(days, from)) / minuteMs
      assert.equal(
        told,
        minutes,
        `${timeZone} ${text} from ${new Date(from).toISOString()} to ${new Date(to).toISOString()}`,
      )
    }
  }
})
