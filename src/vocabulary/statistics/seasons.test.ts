import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { changeParts } from '../map/change-parts.ts'
import { countsDistance, flowDrift } from './flow-drift.ts'
import { judgeSeries } from './judged-series.ts'
import { countResidual, levelShifts, robustScores, toldOdd, weightedMeans } from './odd-days.ts'
import { decompose, median } from './seasons.ts'
import { normalDraw, seededRandom } from './seeded-random.ts'
import { trendSentence } from './trend-sentence.ts'

const near = (found: number, expected: number, within: number) =>
  assert.ok(Math.abs(found - expected) <= within, `${found} is not ${expected} ± ${within}`)

test('trend, season and rest always add up to the series', () => {
  fc.assert(
    fc.property(
      fc.array(fc.double({ min: -1e4, max: 1e4, noNaN: true }), { maxLength: 80 }),
      fc.constantFrom(1, 7, 12),
      (values, period) => {
        const { trend, season, rest, strength } = decompose(values, period)
        for (const [at, value] of values.entries()) near(trend[at]! + season[at]! + rest[at]!, value, 1e-6)
        assert.ok(strength >= 0 && strength <= 1)
      },
    ),
    { numRuns: 60 },
  )
})

test('a planted week and slope are found, and an odd day bends neither', () => {
  const random = seededRandom(4)
  const week = [-30, -10, 0, 5, 10, 40, -15]
  const days = Array.from({ length: 140 }, (_, at) => 200 + at * 0.5 + week[at % 7]! + normalDraw(random) * 3)
  days[70]! += 150
  const { season, trend, rest, strength } = decompose(days, 7)
  for (let at = 20; at < 120; at++) {
    near(season[at]!, week[at % 7]!, 5)
    near(trend[at]!, 200 + at * 0.5, 5)
  }
  assert.ok(rest[70]! > 135)
  assert.ok(strength > 0.6)
  assert.ok(robustScores(rest)[70]! > 20)
})

test('a series without a week has none, one value has no rest, and nothing gives nothing', () => {
  const random = seededRandom(8)
  const flat = Array.from({ length: 84 }, () => 100 + normalDraw(random) * 5)
  assert.ok(decompose(flat, 7).strength < 0.35)
  const equal = decompose(new Array(30).fill(4), 7)
  assert.ok(equal.rest.every(each => Math.abs(each) < 1e-9))
  assert.deepEqual(robustScores(equal.rest.map(() => 0)), new Array(30).fill(0))
  assert.deepEqual(decompose([], 7).trend, [])
  assert.deepEqual(decompose([1, 2, 3], 7).season, [0, 0, 0])
})

test('one odd point is not told, two within three are', () => {
  assert.deepEqual(toldOdd([0, 9, 0, 0, 9, 0, 9, 0]), [false, false, false, false, false, false, true, false])
})

test('a level that stays raised is found where it began, and chance raises few alarms', () => {
  const random = seededRandom(2)
  const quiet = Array.from({ length: 9000 }, () => normalDraw(random))
  // One in about 465 points is what the method promises.
  const alarms = levelShifts(quiet).length
  assert.ok(alarms > 8 && alarms < 35, String(alarms))
  const out = weightedMeans(quiet).filter((each, at, all) => each.out && !all[at - 1]?.out).length
  assert.ok(out > 3 && out < 45, String(out))
  const moved = levelShifts([...quiet.slice(0, 60).map(each => each * 0.5), ...new Array(10).fill(1.8)])
  assert.equal(moved[0]!.direction, 'up')
  near(moved[0]!.at, 60, 6)
})

test('chance moves a count by about one whatever its size', () => {
  near(countResidual(110, 100), 0.976, 0.01)
  near(countResidual(10_100, 10_000), 0.9975, 0.01)
})

test('the parts of a change are the whole change', () => {
  const side = fc.record({ n: fc.nat(200), share: fc.double({ min: 0, max: 1, noNaN: true }) })
  fc.assert(
    fc.property(fc.array(fc.record({ before: side, after: side }), { minLength: 1, maxLength: 6 }), drawn => {
      const { before, after, parts } = changeParts(
        drawn.map((each, index) => ({
          segment: String(index),
          before: { n: each.before.n, hits: Math.floor(each.before.n * each.before.share) },
          after: { n: each.after.n, hits: Math.floor(each.after.n * each.after.share) },
        })),
      )
      if (before === null || after === null) return
      near(
        parts.reduce((sum, each) => sum + each.mix + each.rate, 0),
        after - before,
        1e-9,
      )
    }),
  )
})

