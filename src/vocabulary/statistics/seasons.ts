/** A series told apart: `values = trend + season + rest`, at each point. */
export type Decomposed = {
  readonly trend: readonly number[]
  readonly season: readonly number[]
  readonly rest: readonly number[]
  /** How much of what is not trend the season explains, 0 to 1. */
  readonly strength: number
}

const seasonSpan = 13
const innerRounds = 2
const outerRounds = 6

/**
 * Season and trend by loess: STL (Cleveland, Cleveland, McRae and Terpenning, Journal of Official Statistics 1990), with
 * robust weights so that one odd day bends neither. A series of fewer than two periods has no season: its trend alone is
 * found.
 */
export function decompose(values: readonly number[], period: number): Decomposed {
  const n = values.length
  if (n === 0) return { trend: [], season: [], rest: [], strength: 0 }
  const seasonal = period >= 2 && n >= 2 * period
  let season: number[] = new Array(n).fill(0)
  let trend: number[] = new Array(n).fill(0)
  const weights: number[] = new Array(n).fill(1)
  const trendSpan = seasonal ? odd((1.5 * period) / (1 - 1.5 / seasonSpan)) : odd(Math.max(7, n / 3))
  for (let outer = 0; outer < outerRounds; outer++) {
    for (let inner = 0; inner < (seasonal ? innerRounds : 1); inner++) {
      if (seasonal) season = seasonOf(values, trend, weights, period)
      trend = loess(
        values.map((value, at) => value - season[at]!),
        trendSpan,
        weights,
      )
    }
    const rest = values.map((value, at) => value - season[at]! - trend[at]!)
    const middle = 6 * median(rest.map(Math.abs))
    if (middle === 0) break
    rest.forEach((one, at) => {
      const far = Math.abs(one) / middle
      weights[at] = far >= 1 ? 0 : (1 - far * far) ** 2
    })
  }
  const rest = values.map((value, at) => value - season[at]! - trend[at]!)
  const around = variance(rest.map((one, at) => one + season[at]!))
  return { trend, season, rest, strength: around === 0 ? 0 : Math.max(0, 1 - variance(rest) / around) }
}

function seasonOf(
  values: readonly number[],
  trend: readonly number[],
  weights: readonly number[],
  period: number,
): number[] {
  const n = values.length
  // Each day of the cycle is smoothed by itself, and told one period further at both ends.
  const wide: number[] = new Array(n + 2 * period).fill(0)
  for (let phase = 0; phase < period; phase++) {
    const places: number[] = []
    for (let at = phase; at < n; at += period) places.push(at)
    const smooth = loess(
      places.map(at => values[at]! - trend[at]!),
      seasonSpan,
      places.map(at => weights[at]!),
      true,
    )
    smooth.forEach((value, index) => {
      wide[phase + index * period] = value
    })
  }
  const low = loess(moving(moving(moving(wide, period), period), 3), odd(period), new Array(n).fill(1))
  return Array.from({ length: n }, (_, at) => wide[at + period]! - low[at]!)
}

/** Local lines with tricube weights over the nearest `span` points. With `beyond`, one point more at either end. */
function loess(values: readonly number[], span: number, weights: readonly number[], beyond = false): number[] {
  const n = values.length
  const first = beyond ? -1 : 0
  const size = n + (beyond ? 2 : 0)
  const near = Math.min(span, n)
  return Array.from({ length: size }, (_, index) => {
    const x = index + first
    const left = Math.min(Math.max(0, Math.round(x - (near - 1) / 2)), n - near)
    const right = left + near - 1
    const reach = Math.max(Math.abs(x - left), Math.abs(x - right), 1) * (span > n ? span / Math.max(1, n) : 1) * 1.0001
    let [sum, sumX, sumY, sumXX, sumXY] = [0, 0, 0, 0, 0]
    for (let at = left; at <= right; at++) {
      const far = Math.abs(at - x) / reach
      const weight = weights[at]! * (1 - far ** 3) ** 3
      const dx = at - x
      sum += weight
      sumX += weight * dx
      sumY += weight * values[at]!
      sumXX += weight * dx * dx
      sumXY += weight * dx * values[at]!
    }
    if (sum <= 1e-12) return mean(values.slice(left, right + 1))
    const spread = sum * sumXX - sumX * sumX
    if (spread <= 1e-9 * sum * sum) return sumY / sum
    return (sumXX * sumY - sumX * sumXY) / spread
  })
}

/** Means of `width` neighbours: so many fewer, less one. */
function moving(values: readonly number[], width: number): number[] {
  let sum = 0
  const told: number[] = []
  values.forEach((value, at) => {
    sum += value
    if (at >= width) sum -= values[at - width]!
    if (at >= width - 1) told.push(sum / width)
  })
  return told
}

function odd(least: number): number {
  const whole = Math.ceil(least)
  return whole % 2 === 1 ? whole : whole + 1
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length)
}

function variance(values: readonly number[]): number {
  const middle = mean(values)
  return mean(values.map(value => (value - middle) ** 2))
}

/** The middle value; the mean of the two in the middle; NaN of nothing. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  const half = sorted.length / 2
  return sorted.length === 0 ? Number.NaN : (sorted[Math.ceil(half) - 1]! + sorted[Math.floor(half)]!) / 2
}
