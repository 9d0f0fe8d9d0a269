import assert from 'node:assert/strict'
import { test } from 'node:test'
import { trackProgress } from './track-progress.ts'

test('the remaining time follows the pace of the last seconds', () => {
  let clock = 0
  const progress = trackProgress(10_000, () => clock)
  assert.equal(progress.now().remainingSeconds, undefined)
  for (let second = 1; second <= 4; second++) {
    clock = second * 1000
    progress.addRows(10)
    progress.addBytes(1000)
  }
  const fast = progress.now()
  assert.deepEqual([fast.bytesRead, fast.rowsRead, fast.bytesPerSecond, fast.remainingSeconds], [4000, 40, 1000, 6])
  for (let second = 5; second <= 24; second++) {
    clock = second * 1000
    progress.addBytes(100)
  }
  assert.equal(Math.round(progress.now().remainingSeconds!), 40, 'slower now: 4,000 bytes at 100 a second')
  progress.addBytes(4000)
  assert.equal(progress.now().remainingSeconds, 0)
})

test('a stream of unknown size has a pace and no end', () => {
  let clock = 0
  const progress = trackProgress(undefined, () => clock)
  clock = 2000
  progress.addBytes(500)
  assert.deepEqual([progress.now().bytesPerSecond, progress.now().remainingSeconds], [250, undefined])
})
