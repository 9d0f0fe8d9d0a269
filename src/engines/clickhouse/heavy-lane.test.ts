import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openHeavyLane } from './heavy-lane.ts'

test('heavy questions are asked one after the other, whatever became of the one before, and a thirteenth is turned away', async () => {
  const lane = openHeavyLane()
  const told: string[] = []
  let free = () => {}
  const blocked = new Promise<void>(resolve => {
    free = resolve
  })
  const turns = Array.from({ length: 12 }, (_, nth) =>
    lane.enter(async () => {
      if (nth === 0) await blocked
      told.push(`${nth}`)
      if (nth === 3) throw new Error('too heavy all the same')
      return nth
    }),
  )
  assert.equal(
    lane.enter(async () => 12),
    undefined,
  )
  free()
  const ended = await Promise.allSettled(turns)
  assert.deepEqual(
    told.map(Number),
    Array.from({ length: 12 }, (_, nth) => nth),
  )
  assert.deepEqual(
    ended.flatMap((each, nth) => (each.status === 'rejected' ? [nth] : [])),
    [3],
  )
  assert.equal(await lane.enter(async () => 13), 13)
})
