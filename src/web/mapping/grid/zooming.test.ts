import assert from 'node:assert/strict'
import { test } from 'node:test'
import { laneWidth, sizesFor } from './zooming.ts'

test('a map that fits shares the room among its steps', () => {
  const { stepWidth, compact, zoom } = sizesFor('usual', 1440, 8, 0)
  assert.equal(stepWidth, Math.floor((1440 - laneWidth) / 8))
  assert.deepEqual([compact, zoom], [false, 1])
})

test('zoomed to fit, every step of a map of sixty is on the screen', () => {
  const { stepWidth, compact, zoom } = sizesFor('fit', 1240, 60, 0)
  assert.ok((60 * stepWidth + laneWidth) * zoom <= 1240)
  assert.equal(compact, true)
})

test('zoomed to fit, words are kept as long as they can be read', () => {
  assert.deepEqual(sizesFor('fit', 1440, 12, 0).compact, false)
  assert.ok(sizesFor('fit', 1440, 12, 0).zoom >= 0.75)
})
