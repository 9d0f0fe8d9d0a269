import { normalQuantile } from './statistics.ts'

/**
 * The net promoter score of answers from 0 to 10, −100 to 100: the per cent of 9 and 10 less the per cent of 0 to 6, with
 * its 95 % interval (normal, of a value that is 1, 0 or −1). Answers off the scale are left out. Null of no answer.
 */
export function netPromoter(
  answers: readonly number[],
): { readonly nps: number; readonly low: number; readonly high: number; readonly n: number } | null {
  const kept = answers.filter(each => each >= 0 && each <= 10)
  const n = kept.length
  if (n === 0) return null
  const promoters = kept.filter(each => each >= 9).length / n
  const detractors = kept.filter(each => each <= 6).length / n
  const score = promoters - detractors
  const half = normalQuantile(0.975) * Math.sqrt((promoters + detractors - score * score) / n)
  return { nps: score * 100, low: Math.max(-100, (score - half) * 100), high: Math.min(100, (score + half) * 100), n }
}
