import { adjustedByDiscovery } from '../statistics/false-discoveries.ts'
import { twoSharesTest } from '../statistics/risk-difference.ts'

/** A segment before and after: of how many, how many had what is measured. */
export type SegmentChange = {
  readonly segment: string
  readonly before: { readonly n: number; readonly hits: number }
  readonly after: { readonly n: number; readonly hits: number }
}

export type ChangePart = SegmentChange & {
  /** What the segment's size does to the whole: Δw·(r̄ − R̄), so that a segment like all others moves nothing. */
  readonly mix: number
  /** What the segment's own share does: w̄·Δr. */
  readonly rate: number
  /** Of the two shares being one; adjusted for there being many segments. NaN where either is empty. */
  readonly p: number
  readonly adjusted: number
}

/**
 * Why a share of all moved: for each segment the part of its size and the part of its own share. Both, over all segments,
 * add up to the whole change (the symmetric decomposition of Kitagawa, Journal of the American Statistical Association
 * 1955, the mix told against the mean of both wholes).
 */
export function changeParts(segments: readonly SegmentChange[]): {
  readonly before: number | null
  readonly after: number | null
  readonly parts: readonly ChangePart[]
} {
  const total = (side: 'before' | 'after', key: 'n' | 'hits') =>
    segments.reduce((sum, each) => sum + each[side][key], 0)
  const [nBefore, nAfter] = [total('before', 'n'), total('after', 'n')]
  const before = nBefore === 0 ? null : total('before', 'hits') / nBefore
  const after = nAfter === 0 ? null : total('after', 'hits') / nAfter
  const middle = ((before ?? 0) + (after ?? 0)) / 2
  const ps = segments.map(({ before: one, after: other }) =>
    one.n === 0 || other.n === 0 ? Number.NaN : twoSharesTest(other.hits, other.n, one.hits, one.n),
  )
  const adjusted = adjustedByDiscovery(ps)
  const parts = segments.map((each, index): ChangePart => {
    const shareOf = (side: 'before' | 'after') => {
      const own = each[side]
      const opposite = each[side === 'before' ? 'after' : 'before']
      // A segment that is not there on one side has no share there: the other side's stands in, so that only its size moved.
      return own.n > 0 ? own.hits / own.n : opposite.n > 0 ? opposite.hits / opposite.n : 0
    }
    const weight = (side: 'before' | 'after', n: number) => (n === 0 ? 0 : each[side].n / n)
    const [w0, w1] = [weight('before', nBefore), weight('after', nAfter)]
    const [r0, r1] = [shareOf('before'), shareOf('after')]
    return {
      ...each,
      mix: (w1 - w0) * ((r0 + r1) / 2 - middle),
      rate: ((w0 + w1) / 2) * (r1 - r0),
      p: ps[index]!,
      adjusted: adjusted[index]!,
    }
  })
  return { before, after, parts }
}
