import { normalTwoSided } from './distribution.ts'
import { resample, seededRandom } from './seeded-random.ts'
import { normalQuantile, wilsonInterval } from './statistics.ts'

/** Customers alike in what might explain the outcome otherwise: how many of either group, and with the outcome. */
export type Stratum = {
  readonly good: number
  readonly goodWith: number
  readonly bad: number
  readonly badWith: number
}

export type RiskDifference = {
  /** By how much more often the outcome follows the good experience: −1 to 1. */
  readonly difference: number
  /** The 95 % interval. */
  readonly low: number
  readonly high: number
  /** Of the test of Mantel and Haenszel that there is none. */
  readonly p: number
  readonly interval: 'newcombe' | 'bootstrap'
}

const draws = 1000
const seed = 20_170

/**
 * The difference of two shares among customers who all came by, stratum by stratum, so that a stratum with more of the
 * happy does not speak for them: Mantel and Haenszel's weights (Greenland and Robins, Biometrics 1985). The interval is
 * Newcombe's (Statistics in Medicine, 1998) for one stratum, else by bootstrap on customers. Undefined where no stratum
 * has both groups.
 */
export function riskDifference(strata: readonly Stratum[]): RiskDifference | undefined {
  const both = strata.filter(each => each.good > 0 && each.bad > 0)
  if (both.length === 0) return undefined
  const difference = mantelHaenszel(both)!
  const p = mantelHaenszelTest(both)
  if (both.length === 1) return { difference, ...newcombe(both[0]!), p, interval: 'newcombe' }
  const cells = both.flatMap(each => [each.goodWith, each.good - each.goodWith, each.badWith, each.bad - each.badWith])
  const random = seededRandom(seed)
  const drawn = Array.from({ length: draws }, () => {
    const counts = resample(random, cells)
    return mantelHaenszel(
      both.map((_, index) => {
        const [goodWith = 0, goodWithout = 0, badWith = 0, badWithout = 0] = counts.slice(index * 4, index * 4 + 4)
        return { good: goodWith + goodWithout, goodWith, bad: badWith + badWithout, badWith }
      }),
    )
  })
    .filter(each => each !== undefined)
    .sort((a, b) => a - b)
  const at = (share: number) => drawn[Math.min(drawn.length - 1, Math.floor(share * drawn.length))] ?? difference
  return { difference, low: at(0.025), high: at(0.975), p, interval: 'bootstrap' }
}

function mantelHaenszel(strata: readonly Stratum[]): number | undefined {
  let top = 0
  let weight = 0
  for (const { good, goodWith, bad, badWith } of strata) {
    const all = good + bad
    if (good === 0 || bad === 0) continue
    top += (goodWith * bad - badWith * good) / all
    weight += (good * bad) / all
  }
  return weight === 0 ? undefined : top / weight
}

/** Cochran's, Mantel's and Haenszel's test that the outcome has nothing to do with the group, in any stratum. */
function mantelHaenszelTest(strata: readonly Stratum[]): number {
  let excess = 0
  let variance = 0
  for (const { good, goodWith, bad, badWith } of strata) {
    const all = good + bad
    const having = goodWith + badWith
    if (all < 2) continue
    excess += goodWith - (good * having) / all
    variance += (good * bad * having * (all - having)) / (all * all * (all - 1))
  }
  return variance === 0 ? 1 : normalTwoSided(excess / Math.sqrt(variance))
}

function newcombe({ good, goodWith, bad, badWith }: Stratum): { low: number; high: number } {
  const one = wilsonInterval(goodWith, good)
  const other = wilsonInterval(badWith, bad)
  const difference = one.value - other.value
  return {
    low: difference - Math.hypot(one.value - one.low, other.high - other.value),
    high: difference + Math.hypot(one.high - one.value, other.value - other.low),
  }
}

/** Two shares told apart: z with the pooled share, on both sides. 1 where either group is empty. */
export function twoSharesTest(hits: number, n: number, otherHits: number, otherN: number): number {
  if (n === 0 || otherN === 0) return 1
  const pooled = (hits + otherHits) / (n + otherN)
  const error = Math.sqrt(pooled * (1 - pooled) * (1 / n + 1 / otherN))
  return error === 0 ? 1 : normalTwoSided((hits / n - otherHits / otherN) / error)
}

/** Customers needed in each group to see a share rise from `from` to `to`, at 5 % error and 80 % power. */
export function neededPerGroup(from: number, to: number): number {
  const middle = (from + to) / 2
  const zError = -normalQuantile(0.025)
  const zPower = -normalQuantile(0.2)
  const root = zError * Math.sqrt(2 * middle * (1 - middle)) + zPower * Math.sqrt(from * (1 - from) + to * (1 - to))
  return Math.ceil((root / (to - from)) ** 2)
}

/**
 * The smallest rise from a share that groups of these sizes can show (5 % error, 80 % power); null where even a rise to
 * certainty is too little.
 */
export function smallestDetectable(share: number, good: number, bad: number): number | null {
  if (good === 0 || bad === 0 || share >= 1) return null
  const perGroup = 2 / (1 / good + 1 / bad)
  if (neededPerGroup(share, 1) > perGroup) return null
  let [low, high] = [0, 1 - share]
  for (let round = 0; round < 50; round++) {
    const middle = (low + high) / 2
    if (neededPerGroup(share, share + middle) <= perGroup) high = middle
    else low = middle
  }
  return high
}
