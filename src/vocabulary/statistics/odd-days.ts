import { median } from './seasons.ts'

// Whether a point, or the points of late, are out of the ordinary. All speak of residuals after trend and season.

/** A score this far from nought is odd; twice within three points it is told. */
const oddBeyond = 3.5
const madToDeviation = 1.4826

/**
 * How odd each residual is, in robust standard deviations: R ÷ (1.4826·MAD). `floor` is the deviation that chance alone
 * gives, below which the scale does not fall: a series of small counts is not odd for being small.
 */
export function robustScores(residuals: readonly number[], floor = 0): readonly number[] {
  const middle = median(residuals)
  const spread = madToDeviation * median(residuals.map(each => Math.abs(each - middle)))
  // More than half of equal points: the mean distance stands in, by which one odd point is still seen.
  const plain =
    1.2533 * (residuals.reduce((sum, each) => sum + Math.abs(each - middle), 0) / Math.max(1, residuals.length))
  const scale = Math.max(spread > 0 ? spread : plain, floor)
  return residuals.map(each => (scale === 0 ? 0 : each / scale))
}

/** Which points are told: those odd themselves, with another odd one among the three up to them. */
export function toldOdd(scores: readonly number[]): readonly boolean[] {
  const odd = scores.map(each => Math.abs(each) > oddBeyond)
  return odd.map((one, at) => one && (odd[at - 1] === true || odd[at - 2] === true))
}

export type Shift = { readonly at: number; readonly direction: 'up' | 'down' }

/**
 * When the level moved for good: two-sided CUSUM (Page, Biometrika 1954) of scores with slack ½ and limit 5, one false
 * alarm in about 465 points. Begins anew after each alarm; tells the point at which the run began.
 */
export function levelShifts(scores: readonly number[], slack = 0.5, limit = 5): readonly Shift[] {
  const shifts: Shift[] = []
  let [up, down] = [0, 0]
  let [upSince, downSince] = [0, 0]
  scores.forEach((score, at) => {
    if (up === 0) upSince = at
    if (down === 0) downSince = at
    up = Math.max(0, up + score - slack)
    down = Math.max(0, down - score - slack)
    if (up <= limit && down <= limit) return
    shifts.push(up > limit ? { at: upSince, direction: 'up' } : { at: downSince, direction: 'down' })
    up = 0
    down = 0
  })
  return shifts
}

/** Slow moves: the exponentially weighted mean of scores and its limit at each point (Roberts, Technometrics 1959). */
export function weightedMeans(
  scores: readonly number[],
  share = 0.2,
  width = 2.96,
): readonly { readonly mean: number; readonly limit: number; readonly out: boolean }[] {
  let mean = 0
  return scores.map((score, at) => {
    mean = share * score + (1 - share) * mean
    const limit = width * Math.sqrt((share / (2 - share)) * (1 - (1 - share) ** (2 * (at + 1))))
    return { mean, limit, out: Math.abs(mean) > limit }
  })
}

/** A count against the one expected, on the scale on which chance moves it by about 1 whatever its size. */
export function countResidual(count: number, expected: number): number {
  return 2 * (Math.sqrt(Math.max(0, count)) - Math.sqrt(Math.max(0, expected)))
}

/** A share of `n` against the one expected, in the standard errors of so many; 0 of nobody. */
export function shareResidual(share: number, expected: number, n: number): number {
  const held = Math.min(1 - 1e-6, Math.max(1e-6, expected))
  return n === 0 ? 0 : (share - expected) / Math.sqrt((held * (1 - held)) / n)
}
