import type { Feelings } from './feelings.ts'

/** Where a column and a feeling stand, in points. */
export type CurveScale = {
  readonly x: (column: number) => number
  readonly y: (value: number) => number
  /** The edges between which marks and their values stand. */
  readonly top: number
  readonly bottom: number
}

export type CurveBox = {
  readonly left: number
  readonly top: number
  readonly height: number
  readonly columnWidth: number
}

/** Room above and below the curve for the values of its points. */
const [head, foot] = [28, 24]

export function curveScale({ lowest, highest }: Feelings, { left, top, height, columnWidth }: CurveBox): CurveScale {
  const span = highest - lowest
  return {
    x: column => left + (column + 0.5) * columnWidth,
    y: value => top + head + ((highest - value) / span) * (height - head - foot),
    top: top + 3,
    bottom: top + height - 3,
  }
}

/**
 * How far from a point its value is written so that the fewest lines run through it: above what is good and below what
 * is bad, unless something is there. `lines` are the other series, by column, in points.
 */
export function besidePoint(
  column: number,
  value: number,
  { x, y, top, bottom }: CurveScale,
  lines: readonly (readonly (number | undefined)[])[],
  half: { readonly width: number; readonly height: number },
): number {
  const at = y(value)
  const near = half.height + 6
  const [first, second] = value >= 0 ? [-1, 1] : [1, -1]
  const offsets = [first * near, second * near, first * (near + 12), second * (near + 12)]
  const step = x(column + 1) - x(column)
  const cost = (offset: number) => {
    const middle = at + offset
    if (middle - half.height < top || middle + half.height > bottom) return 100
    let hits = 0
    for (const line of lines) {
      for (const side of [-1, -0.5, 0, 0.5, 1]) {
        const crossing = heightAt(line, column + (side * half.width) / step)
        if (crossing !== undefined && Math.abs(crossing - middle) < half.height + 1) hits++
      }
    }
    return hits
  }
  return offsets.reduce((best, offset) => (cost(offset) < cost(best) ? offset : best))
}

/** A line between two columns, as straight as a ruler would draw it. */
function heightAt(line: readonly (number | undefined)[], at: number): number | undefined {
  const [before, after] = [line[Math.floor(at)], line[Math.ceil(at)]]
  if (before === undefined || after === undefined) return before ?? after
  return before + (after - before) * (at - Math.floor(at))
}
