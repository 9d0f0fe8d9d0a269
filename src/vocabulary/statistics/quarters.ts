/**
 * Numbers told by quarters of themselves: a function that names the quarter of each, `2–5`. Where many are alike there are
 * fewer parts, so that one number is never in two.
 */
export function quarters(numbers: readonly number[]): (number: number) => string {
  const sorted = [...numbers].sort((a, b) => a - b)
  const ends = [0.25, 0.5, 0.75, 1].map(share => sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? 0)
  const uppers = [...new Set(ends)]
  const parts = uppers.map((upper, place) => {
    const lower = place === 0 ? sorted[0] : sorted.find(one => one > uppers[place - 1]!)
    return { upper, name: lower === undefined || lower === upper ? told(upper) : `${told(lower)}–${told(upper)}` }
  })
  return number => (parts.find(({ upper }) => number <= upper) ?? parts.at(-1))?.name ?? ''
}

const told = (number: number) => String(Number(number.toPrecision(4)))
