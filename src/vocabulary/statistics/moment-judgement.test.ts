import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { chiSquareTail, normalTwoSided, studentTwoSided } from './distribution.ts'
import { adjustedByDiscovery } from './false-discoveries.ts'
import { type ExperienceCount, experienceOf, judgeMoments } from './moment-judgement.ts'
import { neededPerGroup, riskDifference, smallestDetectable } from './risk-difference.ts'
import { binomialDraw, resample, seededRandom } from './seeded-random.ts'

const near = (found: number, expected: number, within: number) =>
  assert.ok(Math.abs(found - expected) <= within, `${found} is not ${expected} ± ${within}`)

test('tails of the normal, χ² and Student’s distributions are those of printed tables', () => {
  near(normalTwoSided(1.959964), 0.05, 1e-6)
  near(normalTwoSided(6) / 1.973175e-9, 1, 1e-5)
  near(normalTwoSided(10) / 1.523971e-23, 1, 1e-5)
  near(normalTwoSided(-1.2815516), 0.2, 1e-6)
  near(chiSquareTail(3.841459, 1), 0.05, 1e-6)
  near(chiSquareTail(11.0705, 5), 0.05, 1e-5)
  near(studentTwoSided(2.228139, 10), 0.05, 1e-6)
  near(studentTwoSided(12.7062, 1), 0.05, 1e-6)
})

test('p-values adjusted for discoveries are those of the method’s first example', () => {
  // Benjamini and Hochberg 1995, fifteen p-values: at 5 % the first four are believed.
  const ps = [
    0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.324, 0.4262, 0.5719, 0.6528, 0.759, 1,
  ]
  assert.equal(adjustedByDiscovery(ps).filter(each => each <= 0.05).length, 4)
  assert.deepEqual(adjustedByDiscovery([Number.NaN, 0.04, 0.01]).slice(1), [0.04, 0.02])
})

test('the rise that can be seen needs as many customers as the table of the method says', () => {
  assert.deepEqual(
    [0.75, 0.8, 0.85].map(to => neededPerGroup(0.7, to)),
    [1251, 294, 121],
  )
  near(smallestDetectable(0.7, 294, 294)!, 0.1, 0.001)
  assert.equal(smallestDetectable(0.5, 0, 40), null)
})

test('one stratum gives the plain difference with Newcombe’s interval', () => {
  // Newcombe 1998, table II, method 10, case (a): 56/70 − 48/80.
  const found = riskDifference([{ good: 70, goodWith: 56, bad: 80, badWith: 48 }])!
  near(found.difference, 0.2, 1e-9)
  near(found.low, 0.0524, 5e-5)
  near(found.high, 0.3339, 5e-5)
})

test('a stratum that explains both who is happy and who stays leaves no effect behind', () => {
  // Within either stratum nothing differs; pooled, the happy seem to stay 20 points more.
  const strata = [
    { good: 800, goodWith: 640, bad: 200, badWith: 160 },
    { good: 200, goodWith: 60, bad: 800, badWith: 240 },
  ]
  const found = riskDifference(strata)!
  near(found.difference, 0, 1e-9)
  assert.ok(found.low < 0 && found.high > 0 && found.p > 0.9)
  assert.equal(found.interval, 'bootstrap')
  assert.deepEqual(riskDifference(strata), found)
})

test('the bootstrap’s interval is as wide as the theory of one large stratum says', () => {
  const half = { good: 500, goodWith: 350, bad: 500, badWith: 300 }
  const found = riskDifference([half, half])!
  const error = Math.sqrt((0.7 * 0.3) / 1000 + (0.6 * 0.4) / 1000)
  near(found.high - found.low, 2 * 1.96 * error, 0.01)
})

test('drawing again keeps how many there are', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(300), { minLength: 1, maxLength: 12 }), fc.nat(), (counts, seed) => {
      const drawn = resample(seededRandom(seed), counts)
      assert.equal(
        drawn.reduce((a, b) => a + b, 0),
        counts.reduce((a, b) => a + b, 0),
      )
      drawn.forEach((each, index) => {
        assert.ok(each >= 0 && (counts[index]! > 0 || each === 0))
      })
    }),
  )
  const random = seededRandom(5)
  const mean = Array.from({ length: 4000 }, () => binomialDraw(random, 30, 0.2)).reduce((a, b) => a + b, 0) / 4000
  near(mean, 6, 0.15)
})

const counts = (
  experience: 'good' | 'middle' | 'bad',
  followed: boolean | null,
  customers: number,
  extreme = false,
): ExperienceCount => ({ stratum: '', experience, followed, customers, extreme })

