import assert from 'node:assert/strict'
import { test } from 'node:test'
import { secondsOfDuration } from './duration.ts'
import { defaultMergeSeconds } from './touchpoint.ts'

const cases: readonly [duration: string, seconds: number | undefined][] = [
  ['PT30M', 1800],
  ['P30D', 2_592_000],
  ['P1W', 604_800],
  ['P1DT1H1M1S', 90_061],
  ['PT0S', 0],
  ['P', undefined],
  ['PT', undefined],
  ['P1DT', undefined],
  ['P1M', undefined],
  ['P1Y', undefined],
  ['30 minutes', undefined],
  ['PT1.5H', undefined],
  ['-PT1H', undefined],
]
for (const [duration, seconds] of cases) {
  test(`${duration} is ${seconds ?? 'no length of time here'}`, () =>
    assert.equal(secondsOfDuration(duration), seconds))
}

test('a digital touchpoint merges visits of half an hour, a shop or a call none', () => {
  const own = [{ id: 'kiosk', name: { fr: 'Borne' }, medium: 'physical' as const, owned: true }]
  assert.equal(defaultMergeSeconds(['web'], own), 1800)
  assert.equal(defaultMergeSeconds([], own), 1800)
  assert.equal(defaultMergeSeconds(['store'], own), 0)
  assert.equal(defaultMergeSeconds(['phone', 'kiosk'], own), 0)
  assert.equal(defaultMergeSeconds(['store', 'web'], own), 1800)
})
