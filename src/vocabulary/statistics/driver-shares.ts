import { solveSymmetric } from './solve-symmetric.ts'

type Matrix = readonly (readonly number[])[]

/** The share of the outcome's variance explained by a set of drivers, from correlations. 0 where they say the same twice. */
function explainedBy(among: Matrix, withOutcome: readonly number[], chosen: readonly number[]): number {
  if (chosen.length === 0) return 0
  const right = chosen.map(index => withOutcome[index]!)
  const solved = solveSymmetric(
    // A trace of a ridge: two drivers that are one would have no answer.
    chosen.map(row => chosen.map(column => among[row]![column]! + (row === column ? 1e-9 : 0))),
    right,
  )
  if (!solved) return 0
  return Math.min(
    1,
    Math.max(
      0,
      solved.reduce((sum, value, index) => sum + value * right[index]!, 0),
    ),
  )
}

/** The explained variance of all drivers together. */
export function explainedVariance(among: Matrix, withOutcome: readonly number[]): number {
  return explainedBy(
    among,
    withOutcome,
    withOutcome.map((_, index) => index),
  )
}

/** Beyond so many drivers there are too many sets of them. */
export const mostExactDrivers = 15

/**
 * How the explained variance is shared by drivers that go together: for each, what it adds, averaged over all orders in
 * which drivers may come (Lindeman, Merenda and Gold 1980; the Shapley value of R²). Exact, over all sets of drivers;
 * the shares add up to R². They rank; they are no effects.
 */
export function driverShares(among: Matrix, withOutcome: readonly number[]): readonly number[] {
  const size = withOutcome.length
  if (size > mostExactDrivers) return relativeWeights(among, withOutcome)
  const explained = new Float64Array(2 ** size)
  for (let mask = 1; mask < explained.length; mask++)
    explained[mask] = explainedBy(
      among,
      withOutcome,
      withOutcome.map((_, index) => index).filter(index => (mask >> index) & 1),
    )
  const weights = setWeights(size)
  return withOutcome.map((_, driver) => {
    let share = 0
    for (let mask = 0; mask < explained.length; mask++) {
      if ((mask >> driver) & 1) continue
      share += weights[bitsOf(mask)]! * (explained[mask | (1 << driver)]! - explained[mask]!)
    }
    return share
  })
}

/** |S|!·(n−|S|−1)!/n! by the size of S. */
function setWeights(size: number): readonly number[] {
  const weights = [1 / size]
  for (let set = 1; set < size; set++) weights.push((weights[set - 1]! * set) / (size - set))
  return weights
}

function bitsOf(mask: number): number {
  let [left, bits] = [mask, 0]
  for (; left > 0; left &= left - 1) bits++
  return bits
}

/**
 * Nearly the same shares for many drivers: Johnson's relative weights (Multivariate Behavioral Research 2000), through
 * the closest drivers that do not go together, R = V·D·Vᵀ.
 */
export function relativeWeights(among: Matrix, withOutcome: readonly number[]): readonly number[] {
  const { values, vectors } = eigen(among)
  const size = withOutcome.length
  const root = (power: number) =>
    Array.from({ length: size }, (_, row) =>
      Array.from({ length: size }, (_, column) =>
        values.reduce(
          (sum, value, at) => sum + vectors[row]![at]! * Math.max(1e-9, value) ** power * vectors[column]![at]!,
          0,
        ),
      ),
    )
  const half = root(0.5)
  const inverse = root(-0.5)
  const beta = inverse.map(row => row.reduce((sum, value, index) => sum + value * withOutcome[index]!, 0))
  return half.map(row => row.reduce((sum, value, index) => sum + value ** 2 * beta[index]! ** 2, 0))
}

/** Eigenvalues and vectors (in columns) of a symmetric matrix, by Jacobi's rotations. */
function eigen(matrix: Matrix): { values: number[]; vectors: number[][] } {
  const size = matrix.length
  const a = matrix.map(row => [...row])
  const v: number[][] = a.map((_, row) => a.map((_, column) => (row === column ? 1 : 0)))
  for (let sweep = 0; sweep < 60; sweep++) {
    let off = 0
    for (let p = 0; p < size; p++) for (let q = p + 1; q < size; q++) off += a[p]![q]! ** 2
    if (off < 1e-20) break
    for (let p = 0; p < size; p++)
      for (let q = p + 1; q < size; q++) {
        if (Math.abs(a[p]![q]!) < 1e-15) continue
        const theta = (a[q]![q]! - a[p]![p]!) / (2 * a[p]![q]!)
        const t = Math.sign(theta || 1) / (Math.abs(theta) + Math.sqrt(theta * theta + 1))
        const c = 1 / Math.sqrt(t * t + 1)
        const s = t * c
        for (let k = 0; k < size; k++) {
          const [kp, kq] = [a[k]![p]!, a[k]![q]!]
          a[k]![p] = c * kp - s * kq
          a[k]![q] = s * kp + c * kq
        }
        for (let k = 0; k < size; k++) {
          const [pk, qk] = [a[p]![k]!, a[q]![k]!]
          a[p]![k] = c * pk - s * qk
          a[q]![k] = s * pk + c * qk
          const [vp, vq] = [v[k]![p]!, v[k]![q]!]
          v[k]![p] = c * vp - s * vq
          v[k]![q] = s * vp + c * vq
        }
      }
  }
  return { values: a.map((row, index) => row[index]!), vectors: v }
}
