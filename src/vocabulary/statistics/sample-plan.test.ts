import assert from 'node:assert/strict'
import { test } from 'node:test'
import { postStratified } from './post-stratified.ts'
import { planSample, varianceOf } from './sample-plan.ts'

const nps = { kind: 'nps', min: 0, max: 10 } as const
const csat = { kind: 'csat', min: 1, max: 5 } as const

test('as many answers are needed as the margin and the variance say, fewer of few, and more are asked than answer', () => {
  const { variance } = varianceOf(nps, {})!
  const needed = [5, 10, 15].map(
    margin => planSample({ variance, margin, population: null, responseRate: null }).answers,
  )
  assert.deepEqual(needed, [938, 235, 105])
  assert.deepEqual(planSample({ variance, margin: 10, population: 500, responseRate: 0.2 }), {
    answers: 160,
    asked: 800,
  })
})

test('thirty answers of its own say how much answers vary', () => {
  assert.deepEqual(varianceOf(csat, { 5: 10, 1: 10 }), { variance: 0.25, isOwn: false })
  const own = varianceOf(csat, { 5: 36, 1: 4 })!
  assert.ok(own.isOwn && Math.abs(own.variance - 0.09) < 1e-12)
  const extremes = varianceOf(nps, { 10: 20, 8: 10, 2: 10 })!
  assert.ok(Math.abs(extremes.variance - (0.75 - 0.25 ** 2)) < 1e-12)
  assert.equal(varianceOf({ kind: 'csat', min: 1, max: 9 }, {}), null)
})

test('a part that answers less often weighs more, the effective number says what that costs, and thin parts refuse it', () => {
  // Two parts of 500 asked: of one 80 answer and are happy, of the other 20 and are not.
  const strata = [
    { asked: 500, counts: { 5: 80 } },
    { asked: 500, counts: { 1: 20 } },
  ]
  const told = postStratified(csat, strata)!
  assert.equal(told.score.value, 50)
  assert.equal(told.score.n, 100)
  // Weights 0.625 and 2.5: 100² / (80 · 0.625² + 20 · 2.5²).
  assert.ok(Math.abs(told.effective - 64) < 1e-9 && Math.abs(told.designEffect - 1.5625) < 1e-9)
  assert.ok(told.score.low < 40 && told.score.high > 60)
  assert.equal(postStratified(csat, [strata[0]!, { asked: 500, counts: { 1: 4 } }]), null)
  // Where all answer alike nothing is weighed.
  const same = postStratified(nps, [
    { asked: 100, counts: { 10: 10 } },
    { asked: 200, counts: { 0: 20 } },
  ])!
  assert.equal(same.designEffect, 1)
})
