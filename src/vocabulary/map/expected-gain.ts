import { type JourneyMap, type Step, stepsOf } from './journey-map.ts'
import type { MatchedMaps } from './map-matching.ts'

/** What a step feels like as it is declared: the mean over personas. Null where nothing is. */
export function declaredFeeling(step: Step): number | null {
  return meanOf(step.emotion.declared.map(one => one.valence))
}

/** What a step is expected to feel like: as desired, else as declared. */
export function expectedFeeling(step: Step): number | null {
  return step.emotion.desired?.valence ?? declaredFeeling(step)
}

/** The gain of each step and of the whole, as `compareMaps` says. A matched step is known by its second half. */
export function expectedGains(before: JourneyMap, after: JourneyMap, { steps }: MatchedMaps) {
  const pairs = new Map(steps.flatMap(pair => [pair.before, pair.after].map(step => [step, pair] as const)))
  const was: number[] = []
  const is: number[] = []
  const worth: [Step, (mean: number) => number][] = []
  for (const step of stepsOf(before)) {
    const felt = declaredFeeling(step)
    const pair = pairs.get(step)
    const expected = pair ? expectedFeeling(pair.after) : null
    if (felt === null || (pair && expected === null)) continue
    was.push(felt)
    if (!pair) worth.push([step, mean => mean - felt])
    else worth.push([pair.after, () => expected! - felt])
  }
  for (const step of stepsOf(after)) {
    const expected = expectedFeeling(step)
    const pair = pairs.get(step)
    if (expected === null || (pair && declaredFeeling(pair.before) === null)) continue
    is.push(expected)
    if (!pair) worth.push([step, mean => expected - mean])
  }
  const [meanBefore, meanAfter] = [meanOf(was), meanOf(is)]
  const gains = new Map(meanBefore === null ? [] : worth.map(([step, of]) => [step, rounded(of(meanBefore))] as const))
  const whole = {
    before: meanBefore === null ? null : rounded(meanBefore),
    after: meanAfter === null ? null : rounded(meanAfter),
    gain: meanBefore === null || meanAfter === null ? null : rounded(meanAfter - meanBefore),
  }
  return { gains, whole }
}

function meanOf(values: readonly number[]): number | null {
  return values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length
}

/** Kept to a millionth: no reader sees more, and sums of halves and tenths come out whole. */
function rounded(value: number): number {
  return Math.round(value * 1e6) / 1e6 + 0
}
