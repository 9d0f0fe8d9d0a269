import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { TimestampFormat } from '../../contract/importing.ts'
import { guessTimestampFormat, readTimestamp } from './read-timestamp.ts'
import { isTimeZone, zoneReader } from './zone-time.ts'

const paris = zoneReader('Europe/Paris')
const read = (text: string, format: TimestampFormat = 'iso', fromWall = (wall: number) => wall) => {
  const result = readTimestamp(text, format, fromWall)
  return 'at' in result ? new Date(result.at).toISOString() : result.reason
}

test('times are read in the forms that files have', () => {
  const cases: [string, TimestampFormat, string][] = [
    ['2026-01-31T10:11:12.345Z', 'iso', '2026-01-31T10:11:12.345Z'],
    ['2011-10-11 13:45:40.276000+02:00', 'iso', '2011-10-11T11:45:40.276Z'],
    ['2011-10-11T13:45:40,9+0200', 'iso', '2011-10-11T11:45:40.900Z'],
    ['2026-01-31 10:11:12 UTC', 'iso', '2026-01-31T10:11:12.000Z'],
    ['2026-01-31T10:11+05', 'iso', '2026-01-31T05:11:00.000Z'],
    ['2026-01-31T10:11:12+05:30[Asia/Kolkata]', 'iso', '2026-01-31T04:41:12.000Z'],
    ['2026-01-31', 'iso', '2026-01-31T00:00:00.000Z'],
    ['2026/1/3 9:05', 'iso', '2026-01-03T09:05:00.000Z'],
    ['2026-01-31 24:00', 'iso', '2026-02-01T00:00:00.000Z'],
    ['20260131', 'iso', '2026-01-31T00:00:00.000Z'],
    ['20260131T101112Z', 'iso', '2026-01-31T10:11:12.000Z'],
    ['20260131101112', 'iso', '2026-01-31T10:11:12.000Z'],
    ['2026-01-31 10:00', 'day_first', '2026-01-31T10:00:00.000Z'],
    ['03/02/2026 14:30', 'day_first', '2026-02-03T14:30:00.000Z'],
    ['03/02/2026 14h30', 'day_first', '2026-02-03T14:30:00.000Z'],
    ['3.2.26 14h', 'day_first', '2026-02-03T14:00:00.000Z'],
    ['24-02-2015 11.35', 'day_first', '2015-02-24T11:35:00.000Z'],
    ['02/03/2026 2:30:05 PM', 'month_first', '2026-02-03T14:30:05.000Z'],
    ['02/03/2026 12:00 am', 'month_first', '2026-02-03T00:00:00.000Z'],
    ['1769854272', 'epoch_seconds', '2026-01-31T10:11:12.000Z'],
    ['1769854272.5', 'epoch_seconds', '2026-01-31T10:11:12.500Z'],
    ['1769854272345', 'epoch_milliseconds', '2026-01-31T10:11:12.345Z'],
    ['1612069510766593', 'epoch_microseconds', '2021-01-31T05:05:10.766Z'],
    ['31/12/2024 à 23h59', 'day_first', '2024-12-31T23:59:00.000Z'],
    ['31 décembre 2024 23:59', 'iso', '2024-12-31T23:59:00.000Z'],
    ['mardi 31 décembre 2024 à 23h59', 'day_first', '2024-12-31T23:59:00.000Z'],
    ['1er févr. 2025', 'iso', '2025-02-01T00:00:00.000Z'],
    ['02-JUL-15 09.30.00', 'month_first', '2015-07-02T09:30:00.000Z'],
    ['Jan 2, 2025 1:05 PM', 'iso', '2025-01-02T13:05:00.000Z'],
    ['Thu, 02 Jan 2025 13:05:00 GMT', 'iso', '2025-01-02T13:05:00.000Z'],
    ['2 brumaire 2025', 'iso', 'timestamp_unreadable'],
    ['31 juin 2025', 'iso', 'timestamp_impossible'],
    ['1970-01-01T01:00:00.000+01:00', 'iso', '1970-01-01T00:00:00.000Z'],
    ['31/02/2026', 'day_first', 'timestamp_impossible'],
    ['29/02/2026', 'day_first', 'timestamp_impossible'],
    ['29/02/2024', 'day_first', '2024-02-29T00:00:00.000Z'],
    ['31/12/2026', 'month_first', 'timestamp_impossible'],
    ['2026-13-01', 'iso', 'timestamp_impossible'],
    ['2026-01-01 25:00', 'iso', 'timestamp_impossible'],
    ['2026-01-01 13:00 PM', 'iso', 'timestamp_impossible'],
    ['03/02/2026', 'iso', 'timestamp_unreadable'],
    ['yesterday', 'iso', 'timestamp_unreadable'],
    ['02026-01-01', 'iso', 'timestamp_unreadable'],
    ['12026-01-01T00:00:00Z', 'iso', 'timestamp_unreadable'],
    ['1e400', 'epoch_seconds', 'timestamp_unreadable'],
  ]
  for (const [text, format, expected] of cases) assert.equal(read(text, format), expected, `${text} ${format}`)
})

