import assert from 'node:assert/strict'
import { test } from 'node:test'
import { cesOf, csatOf, neededForNps, npsDifference, npsOf } from './survey-scores.ts'

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

test('the answers needed for a margin are those of the tables', () => {
  assert.deepEqual(
    [5, 10, 15].map(margin => neededForNps(0.5, 0.2, margin)),
    [938, 235, 105],
  )
  assert.equal(neededForNps(0.5, 0.2, 10, 500), 160)
})
