import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { type Followed, logRank, medianSurvival, restrictedMean, survivalSteps } from './survival.ts'

const near = (found: number, expected: number, within: number) =>
  assert.ok(Math.abs(found - expected) <= within, `${found} is not ${expected} ± ${within}`)

/** Weeks of remission of 42 patients (Freireich and others, Blood 1963); `+`: still in remission when last seen. */
const weeks = (told: string): Followed[] =>
  told.split(' ').map(one => ({ time: Number.parseInt(one, 10), ending: one.endsWith('+') ? null : 0, customers: 1 }))
const treated = weeks('6 6 6 6+ 7 9+ 10 10+ 11+ 13 16 17+ 19+ 20+ 22 23 25+ 32+ 32+ 34+ 35+')
const placebo = weeks('1 1 2 2 3 4 4 5 5 8 8 8 8 11 11 12 12 15 17 22 23')

test('however few end one after the other, no ending is met by more than all', () => {
  for (let amount = 1; amount < 40; amount++) {
    const lives = Array.from({ length: amount }, (_, day) => ({ time: day + 1, ending: 0, customers: 1 }))
    for (const { met, survival } of survivalSteps(lives)) assert.ok(met[0]! <= 1 && survival >= 0, String(amount))
  }
})

test('the curve of a printed example is found, with its errors', () => {
  const steps = survivalSteps(treated)
  assert.deepEqual(
    steps.map(step => [step.time, Number(step.survival.toFixed(3))]),
    [
      [6, 0.857],
      [7, 0.807],
      [10, 0.753],
      [13, 0.69],
      [16, 0.627],
      [22, 0.538],
      [23, 0.448],
    ],
  )
  near(steps[0]!.low, 0.62, 5e-4)
  near(steps[0]!.high, 0.952, 5e-4)
  near(steps.at(-1)!.low, 0.188, 5e-4)
  near(steps.at(-1)!.high, 0.68, 5e-4)
  assert.equal(medianSurvival(steps), 23)
  assert.equal(medianSurvival(survivalSteps(placebo)), 8)
})

test('the log-rank test of the printed example is found', () => {
  const found = logRank([treated, placebo])!
  near(found.chiSquare, 16.79, 0.005)
  near(found.p, 4.17e-5, 5e-8)
  near(logRank([placebo, treated])!.chiSquare, found.chiSquare, 1e-9)
  assert.equal(logRank([treated]), undefined)
  assert.equal(logRank([weeks('3+ 4+'), weeks('5+')]), undefined)
})

test('the mean time until everybody has ended is the plain mean', () => {
  const plain = placebo.reduce((sum, each) => sum + each.time, 0) / placebo.length
  near(restrictedMean(survivalSteps(placebo), 23).mean, plain, 1e-9)
  assert.deepEqual(restrictedMean([], 10), { mean: 10, low: 10, high: 10 })
})

const group = fc.array(
  fc.record({
    time: fc.integer({ min: 0, max: 30 }),
    ending: fc.constantFrom(null, 0, 1, 2),
    customers: fc.integer({ min: 1, max: 4 }),
  }),
  { maxLength: 40 },
)

test('those who last and those who met an ending are always everybody', () => {
  fc.assert(
    fc.property(group, followed => {
      let before = 1
      for (const step of survivalSteps(followed, 3)) {
        near(step.survival + step.met.reduce((a, b) => a + b, 0), 1, 1e-9)
        assert.ok(step.survival <= before && step.low <= step.survival && step.survival <= step.high)
        before = step.survival
      }
    }),
  )
})

test('without anybody lost from sight the curve is the share that is left', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 50 }), { minLength: 1, maxLength: 60 }), times => {
      const steps = survivalSteps(times.map(time => ({ time, ending: 0, customers: 1 })))
      for (const { time, survival } of steps)
        near(survival, times.filter(each => each > time).length / times.length, 1e-9)
    }),
  )
})

test('groups that are copies of each other do not differ, and splitting rows changes nothing', () => {
  fc.assert(
    fc.property(group, followed => {
      const found = logRank([followed, followed, followed])
      if (found) near(found.chiSquare, 0, 1e-6)
      const split = followed.flatMap(each => Array.from({ length: each.customers }, () => ({ ...each, customers: 1 })))
      assert.deepEqual(
        survivalSteps(split, 3).map(each => each.survival.toFixed(9)),
        survivalSteps(followed, 3).map(each => each.survival.toFixed(9)),
      )
    }),
  )
})