test('a time without an offset is read where the clock stood, through both changes of the hour', () => {
  const cases: [string, string][] = [
    ['2026-01-15 12:00', '2026-01-15T11:00:00.000Z'],
    ['2026-07-15 12:00', '2026-07-15T10:00:00.000Z'],
    // Spring: 02:30 never comes, and counts on from winter time.
    ['2026-03-29 01:59', '2026-03-29T00:59:00.000Z'],
    ['2026-03-29 02:30', '2026-03-29T01:30:00.000Z'],
    ['2026-03-29 03:00', '2026-03-29T01:00:00.000Z'],
    ['2026-03-29 12:00', '2026-03-29T10:00:00.000Z'],
    // Autumn: 02:30 comes twice, and the first time counts.
    ['2026-10-25 01:30', '2026-10-24T23:30:00.000Z'],
    ['2026-10-25 02:30', '2026-10-25T00:30:00.000Z'],
    ['2026-10-25 03:00', '2026-10-25T02:00:00.000Z'],
    ['2026-10-25 02:30+01:00', '2026-10-25T01:30:00.000Z'],
  ]
  for (const [text, expected] of cases) assert.equal(read(text, 'iso', paris), expected, text)
  assert.equal(read('2026-04-05 01:45', 'iso', zoneReader('Australia/Lord_Howe')), '2026-04-04T14:45:00.000Z')
  assert.equal(read('2026-01-01 00:00', 'iso', zoneReader('Asia/Kathmandu')), '2025-12-31T18:15:00.000Z')
  assert.deepEqual(['Europe/Paris', 'UTC', 'Mars/Olympus'].map(isTimeZone), [true, true, false])
})

test('the order of day and month is read from the values, and the day goes first when nothing tells', () => {
  const cases: [string[], string | undefined][] = [
    [['2026-01-31 10:00:00', ''], 'iso'],
    [['03/02/2026', '25/02/2026'], 'day_first'],
    [['03/02/2026', '02/25/2026'], 'month_first'],
    [['03/02/2026', '04/02/2026'], 'day_first'],
    [['1769854272', '1769854280'], 'epoch_seconds'],
    [['1769854272000', '1769854280000'], 'epoch_milliseconds'],
    [['20260131', '20251231'], 'iso'],
    [['12', '13'], undefined],
    [['29.99', '14.1'], undefined],
    [['Paris', 'Lyon'], undefined],
    [['', '?'], undefined],
  ]
  for (const [values, format] of cases) assert.equal(guessTimestampFormat(values)?.format, format, values.join())
  assert.equal(guessTimestampFormat(['03/02/2026'])?.ambiguous, true)
  assert.equal(guessTimestampFormat(['2026-01-01T00:00Z'])?.hasOffset, true)
})
