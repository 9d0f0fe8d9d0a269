import { dayOrderOf } from './read-timestamp.ts'
import type { RowBatches } from './row.ts'

export type DayOrders = ReadonlyMap<string, 'day_first' | 'month_first'>

/** So many values that prove the same are enough: one alone may be a slip of the pen. */
const enough = 50

/**
 * Looks through a whole file for what its first rows did not prove: which of day and month comes first. A log in the
 * order of time may tell of the first twelve days of a month for very long.
 */
export async function settleDayOrder(batches: RowBatches, columns: readonly string[]): Promise<DayOrders> {
  const proofs = new Map(columns.map(column => [column, { day_first: 0, month_first: 0 }]))
  const open = new Set(columns)
  try {
    for await (const batch of batches) {
      for (const row of batch) {
        if (!row.ok) continue
        for (const column of open) {
          const order = dayOrderOf(row.values[column] ?? '')
          if (order === undefined) continue
          const proof = proofs.get(column)!
          proof[order]++
          if (proof.day_first + proof.month_first >= enough) open.delete(column)
        }
      }
      if (open.size === 0) break
    }
  } catch {
    // What breaks the file is told when it is read; what stands before it may prove enough.
  }
  const settled = new Map<string, 'day_first' | 'month_first'>()
  for (const [column, proof] of proofs) {
    if (proof.day_first !== proof.month_first)
      settled.set(column, proof.day_first > proof.month_first ? 'day_first' : 'month_first')
  }
  return settled
}
