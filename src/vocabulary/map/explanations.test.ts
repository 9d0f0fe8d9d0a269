import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { driverShares, explainedVariance, relativeWeights } from '../statistics/driver-shares.ts'
import { keyDrivers, withoutEchoes } from '../statistics/key-drivers.ts'
import { journeyEnd, judgeNextSteps, learnNextSteps, nextSteps } from '../statistics/next-step-model.ts'
import { normalDraw, seededRandom } from '../statistics/seeded-random.ts'
import { typicalJourneys } from '../statistics/typical-journeys.ts'

const near = (found: number, expected: number, within: number) =>
  assert.ok(Math.abs(found - expected) <= within, `${found} is not ${expected} ± ${within}`)

const among = [
  [1, 0.6, 0.3],
  [0.6, 1, 0.2],
  [0.3, 0.2, 1],
]
const withOutcome = [0.7, 0.5, 0.4]

test('shares of explained variance are those of the worked example', () => {
  near(explainedVariance(among, withOutcome), 0.53866, 5e-6)
  driverShares(among, withOutcome).forEach((share, at) => {
    near(share, [0.33158, 0.11862, 0.08846][at]!, 5e-6)
  })
  relativeWeights(among, withOutcome).forEach((share, at) => {
    near(share, [0.32742, 0.11928, 0.09196][at]!, 5e-6)
  })
})

test('shares add up to what is explained, and drivers that are alike share alike', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 6 }), fc.nat(), (size, seed) => {
      const random = seededRandom(seed)
      const rows = Array.from({ length: 40 }, () => Array.from({ length: size }, () => normalDraw(random)))
      const found = keyDrivers(
        rows[0]!.map((_, at) => `x${at}`),
        [...rows, ...rows, ...rows],
        [...rows, ...rows, ...rows].map(row => row[0]! + 0.5 * (row[1] ?? 0) + normalDraw(random)),
      )!
      near(
        found.drivers.reduce((sum, each) => sum + each.share!, 0),
        found.explained,
        1e-6,
      )
    }),
    { numRuns: 8 },
  )
  const [a, b] = driverShares(
    [
      [1, 0.999999],
      [0.999999, 1],
    ],
    [0.5, 0.5],
  )
  near(a!, b!, 1e-6)
})

test('two drivers that matter among six that go together are found, the others are not', () => {
  const random = seededRandom(6)
  const rows = Array.from({ length: 600 }, () => {
    const common = normalDraw(random)
    return Array.from({ length: 6 }, () => Math.sqrt(0.5) * common + Math.sqrt(0.5) * normalDraw(random))
  })
  const outcomes = rows.map(row => row[0]! * 0.6 + row[1]! * 0.4 + normalDraw(random))
  const found = keyDrivers(['a', 'b', 'c', 'd', 'e', 'f'], rows, outcomes)!
  assert.deepEqual(
    found.drivers.slice(0, 2).map(each => [each.name, each.significant]),
    [
      ['a', true],
      ['b', true],
    ],
  )
  assert.ok(found.drivers.slice(2).filter(each => each.significant).length <= 1)
  assert.equal(found.reading, 'reliable')
  for (const each of found.drivers) assert.ok(each.low! <= each.share! + 0.02 && each.share! <= each.high! + 0.02)
})

test('a fact that the steps of a journey nearly say already hides none of them', () => {
  const random = seededRandom(8)
  const came = Array.from({ length: 500 }, () => Array.from({ length: 5 }, () => Number(random() < 0.5)))
  const rows = came.map(each => {
    const steps = each.reduce((sum, one) => sum + one, 0)
    return [...each, Math.log1p(steps), normalDraw(random)]
  })
  const outcomes = rows.map(([helped, late]) => -0.3 * helped! - 0.3 * late! + normalDraw(random))
  const columns = rows[0]!.map((_, at) => rows.map(row => row[at]!))
  const kept = withoutEchoes(columns, place => place >= 5)
  assert.deepEqual(kept, [0, 1, 2, 3, 4, 6])
  const judged = (places: readonly number[]) =>
    keyDrivers(
      places.map(String),
      rows.map(row => places.map(place => row[place]!)),
      outcomes,
    )!
      .drivers.filter(each => each.significant)
      .map(each => each.name)
      .sort()
  assert.deepEqual(judged([0, 1, 2, 3, 4, 5, 6]), [], 'beside the echo nothing would be found')
  assert.deepEqual(judged(kept), ['0', '1'])
  assert.deepEqual(
    withoutEchoes(columns, () => false),
    [0, 1, 2, 3, 4, 5, 6],
  )
})

