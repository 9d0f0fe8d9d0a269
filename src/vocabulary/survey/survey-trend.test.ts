import assert from 'node:assert/strict'
import { test } from 'node:test'
import { scoreDifference } from './survey-comparison.ts'
import { stretches, trendOf } from './survey-trend.ts'

const five = { kind: 'csat', min: 1, max: 5 } as const
const seven = { kind: 'csat', min: 1, max: 7 } as const
const nps = { kind: 'nps', min: 0, max: 10 } as const

test('a trend breaks where the scale changed, and tells nothing where nobody answered', () => {
  const days = stretches('2026-01-05', '2026-01-26', 'week')
  assert.deepEqual(days, ['2026-01-05', '2026-01-12', '2026-01-19', '2026-01-26'])
  const series = trendOf(
    [
      { version: 1, day: '2026-01-05', answer: 5, n: 8 },
      { version: 1, day: '2026-01-05', answer: 2, n: 2 },
      { version: 2, day: '2026-01-19', answer: 4, n: 5 },
      { version: 3, day: '2026-01-26', answer: 7, n: 6 },
    ],
    [
      { number: 1, day: '2026-01-05', scale: five },
      { number: 2, day: '2026-01-18', scale: five },
      { number: 3, day: '2026-01-20', scale: seven },
    ],
    days,
    0,
  )
  assert.deepEqual(
    series.map(({ versions, points }) => [versions, points.map(({ day, n, score }) => [day, n, score?.value ?? null])]),
    [
      [
        [1, 2],
        [
          ['2026-01-05', 10, 80],
          ['2026-01-12', 0, null],
          ['2026-01-19', 5, 100],
        ],
      ],
      [[3], [['2026-01-26', 6, 100]]],
    ],
  )
})

test('a stretch of too few is not told, nor the smallest other, from which it could be computed', () => {
  const days = ['2026-01-01', '2026-02-01', '2026-03-01']
  const [series] = trendOf(
    [3, 40, 9].map((n, place) => ({ version: 1, day: days[place]!, answer: 10, n })),
    [{ number: 1, day: days[0]!, scale: nps }],
    days,
    5,
  )
  assert.deepEqual(
    series!.points.map(({ n }) => n),
    [0, 40, 0],
  )
})

test('months are stretches of their own length', () => {
  assert.deepEqual(stretches('2025-12-01', '2026-03-01', 'month'), [
    '2025-12-01',
    '2026-01-01',
    '2026-02-01',
    '2026-03-01',
  ])
})

test('a difference of two scores is told with its interval, and whether it is one', () => {
  const now = { 10: 120, 7: 40, 3: 40 }
  const then = { 10: 105, 7: 40, 3: 55 }
  const found = scoreDifference(nps, now, then)!
  assert.deepEqual(
    [found.value, found.low, found.high].map(value => Math.round(value * 10) / 10),
    [14.8, -1.4, 30.9],
  )
  assert.equal(found.means, false, 'not a change')
  assert.equal(scoreDifference(nps, { 10: 9 }, then), null, 'too few')
  assert.equal(scoreDifference(five, { 5: 80, 1: 20 }, { 5: 50, 1: 50 })!.means, true)
  assert.equal(scoreDifference(five, { 5: 80, 1: 20 }, { 5: 50, 1: 50 })!.value, 30)
})
