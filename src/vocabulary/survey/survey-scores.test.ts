import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { gunzipSync } from 'node:zlib'
import { parse } from 'csv-parse/sync'
import { cesOf, csatOf, npsDifference, npsOf } from './survey-scores.ts'

const near = (value: number | undefined, expected: number, within = 0.05) =>
  assert.ok(value !== undefined && Math.abs(value - expected) <= within, `${value} is not ${expected}`)

test('no answer has no score: neither 0, nor 100', () => {
  assert.deepEqual([npsOf({}), csatOf({}, 5), cesOf({}, 7), npsDifference({}, { 9: 3 })], [null, null, null, null])
})

test('the difference of 120 promoters and 40 detractors of 200 to 105 and 55 of 200 is no change', () => {
  const difference = npsDifference({ 10: 120, 8: 40, 2: 40 }, { 10: 105, 8: 40, 2: 55 })!
  near(difference.value, 14.8)
  near(difference.low, -1.4)
  near(difference.high, 30.9)
})

// Reference limits of Wilson's interval.
for (const [hits, n, low, high] of [
  [5, 5, 56.6, 100],
  [4, 5, 37.6, 96.4],
  [80, 100, 71.1, 86.7],
] as const)
  test(`${hits} satisfied of ${n} lie between ${low} and ${high} %`, () => {
    const score = csatOf({ 5: hits, 1: n - hits }, 5)!
    near(score.low, low)
    near(score.high, high)
    near(score.value, (100 * hits) / n)
  })

test('an interval never leaves out its own score', () => {
  for (let n = 1; n <= 12; n++)
    for (let promoters = 0; promoters <= n; promoters++) {
      const score = npsOf({ 9: promoters, 3: n - promoters })!
      assert.ok(score.low <= score.value && score.value <= score.high && score.low >= -100 && score.high <= 100)
    }
})

test('a scale has its own satisfied answers, and one without any is refused', () => {
  assert.equal(csatOf({ 3: 1, 2: 1 }, 3)?.value, 50)
  assert.equal(csatOf({ 8: 1, 7: 1 }, 10)?.value, 50)
  assert.equal(csatOf({ 8: 1 }, 8), null)
  assert.equal(cesOf({ 5: 1, 4: 1 }, 7)?.value, 50)
  assert.equal(cesOf({ 4: 1, 3: 1 }, 5)?.value, 50)
  assert.equal(cesOf({ 4: 1 }, 6), null)
})

const airport = join(import.meta.dirname, '../../../../shared/data/survey/sfo_customer_survey_2017.csv.gz')

test('the net promoter score of the airport’s passengers is 39.84', context => {
  if (!existsSync(airport)) return context.skip('the survey of the airport is not here')
  const rows = parse(gunzipSync(readFileSync(airport)), { columns: true, bom: true }) as { NETPRO?: string }[]
  assert.equal(rows.length, 2831)
  const counts: Record<number, number> = {}
  for (const { NETPRO: said = '' } of rows) {
    // 11 stands for a blank.
    if (said.trim() !== '' && said !== '11') counts[Number(said)] = (counts[Number(said)] ?? 0) + 1
  }
  const told = npsOf(counts)!
  assert.equal(told.n, 2746)
  assert.equal(told.value.toFixed(2), '39.84')
  assert.ok(told.low < 39.84 && 39.84 < told.high && told.high - told.low < 6)
})
