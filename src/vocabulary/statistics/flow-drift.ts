import { adjustedByDiscovery } from './false-discoveries.ts'
import { twoSharesTest } from './risk-difference.ts'

/** How often one activity directly followed another. */
export type Flow = { readonly from: string; readonly to: string; readonly count: number }

export type MovedFlow = {
  readonly from: string
  readonly to: string
  readonly before: number
  readonly after: number
  /** Its part of the distance. */
  readonly part: number
  readonly adjusted: number
}

/**
 * How far what follows what in one period is from another: the divergence of Jensen and Shannon between the shares of
 * flows (Lin, IEEE Transactions on Information Theory 1991), 0 for the same to 1 for nothing in common, and the flows
 * that make it, largest part first.
 */
export function flowDrift(
  before: readonly Flow[],
  after: readonly Flow[],
): { readonly distance: number | null; readonly moved: readonly MovedFlow[] } {
  const key = (flow: Flow) => JSON.stringify([flow.from, flow.to])
  const sum = (flows: readonly Flow[]) => flows.reduce((all, each) => all + each.count, 0)
  const [nBefore, nAfter] = [sum(before), sum(after)]
  if (nBefore === 0 || nAfter === 0) return { distance: null, moved: [] }
  const held = new Map<string, { from: string; to: string; before: number; after: number }>()
  for (const [flows, side] of [
    [before, 'before'],
    [after, 'after'],
  ] as const)
    for (const flow of flows) {
      const found = held.get(key(flow)) ?? { from: flow.from, to: flow.to, before: 0, after: 0 }
      found[side] += flow.count
      held.set(key(flow), found)
    }
  const told = [...held.values()]
  const adjusted = adjustedByDiscovery(told.map(each => twoSharesTest(each.after, nAfter, each.before, nBefore)))
  const moved = told
    .map((each, index) => {
      const p = each.before / nBefore
      const q = each.after / nAfter
      const middle = (p + q) / 2
      const side = (share: number) => (share === 0 ? 0 : share * Math.log2(share / middle))
      return {
        from: each.from,
        to: each.to,
        before: p,
        after: q,
        part: (side(p) + side(q)) / 2,
        adjusted: adjusted[index]!,
      }
    })
    .sort((a, b) => b.part - a.part)
  return {
    distance: Math.max(
      0,
      moved.reduce((all, each) => all + each.part, 0),
    ),
    moved,
  }
}

/** The same distance alone, of counts in the same order. */
export function countsDistance(before: readonly number[], after: readonly number[]): number {
  const [nBefore, nAfter] = [before, after].map(counts => counts.reduce((sum, each) => sum + each, 0)) as [
    number,
    number,
  ]
  let distance = 0
  for (let at = 0; at < before.length; at++) {
    const p = before[at]! / nBefore
    const q = after[at]! / nAfter
    const middle = (p + q) / 2
    if (p > 0) distance += p * Math.log2(p / middle)
    if (q > 0) distance += q * Math.log2(q / middle)
  }
  return Math.max(0, distance / 2)
}
