/** A cell of a column whose sum is told, and the customers who stand behind it. */
export type Cell = { readonly customers: number }

/**
 * Which cells of a column must not be told, when its sum is: those of fewer customers than the smallest group, and as
 * many more, the smallest first, as it takes that none of them is what is left of the sum. What is hidden is then of at
 * least two cells and of no fewer customers than the smallest group; empty cells hide nobody and are told.
 */
export function hiddenCells(cells: readonly Cell[], minimumGroup: number): ReadonlySet<number> {
  const few = (cell: Cell) => cell.customers > 0 && cell.customers < minimumGroup
  const hidden = new Set(cells.flatMap((cell, index) => (few(cell) ? [index] : [])))
  if (hidden.size === 0) return hidden
  const others = cells
    .map((cell, index) => ({ ...cell, index }))
    .filter(cell => cell.customers > 0 && !hidden.has(cell.index))
    .sort((a, b) => a.customers - b.customers || a.index - b.index)
  const customers = () => [...hidden].reduce((sum, index) => sum + cells[index]!.customers, 0)
  // Cells of one customer each would be told by their number alone.
  const isSafe = () => hidden.size >= 2 && customers() >= minimumGroup && customers() > hidden.size
  for (const { index } of others) {
    if (isSafe()) break
    hidden.add(index)
  }
  return hidden
}
