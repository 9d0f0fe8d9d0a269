import { hiddenFlows } from '../survey/suppression.ts'

/**
 * Which cells of a table may not be told, given the customers behind each, when the totals of rows and columns are: those
 * of fewer than `minimum` customers and, of the smallest others of the row or column, as many as it takes that what is
 * hidden there is of at least two cells and `minimum` customers. Cells of nobody are told: they are 0.
 */
export function hideSmall(customers: readonly (readonly number[])[], minimum: number): boolean[][] {
  const cells = customers.flatMap((row, y) => row.map((amount, x) => ({ from: y, to: x, customers: amount })))
  const hidden = hiddenFlows(cells, minimum)
  let at = 0
  return customers.map(row => row.map(() => hidden.has(cells[at++]!)))
}
