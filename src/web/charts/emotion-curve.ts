import { area, curveMonotoneX, line } from 'd3-shape'

/** What is known of the feeling at one step. The three series never mix. */
export type FeelingPoint = {
  readonly step: string
  readonly measured?: {
    readonly mean: number | null
    readonly low: number | null
    readonly high: number | null
    readonly customers: number
    readonly reading: 'reliable' | 'indicative' | 'hidden'
  }
  readonly declared?: number
  readonly desired?: number
}

export type Segment = { readonly d: string; readonly sure: boolean }
export type Curve = {
  readonly segments: readonly Segment[]
  readonly bands: readonly string[]
  readonly desired: string
}

type Placed = {
  readonly x: number
  readonly mean: number
  readonly low: number
  readonly high: number
  readonly sure: boolean
}

/** Half the height of the scale: what is drawn fills it, and it is never narrower than ±0.4. */
export function reachOf(points: readonly FeelingPoint[]): number {
  let furthest = 0.4
  for (const { measured, declared, desired } of points) {
    for (const value of [measured?.low, measured?.high, measured?.mean, declared, desired]) {
      if (typeof value === 'number') furthest = Math.max(furthest, Math.abs(value))
    }
  }
  return Math.min(1, Math.ceil(furthest * 5) / 5)
}

/**
 * The paths of the curve, one unit wide per step unless `x` says where each stands. A hidden point leaves a gap:
 * nothing is drawn across it. A segment is sure when both its ends are; the others are drawn dashed.
 */
export function drawCurve(
  points: readonly FeelingPoint[],
  y: (feeling: number) => number,
  x: (index: number) => number = index => index + 0.5,
): Curve {
  const segments: Segment[] = []
  const bands: string[] = []
  for (const run of runsOf(points, x)) {
    if (run.length < 2) continue
    bands.push(
      area<Placed>()
        .x(p => p.x)
        .y0(p => y(p.low))
        .y1(p => y(p.high))
        .curve(curveMonotoneX)(run as Placed[])!,
    )
    const pieces = piecesOf(run, y)
    pieces.forEach((d, index) => {
      segments.push({ d, sure: run[index]!.sure && run[index + 1]!.sure })
    })
  }
  const wished = points.flatMap((point, index) =>
    point.desired === undefined ? [] : [[x(index), y(point.desired)] as [number, number]],
  )
  return { segments, bands, desired: wished.length > 1 ? line().curve(curveMonotoneX)(wished)! : '' }
}

function runsOf(points: readonly FeelingPoint[], x: (index: number) => number): readonly (readonly Placed[])[] {
  const runs: Placed[][] = [[]]
  points.forEach(({ measured }, index) => {
    if (!measured || measured.reading === 'hidden' || measured.mean === null) {
      runs.push([])
      return
    }
    const { mean, low, high, reading } = measured
    runs.at(-1)!.push({ x: x(index), mean, low: low ?? mean, high: high ?? mean, sure: reading === 'reliable' })
  })
  return runs.filter(run => run.length > 0)
}

/** The smooth line of a run, cut at its points, so that each piece can be drawn sure or unsure. */
function piecesOf(run: readonly Placed[], y: (feeling: number) => number): readonly string[] {
  const pieces: string[] = []
  let here = ''
  const pen = {
    beginPath() {},
    closePath() {},
    moveTo(x: number, at: number) {
      here = `${x},${at}`
    },
    lineTo(x: number, at: number) {
      pieces.push(`M${here}L${x},${at}`)
      here = `${x},${at}`
    },
    bezierCurveTo(x1: number, y1: number, x2: number, y2: number, x: number, at: number) {
      pieces.push(`M${here}C${x1},${y1},${x2},${y2},${x},${at}`)
      here = `${x},${at}`
    },
  }
  line<Placed>()
    .x(p => p.x)
    .y(p => y(p.mean))
    .curve(curveMonotoneX)
    .context(pen as unknown as CanvasRenderingContext2D)(run as Placed[])
  return pieces
}

/** The team says one thing and customers another: the declared value lies outside the measured interval. */
export function disagrees({ measured, declared }: FeelingPoint): boolean {
  if (declared === undefined || !measured || measured.reading === 'hidden') return false
  return measured.low !== null && measured.high !== null && (declared < measured.low || declared > measured.high)
}
