import assert from 'node:assert/strict'
import { test } from 'node:test'
import { compareFigures, medianError, type Share, seriesMean } from './compare-figures.ts'

/** Newcombe's own example, his method 10: 56 of 70 against 48 of 80. */
test('the difference of two shares has the interval of its author', () => {
  const [change] = compareFigures([{ key: 'a', hits: 56, n: 70 }], [{ key: 'a', hits: 48, n: 80 }])
  assert.ok(Math.abs(change!.difference - 0.2) < 1e-9)
  assert.ok(Math.abs(change!.low - 0.0524) < 1e-4, String(change!.low))
  assert.ok(Math.abs(change!.high - 0.3339) < 1e-4, String(change!.high))
})

test('of a hundred shares that do not differ, chance alone makes none believed', () => {
  let seed = 5
  const draw = (n: number, share: number) => {
    let hits = 0
    for (let at = 0; at < n; at++) {
      seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0
      if (seed / 2 ** 32 < share) hits++
    }
    return hits
  }
  const side = (): Share[] => Array.from({ length: 100 }, (_, key) => ({ key: `${key}`, hits: draw(400, 0.3), n: 400 }))
  const changes = compareFigures(side(), side())
  assert.equal(changes.length, 100)
  assert.ok(
    changes.some(change => change.low > 0 || change.high < 0),
    'one by one, some would be believed',
  )
  assert.deepEqual(
    changes.filter(change => change.means),
    [],
  )
})

test('a change that is there is believed and comes first; of too few, or of one side only, nothing is said', () => {
  const changes = compareFigures(
    [
      { key: 'same', hits: 50, n: 100 },
      { key: 'more', hits: 70, n: 100 },
      { key: 'few', hits: 9, n: 10 },
      { key: 'new', hits: 50, n: 100 },
    ],
    [
      { key: 'same', hits: 49, n: 100 },
      { key: 'more', hits: 40, n: 100 },
      { key: 'few', hits: 1, n: 10 },
    ],
  )
  assert.deepEqual(
    changes.map(change => [change.key, change.means]),
    [
      ['more', true],
      ['same', false],
    ],
  )
})

test('levels are held against each other by their errors, beside shares, and without any spread not at all', () => {
  const changes = compareFigures(
    [
      { key: 'wait', level: 120, error: 3, n: 400 },
      { key: 'same', level: 5, error: 1, n: 400 },
      { key: 'share', hits: 50, n: 100 },
      { key: 'still', level: 2, error: 0, n: 400 },
      { key: 'other kind', hits: 50, n: 100 },
    ],
    [
      { key: 'wait', level: 100, error: 4, n: 400 },
      { key: 'same', level: 5.5, error: 1, n: 400 },
      { key: 'share', hits: 20, n: 100 },
      { key: 'still', level: 1, error: 0, n: 400 },
      { key: 'other kind', level: 1, error: 1, n: 100 },
    ],
  )
  assert.deepEqual(
    changes.map(change => [change.key, change.means]),
    [
      ['share', true],
      ['wait', true],
      ['same', false],
    ],
  )
  const wait = changes[1]!
  assert.ok(Math.abs(wait.low - (20 - 1.96 * 5)) < 0.01 && Math.abs(wait.high - (20 + 1.96 * 5)) < 0.01)
})

test('the error of a median comes from its quarters, on the logarithm where times are told', () => {
  assert.ok(Math.abs(medianError(100, [50, 200], 400)! - (100 * Math.log(4) * 0.926) / 20) < 1e-9)
  assert.ok(Math.abs(medianError(10, [0, 20], 100)! - 0.926 * 2) < 1e-9)
  assert.equal(medianError(10, [10, 10], 100), undefined)
})

test('days that resemble the days before are worth fewer than as many days that do not', () => {
  const waves = Array.from({ length: 80 }, (_, day) => Math.sin(day / 6))
  const shaken = waves.map((_, day) => waves[(day * 37) % 80]!)
  const [alike, apart] = [seriesMean(waves, 7)!, seriesMean(shaken, 7)!]
  assert.ok(Math.abs(alike.level - apart.level) < 1e-12)
  assert.ok(alike.error > 1.5 * apart.error, `${alike.error} ${apart.error}`)
  assert.equal(seriesMean([1], 7), undefined)
})
