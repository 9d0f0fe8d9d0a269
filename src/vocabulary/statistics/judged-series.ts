import {
  countResidual,
  levelShifts,
  robustScores,
  type Shift,
  shareResidual,
  toldOdd,
  weightedMeans,
} from './odd-days.ts'
import { decompose } from './seasons.ts'

/** What a series counts: how many, a share of so many, or a mean of so many with the deviation of one of them. */
export type SeriesKind = 'count' | 'share' | 'mean'

export type SeriesPoint = {
  /** Null where nothing is known, or may be shown. */
  readonly value: number | null
  readonly n: number
}

export type JudgedPoint = SeriesPoint & {
  /** Trend and season together, and the trend alone. */
  readonly expected: number
  readonly trend: number
  /** Where 95 of 100 such points lie. */
  readonly low: number
  readonly high: number
  /** How far out in robust deviations; null where the value is. */
  readonly score: number | null
  readonly odd: boolean
}

export type JudgedSeries = {
  readonly points: readonly JudgedPoint[]
  readonly strength: number
  readonly shifts: readonly Shift[]
  /** Whether the latest points lie together on one side further than chance would have them. */
  readonly drifting: boolean
  /** From the first value of the trend to its last, as a share of the first; null where that is next to nothing. */
  readonly change: number | null
}

/** Fewer points say nothing of what is usual. */
export const fewestPoints = 14
const z95 = 1.959964
/** What one point adds at most to a lasting shift, in deviations: with κ = ½ and h = 5 it takes a third point. */
const mostOfOne = 3

/** Judges a series: its season, its trend, which points are odd, whether the level moved. Undefined of too few points. */
export function judgeSeries(
  given: readonly SeriesPoint[],
  kind: SeriesKind,
  period: number,
  deviation = 1,
): JudgedSeries | undefined {
  if (given.filter(each => each.value !== null).length < fewestPoints) return undefined
  const filled = fill(given.map(each => each.value))
  const { trend, season, strength } = decompose(filled, period)
  const expected = trend.map((value, at) => limited(value + season[at]!, kind))
  const unit = (at: number) => {
    const n = Math.max(1, given[at]!.n)
    if (kind === 'count') return 1
    if (kind === 'mean') return deviation / Math.sqrt(n)
    const share = Math.min(1 - 1e-6, Math.max(1e-6, expected[at]!))
    return Math.sqrt((share * (1 - share)) / n)
  }
  const residual = (value: number, at: number) =>
    kind === 'count'
      ? countResidual(value, expected[at]!)
      : kind === 'share'
        ? shareResidual(value, expected[at]!, given[at]!.n)
        : (value - expected[at]!) / Math.max(1e-12, unit(at))
  const known = given.flatMap(({ value }, at) => (value === null ? [] : [{ at, residual: residual(value, at) }]))
  // Chance alone moves a residual by about one: the scale never falls below it.
  const scores = robustScores(
    known.map(each => each.residual),
    1,
  )
  const scale = scaleOf(
    known.map(each => each.residual),
    scores,
  )
  const odd = toldOdd(scores)
  const place = new Map(known.map(({ at }, index) => [at, index]))
  // A level lasts when several points stand there: one, or two, that lie far off are told as odd, and are no new level.
  const bounded = scores.map(each => Math.min(mostOfOne, Math.max(-mostOfOne, each)))
  const shifts = levelShifts(bounded).map(shift => ({ ...shift, at: known[shift.at]!.at }))
  const means = weightedMeans(scores)
  return {
    points: given.map((point, at) => {
      const index = place.get(at)
      const wide = z95 * scale
      const root = Math.sqrt(Math.max(0, expected[at]!))
      return {
        ...point,
        expected: expected[at]!,
        trend: limited(trend[at]!, kind),
        low: kind === 'count' ? Math.max(0, root - wide / 2) ** 2 : limited(expected[at]! - wide * unit(at), kind),
        high: kind === 'count' ? (root + wide / 2) ** 2 : limited(expected[at]! + wide * unit(at), kind),
        score: index === undefined ? null : scores[index]!,
        odd: index === undefined ? false : odd[index]!,
      }
    }),
    strength,
    shifts,
    drifting: means.at(-1)?.out === true,
    change: changeOf(limited(trend[0] ?? 0, kind), limited(trend.at(-1) ?? 0, kind), kind),
  }
}

/** Against next to nothing every change is huge: of less than half an event a share says nothing. */
function changeOf(first: number, last: number, kind: SeriesKind): number | null {
  return Math.abs(first) < (kind === 'count' ? 0.5 : 1e-9) ? null : last / first - 1
}

function limited(value: number, kind: SeriesKind): number {
  if (kind === 'count') return Math.max(0, value)
  return kind === 'share' ? Math.min(1, Math.max(0, value)) : value
}

function scaleOf(residuals: readonly number[], scores: readonly number[]): number {
  const at = scores.findIndex(each => Math.abs(each) > 1e-9)
  return at < 0 ? 1 : residuals[at]! / scores[at]!
}

/** What is not known is taken from its neighbours, so that it bends nothing. */
function fill(values: readonly (number | null)[]): number[] {
  return values.map((value, at) => {
    if (value !== null) return value
    const before = values.slice(0, at).findLast(each => each !== null)
    const after = values.slice(at + 1).find(each => each !== null)
    if (before === undefined || before === null) return after ?? 0
    return after === undefined || after === null ? before : (before + after) / 2
  })
}
