import assert from 'node:assert/strict'
import { test } from 'node:test'
import { disagrees, drawCurve, type FeelingPoint, reachOf } from './emotion-curve.ts'

type Reading = 'reliable' | 'indicative' | 'hidden'
const at = (mean: number, reading: Reading, customers: number): FeelingPoint => ({
  step: 's',
  measured:
    reading === 'hidden'
      ? { mean: null, low: null, high: null, customers, reading }
      : { mean, low: mean - 0.1, high: mean + 0.1, customers, reading },
})
const straight = (feeling: number) => 100 - 100 * feeling

test('the line is whole between sure points, dashed to an indicative one, and leaves a gap at a hidden one', () => {
  const points = [
    at(0.3, 'reliable', 120),
    at(0.2, 'reliable', 90),
    at(0.1, 'indicative', 12),
    at(0, 'hidden', 3),
    at(-0.2, 'reliable', 40),
    at(-0.3, 'reliable', 60),
  ]
  const { segments, bands } = drawCurve(points, straight)
  assert.deepEqual(
    segments.map(one => one.sure),
    [true, false, true],
  )
  assert.equal(bands.length, 2)
  for (const { d } of segments) assert.doesNotMatch(d, /NaN/)
})

test('a lone measured point has a mark and no line', () => {
  assert.deepEqual(drawCurve([at(0, 'hidden', 2), at(0.4, 'reliable', 50), at(0, 'hidden', 1)], straight).segments, [])
})

test('declared −0.4 against measured 0.3 [0.1, 0.5] is told as a disagreement; 0.2 is not', () => {
  const measured = { mean: 0.3, low: 0.1, high: 0.5, customers: 80, reading: 'reliable' as const }
  assert.equal(disagrees({ step: 's', measured, declared: -0.4 }), true)
  assert.equal(disagrees({ step: 's', measured, declared: 0.2 }), false)
  assert.equal(disagrees({ step: 's', declared: 0.2 }), false)
})

test('the scale is never narrower than ±0.4 nor wider than ±1', () => {
  assert.equal(reachOf([]), 0.4)
  assert.equal(reachOf([at(0.55, 'reliable', 9)]), 0.8)
  assert.equal(reachOf([{ step: 's', desired: 1 }]), 1)
})
