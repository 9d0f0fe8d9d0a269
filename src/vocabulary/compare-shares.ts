import { adjustedByDiscovery } from './false-discoveries.ts'
import { riskDifference } from './risk-difference.ts'

/** A share of a whole: so many of so many. `key` names it on both sides. */
export type Share = { readonly key: string; readonly hits: number; readonly n: number }

/** One share on two sides, and by how much the first lies above the second. */
export type ShareChange = {
  readonly key: string
  readonly now: Share
  readonly other: Share
  /** −1 to 1, with its 95 % interval by Newcombe (Statistics in Medicine, 1998). */
  readonly difference: number
  readonly low: number
  readonly high: number
  /** Adjusted for how many shares were compared at once. */
  readonly adjusted: number
  /** Whether it is more than chance makes of as many comparisons: a twentieth of those believed may be false. */
  readonly means: boolean
}

const falseShare = 0.05
/** Below so many on either side nothing is judged. */
export const fewestCompared = 20

/**
 * The shares of two sides held against each other, the surest change first. A share that either side does not tell, or
 * tells of too few, is compared with nothing.
 */
export function compareShares(now: readonly Share[], then: readonly Share[]): readonly ShareChange[] {
  const others = new Map(then.map(each => [each.key, each]))
  const pairs = now.flatMap(one => {
    const other = others.get(one.key)
    if (!other || one.n < fewestCompared || other.n < fewestCompared) return []
    const found = riskDifference([{ good: one.n, goodWith: one.hits, bad: other.n, badWith: other.hits }])
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
    .sort((a, b) => a.adjusted - b.adjusted || Math.abs(b.difference) - Math.abs(a.difference))
}
