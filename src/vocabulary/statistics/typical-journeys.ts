/** Journeys of one sequence, and how many. */
export type JourneyVariant = { readonly steps: readonly number[]; readonly cases: number }

export type TypicalJourney = {
  /** The share of journeys of its kind. */
  readonly share: number
  readonly cases: number
  /** The variant that speaks best for its kind: most cases, most surely of it. */
  readonly steps: readonly number[]
  /** Probability that a journey of its kind is of it rather than of another, on average: 1 is clear-cut. */
  readonly clarity: number
  /** By variant, in the order given: the probability to be of this kind. */
  readonly belongs: readonly number[]
}

export type TypicalJourneys = {
  readonly kinds: readonly TypicalJourney[]
  /** The criterion by number of kinds, from one: the least was chosen. */
  readonly criterion: readonly number[]
}

const mostKinds = 8
const rounds = 40
const smoothing = 0.05

/**
 * A few kinds that journeys come in: a mixture of Markov chains (Cadez, Heckerman, Meek, Smyth and White, Data Mining and
 * Knowledge Discovery 2003) by expectation–maximisation, from a start without chance; the number of kinds by Schwarz's
 * criterion (BIC). No kind is smaller than `fewest` journeys.
 */
export function typicalJourneys(variants: readonly JourneyVariant[], fewest: number): TypicalJourneys {
  const cases = variants.reduce((sum, each) => sum + each.cases, 0)
  if (cases === 0) return { kinds: [], criterion: [] }
  const chains = variants.map(stepsOf)
  const moves = [...new Set(chains.flat())]
  const at = new Map(moves.map((move, index) => [move, index]))
  const told = chains.map(chain => chain.map(move => at.get(move)!))
  // Moves that begin at one place share one probability of 1: what is free is fewer by the number of places.
  const places = [...new Set(moves.map(move => move.split('>')[0]!))]
  const placeOf = moves.map(move => places.indexOf(move.split('>')[0]!))
  const free = moves.length - places.length
  const tried = []
  for (let kinds = 1; kinds <= Math.min(mostKinds, variants.length, Math.floor(cases / Math.max(1, fewest))); kinds++) {
    const fitted = fit(variants, told, moves.length, placeOf, places.length, kinds)
    const criterion = -2 * fitted.likelihood + (kinds * free + kinds - 1) * Math.log(cases)
    tried.push({ ...fitted, criterion, smallest: Math.min(...fitted.shares) * cases })
  }
  const allowed = tried.filter((each, index) => index === 0 || each.smallest >= fewest)
  const [first] = allowed
  if (!first) return { kinds: [], criterion: [] }
  const best = allowed.reduce((least, each) => (each.criterion < least.criterion ? each : least), first)
  return {
    criterion: tried.map(each => each.criterion),
    kinds: best.shares
      .map((share, kind): TypicalJourney => {
        const belongs = best.belongs.map(each => each[kind]!)
        const weight = variants.reduce((sum, each, index) => sum + each.cases * belongs[index]!, 0)
        const speaker = variants.reduce(
          (top, each, index) => (each.cases * belongs[index]! > variants[top]!.cases * belongs[top]! ? index : top),
          0,
        )
        return {
          share,
          cases: Math.round(weight),
          steps: variants[speaker]!.steps,
          clarity:
            variants.reduce((sum, each, index) => sum + each.cases * belongs[index]! ** 2, 0) / Math.max(1e-12, weight),
          belongs,
        }
      })
      .sort((a, b) => b.share - a.share),
  }
}

/** The moves of a journey, from its beginning to its end. */
function stepsOf({ steps }: JourneyVariant): string[] {
  const told = ['^', ...steps.map(String), '$']
  return told.slice(1).map((to, index) => `${told[index]}>${to}`)
}

function fit(
  variants: readonly JourneyVariant[],
  chains: readonly (readonly number[])[],
  moves: number,
  placeOf: readonly number[],
  places: number,
  kinds: number,
): { shares: number[]; belongs: number[][]; likelihood: number } {
  let belongs = begin(variants, chains, moves, kinds)
  let shares: number[] = []
  let likelihood = Number.NEGATIVE_INFINITY
  for (let round = 0; round < rounds; round++) {
    const weights = belongs.map((each, index) => each.map(one => one * variants[index]!.cases))
    const whole = weights.flat().reduce((sum, each) => sum + each, 0)
    shares = Array.from({ length: kinds }, (_, kind) => weights.reduce((sum, each) => sum + each[kind]!, 0) / whole)
    const logs = shares.map((_, kind) => {
      const counts = new Float64Array(moves).fill(smoothing)
      chains.forEach((chain, index) => {
        for (const move of chain) counts[move]! += weights[index]![kind]!
      })
      const sums = new Float64Array(places)
      counts.forEach((count, move) => {
        sums[placeOf[move]!]! += count
      })
      return counts.map((count, move) => Math.log(count / sums[placeOf[move]!]!))
    })
    let next = 0
    belongs = chains.map((chain, index) => {
      const scores = shares.map((share, kind) =>
        chain.reduce((sum, move) => sum + logs[kind]![move]!, Math.log(Math.max(1e-300, share))),
      )
      const top = Math.max(...scores)
      const raised = scores.map(score => Math.exp(score - top))
      const sum = raised.reduce((all, one) => all + one, 0)
      next += variants[index]!.cases * (top + Math.log(sum))
      return raised.map(one => one / sum)
    })
    if (next - likelihood < 1e-5 * Math.abs(next)) {
      likelihood = next
      break
    }
    likelihood = next
  }
  return { shares, belongs, likelihood }
}

/** Starts from journeys far apart: the most frequent, then each time the one that is furthest from those chosen. */
function begin(
  variants: readonly JourneyVariant[],
  chains: readonly (readonly number[])[],
  moves: number,
  kinds: number,
): number[][] {
  const profiles = chains.map(chain => {
    const profile = new Float64Array(moves)
    for (const move of chain) profile[move]! += 1 / chain.length
    return profile
  })
  const distance = (a: Float64Array, b: Float64Array) =>
    a.reduce((sum, value, index) => sum + (value - b[index]!) ** 2, 0)
  const first = variants.reduce((top, each, index) => (each.cases > variants[top]!.cases ? index : top), 0)
  const chosen = [first]
  while (chosen.length < kinds) {
    const scores = profiles.map(
      (profile, index) => variants[index]!.cases * Math.min(...chosen.map(each => distance(profile, profiles[each]!))),
    )
    chosen.push(scores.indexOf(Math.max(...scores)))
  }
  return profiles.map(profile => {
    const near = chosen.map(each => Math.exp(-8 * distance(profile, profiles[each]!)))
    const sum = near.reduce((all, one) => all + one, 0)
    return near.map(one => one / sum)
  })
}
