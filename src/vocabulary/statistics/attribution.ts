/** Journeys that took one way: how many of them converted, and how many did not. */
export type AttributedPath = {
  readonly path: readonly string[]
  readonly conversions: number
  readonly nulls: number
}

/** Conversions credited to each touchpoint; they add up to all conversions of paths that have one. */
export type Credit = ReadonlyMap<string, number>

export const attributionRules = ['first', 'last', 'linear', 'position'] as const
export type AttributionRule = (typeof attributionRules)[number]

/** Credit by a rule of thumb. `position` gives 40 % to the first, 40 % to the last, the rest to those between. */
export function creditByRule(paths: readonly AttributedPath[], rule: AttributionRule): Credit {
  const credit = new Map<string, number>()
  for (const { path, conversions } of paths) {
    path.forEach((touchpoint, index) => {
      const share = shareOf(rule, index, path.length)
      if (share > 0) credit.set(touchpoint, (credit.get(touchpoint) ?? 0) + conversions * share)
    })
  }
  return credit
}

function shareOf(rule: AttributionRule, index: number, length: number): number {
  const [isFirst, isLast] = [index === 0, index === length - 1]
  switch (rule) {
    case 'first':
      return isFirst ? 1 : 0
    case 'last':
      return isLast ? 1 : 0
    case 'linear':
      return 1 / length
    case 'position':
      if (length <= 2) return 1 / length
      return isFirst || isLast ? 0.4 : 0.2 / (length - 2)
    default:
      return rule satisfies never
  }
}

export type RemovalEffects = {
  /** The probability that a journey converts, by the chain. */
  readonly conversion: number
  /** By how much of it that falls when a touchpoint leads nowhere: 0 to 1. */
  readonly effects: ReadonlyMap<string, number>
  readonly credit: Credit
}

/**
 * Removal effects in an absorbing Markov chain of order 1 over touchpoints (Anderl, Becker, von Wangenheim, Schumann
 * 2016): RE = 1 − P(conversion | every step to the touchpoint is lost) ÷ P(conversion), credit in proportion. It
 * describes what goes with conversion; it does not say what causes it.
 */
export function removalEffects(paths: readonly AttributedPath[]): RemovalEffects {
  const names = [...new Set(paths.flatMap(({ path }) => path))].sort()
  const at = new Map(names.map((name, index) => [name, index + 1]))
  // State 0 begins; to convert and to be lost are kept apart from the square.
  const size = names.length + 1
  const flows = Array.from({ length: size }, () => new Float64Array(size))
  const converts = new Float64Array(size)
  const leaves = new Float64Array(size)
  for (const { path, conversions, nulls } of paths) {
    const amount = conversions + nulls
    let state = 0
    for (const name of path) {
      const next = at.get(name)!
      flows[state]![next]! += amount
      leaves[state]! += amount
      state = next
    }
    converts[state]! += conversions
    leaves[state]! += amount
  }
  const conversionWithout = (removed: number) => {
    const matrix = Array.from({ length: size }, (_, from) =>
      Float64Array.from({ length: size }, (_, to) => {
        const flow = to === removed || leaves[from] === 0 ? 0 : flows[from]![to]! / leaves[from]!
        return (from === to ? 1 : 0) - flow
      }),
    )
    const reached = solve(
      matrix,
      converts.map((amount, from) => (leaves[from] === 0 ? 0 : amount / leaves[from]!)),
    )
    return reached[0] ?? 0
  }
  const conversion = conversionWithout(-1)
  const effects = new Map(
    names.map((name, index) => [name, conversion === 0 ? 0 : 1 - conversionWithout(index + 1) / conversion]),
  )
  const whole = [...effects.values()].reduce((sum, effect) => sum + effect, 0)
  const conversions = paths.reduce((sum, each) => sum + (each.path.length > 0 ? each.conversions : 0), 0)
  return {
    conversion,
    effects,
    credit: new Map([...effects].map(([name, effect]) => [name, whole === 0 ? 0 : (conversions * effect) / whole])),
  }
}

/**
 * Shapley values of the game in which a coalition wins the conversions of journeys that needed no other touchpoint:
 * each journey's conversions are shared equally by the touchpoints in it (Zhao, Mahboobi, Bagheri 2018).
 */
export function shapleyCredit(paths: readonly AttributedPath[]): Credit {
  const credit = new Map<string, number>()
  for (const { path, conversions } of paths) {
    const coalition = new Set(path)
    for (const name of coalition) credit.set(name, (credit.get(name) ?? 0) + conversions / coalition.size)
  }
  return credit
}

/** Solves a square system by elimination with the largest pivot. */
function solve(matrix: Float64Array[], right: Float64Array): Float64Array {
  const size = right.length
  const rows = matrix.map(row => row.slice())
  const values = right.slice()
  for (let column = 0; column < size; column++) {
    let pivot = column
    for (let row = column + 1; row < size; row++)
      if (Math.abs(rows[row]![column]!) > Math.abs(rows[pivot]![column]!)) pivot = row
    ;[rows[column], rows[pivot]] = [rows[pivot]!, rows[column]!]
    ;[values[column], values[pivot]] = [values[pivot]!, values[column]!]
    for (let row = column + 1; row < size; row++) {
      const factor = rows[row]![column]! / rows[column]![column]!
      if (factor === 0) continue
      for (let each = column; each < size; each++) rows[row]![each]! -= factor * rows[column]![each]!
      values[row]! -= factor * values[column]!
    }
  }
  for (let row = size - 1; row >= 0; row--) {
    for (let each = row + 1; each < size; each++) values[row]! -= rows[row]![each]! * values[each]!
    values[row]! /= rows[row]![row]!
  }
  return values
}
