import assert from 'node:assert/strict'
import { test } from 'node:test'
import { findSimultaneous } from './simultaneity.ts'

const start = Date.parse('2026-03-02T10:00:00Z')
const at = (minutes: number) => new Date(start + minutes * 60_000)
const told = (uses: readonly (readonly [minutes: number, channel: string])[]) =>
  findSimultaneous(uses.map(([minutes, channel]) => ({ at: at(minutes), channel }))).map(({ from, to, channels }) => [
    (from.getTime() - start) / 60_000,
    (to.getTime() - start) / 60_000,
    channels.join('+'),
  ])

test('channels used at once are found, and only they', () => {
  const cases: readonly [string, readonly (readonly [number, string])[], readonly unknown[]][] = [
    ['nothing', [], []],
    [
      'one channel',
      [
        [0, 'web'],
        [10, 'web'],
      ],
      [],
    ],
    [
      'one after the other',
      [
        [0, 'web'],
        [6, 'store'],
      ],
      [],
    ],
    [
      'within five minutes of the last use',
      [
        [0, 'web'],
        [4, 'store'],
      ],
      [[4, 5, 'store+web']],
    ],
    [
      'overlapping by less than half a minute',
      [
        [0, 'web'],
        [4.6, 'store'],
      ],
      [],
    ],
    [
      'a web session inside a visit to the shop',
      [
        [0, 'store'],
        [20, 'store'],
        [8, 'web'],
        [10, 'web'],
      ],
      [[8, 15, 'store+web']],
    ],
    [
      'after a pause of half an hour it is another session',
      [
        [0, 'store'],
        [35, 'store'],
        [20, 'web'],
      ],
      [],
    ],
    [
      'three at once are one moment',
      [
        [0, 'store'],
        [10, 'store'],
        [3, 'web'],
        [9, 'app'],
      ],
      [
        [3, 8, 'store+web'],
        [9, 14, 'app+store'],
      ],
    ],
    [
      'the order of the list plays no part',
      [
        [10, 'web'],
        [20, 'store'],
        [0, 'store'],
        [8, 'web'],
      ],
      [[8, 15, 'store+web']],
    ],
  ]
  for (const [name, uses, expected] of cases) assert.deepEqual(told(uses), expected, name)
})
