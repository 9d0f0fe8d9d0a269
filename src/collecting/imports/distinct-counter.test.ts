import assert from 'node:assert/strict'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { openDistinctCounter } from './distinct-counter.ts'

test('different texts are counted exactly, in memory or put aside, whatever their order', async () => {
  const directory = mkdtempSync(join(tmpdir(), 'distinct-'))
  try {
    for (const [most, texts, expected] of [
      [1_000_000, ['a', 'a', 'b', 'a', ''], 3],
      [1_000_000, Array.from({ length: 200_000 }, (_, index) => `c${index % 77_777}`), 77_777],
      [10_000, Array.from({ length: 200_000 }, (_, index) => `c${(index * 7919) % 77_777}`), 77_777],
      [10, ['x', 'y', 'x'], 2],
      [1, [], 0],
    ] as const) {
      await using counter = openDistinctCounter(join(directory, 'run'), most)
      for (const text of texts) {
        counter.add(text)
        await counter.settle()
      }
      assert.equal(await counter.count(), expected)
      assert.equal(await counter.count(), expected, 'asked again')
    }
    assert.deepEqual(readdirSync(directory), [], 'nothing is left behind')
  } finally {
    rmSync(directory, { recursive: true })
  }
})
