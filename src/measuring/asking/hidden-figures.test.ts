import assert from 'node:assert/strict'
import { test } from 'node:test'
import { hiddenMoves, hiddenPassages } from './hidden-figures.ts'

const move = (came: number, went: number, customers: number) => ({
  ...{ came, went, moves: String(customers), customers: String(customers) },
  ...{ forced: '0', forced_customers: '0', near: '0' },
})

test('of a small cell of the matrix of channels, no told total of a row or a column is left', () => {
  const moves = [move(0, 1, 3), move(0, 2, 40), move(1, 2, 60), move(1, 0, 20), move(2, 0, 30), move(2, 1, 50)]
  const isHidden = hiddenMoves(moves, 10)
  const hidden = moves.filter(row => isHidden(row.came, row.went))
  assert.ok(isHidden(0, 1) && hidden.length >= 4)
  for (const side of ['came', 'went'] as const)
    for (const own of Map.groupBy(hidden, row => row[side]).values()) assert.ok(own.length >= 2)
})

test('moves that stay on their channel hide a second one where one is small', () => {
  const isHidden = hiddenMoves([move(0, 0, 4), move(1, 1, 30), move(2, 2, 90), move(0, 1, 50)], 10)
  assert.deepEqual(
    [isHidden(0, 0), isHidden(1, 1), isHidden(2, 2), isHidden(0, 1), isHidden(7, 8)],
    [true, true, false, false, false],
  )
})

test('passages of a period and a speed are kept back with what would give them away', () => {
  const bins = ['2026-01-05', '2026-01-12', '2026-01-19'].flatMap((bin, week) =>
    [1, 2, 3, 4].map(quarter => ({ bin, quarter, customers: String(week === 0 && quarter === 1 ? 3 : 20 + quarter) })),
  )
  const isHidden = hiddenPassages(bins, 10)
  assert.ok(isHidden('2026-01-05', 1) && isHidden('2026-01-05', 2) && isHidden('2026-01-12', 1))
  assert.ok(!isHidden('2026-01-19', 4) && !isHidden('2026-01-05', undefined) && !isHidden(undefined, 1))
  assert.ok(!isHidden(undefined, undefined))
})

test('a whole period of few customers is kept back with a second one', () => {
  const bins = [
    { bin: '2026-01-05', quarter: 2, customers: '4' },
    { bin: '2026-01-12', quarter: 2, customers: '40' },
    { bin: '2026-01-19', quarter: 2, customers: '60' },
  ]
  const isHidden = hiddenPassages(bins, 10)
  assert.deepEqual(
    bins.map(({ bin }) => isHidden(bin, undefined)),
    [true, true, false],
  )
})
