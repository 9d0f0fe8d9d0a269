import { chiSquareTail } from './distribution.ts'

/** An outcome of the contacts of one reason on one channel: how many, its mean, and its variance from contact to contact. */
export type OutcomeCell = {
  readonly reason: string
  readonly channel: string
  readonly n: number
  readonly mean: number
  readonly variance: number
}

export type Consistency = {
  /** What each channel would reach if it had the reasons of all of them, with its 95 % interval. */
  readonly channels: readonly {
    readonly channel: string
    readonly n: number
    readonly raw: number
    readonly standardised: number
    readonly low: number
    readonly high: number
  }[]
  /** The reasons by which channels are compared, and the share of their contacts among all. */
  readonly reasons: readonly string[]
  readonly coverage: number
  /** The highest standardised value less the lowest. */
  readonly spread: number
  /** Cochran's Q of the standardised values, with its degrees and the probability of as much by chance. */
  readonly q: number
  readonly degrees: number
  readonly p: number
}

/** A channel is compared from so many contacts on, and a reason where every channel compared has so many. */
const leastOfChannel = 30
const leastOfCell = 5

/**
 * Whether channels do as well as each other, once the reasons that come to each are set equal: direct standardisation
 * over the reasons that every compared channel has, weighted by their share among all contacts of these reasons.
 * Undefined where fewer than two channels share a reason. Reasons of one channel only say nothing here: `coverage` tells
 * how many contacts are compared at all.
 */
export function compareChannels(cells: readonly OutcomeCell[]): Consistency | undefined {
  const sum = (list: readonly OutcomeCell[]) => list.reduce((all, cell) => all + cell.n, 0)
  let channels = [...Map.groupBy(cells, cell => cell.channel)]
    .filter(([, own]) => sum(own) >= leastOfChannel)
    .sort(([, a], [, b]) => sum(b) - sum(a))
    .map(([channel]) => channel)
  // A channel that shares nothing would leave nothing to compare by: the smallest goes first.
  let reasons = sharedReasons(cells, channels)
  while (channels.length > 2 && reasons.length === 0) {
    channels = channels.slice(0, -1)
    reasons = sharedReasons(cells, channels)
  }
  if (channels.length < 2 || reasons.length === 0) return undefined
  const compared = cells.filter(cell => channels.includes(cell.channel) && reasons.includes(cell.reason))
  const total = sum(compared)
  const weightOf = new Map(
    reasons.map(reason => [reason, sum(compared.filter(cell => cell.reason === reason)) / total]),
  )
  const told = channels.map(channel => {
    const own = compared.filter(cell => cell.channel === channel)
    const n = sum(own)
    const standardised = own.reduce((all, cell) => all + weightOf.get(cell.reason)! * cell.mean, 0)
    const variance = own.reduce((all, cell) => all + (weightOf.get(cell.reason)! ** 2 * cell.variance) / cell.n, 0)
    const half = 1.959964 * Math.sqrt(variance)
    const raw = own.reduce((all, cell) => all + cell.n * cell.mean, 0) / n
    return { channel, n, raw, standardised, low: standardised - half, high: standardised + half, variance }
  })
  const weights = told.map(each => 1 / Math.max(each.variance, 1e-12))
  const weighed = weights.reduce((all, weight) => all + weight, 0)
  const middle = told.reduce((all, each, index) => all + weights[index]! * each.standardised, 0) / weighed
  const q = told.reduce((all, each, index) => all + weights[index]! * (each.standardised - middle) ** 2, 0)
  const values = told.map(each => each.standardised)
  return {
    channels: told.map(({ variance, ...each }) => each),
    reasons,
    coverage: total / sum(cells),
    spread: Math.max(...values) - Math.min(...values),
    q,
    degrees: told.length - 1,
    p: chiSquareTail(q, told.length - 1),
  }
}

function sharedReasons(cells: readonly OutcomeCell[], channels: readonly string[]): readonly string[] {
  const has = new Set(cells.filter(cell => cell.n >= leastOfCell).map(cell => `${cell.channel} ${cell.reason}`))
  return [...new Set(cells.map(cell => cell.reason))]
    .filter(reason => reason !== '' && channels.every(channel => has.has(`${channel} ${reason}`)))
    .sort()
}

/** A share as a cell: its variance by adding a success and a failure, as a cell where all went well is not certain. */
export function shareCell(reason: string, channel: string, hits: number, n: number): OutcomeCell {
  const softened = (hits + 1) / (n + 2)
  return { reason, channel, n, mean: n === 0 ? 0 : hits / n, variance: softened * (1 - softened) }
}
