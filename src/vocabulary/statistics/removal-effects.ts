/** How often journeys went from one state to another, and how many of these journeys reached the goal. */
export type Move = {
  /** 0: the journey begins. */
  readonly from: number
  /** 0: its way ends, because it reached the goal or was lost. */
  readonly to: number
  readonly amount: number
  readonly reached: number
}

export type RemovalEffects = {
  /** The probability that a journey converts, by the chain. */
  readonly conversion: number
  /** By how much of it that falls when a touchpoint leads nowhere: 0 to 1. */
  readonly effects: ReadonlyMap<number, number>
}

/**
 * Removal effects in an absorbing Markov chain of order 1 over touchpoints (Anderl, Becker, von Wangenheim, Schumann
 * 2016): RE = 1 − P(conversion | every step to the touchpoint is lost) ÷ P(conversion); credit is in proportion to it.
 * It describes what goes with conversion; it does not say what causes it.
 */
export function removalEffects(moves: readonly Move[]): RemovalEffects {
  const states = [...new Set(moves.flatMap(({ from, to }) => [from, to]))]
    .filter(each => each !== 0)
    .sort((a, b) => a - b)
  const at = new Map(states.map((state, index) => [state, index + 1]))
  // State 0 begins; to convert and to be lost are kept apart from the square.
  const size = states.length + 1
  const flows = Array.from({ length: size }, () => new Float64Array(size))
  const converts = new Float64Array(size)
  const leaves = new Float64Array(size)
  for (const { from, to, amount, reached } of moves) {
    const state = at.get(from) ?? 0
    leaves[state]! += amount
    if (to === 0) converts[state]! += reached
    else flows[state]![at.get(to)!]! += amount
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
  const effects = states.map(
    (state, index) => [state, conversion === 0 ? 0 : 1 - conversionWithout(index + 1) / conversion] as const,
  )
  return { conversion, effects: new Map(effects) }
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
