/**
 * The `p` quantile of Student's t with `degrees` of freedom, by Hill's algorithm 396 (Communications of the ACM, 1970),
 * good to about six digits for degrees of 2 and more; exact for 1 and 2. NaN when there is no freedom.
 */
export function studentQuantile(p: number, degrees: number): number {
  if (!(degrees > 0)) return Number.NaN
  if (p < 0.5) return -studentQuantile(1 - p, degrees)
  if (p === 0.5) return 0
  if (degrees === 1) return Math.tan(Math.PI * (p - 0.5))
  const tail = 2 * (1 - p)
  if (degrees === 2) return Math.sqrt(2 / (tail * (2 - tail)) - 2)
  const a = 1 / (degrees - 0.5)
  const b = 48 / (a * a)
  let c = (((20700 * a) / b - 98) * a - 16) * a + 96.36
  const d = ((94.5 / (b + c) - 3) / b + 1) * Math.sqrt((a * Math.PI) / 2) * degrees
  let y = (d * tail) ** (2 / degrees)
  if (y > 0.05 + a) {
    const x = normalQuantile(tail / 2)
    y = x * x
    if (degrees < 5) c += 0.3 * (degrees - 4.5) * (x + 0.6)
    c = (((0.05 * d * x - 5) * x - 7) * x - 2) * x + b + c
    y = (((((0.4 * y + 6.3) * y + 36) * y + 94.5) / c - y - 3) / b + 1) * x
    y = Math.expm1(a * y * y)
  } else {
    y =
      ((1 / (((degrees + 6) / (degrees * y) - 0.089 * d - 0.822) * (degrees + 2) * 3) + 0.5 / (degrees + 4)) * y - 1) *
        ((degrees + 1) / (degrees + 2)) +
      1 / y
  }
  return Math.sqrt(degrees * y)
}

/** The `p` quantile of the normal distribution: Wichura's AS 241 (Applied Statistics, 1988), to seven digits. */
export function normalQuantile(p: number): number {
  const q = p - 0.5
  if (Math.abs(q) <= 0.425) {
    const r = 0.180625 - q * q
    return (
      (q * (((59.10937472 * r + 159.29113202) * r + 50.434271938) * r + 3.3871327179)) /
      (((67.1875636 * r + 78.757757664) * r + 17.895169469) * r + 1)
    )
  }
  const r = Math.sqrt(-Math.log(q < 0 ? p : 1 - p))
  const shifted = r <= 5 ? r - 1.6 : r - 5
  const value =
    r <= 5
      ? (((0.17023821103 * shifted + 1.3067284816) * shifted + 2.75681539) * shifted + 1.4234372777) /
        ((0.12021132975 * shifted + 0.7370016425) * shifted + 1)
      : (((0.017337023359 * shifted + 0.42868294337) * shifted + 3.081226386) * shifted + 6.657905115) /
        ((0.012258202635 * shifted + 0.24197894225) * shifted + 1)
  return q < 0 ? -value : value
}

/** A mean of customers with its 95 % interval: `m ± t(0.975, n − 1)·sd/√n`. Null limits when n < 2. */
export function meanInterval(mean: number, deviation: number, n: number): { low: number; high: number } | null {
  if (n < 2) return null
  const half = (studentQuantile(0.975, n - 1) * deviation) / Math.sqrt(n)
  return { low: mean - half, high: mean + half }
}

/**
 * How a measured point is to be read: hidden under the smallest group, solid from 30 customers with an interval of at
 * most ±0.25, indicative (dashed) between.
 */
export function readingOf(n: number, halfWidth: number, minimumGroup: number): 'hidden' | 'indicative' | 'reliable' {
  if (n < minimumGroup) return 'hidden'
  return n >= 30 && halfWidth <= 0.25 ? 'reliable' : 'indicative'
}

/** A share with its 95 % interval by Wilson (Journal of the American Statistical Association, 1927). */
export function wilsonInterval(hits: number, n: number): { value: number; low: number; high: number } {
  const z = 1.959964
  const p = hits / n
  const spread = (z * Math.sqrt((p * (1 - p)) / n + (z * z) / (4 * n * n))) / (1 + (z * z) / n)
  const middle = (p + (z * z) / (2 * n)) / (1 + (z * z) / n)
  return { value: p, low: Math.max(0, middle - spread), high: Math.min(1, middle + spread) }
}
