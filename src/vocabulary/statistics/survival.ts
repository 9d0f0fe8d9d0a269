import { chiSquareTail, normalTwoSided } from './distribution.ts'
import { solveSymmetric } from './solve-symmetric.ts'

/** So many customers were followed for so long, and then met an ending (its number, from 0), or were seen no longer. */
export type Followed = { readonly time: number; readonly ending: number | null; readonly customers: number }

export type SurvivalStep = {
  readonly time: number
  /** Customers not yet ended just before, and of them those who end now. */
  readonly atRisk: number
  readonly ended: number
  /** The share that lasts longer, with its 95 % interval. */
  readonly survival: number
  readonly low: number
  readonly high: number
  /** The share that met each ending until now: they and `survival` add up to 1. */
  readonly met: readonly number[]
}

const z95 = 1.959964

/**
 * The share that lasts, by Kaplan and Meier (Journal of the American Statistical Association, 1958): at each time the
 * share of those still followed that does not end. Variance by Greenwood, interval on the scale of log(−log), which stays
 * between 0 and 1. With several endings the share that met each is Aalen's and Johansen's (Scandinavian Journal of
 * Statistics, 1978): 1 − survival of one ending alone would count those whom another took. Who is last seen at the
 * time at which others end was still there. Steps only where somebody ends.
 */
export function survivalSteps(followed: readonly Followed[], endings = 1): readonly SurvivalStep[] {
  const times = timesOf(followed)
  let atRisk = followed.reduce((sum, each) => sum + each.customers, 0)
  let survival = 1
  let greenwood = 0
  const met = new Array<number>(endings).fill(0)
  const steps: SurvivalStep[] = []
  for (const [time, own] of times) {
    const ended = own.reduce((sum, each) => sum + (each.ending === null ? 0 : each.customers), 0)
    if (ended > 0) {
      for (const { ending, customers } of own) if (ending !== null) met[ending]! += (survival * customers) / atRisk
      survival *= 1 - ended / atRisk
      greenwood += ended === atRisk ? Number.POSITIVE_INFINITY : ended / (atRisk * (atRisk - ended))
      steps.push({ time, atRisk, ended, survival, ...logLogInterval(survival, greenwood), met: met.map(atMostAll) })
    }
    atRisk -= own.reduce((sum, each) => sum + each.customers, 0)
  }
  return steps
}

/** Five customers who end one after the other would be 1.0000000000000002 of all: sums of shares are not quite exact. */
const atMostAll = (share: number) => Math.min(1, share)

function timesOf(followed: readonly Followed[]): readonly (readonly [number, readonly Followed[]])[] {
  const kept = followed.filter(each => each.customers > 0)
  return [...Map.groupBy(kept, each => each.time)].sort(([a], [b]) => a - b)
}

function logLogInterval(survival: number, greenwood: number): { low: number; high: number } {
  if (survival <= 0 || survival >= 1 || !Number.isFinite(greenwood)) return { low: survival, high: survival }
  const spread = (z95 * Math.sqrt(greenwood)) / Math.abs(Math.log(survival))
  return { low: survival ** Math.exp(spread), high: survival ** Math.exp(-spread) }
}

/** The time by which half have ended; null when more than half are still there at the end of what was followed. */
export function medianSurvival(steps: readonly SurvivalStep[]): number | null {
  return steps.find(step => step.survival <= 0.5)?.time ?? null
}

/** The mean time that customers last until `until`: the area under the curve, with its 95 % interval. */
export function restrictedMean(
  steps: readonly SurvivalStep[],
  until: number,
): { readonly mean: number; readonly low: number; readonly high: number } {
  const within = steps.filter(step => step.time < until)
  // The area from each step to the end, from the last one backwards.
  const areas: number[] = new Array(within.length + 1).fill(0)
  for (let index = within.length - 1; index >= 0; index--) {
    const next = within[index + 1]?.time ?? until
    areas[index] = areas[index + 1]! + within[index]!.survival * (next - within[index]!.time)
  }
  const mean = (within[0]?.time ?? until) + areas[0]!
  const variance = within.reduce((sum, { atRisk, ended }, index) => {
    const left = atRisk - ended
    return left === 0 ? sum : sum + areas[index]! ** 2 * (ended / (atRisk * left))
  }, 0)
  const half = z95 * Math.sqrt(variance)
  return { mean, low: Math.max(0, mean - half), high: Math.min(until, mean + half) }
}

/**
 * Whether groups last equally long: the log-rank test (Mantel, Cancer Chemotherapy Reports 1966). Undefined where fewer
 * than two groups have anybody, or nobody ends.
 */
export function logRank(
  groups: readonly (readonly Followed[])[],
): { readonly chiSquare: number; readonly degrees: number; readonly p: number } | undefined {
  const kept = groups.filter(group => group.some(each => each.customers > 0))
  const size = kept.length
  if (size < 2) return undefined
  const times = [...new Set(kept.flat().flatMap(each => (each.ending === null ? [] : [each.time])))].sort(
    (a, b) => a - b,
  )
  const tables = kept.map(riskTable)
  const excess = new Array<number>(size).fill(0)
  const variance = Array.from({ length: size }, () => new Array<number>(size).fill(0))
  for (const time of times) {
    const here = tables.map(table => table(time))
    const n = here.reduce((sum, each) => sum + each.atRisk, 0)
    const d = here.reduce((sum, each) => sum + each.ended, 0)
    for (let a = 0; a < size; a++) {
      excess[a]! += here[a]!.ended - (d * here[a]!.atRisk) / n
      if (n < 2) continue
      for (let b = 0; b < size; b++) {
        const share = (a === b ? 1 : 0) - here[b]!.atRisk / n
        variance[a]![b]! += ((here[a]!.atRisk / n) * share * d * (n - d)) / (n - 1)
      }
    }
  }
  const last = size - 1
  const solved = solveSymmetric(
    variance.slice(0, last).map(row => row.slice(0, last)),
    excess.slice(0, last),
  )
  if (!solved) return undefined
  const chiSquare = solved.reduce((sum, value, index) => sum + value * excess[index]!, 0)
  const p = last === 1 ? normalTwoSided(Math.sqrt(chiSquare)) : chiSquareTail(chiSquare, last)
  return { chiSquare, degrees: last, p }
}

function riskTable(followed: readonly Followed[]): (time: number) => { atRisk: number; ended: number } {
  const times = timesOf(followed)
  let left = followed.reduce((sum, each) => sum + each.customers, 0)
  const known = times.map(([time, own]) => {
    const told = { time, atRisk: left, ended: own.reduce((n, one) => n + (one.ending === null ? 0 : one.customers), 0) }
    left -= own.reduce((n, one) => n + one.customers, 0)
    return told
  })
  let place = 0
  // Times are asked in their order.
  return time => {
    while (place < known.length && known[place]!.time < time) place++
    const found = known[place]
    if (!found) return { atRisk: 0, ended: 0 }
    return found.time === time ? found : { atRisk: found.atRisk, ended: 0 }
  }
}
