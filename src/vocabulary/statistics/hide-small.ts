/**
 * Which cells of a table may not be told, given the customers behind each. A cell of fewer than `minimum` customers is
 * hidden; where that leaves one hidden cell in a row or a column, whose total would give it away, the smallest other
 * cell there is hidden too, until no total gives any away. Cells of nobody are told: they are 0.
 */
export function hideSmall(customers: readonly (readonly number[])[], minimum: number): boolean[][] {
  const hidden = customers.map(row => row.map(amount => amount > 0 && amount < minimum))
  const lines = [
    ...customers.map((row, y) => row.map((_, x) => [y, x] as const)),
    ...(customers[0] ?? []).map((_, x) => customers.map((_, y) => [y, x] as const)),
  ]
  // Each round hides at least one more cell, so it ends.
  for (let again = true; again; ) {
    again = false
    for (const line of lines) {
      if (line.filter(([y, x]) => hidden[y]![x]).length !== 1) continue
      const [next] = line
        .filter(([y, x]) => !hidden[y]![x] && customers[y]![x]! > 0)
        .sort(([ay, ax], [by, bx]) => customers[ay]![ax]! - customers[by]![bx]!)
      if (!next) continue
      hidden[next[0]]![next[1]] = true
      again = true
    }
  }
  return hidden
}
