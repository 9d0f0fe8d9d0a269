import { logGamma } from './gamma.ts'

// Tails of the distributions that tests are judged by.

/**
 * Γ's regularised upper incomplete function Q(a, x): by its series below a + 1, by its continued fraction (Lentz) above,
 * where 1 − P would lose the digits of a small tail to rounding.
 */
function upperGamma(a: number, x: number): number {
  if (x <= 0) return 1
  if (x === Number.POSITIVE_INFINITY) return 0
  const front = Math.exp(a * Math.log(x) - x - logGamma(a))
  if (x < a + 1) {
    let term = 1 / a
    let sum = term
    for (let n = 1; n < 1000 && term > 1e-16 * sum; n++) {
      term *= x / (a + n)
      sum += term
    }
    return Math.max(0, 1 - sum * front)
  }
  let b = x + 1 - a
  let c = 1e300
  let d = 1 / b
  let fraction = d
  for (let n = 1; n < 1000; n++) {
    const step = -n * (n - a)
    b += 2
    d = 1 / (step * d + b || 1e-300)
    c = b + step / c || 1e-300
    const factor = d * c
    fraction *= factor
    if (Math.abs(factor - 1) < 1e-15) break
  }
  return Math.min(1, front * fraction)
}

/** The probability that χ² with `degrees` of freedom is `value` or more. */
export function chiSquareTail(value: number, degrees: number): number {
  if (!(degrees > 0) || Number.isNaN(value)) return Number.NaN
  return upperGamma(degrees / 2, value / 2)
}

/** The probability that a standard normal lies `z` or further from nought, on either side. */
export function normalTwoSided(z: number): number {
  return upperGamma(0.5, (z * z) / 2)
}

/** The probability that Student's t lies `t` or further from nought on either side: I(ν/(ν + t²); ν/2, ½). */
export function studentTwoSided(t: number, degrees: number): number {
  if (!(degrees > 0) || Number.isNaN(t)) return Number.NaN
  return incompleteBeta(degrees / (degrees + t * t), degrees / 2, 0.5)
}

/** The regularised incomplete beta function, by its continued fraction (Lentz). */
function incompleteBeta(x: number, a: number, b: number): number {
  if (x <= 0) return 0
  if (x >= 1) return 1
  if (x > (a + 1) / (a + b + 2)) return 1 - incompleteBeta(1 - x, b, a)
  const front = Math.exp(logGamma(a + b) - logGamma(a) - logGamma(b) + a * Math.log(x) + b * Math.log1p(-x)) / a
  let c = 1
  let d = 1 / (1 - ((a + b) * x) / (a + 1) || 1e-300)
  let fraction = d
  for (let m = 1; m < 1000; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m))
    d = 1 / (1 + even * d || 1e-300)
    c = 1 + even / c || 1e-300
    fraction *= d * c
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1))
    d = 1 / (1 + odd * d || 1e-300)
    c = 1 + odd / c || 1e-300
    const factor = d * c
    fraction *= factor
    if (Math.abs(factor - 1) < 1e-15) break
  }
  return front * fraction
}
