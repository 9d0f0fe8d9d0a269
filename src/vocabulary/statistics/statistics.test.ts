import assert from 'node:assert/strict'
import { test } from 'node:test'
import { meanInterval, readingOf, studentQuantile } from './statistics.ts'

// Printed in every statistical table: two-sided 95 %.
const table: readonly [number, number][] = [
  [1, 12.7062],
  [2, 4.3027],
  [3, 3.1824],
  [4, 2.7764],
  [5, 2.5706],
  [9, 2.2622],
  [10, 2.2281],
  [29, 2.0452],
  [30, 2.0423],
  [99, 1.9842],
  [1000, 1.9623],
]

test('the quantiles of Student’s t are those of the tables', () => {
  for (const [degrees, expected] of table) {
    assert.ok(
      Math.abs(studentQuantile(0.975, degrees) - expected) < 2e-4,
      `${degrees}: ${studentQuantile(0.975, degrees)}`,
    )
  }
})

test('ten answers of 1 to 5 have the mean, the deviation and the interval of the reference', () => {
  const answers = [5, 5, 4, 2, 1, 4, 5, 3, 1, 2].map(answer => (2 * (answer - 1)) / 4 - 1)
  const mean = answers.reduce((sum, score) => sum + score, 0) / answers.length
  const deviation = Math.sqrt(answers.reduce((sum, score) => sum + (score - mean) ** 2, 0) / (answers.length - 1))
  const interval = meanInterval(mean, deviation, answers.length)!
  assert.equal(mean.toFixed(2), '0.10')
  assert.equal(deviation.toFixed(4), '0.8097')
  assert.deepEqual([interval.low.toFixed(3), interval.high.toFixed(3)], ['-0.479', '0.679'])
})

test('a point is hidden under five customers, dashed under thirty or when wide, and solid otherwise', () => {
  assert.equal(readingOf(3, 0.1, 5), 'hidden')
  assert.equal(readingOf(12, 0.1, 5), 'indicative')
  assert.equal(readingOf(120, 0.3, 5), 'indicative')
  assert.equal(readingOf(120, 0.1, 5), 'reliable')
})
