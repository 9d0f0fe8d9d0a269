import type { ConformanceAnswer } from '../src/contract/exploring.ts'
import type { ChannelsAnswer } from '../src/contract/measuring-channels.ts'
import { boundNames, channelOfName } from './events-of-customers.ts'
import type { Asked } from './explore.ts'
import type { Facts } from './facts.ts'
import type { Product } from './open-product.ts'
import type { VisitArrays } from './visit-arrays.ts'
import { wideFitnessInArrays, wideMap } from './wide-map.ts'

const abandonedAfterMs = 30 * 86_400_000

/** Conformance and channels, each against loops of its own over the same visits. */
export function furtherQuestions(product: Product, visits: VisitArrays): readonly Asked[] {
  return [
    {
      name: 'Conformance of the map',
      aimMs: 500,
      hugeAimMs: 4000,
      product: async () => factsOfFitness(await product.get<ConformanceAnswer>('/maps/map-bench/conformance')),
      arrays: () => fitnessInArrays(visits, Date.now() - abandonedAfterMs),
    },
    {
      name: 'Conformance of a map of forty touchpoints',
      aimMs: 500,
      hugeAimMs: 4000,
      product: async () => factsOfFitness(await product.get<ConformanceAnswer>(`/maps/${wideMap.map.id}/conformance`)),
      arrays: () => wideFitnessInArrays(visits, Date.now() - abandonedAfterMs),
    },
    {
      name: 'Channels: matrix, switches, two at once',
      aimMs: 300,
      product: async () => {
        const told = await product.get<ChannelsAnswer>('/channels?map=map-bench')
        return Object.fromEntries([
          ['journeys', told.journeys ?? 0],
          ['moves', told.moves ?? 0],
          ['switches', told.switches ?? 0],
          ['switched', told.switchedJourneys?.hits ?? 0],
          ...told.matrix.flatMap(({ from, to, moves }) => (moves === null ? [] : [[`${from} to ${to}`, moves]])),
        ])
      },
      arrays: () => channelsInArrays(visits),
    },
  ]
}

/** Where the rarest variants are left aside, the loops would judge more. */
function factsOfFitness({ closed, unjudgedCases }: ConformanceAnswer): Facts {
  return unjudgedCases > 0 ? {} : { 'cases about': closed.cases, 'fitness about': closed.fitness ?? 0 }
}

/**
 * The fitness of closed cases by dynamic programming over (step, which of its two placements were seen): steps come in
 * order, each placement explains one visit of a case, and what is not explained costs 1. Nothing on the map is a must.
 */
function fitnessInArrays({ length, touchpoint, atMs, opensCase }: VisitArrays, closedBeforeMs: number): Facts {
  const costs = new Float64Array((boundNames / 2) * 4)
  let [cases, cost, worst] = [0, 0, 0]
  for (let from = 0; from < length; ) {
    let to = from + 1
    while (to < length && opensCase[to] === 0) to++
    if (atMs[to - 1]! < closedBeforeMs) {
      costs.fill(Number.POSITIVE_INFINITY)
      costs[0] = 0
      for (let at = from; at < to; at++) {
        const place = touchpoint[at]! - 1
        const here = (place >> 1) * 4
        const bit = 1 << (place & 1)
        const joined = costs[here + 3 - bit]!
        let fresh = costs[here]!
        for (let before = 0; before < here; before++) fresh = Math.min(fresh, costs[before]!)
        for (let state = 0; state < costs.length; state++) costs[state]! += 1
        costs[here + bit] = Math.min(costs[here + bit]!, fresh)
        costs[here + 3] = Math.min(costs[here + 3]!, joined)
      }
      cases++
      cost += costs.reduce((least, each) => Math.min(least, each), Number.POSITIVE_INFINITY)
      worst += to - from
    }
    from = to
  }
  return { 'cases about': cases, 'fitness about': 1 - cost / worst }
}

function channelsInArrays({ length, touchpoint, opensCase }: VisitArrays): Facts {
  const channelAt = ['', ...channelOfName]
  const facts: Record<string, number> = { journeys: 0, moves: 0, switches: 0, switched: 0 }
  let mixed = true
  for (let at = 0; at < length; at++) {
    if (opensCase[at] === 1) {
      facts.journeys!++
      mixed = false
      continue
    }
    facts.moves!++
    const [came, went] = [channelAt[touchpoint[at - 1]!]!, channelAt[touchpoint[at]!]!]
    if (came === went) continue
    facts.switches!++
    if (!mixed) facts.switched!++
    mixed = true
    const way = `${came} to ${went}`
    facts[way] = (facts[way] ?? 0) + 1
  }
  return facts
}
