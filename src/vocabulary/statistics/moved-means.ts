import { normalQuantile } from './statistics.ts'

/** What customers answered about one thing in one period. */
export type AnsweredMean = {
  readonly of: string
  readonly mean: number
  readonly deviation: number
  readonly customers: number
}

/** Under so many customers on either side a mean is not held against another. */
const leastAnswered = 30
/** A smaller move is none that a map would be redrawn for: a tenth of the scale from −1 to 1. */
const leastMove = 0.2

/**
 * How many means are lower, and how many higher, than in the period before: by `leastMove` at least, and by more than
 * chance explains at 5 % over all that are held against each other (Bonferroni). Undefined where none can be.
 */
export function movedMeans(
  before: readonly AnsweredMean[],
  after: readonly AnsweredMean[],
): { readonly worse: number; readonly better: number } | undefined {
  const earlier = new Map(before.map(one => [one.of, one]))
  const pairs = after.flatMap(late => {
    const early = earlier.get(late.of)
    const enough = early && Math.min(early.customers, late.customers) >= leastAnswered
    return enough ? [{ early, late }] : []
  })
  if (pairs.length === 0) return undefined
  const limit = normalQuantile(1 - 0.025 / pairs.length)
  const moves = pairs.map(({ early, late }) => {
    const move = late.mean - early.mean
    const error = Math.sqrt(early.deviation ** 2 / early.customers + late.deviation ** 2 / late.customers)
    return Math.abs(move) >= leastMove && Math.abs(move) > limit * error ? move : 0
  })
  return { worse: moves.filter(move => move < 0).length, better: moves.filter(move => move > 0).length }
}
