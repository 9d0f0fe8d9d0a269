import assert from 'node:assert/strict'
import { test } from 'node:test'
import { roundedShares } from './rounded-shares.ts'
import { readExploreView } from './view.ts'

const told = (search: Record<string, unknown>) =>
  Object.fromEntries(Object.entries(readExploreView(search)).filter(([, value]) => value !== undefined))

test('an address with nonsense in it asks the usual question', () => {
  assert.deepEqual(
    told({ question: 'fortune', depth: 99, top: 'x', direction: 'sideways', steps: 7, ordering: '', rows: -1 }),
    {},
  )
})

test('what an address says is read, whether numbers came as numbers or as words', () => {
  assert.deepEqual(told({ question: 'paths', start: 12, depth: '4', top: 5, direction: 'before', once: true }), {
    question: 'paths',
    start: '12',
    depth: 4,
    top: 5,
    direction: 'before',
    once: true,
  })
})

test('steps are read from a list with alternatives, and from words', () => {
  assert.deepEqual(told({ steps: ['A', ['B', 'C'], [], ''] }), { steps: [['A'], ['B', 'C']] })
  assert.deepEqual(told({ steps: 'A > B' }), { steps: [['A'], ['B']] })
})

const columns: readonly (readonly number[])[] = [[1, 1, 1], [5, 0, 0], [7, 11, 13, 17, 19], [1], [999_999, 1], [0, 0]]
for (const column of columns) {
  test(`the shares of ${column.join(', ')} sum to a hundred as they are told`, () => {
    const sum = roundedShares(column).reduce((whole, share) => whole + Math.round(share * 1000), 0)
    assert.equal(sum, column.some(part => part > 0) ? 1000 : 0)
  })
}