test('more of a segment that was always worse is mix; a segment that got worse is rate', () => {
  const { parts } = changeParts([
    { segment: 'web', before: { n: 500, hits: 400 }, after: { n: 200, hits: 160 } },
    { segment: 'phone', before: { n: 500, hits: 200 }, after: { n: 800, hits: 320 } },
  ])
  for (const part of parts) near(part.rate, 0, 1e-12)
  near(
    parts.reduce((sum, each) => sum + each.mix, 0),
    -0.12,
    1e-9,
  )
})

test('flows are as far apart as they have nothing in common, and the same way in both directions', () => {
  const a = [
    { from: 'A', to: 'B', count: 80 },
    { from: 'B', to: 'C', count: 20 },
  ]
  const b = [{ from: 'X', to: 'Y', count: 5 }]
  near(flowDrift(a, a).distance!, 0, 1e-12)
  near(flowDrift(a, b).distance!, 1, 1e-12)
  assert.equal(flowDrift(a, []).distance, null)
  const c = [
    { from: 'A', to: 'B', count: 50 },
    { from: 'B', to: 'C', count: 50 },
  ]
  // ½(0.8·log₂(0.8/0.65) + 0.2·log₂(0.2/0.35)) + ½(0.5·log₂(0.5/0.65) + 0.5·log₂(0.5/0.35))
  near(flowDrift(a, c).distance!, 0.073104, 1e-6)
  near(flowDrift(a, c).distance!, flowDrift(c, a).distance!, 1e-12)
  near(countsDistance([80, 20], [50, 50]), flowDrift(a, c).distance!, 1e-12)
  assert.ok(flowDrift(a, c).moved[0]!.adjusted < 0.001)
})

test('the middle of an even number of values lies between two', () => {
  assert.equal(median([3, 1, 2]), 2)
  assert.equal(median([4, 1, 2, 3]), 2.5)
})

test('a count falls by all of it at most, and against next to nothing no share is told', () => {
  const days = (values: readonly number[]) => values.map(value => ({ value, n: value }))
  const twice = [20, ...new Array<number>(209).fill(0), 100, ...new Array<number>(27).fill(0)]
  const judged = judgeSeries(days(twice), 'count', 7)!
  assert.ok(judged.points.every(each => each.trend >= 0 && each.expected >= 0))
  assert.ok(judged.change === null || judged.change >= -1, String(judged.change))
  const born = judgeSeries(days([...new Array<number>(60).fill(0), ...new Array<number>(60).fill(40)]), 'count', 7)!
  assert.equal(born.change, null)
  const points = born.points.map((each, at) => ({ ...each, at: `2026-01-${at}` }))
  assert.match(trendSentence({ measure: 'events', unit: 'day', points, judged: born }).en, /from next to nothing to 40/)
})

test('days of too few customers are not said to be equal to those without any', () => {
  const points = Array.from({ length: 40 }, (_, at) => ({
    at: `day ${at}`,
    value: at < 20 ? 0 : null,
    n: 0,
    hidden: at >= 20,
  }))
  const judged = judgeSeries(points, 'count', 7)
  const { en, fr } = trendSentence({ measure: 'events', unit: 'day', points, judged })
  assert.match(en, /Of 40 days, 20 have too few customers/)
  assert.match(fr, /Sur 40 jours, 20 comptent trop peu de clients/)
})

test('a trend that rises and falls again is told by its turn, not by its ends', () => {
  const dates = Array.from({ length: 121 }, (_, day) => new Date(Date.UTC(2026, 0, 1 + day)).toISOString().slice(0, 10))
  const said = (value: (day: number) => number) => {
    const points = dates.map((at, day) => ({ at, value: value(day) + (day % 2), n: 1 }))
    const judged = judgeSeries(points, 'count', 7)
    return trendSentence({ measure: 'customers', unit: 'day', points, judged })
  }
  const hill = said(day => 100 - Math.abs(day - 60))
  assert.match(
    hill.en,
    /^The trend rises from 4\d(\.\d)? to \d+(\.\d)? a day around \d+ (February|March) 2026, then falls back to 4\d/,
  )
  assert.match(hill.fr, /puis redescend à/)
  assert.match(said(day => 20 + Math.abs(day - 60)).en, /^The trend falls .* then rises again to/)
  assert.match(said(day => 20 + day).en, /^The trend rises from 20\S* to 140 a day/)
})

test('two days far off are odd days, and no lasting level; four of them are one', () => {
  const shiftsOf = (odd: number) => {
    const points = Array.from({ length: 90 }, (_, at) => ({
      value: at >= 80 && at < 80 + odd ? 110 : 40 + (at % 5),
      n: 1,
    }))
    return judgeSeries(points, 'count', 7)!
  }
  assert.deepEqual(shiftsOf(2).shifts, [])
  assert.ok(shiftsOf(2).points.some(each => each.odd))
  assert.ok(shiftsOf(4).shifts.some(each => each.direction === 'up'))
})
