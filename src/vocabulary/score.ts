/** What an answer is about. Constructs are never averaged together. */
export const constructs = ['satisfaction', 'nps', 'effort', 'sentiment'] as const
export type Construct = (typeof constructs)[number]

/**
 * An answer brought to −1…1: `2(x − min)/(max − min) − 1`, the sign reversed when high means bad.
 * Undefined when the answer lies outside its scale or the scale is empty.
 */
export function normaliseScore(answer: number, min: number, max: number, reversed = false): number | undefined {
  if (!(max > min) || !(answer >= min && answer <= max)) return undefined
  const score = (2 * (answer - min)) / (max - min) - 1
  return reversed ? -score || 0 : score
}

/** The scales of properties that name their own construct. `ces` is asked so that high means easy, as in CES 2.0. */
const namedScales: Readonly<Record<string, { construct: Construct; min: number; max: number }>> = {
  nps: { construct: 'nps', min: 0, max: 10 },
  csat: { construct: 'satisfaction', min: 1, max: 5 },
  stars: { construct: 'satisfaction', min: 1, max: 5 },
  ces: { construct: 'effort', min: 1, max: 7 },
  sentiment: { construct: 'sentiment', min: -1, max: 1 },
}

/**
 * The score that an event carries, if it carries one: `score` with `scaleMin` and `scaleMax` (and `construct`,
 * `reversed`), or a property named after its scale (`nps`, `csat`, `stars`, `ces`, `sentiment`).
 * A `score` without a scale is a plain number: the scale is never guessed.
 */
export function scoreOf(
  numbers: Readonly<Record<string, number>>,
  texts: Readonly<Record<string, string>>,
): { readonly score: number; readonly construct: Construct } | undefined {
  const { score, scaleMin, scaleMax } = numbers
  if (score !== undefined && scaleMin !== undefined && scaleMax !== undefined) {
    const normalised = normaliseScore(score, scaleMin, scaleMax, texts.reversed === 'true')
    if (normalised === undefined) return undefined
    const construct = constructs.find(each => each === texts.construct) ?? 'satisfaction'
    return { score: normalised, construct }
  }
  for (const [name, scale] of Object.entries(namedScales)) {
    const answer = numbers[name]
    if (answer === undefined) continue
    const normalised = normaliseScore(answer, scale.min, scale.max)
    if (normalised !== undefined) return { score: normalised, construct: scale.construct }
  }
  return undefined
}