test('what hardly varies cannot be judged, too few rank nothing, equal outcomes neither', () => {
  const rows = Array.from({ length: 120 }, (_, at) => [at % 7, 1])
  const outcomes = rows.map(([x]) => x!)
  const found = keyDrivers(['x', 'same'], rows, outcomes)!
  assert.equal(found.drivers.find(each => each.name === 'same')!.share, null)
  near(found.explained, 1, 1e-6)
  assert.equal(keyDrivers(['x', 'same'], rows.slice(0, 50), outcomes.slice(0, 50)), undefined)
  assert.equal(
    keyDrivers(
      ['x', 'same'],
      rows,
      rows.map(() => 3),
    ),
    undefined,
  )
})

const walk = fc.record({
  steps: fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 9 }),
  ended: fc.boolean(),
  cases: fc.integer({ min: 1, max: 3 }),
})

test('the likely next steps always add up to one, whatever was done before', () => {
  fc.assert(
    fc.property(
      fc.array(walk, { maxLength: 12 }),
      fc.array(fc.integer({ min: 1, max: 6 }), { maxLength: 6 }),
      (walks, steps) => {
        const likely = nextSteps(learnNextSteps(walks), steps)
        near(
          [...likely.values()].reduce((a, b) => a + b, 0),
          1,
          1e-9,
        )
      },
    ),
  )
})

test('a longer memory is followed where it was seen, and does better than none on journeys not seen', () => {
  // After A the next is what came before A: a memory of one step cannot know it.
  const random = seededRandom(9)
  const draw = (amount: number) =>
    Array.from({ length: amount }, () => {
      const first = random() < 0.5 ? 2 : 3
      return { steps: [first, 1, first], ended: true, cases: 1 }
    })
  const model = learnNextSteps(draw(300))
  assert.ok(nextSteps(model, [2, 1]).get(2)! > 0.95)
  assert.ok(nextSteps(model, [2, 1, 2]).get(journeyEnd)! > 0.95)
  const later = draw(200)
  const [own, none] = [judgeNextSteps(model, later)!, judgeNextSteps(learnNextSteps(draw(300), 0), later)!]
  assert.ok(own.bits < 0.2 && none.bits > 1.5)
  assert.ok(own.topThree > 0.99)
  assert.equal(judgeNextSteps(model, []), null)
})

test('planted kinds of journeys are found again, the same at every run', () => {
  const random = seededRandom(12)
  const kinds = [
    { start: 1, next: { 1: [2, 2, 2, 2, 3], 2: [3, 3, 3, 3, 1], 3: [1, 1, 0] } },
    { start: 1, next: { 1: [3, 3, 3, 3, 2], 3: [2, 2, 2, 2, 1], 2: [1, 1, 0] } },
  ] as const
  const counted = new Map<string, { steps: number[]; cases: number; kind: number }>()
  for (let n = 0; n < 900; n++) {
    const kind = random() < 0.7 ? 0 : 1
    const steps: number[] = []
    for (let at: number = kinds[kind]!.start; at !== 0 && steps.length < 20; ) {
      steps.push(at)
      const ways = (kinds[kind]!.next as Record<number, readonly number[]>)[at]!
      at = ways[Math.floor(random() * ways.length)]!
    }
    const held = counted.get(steps.join()) ?? { steps, cases: 0, kind }
    held.cases++
    counted.set(steps.join(), held)
  }
  const variants = [...counted.values()]
  const found = typicalJourneys(variants, 20)
  assert.equal(found.kinds.length, 2)
  near(found.kinds[0]!.share, 0.7, 0.05)
  assert.ok(found.kinds[0]!.clarity > 0.9)
  const right = variants.filter((variant, index) => found.kinds[variant.kind]!.belongs[index]! > 0.5)
  assert.ok(right.length > 0.93 * variants.length)
  assert.deepEqual(typicalJourneys(variants, 20), found)
})

test('one kind of journey is one kind, and none is none', () => {
  assert.equal(typicalJourneys([{ steps: [1, 2, 3], cases: 400 }], 10).kinds.length, 1)
  assert.deepEqual(typicalJourneys([], 10), { kinds: [], criterion: [] })
})
