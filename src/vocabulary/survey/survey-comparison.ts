import { riskDifference } from '../statistics/risk-difference.ts'
import { type AnswerCounts, npsDifference } from './survey-scores.ts'
import { type Scale, scoreOn, sum } from './survey-trend.ts'

/** By how much one score lies above another, in points, with its 95 % interval. */
export type ScoreDifference = {
  readonly value: number
  readonly low: number
  readonly high: number
  /** Zero lies outside the interval: it is more than chance. */
  readonly means: boolean
}

/** Fewer answers on either side are compared with nothing. */
const fewestOnASide = 10

/** Null where a side has too few answers, or the scale no score. */
export function scoreDifference(scale: Scale, now: AnswerCounts, then: AnswerCounts): ScoreDifference | null {
  if (sum(now) < fewestOnASide || sum(then) < fewestOnASide) return null
  if (scale.kind === 'nps') {
    const found = npsDifference(now, then)
    return found && { ...found, means: found.low > 0 || found.high < 0 }
  }
  const [one, other] = [scoreOn(scale, now), scoreOn(scale, then)]
  if (!one || !other) return null
  const found = riskDifference([
    {
      good: one.n,
      goodWith: Math.round((one.value / 100) * one.n),
      bad: other.n,
      badWith: Math.round((other.value / 100) * other.n),
    },
  ])
  return found
    ? {
        value: 100 * found.difference,
        low: 100 * found.low,
        high: 100 * found.high,
        means: found.low > 0 || found.high < 0,
      }
    : null
}
