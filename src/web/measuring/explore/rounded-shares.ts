/**
 * Shares in thousandths of the whole that add up to exactly 1000: each rounded down, then the largest remainders take
 * what is left (Hare's quota). A column of per cents so told sums to 100.0 on the screen.
 */
export function roundedShares(parts: readonly number[]): readonly number[] {
  const whole = parts.reduce((sum, part) => sum + part, 0)
  if (whole === 0) return parts.map(() => 0)
  const exact = parts.map(part => (part / whole) * 1000)
  const rounded = exact.map(Math.floor)
  let left = 1000 - rounded.reduce((sum, part) => sum + part, 0)
  const byRemainder = exact
    .map((part, index) => ({ index, remainder: part - Math.floor(part) }))
    .sort((a, b) => b.remainder - a.remainder || a.index - b.index)
  for (const { index } of byRemainder) {
    if (left-- <= 0) break
    rounded[index] = rounded[index]! + 1
  }
  return rounded.map(part => part / 1000)
}
