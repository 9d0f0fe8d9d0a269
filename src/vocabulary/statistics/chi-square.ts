import { logGamma } from './gamma.ts'

/**
 * The probability that a chi-square variable of so many degrees is at least `value`: the regularised upper incomplete
 * gamma function Q(degrees/2, value/2), by its series below a + 1 and by Lentz's continued fraction above.
 */
export function chiSquareTail(value: number, degrees: number): number {
  if (!(degrees > 0) || Number.isNaN(value)) return Number.NaN
  if (value <= 0) return 1
  const [a, x] = [degrees / 2, value / 2]
  const front = Math.exp(a * Math.log(x) - x - logGamma(a))
  if (x < a + 1) {
    let term = 1 / a
    let sum = term
    for (let n = 1; n < 1000 && term > sum * 1e-15; n++) {
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
    const factor = -n * (n - a)
    b += 2
    d = 1 / (factor * d + b || 1e-300)
    c = b + factor / c || 1e-300
    const step = d * c
    fraction *= step
    if (Math.abs(step - 1) < 1e-15) break
  }
  return Math.min(1, front * fraction)
}
