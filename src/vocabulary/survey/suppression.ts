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

/** A flow between two things, each of whose flows sum to what is told of it. */
export type Flow = { readonly from: unknown; readonly to: unknown; readonly customers: number }

/**
 * Which flows must not be told, when the sums of those from each thing, and of those to each, are: what is hidden of
 * either is hidden among others, until nothing that is told gives it away.
 */
export function hiddenFlows<F extends Flow>(flows: readonly F[], minimumGroup: number): ReadonlySet<F> {
  const hidden = new Set<F>()
  for (let before = -1; before < hidden.size; ) {
    before = hidden.size
    for (const side of ['from', 'to'] as const) {
      for (const [, own] of Map.groupBy(flows, each => each[side])) {
        // What another column hides is as good as few here.
        const cells = own.map(each => ({
          customers: hidden.has(each) ? Math.min(each.customers, minimumGroup - 1) : each.customers,
        }))
        for (const index of hiddenCells(cells, minimumGroup)) hidden.add(own[index]!)
      }
    }
  }
  return hidden
}
