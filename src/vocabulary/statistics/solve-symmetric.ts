/** Solves A·x = b for a symmetric positive definite A by Cholesky; undefined when it is not. */
export function solveSymmetric(matrix: readonly (readonly number[])[], right: readonly number[]): number[] | undefined {
  const size = right.length
  const lower = matrix.map(row => [...row])
  for (let column = 0; column < size; column++) {
    for (let row = column; row < size; row++) {
      let sum = matrix[row]![column]!
      for (let k = 0; k < column; k++) sum -= lower[row]![k]! * lower[column]![k]!
      if (row === column) {
        if (!(sum > 1e-12 * Math.max(1e-300, Math.abs(matrix[row]![row]!)))) return undefined
        lower[row]![row] = Math.sqrt(sum)
      } else lower[row]![column] = sum / lower[column]![column]!
    }
  }
  const values = [...right]
  for (let row = 0; row < size; row++) {
    for (let k = 0; k < row; k++) values[row]! -= lower[row]![k]! * values[k]!
    values[row]! /= lower[row]![row]!
  }
  for (let row = size - 1; row >= 0; row--) {
    for (let k = row + 1; k < size; k++) values[row]! -= lower[k]![row]! * values[k]!
    values[row]! /= lower[row]![row]!
  }
  return values
}
