import type { Plan, Row } from './plan.ts'
import { splitRow } from './split-row.ts'

/** Lanes stacked into bands of at most the height there is; a lane too high for one is split. */
export function bandsOf(plan: Plan, first: number, next: number): readonly (readonly Row[])[] {
  const bands: Row[][] = [[]]
  let room = first
  for (const row of plan.rows) {
    const parts = row.height <= room ? [row] : splitRow(row, row.height > next ? Math.min(first, next) : next, plan)
    for (const part of parts) {
      if (part.height > room && bands.at(-1)!.length > 0) {
        bands.push([])
        room = next
      }
      bands.at(-1)!.push(part)
      room -= part.height
    }
  }
  return bands
}
