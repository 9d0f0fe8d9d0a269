import { normalQuantile, wilsonInterval } from '../statistics/statistics.ts'

/** Below this many answers a score is not put forward, below the second it is told with its doubt. */
export const fewestForScore = 10
export const fewestForSure = 30

export type SurveyScore = {
  /** NPS −100 to 100; CSAT and CES 0 to 100, the per cent of the top answers. */
  readonly value: number
  readonly low: number
  readonly high: number
  /** Answers to the question: those who passed over it are not among them. */
  readonly n: number
  /** The mean on the scale, beside it, never instead of it. */
  readonly mean: number
}

/** How many gave each answer: `{ 9: 12, 10: 30 }`. */
export type AnswerCounts = Readonly<Record<number, number>>

const z = normalQuantile(0.975)

/**
 * The net promoter score with its adjusted Wald interval: three answers are added, three quarters of one a promoter, three
 * quarters a detractor (Rocks 2016, as MeasuringU gives it). The plain interval holds the truth 55 to 84 times in 100 at
 * five answers, this one 90 to 95. Widened to the value itself where it would leave it out. Null of no answer.
 */
export function npsOf(counts: AnswerCounts): SurveyScore | null {
  const { n, mean, share } = read(counts)
  if (n === 0) return null
  const value = 100 * (share(9, 10) - share(0, 6))
  const { middle, variance } = adjusted(share(9, 10) * n, share(0, 6) * n, n)
  const half = z * Math.sqrt(variance)
  return {
    value,
    low: Math.min(value, Math.max(-100, 100 * (middle - half))),
    high: Math.max(value, Math.min(100, 100 * (middle + half))),
    n,
    mean,
  }
}

/** What one NPS has over another, with its interval: a change when zero lies outside. Null when one has no answer. */
export function npsDifference(
  now: AnswerCounts,
  then: AnswerCounts,
): { readonly value: number; readonly low: number; readonly high: number } | null {
  const [a, b] = [read(now), read(then)]
  if (a.n === 0 || b.n === 0) return null
  const first = adjusted(a.share(9, 10) * a.n, a.share(0, 6) * a.n, a.n)
  const second = adjusted(b.share(9, 10) * b.n, b.share(0, 6) * b.n, b.n)
  const value = 100 * (first.middle - second.middle)
  const half = 100 * z * Math.sqrt(first.variance + second.variance)
  return { value, low: value - half, high: value + half }
}

/** The answers that count as satisfied, by the points of the scale that starts at 1; other scales have no such set. */
const satisfiedFrom: Readonly<Record<number, number>> = { 3: 3, 4: 3, 5: 4, 6: 5, 7: 6, 10: 8 }

/** The per cent of satisfied answers with its Wilson interval. Null of no answer, and of a scale without a top set. */
export function csatOf(counts: AnswerCounts, max: number): SurveyScore | null {
  const from = satisfiedFrom[max]
  return from === undefined ? null : topShare(counts, from, max)
}

/** The per cent who found it easy: 5 to 7 of 7 (CES 2.0), 4 and 5 of 5. The two scales are never put together. */
export function cesOf(counts: AnswerCounts, max: number): SurveyScore | null {
  if (max !== 7 && max !== 5) return null
  return topShare(counts, max === 7 ? 5 : 4, max)
}

function topShare(counts: AnswerCounts, from: number, to: number): SurveyScore | null {
  const { n, mean, share } = read(counts)
  if (n === 0) return null
  const { value, low, high } = wilsonInterval(Math.round(share(from, to) * n), n)
  return { value: 100 * value, low: 100 * low, high: 100 * high, n, mean }
}

function adjusted(promoters: number, detractors: number, n: number) {
  const p = (promoters + 0.75) / (n + 3)
  const d = (detractors + 0.75) / (n + 3)
  return { middle: p - d, variance: (p + d - (p - d) ** 2) / (n + 3) }
}

function read(counts: AnswerCounts) {
  const told = Object.entries(counts).map(([answer, many]) => [Number(answer), many] as const)
  const n = told.reduce((sum, [, many]) => sum + many, 0)
  const mean = n === 0 ? 0 : told.reduce((sum, [answer, many]) => sum + answer * many, 0) / n
  const share = (from: number, to: number) =>
    told.reduce((sum, [answer, many]) => sum + (answer >= from && answer <= to ? many : 0), 0) / n
  return { n, mean, share }
}
