/** Where journeys go next after what they did of late, as counts by the steps before, up to four. */
export type NextStepModel = {
  readonly counts: ReadonlyMap<string, ReadonlyMap<number, number>>
  readonly totals: ReadonlyMap<string, number>
  readonly symbols: readonly number[]
  readonly order: number
}

export const longestMemory = 4
/** How many observations the shorter memory is worth. */
const trust = 2
/** The end of a journey, and its beginning, which is remembered as a step is. */
export const journeyEnd = 0
const journeyStart = -1

/** So many journeys of these steps, in order; `ended` says that nothing follows the last. */
export type Walked = { readonly steps: readonly number[]; readonly ended: boolean; readonly cases: number }

/** Counts what follows what, after every run of up to `order` steps. */
export function learnNextSteps(walks: readonly Walked[], order = longestMemory): NextStepModel {
  const counts = new Map<string, Map<number, number>>()
  const totals = new Map<string, number>()
  const symbols = new Set<number>([journeyEnd])
  for (const { steps, ended, cases } of walks) {
    const told = toldOf(steps, ended)
    for (const step of told.slice(1)) symbols.add(step)
    for (let at = 1; at < told.length; at++)
      for (let memory = 0; memory <= Math.min(order, at); memory++) {
        const key = keyOf(told, at, memory)
        const next = counts.get(key) ?? new Map<number, number>()
        counts.set(key, next)
        next.set(told[at]!, (next.get(told[at]!) ?? 0) + cases)
        totals.set(key, (totals.get(key) ?? 0) + cases)
      }
  }
  return { counts, totals, symbols: [...symbols].sort((a, b) => a - b), order }
}

/**
 * How likely each step is after those: p(x|u) = (n(ux) + α·p(x|u⁻)) ÷ (n(u) + α), where u⁻ forgets the oldest step, down
 * to how frequent each step is at all, and to all being equal. The probabilities add up to 1. Steps given from the very
 * beginning of a journey begin with {@link journeyStart}.
 */
export function nextSteps(model: NextStepModel, steps: readonly number[]): ReadonlyMap<number, number> {
  let probabilities = new Map(model.symbols.map(symbol => [symbol, 1 / model.symbols.length]))
  for (let memory = 0; memory <= Math.min(model.order, steps.length); memory++) {
    const key = keyOf(steps, steps.length, memory)
    const total = model.totals.get(key)
    // What was never seen leaves what a shorter memory says.
    if (total === undefined) break
    const next = model.counts.get(key)!
    probabilities = new Map(
      model.symbols.map(symbol => [
        symbol,
        ((next.get(symbol) ?? 0) + trust * probabilities.get(symbol)!) / (total + trust),
      ]),
    )
  }
  return probabilities
}

function toldOf(steps: readonly number[], ended: boolean): readonly number[] {
  return [journeyStart, ...steps, ...(ended ? [journeyEnd] : [])]
}

function keyOf(steps: readonly number[], at: number, memory: number): string {
  return steps.slice(at - memory, at).join(' ')
}

export type NextStepQuality = {
  readonly steps: number
  /** Mean surprise in bits for a step; less is better. */
  readonly bits: number
  /** Share of steps that were among the three most likely. */
  readonly topThree: number
}

/** How a model does on journeys it has not seen. Null of none. */
export function judgeNextSteps(model: NextStepModel, walks: readonly Walked[]): NextStepQuality | null {
  let [steps, bits, hits] = [0, 0, 0]
  for (const { steps: taken, ended, cases } of walks) {
    const told = toldOf(taken, ended)
    for (let at = 2; at < told.length; at++) {
      const likely = nextSteps(model, told.slice(Math.max(0, at - model.order), at))
      const probability = likely.get(told[at]!) ?? 0
      bits += cases * -Math.log2(Math.max(probability, 1e-6))
      // A step that was never met before is among no three.
      const better = [...likely.values()].filter(each => each > probability).length
      if (probability > 0 && better < 3) hits += cases
      steps += cases
    }
  }
  return steps === 0 ? null : { steps, bits: bits / steps, topThree: hits / steps }
}
