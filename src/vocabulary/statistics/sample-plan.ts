import { type AnswerCounts, fewestForSure } from '../survey/survey-scores.ts'
import { type Scale, scoreOn, sum } from '../survey/survey-trend.ts'
import { normalQuantile } from './statistics.ts'

const z = normalQuantile(0.975)

/** Where nothing is known yet: half promoters and a fifth detractors, or a share of one half, which varies most. */
const usualVariance = { nps: 0.5 + 0.2 - (0.5 - 0.2) ** 2, share: 0.25 }

/**
 * How much answers vary, as a score of −1 to 1 or a share: of the survey's own answers once there are thirty, else as is
 * usual. Null of a scale that has no score.
 */
export function varianceOf(
  scale: Scale,
  counts: AnswerCounts,
): { readonly variance: number; readonly isOwn: boolean } | null {
  const score = scoreOn(scale, counts)
  const isNps = scale.kind === 'nps'
  if (!score)
    return (
      scoreOn(scale, { [scale.max]: 1 }) && { variance: isNps ? usualVariance.nps : usualVariance.share, isOwn: false }
    )
  const n = sum(counts)
  if (n < fewestForSure) return { variance: isNps ? usualVariance.nps : usualVariance.share, isOwn: false }
  const value = score.value / 100
  if (!isNps) return { variance: value * (1 - value), isOwn: true }
  const extreme = Object.entries(counts).reduce(
    (all, [answer, many]) => (Number(answer) <= 6 || Number(answer) >= 9 ? all + many : all),
    0,
  )
  return { variance: extreme / n - value * value, isOwn: true }
}

/**
 * How many answers make a 95 % interval of ± `margin` points, of a population that is not endless where it is told, and
 * how many have to be asked for them. Null margins and rates of nothing ask for nobody.
 */
export function planSample(told: {
  readonly variance: number
  readonly margin: number
  readonly population: number | null
  readonly responseRate: number | null
}): { readonly answers: number; readonly asked: number | null } {
  const { variance, margin, population, responseRate } = told
  const endless = (z * z * variance) / (margin / 100) ** 2
  const n = population === null || population < 1 ? endless : endless / (1 + (endless - 1) / population)
  const answers = Math.max(1, Math.ceil(n - 1e-9))
  return { answers, asked: responseRate === null || responseRate <= 0 ? null : Math.ceil(answers / responseRate) }
}