const cases: readonly [string, boolean, readonly ExperienceCount[], string][] = [
  [
    'many who come back after a good experience and few after a bad one: proven',
    false,
    [counts('good', true, 140), counts('good', false, 60), counts('bad', true, 80), counts('bad', false, 120)],
    'proven',
  ],
  [
    'the same share after both, of thousands: not supported',
    true,
    [counts('good', true, 5600), counts('good', false, 2400), counts('bad', true, 5600), counts('bad', false, 2400)],
    'notSupported',
  ],
  [
    'a handful, declared by people: still a hypothesis',
    true,
    [counts('good', true, 9), counts('bad', false, 9)],
    'hypothesis',
  ],
  ['a handful that nobody declared: unsettled', false, [counts('good', true, 9), counts('bad', false, 9)], 'unsettled'],
  ['nothing at all, declared: still a hypothesis', true, [], 'hypothesis'],
  [
    'extreme feelings without consequence: an emotional peak',
    false,
    [
      counts('good', true, 100, true),
      counts('good', false, 40, true),
      counts('bad', true, 100, true),
      counts('bad', false, 40, true),
    ],
    'emotionalPeak',
  ],
]
const calm = { declared: false, counts: [counts('middle', true, 900), counts('middle', false, 100)] }
for (const [name, declared, own, status] of cases) {
  test(`a moment of truth is judged: ${name}`, () => {
    assert.equal(judgeMoments([{ declared, counts: own }, calm])[0]!.status, status)
  })
}

test('too few to judge say what difference they could have shown', () => {
  const [judged] = judgeMoments([
    {
      declared: true,
      counts: [counts('good', true, 20), counts('good', false, 8), counts('bad', true, 10), counts('bad', false, 12)],
    },
  ])
  assert.equal(judged!.impact, null)
  assert.ok(judged!.detectable! > 0.3 && judged!.detectable! < 0.5)
})

test('what a bad experience costs beyond what a good one brings is a thing to avoid', () => {
  const [judged] = judgeMoments([
    {
      declared: false,
      counts: [
        counts('good', true, 62),
        counts('good', false, 38),
        counts('middle', true, 60),
        counts('middle', false, 40),
        counts('bad', true, 30),
        counts('bad', false, 70),
      ],
    },
  ])
  near(judged!.asymmetry!.penalty, -0.3, 1e-9)
  near(judged!.asymmetry!.reward, 0.02, 1e-9)
  assert.equal(judged!.asymmetry!.reading, 'avoid')
})

test('where good and bad both fall short of the middle, the balance of the two stays between −1 and 1', () => {
  for (const [good, middle, bad] of [
    [4712, 5000, 4711],
    [4710, 5000, 4711],
    [6000, 5000, 6000],
    [5000, 5000, 5000],
  ] as const) {
    const [judged] = judgeMoments([
      {
        declared: false,
        counts: [
          ...[counts('good', true, good), counts('good', false, 10_000 - good)],
          ...[counts('middle', true, middle), counts('middle', false, 10_000 - middle)],
          ...[counts('bad', true, bad), counts('bad', false, 10_000 - bad)],
        ],
      },
    ])
    assert.ok(Math.abs(judged!.asymmetry!.value) <= 1, String(judged!.asymmetry!.value))
  }
})

test('comparing visitors with others misleads where comparing good with bad does not', () => {
  // The engaged come by more often and stay more often; the touchpoint itself does nothing.
  const random = seededRandom(11)
  const own: Record<string, [number, number]> = { visited: [0, 0], not: [0, 0], good: [0, 0], bad: [0, 0] }
  for (let n = 0; n < 40_000; n++) {
    const engaged = random() < 0.5
    const visited = random() < (engaged ? 0.8 : 0.2)
    const stays = random() < (engaged ? 0.85 : 0.48)
    const add = (key: string) => {
      own[key]![0] += stays ? 1 : 0
      own[key]![1] += 1
    }
    add(visited ? 'visited' : 'not')
    if (visited) add(random() < 0.5 ? 'good' : 'bad')
  }
  const share = (key: string) => own[key]![0] / own[key]![1]
  near(share('visited') - share('not'), 0.22, 0.02)
  const found = riskDifference([
    { good: own.good![1], goodWith: own.good![0], bad: own.bad![1], badWith: own.bad![0] },
  ])!
  assert.ok(Math.abs(found.difference) < 0.015)
})

test('feelings of half a scale and more are good or bad', () => {
  assert.deepEqual([0.5, 0.49, -0.49, -0.5].map(experienceOf), ['good', 'middle', 'middle', 'bad'])
})
