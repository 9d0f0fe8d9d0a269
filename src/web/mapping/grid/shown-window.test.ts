import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ahead, rowGroups, stepWindows, type Window } from './shown-window.ts'

const count = 400
const all = (window: Window): readonly Window[] => Array.from({ length: rowGroups }, () => window)

function settle(windows: readonly Window[], seen: Window): { windows: readonly Window[]; frames: number } {
  for (let frames = 0; ; frames++) {
    const next = stepWindows(windows, seen, count)
    if (next === windows) return { windows, frames }
    assert.ok(frames < 1000, 'it never comes to rest')
    windows = next
  }
}

test('what is seen is drawn at once, by every row', () => {
  const next = stepWindows(all({ from: 0, to: 12 }), { from: 200, to: 208 }, count)
  assert.deepEqual(next, all({ from: 200, to: 208 }))
})

test('what lies ahead is drawn until it is all there, and then nothing more is asked for', () => {
  const { windows } = settle(all({ from: 200, to: 208 }), { from: 200, to: 208 })
  assert.deepEqual(windows, all({ from: 200 - ahead, to: 208 + ahead }))
})

test('at the ends of the map no columns are asked for that are not there', () => {
  assert.deepEqual(settle(all({ from: 0, to: 0 }), { from: 0, to: 8 }).windows, all({ from: 0, to: 8 + ahead }))
  assert.deepEqual(
    settle(all({ from: 0, to: 0 }), { from: 395, to: 403 }).windows,
    all({ from: 395 - ahead, to: count }),
  )
  assert.deepEqual(stepWindows(all({ from: 0, to: 3 }), { from: 0, to: 8 }, 3), all({ from: 0, to: 3 }))
})

test('one column that scrolls near is drawn by one group of rows after the other', () => {
  let windows: readonly Window[] = all({ from: 96, to: 112 })
  for (let frame = 0; frame < rowGroups; frame++) {
    const next = stepWindows(windows, { from: 101, to: 109 }, count)
    assert.equal(next.filter((one, group) => one !== windows[group]).length, 1)
    windows = next
  }
  assert.deepEqual(windows, all({ from: 97, to: 113 }))
})

test('a hand that turns the wheel fast never sees a column that is not drawn', () => {
  // 50 pixels a frame over columns of 164.
  let windows: readonly Window[] = settle(all({ from: 0, to: 8 }), { from: 0, to: 8 }).windows
  let most = 0
  for (let left = 0; left < 30_000; left += 50) {
    const seen = { from: Math.floor(left / 164), to: Math.floor((left + 1300) / 164) + 1 }
    assert.ok(
      windows.every(one => one.from <= seen.from && one.to >= seen.to),
      `at ${left}`,
    )
    const next = stepWindows(windows, seen, count)
    most = Math.max(most, next.filter((one, group) => one !== windows[group]).length)
    windows = next
  }
  assert.ok(most <= 2, `${most} groups of rows in one frame`)
})
