import assert from 'node:assert/strict'
import { test } from 'node:test'
import { compareShares, type Share } from './compare-shares.ts'

/** Newcombe's own example, his method 10: 56 of 70 against 48 of 80. */
test('the difference of two shares has the interval of its author', () => {
  const [change] = compareShares([{ key: 'a', hits: 56, n: 70 }], [{ key: 'a', hits: 48, n: 80 }])
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
  const changes = compareShares(side(), side())
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
  const changes = compareShares(
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
