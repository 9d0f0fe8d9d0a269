import { studentTwoSided } from './distribution.ts'
import { studentQuantile } from './statistics.ts'

/** So many values, their sum and the sum of their squares. */
export type Sums = { readonly n: number; readonly sum: number; readonly squares: number }

/** The mean and variance of values known by their sums. */
export function momentsOf({ n, sum, squares }: Sums): { readonly mean: number; readonly variance: number } {
  const mean = sum / n
  return { mean, variance: n < 2 ? 0 : Math.max(0, (squares - n * mean * mean) / (n - 1)) }
}

/** What remains of a whole without a part. */
export function without(whole: Sums, part: Sums): Sums {
  return { n: whole.n - part.n, sum: whole.sum - part.sum, squares: whole.squares - part.squares }
}

/**
 * The difference of two means of unequal spread, with its 95 % interval and the p of there being none (Welch, Biometrika
 * 1947). Undefined with fewer than two values on either side; of values that are all equal p is 0 or 1.
 */
export function meansDifference(
  one: Sums,
  other: Sums,
): { readonly difference: number; readonly low: number; readonly high: number; readonly p: number } | undefined {
  if (one.n < 2 || other.n < 2) return undefined
  const [a, b] = [momentsOf(one), momentsOf(other)]
  const difference = a.mean - b.mean
  const [va, vb] = [a.variance / one.n, b.variance / other.n]
  const error = Math.sqrt(va + vb)
  if (error < 1e-12) return { difference, low: difference, high: difference, p: Math.abs(difference) < 1e-12 ? 1 : 0 }
  const degrees = (va + vb) ** 2 / (va ** 2 / (one.n - 1) + vb ** 2 / (other.n - 1))
  const half = studentQuantile(0.975, degrees) * error
  return {
    difference,
    low: difference - half,
    high: difference + half,
    p: studentTwoSided(difference / error, degrees),
  }
}
