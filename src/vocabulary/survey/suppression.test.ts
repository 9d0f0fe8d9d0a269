import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { hiddenCells } from './suppression.ts'

const column = fc.array(
  fc.integer({ min: 0, max: 40 }).map(customers => ({ customers })),
  { maxLength: 12 },
)
const minimum = fc.integer({ min: 2, max: 15 })

/** The values that a hidden cell may have, for somebody who knows the sum, what is told, and that hidden cells are not empty. */
function possible(cells: readonly { customers: number }[], hidden: ReadonlySet<number>): { low: number; high: number } {
  const left = [...hidden].reduce((sum, index) => sum + cells[index]!.customers, 0)
  const others = hidden.size - 1
  return others === 0 ? { low: left, high: left } : { low: 1, high: left - others }
}

test('no hidden cell can be computed from the sum and what is shown', () => {
  fc.assert(
    fc.property(column, minimum, (cells, minimumGroup) => {
      const hidden = hiddenCells(cells, minimumGroup)
      // Where nothing is left to hide behind, the whole column is hidden, and so must its sum be.
      if (hidden.size === 0 || hidden.size === cells.filter(cell => cell.customers > 0).length) return
      const { low, high } = possible(cells, hidden)
      assert.ok(low < high, JSON.stringify({ cells, hidden: [...hidden] }))
    }),
    { numRuns: 2000 },
  )
})

test('whoever is hidden is hidden among at least the smallest group, or with the whole column', () => {
  fc.assert(
    fc.property(column, minimum, (cells, minimumGroup) => {
      const hidden = hiddenCells(cells, minimumGroup)
      for (const [index, { customers }] of cells.entries()) {
        if (customers > 0 && customers < minimumGroup) assert.ok(hidden.has(index))
        if (customers === 0) assert.ok(!hidden.has(index))
      }
      const together = [...hidden].reduce((sum, index) => sum + cells[index]!.customers, 0)
      const all = cells.filter(cell => cell.customers > 0).length
      assert.ok(hidden.size === 0 || hidden.size === all || (together >= minimumGroup && hidden.size >= 2))
    }),
    { numRuns: 2000 },
  )
})

test('where every cell may be told, every cell is', () => {
  assert.deepEqual([...hiddenCells([{ customers: 5 }, { customers: 9 }, { customers: 0 }], 5)], [])
  assert.deepEqual([...hiddenCells([{ customers: 4 }, { customers: 9 }, { customers: 7 }], 5)].sort(), [0, 2])
  assert.deepEqual([...hiddenCells([{ customers: 3 }, { customers: 4 }, { customers: 7 }], 5)].sort(), [0, 1])
})
