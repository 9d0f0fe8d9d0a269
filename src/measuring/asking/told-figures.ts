import type { ToldRate } from '../../contract/measuring-contacts.ts'
import type { Context } from '../../feature.ts'
import { wilsonInterval } from '../../vocabulary/statistics/statistics.ts'

/** A count and the customers behind it. */
export type Counted = { readonly value: number; readonly customers: number }

/** No figure is told of fewer customers. To the operator, who has the data itself, all are. */
export function smallestTold({ actor, workspace }: Context): number {
  return actor.kind === 'operator' ? 0 : workspace.minimumGroup
}

/** The count, or null where too few customers stand behind it. Nobody is no secret. */
export function toldCount({ value, customers }: Counted, minimum: number): number | null {
  return value > 0 && customers < minimum ? null : value
}

/** The share of `hits` in `n`; null where there is nothing, or where either is of too few customers. */
export function tellRate(hits: Counted, n: Counted, minimum: number): ToldRate {
  if (n.value === 0 || toldCount(n, minimum) === null || toldCount(hits, minimum) === null) return null
  return { ...wilsonInterval(hits.value, n.value), hits: hits.value, n: n.value }
}

/** The share that is left, of the same. */
export function restOf(rate: ToldRate): ToldRate {
  if (rate === null) return null
  return { ...wilsonInterval(rate.n - rate.hits, rate.n), hits: rate.n - rate.hits, n: rate.n }
}
