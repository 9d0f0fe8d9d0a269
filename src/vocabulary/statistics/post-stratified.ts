import type { AnswerCounts, SurveyScore } from '../survey/survey-scores.ts'
import { type Scale, scoreOn, sum } from '../survey/survey-trend.ts'

/** A part of those who were asked: how many they were, and what those of them said who answered. */
export type AskedStratum = { readonly asked: number; readonly counts: AnswerCounts }

export type PostStratified = {
  readonly score: SurveyScore
  /** As many answers that all weigh the same would tell as much (Kish, Survey Sampling, 1965). */
  readonly effective: number
  /** By how much the weights widen the variance: 1 where they change nothing. */
  readonly designEffect: number
}

/** A stratum of fewer answers would let a handful speak for many. */
const fewestInStratum = 5

/**
 * The score as if each part of those asked had answered as often as the others: every answer weighs its part's share of
 * those asked over its share of the answers. The interval is that of the effective number of answers. Null where a part
 * that was asked has fewer than five answers.
 */
export function postStratified(scale: Scale, strata: readonly AskedStratum[]): PostStratified | null {
  const told = strata.filter(({ asked }) => asked > 0)
  const sizes = told.map(({ counts }) => sum(counts))
  if (told.length === 0 || sizes.some(size => size < fewestInStratum)) return null
  const asked = told.reduce((all, stratum) => all + stratum.asked, 0)
  const n = sizes.reduce((all, size) => all + size, 0)
  const weights = told.map((stratum, place) => stratum.asked / asked / (sizes[place]! / n))
  const squares = weights.reduce((all, weight, place) => all + weight * weight * sizes[place]!, 0)
  const effective = (n * n) / squares
  const weighted: Record<number, number> = {}
  for (const [place, { counts }] of told.entries())
    for (const [answer, many] of Object.entries(counts))
      weighted[Number(answer)] = (weighted[Number(answer)] ?? 0) + (many * weights[place]! * effective) / n
  const found = scoreOn(scale, weighted)
  if (!found) return null
  // Scores are sums of shares: the weighted one is the mean of those of the parts, and no count is rounded for it.
  const value = told.reduce(
    (all, { counts, asked: own }) => all + (own / asked) * (scoreOn(scale, counts)?.value ?? 0),
    0,
  )
  const score = { ...found, value, low: Math.min(found.low, value), high: Math.max(found.high, value), n }
  return { score, effective, designEffect: n / effective }
}
