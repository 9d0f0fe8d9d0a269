import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openRage } from './rage.ts'

type Click = readonly [target: string, x: number, y: number, at: number]
const cases: readonly (readonly [string, readonly Click[], number])[] = [
  [
    'three quick clicks on one place',
    [
      ['a', 0, 0, 0],
      ['a', 3, 2, 300],
      ['a', 1, 1, 600],
    ],
    1,
  ],
  ['seven quick clicks are one burst', Array.from({ length: 7 }, (_, n) => ['a', 0, 0, n * 200] as const), 1],
  ['two bursts', [0, 200, 400, 5000, 5200, 5400].map(at => ['a', 0, 0, at] as const), 2],
  [
    'two clicks',
    [
      ['a', 0, 0, 0],
      ['a', 0, 0, 100],
    ],
    0,
  ],
  [
    'three on different targets',
    [
      ['a', 0, 0, 0],
      ['b', 0, 0, 100],
      ['a', 0, 0, 200],
    ],
    0,
  ],
  [
    'three far apart',
    [
      ['a', 0, 0, 0],
      ['a', 100, 0, 100],
      ['a', 200, 0, 200],
    ],
    0,
  ],
  [
    'three, slowly',
    [
      ['a', 0, 0, 0],
      ['a', 0, 0, 700],
      ['a', 0, 0, 1400],
    ],
    0,
  ],
]

for (const [name, clicks, bursts] of cases)
  test(`${name}: ${bursts} rage`, () => {
    const isRage = openRage()
    assert.equal(clicks.filter(click => isRage(...click)).length, bursts)
  })

test('a site may ask for more clicks before it speaks of rage', () => {
  const isRage = openRage({ clicks: 5, pixels: 30, withinMs: 2000 })
  assert.equal([0, 100, 200, 300].filter(at => isRage('a', 0, 0, at)).length, 0)
  assert.equal(isRage('a', 0, 0, 400), true)
})
