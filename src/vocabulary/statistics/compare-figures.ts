import { normalTwoSided } from './distribution.ts'
import { adjustedByDiscovery } from './false-discoveries.ts'
import { riskDifference } from './risk-difference.ts'
import { normalQuantile } from './statistics.ts'

/** A share of a whole: so many of so many. `key` names it on both sides. */
export type Share = { readonly key: string; readonly hits: number; readonly n: number }

/** A mean, a median or another level, in its own unit, with its standard error. */
export type Level = { readonly key: string; readonly level: number; readonly error: number; readonly n: number }

export type Compared = Share | Level

/** One figure on two sides, and by how much the first lies above the second. */
export type FigureChange = {
  readonly key: string
  readonly now: Compared
  readonly other: Compared
  /** Of shares −1 to 1, with its 95 % interval by Newcombe (Statistics in Medicine, 1998); of levels in their unit. */
  readonly difference: number
  readonly low: number
  readonly high: number
  /** Adjusted for how many figures were compared at once. */
  readonly adjusted: number
  /** Whether it is more than chance makes of as many comparisons: a twentieth of those believed may be false. */
  readonly means: boolean
}

const falseShare = 0.05
/** Below so many on either side nothing is judged. */
export const fewestCompared = 20

export const isShare = (figure: Compared): figure is Share => 'hits' in figure

/** What a figure says: a share of 0–1, or its level. */
export const levelOf = (figure: Compared) =>
  isShare(figure) ? (figure.n === 0 ? 0 : figure.hits / figure.n) : figure.level

/**
 * The figures of two sides held against each other, the surest change first. A figure that either side does not tell, or
 * tells of too few, is compared with nothing.
 */
export function compareFigures(now: readonly Compared[], then: readonly Compared[]): readonly FigureChange[] {
  const others = new Map(then.map(each => [each.key, each]))
  const pairs = now.flatMap(one => {
    const other = others.get(one.key)
    if (!other || one.n < fewestCompared || other.n < fewestCompared) return []
    const found = differenceOf(one, other)
    return found ? [{ key: one.key, now: one, other, found }] : []
  })
  const adjusted = adjustedByDiscovery(pairs.map(pair => pair.found.p))
  return pairs
    .map(({ found, ...pair }, index) => ({
      ...pair,
      difference: found.difference,
      low: found.low,
      high: found.high,
      adjusted: adjusted[index]!,
      means: adjusted[index]! <= falseShare,
    }))
    .sort((a, b) => a.adjusted - b.adjusted || sizeOf(b) - sizeOf(a))
}

function differenceOf(one: Compared, other: Compared) {
  if (isShare(one) && isShare(other))
    return riskDifference([{ good: one.n, goodWith: one.hits, bad: other.n, badWith: other.hits }])
  if (isShare(one) || isShare(other)) return undefined
  const difference = one.level - other.level
  const error = Math.hypot(one.error, other.error)
  // Without any spread nothing tells a difference from chance.
  if (!(error > 0)) return undefined
  const half = normalQuantile(0.975) * error
  return { difference, low: difference - half, high: difference + half, p: normalTwoSided(difference / error) }
}

/** How large a difference is, so that shares and levels can be told in one order: of levels by their own size. */
export function sizeOf({ now, other }: Pick<FigureChange, 'now' | 'other'>): number {
  const [a, b] = [levelOf(now), levelOf(other)]
  if (isShare(now)) return Math.abs(a - b)
  const most = Math.max(Math.abs(a), Math.abs(b))
  return most === 0 ? 0 : Math.abs(a - b) / most
}

/**
 * The standard error of a median whose quarters are known: 0.926 × (Q3 − Q1) ÷ √n (McGill, Tukey and Larsen, The American
 * Statistician 1978), taken on the logarithm, as times are spread to one side. Undefined where nothing is spread.
 */
export function medianError(median: number, quarters: readonly [number, number], n: number): number | undefined {
  const [low, high] = quarters
  if (n < 2 || !(high > low)) return undefined
  const spread = low > 0 && median > 0 ? median * Math.log(high / low) : high - low
  return (0.926 * spread) / Math.sqrt(n)
}

/**
 * The mean of a series with its standard error, neighbours being alike: Newey and West (Econometrica 1987), over so many
 * neighbours. Undefined of fewer than two values.
 */
export function seriesMean(
  values: readonly number[],
  neighbours: number,
): { level: number; error: number } | undefined {
  const n = values.length
  if (n < 2) return undefined
  const level = values.reduce((sum, value) => sum + value, 0) / n
  const rest = values.map(value => value - level)
  const alike = (lag: number) => rest.reduce((sum, one, at) => (at < lag ? sum : sum + one * rest[at - lag]!), 0) / n
  const reach = Math.min(neighbours, n - 1)
  const together = Array.from({ length: reach }, (_, at) => 2 * (1 - (at + 1) / (reach + 1)) * alike(at + 1))
  const alone = alike(0)
  // A season makes neighbours unlike; the sum is never believed to be surer than values that know nothing of each other.
  const variance = Math.max(alone, alone + together.reduce((sum, each) => sum + each, 0))
  return { level, error: Math.sqrt(variance / (n - 1)) }
}
