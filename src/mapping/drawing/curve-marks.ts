import { area, curveMonotoneX, line } from 'd3-shape'
import { besidePoint, type CurveBox, type CurveScale, curveScale } from './curve-scale.ts'
import type { Feelings } from './feelings.ts'
import { widthOf } from './fonts.ts'
import { type Colours, type Measures, shadeOf } from './look.ts'
import { type Dash, type Mark, short } from './mark.ts'

type At = readonly [x: number, y: number]

/** The dashes and signs by which personas differ, whatever the colour of the ink. */
export const personaDashes: readonly Dash[] = [
  [1.2, 2.2],
  [6, 2],
  [6, 2, 1.2, 2],
  [3, 1.5],
]
export type Sign = 'circle' | 'triangle' | 'diamond' | 'cross'
export const personaSigns: readonly Sign[] = ['triangle', 'circle', 'cross', 'diamond']

/** The curve of feelings over columns of one width. */
export function curveMarks(
  feelings: Feelings,
  box: CurveBox & { readonly columns: number },
  measures: Measures,
  colours: Colours,
): { readonly lines: readonly Mark[]; readonly values: readonly Mark[]; readonly scale: CurveScale } {
  const { desired, measured, isGap } = feelings
  const { declared, personas } = told(feelings)
  const scale = curveScale(feelings, box)
  const { x, y } = scale
  const right = box.left + box.columns * box.columnWidth
  const marks: Mark[] = [
    {
      kind: 'path',
      d: `M${short(box.left)},${short(y(0))}L${short(right)},${short(y(0))}`,
      stroke: colours.strongLine,
      thickness: 0.7,
      dash: [1.5, 2.5],
    },
  ]
  for (const run of runs(measured.map((one, column) => bandAt(one, column, x, y)))) {
    if (run.length > 1) marks.push({ kind: 'path', d: bandPath(run), fill: colours.accentMark, opacity: 0.14 })
  }
  for (const run of runsOf(desired.values, x, y)) {
    marks.push({ kind: 'path', d: smooth(run), stroke: colours.accentMark, thickness: 1.1, dash: [4, 3] })
    for (const at of run) marks.push(sign('circle', at, 1.8, { fill: colours.accentMark }))
  }
  personas.forEach((series, index) => {
    const dash = personaDashes[index % personaDashes.length]!
    for (const run of runsOf(series.values, x, y)) {
      marks.push({ kind: 'path', d: smooth(run), stroke: colours.muted, thickness: 0.8, dash })
      for (const at of run) marks.push(personaMark(index, at, colours))
    }
  })
  const lived = isLived(feelings)
  if (!lived) {
    for (const run of runsOf(declared.values, x, y)) {
      marks.push({ kind: 'path', d: smooth(run), stroke: colours.ink, thickness: 1.4 })
    }
  }
  const squares = declared.values.flatMap((value, column): Mark[] => {
    if (value === undefined) return []
    const paint = { fill: colours.card, stroke: lived ? colours.ink : shadeOf(value, colours) }
    return [sign('square', [x(column), y(value)], lived ? 3 : 3.6, paint)]
  })
  if (lived) {
    const { curve, values } = measuredMarks(feelings, scale, measures, colours)
    const gaps = isGap ? gapMarks(feelings, scale, colours) : []
    return { lines: [...marks, ...squares, ...gaps, ...curve], values, scale }
  }
  const values = declared.values.flatMap((value, column) =>
    value === undefined ? [] : valueMarks(value, column, feelings, scale, measures, colours),
  )
  return { lines: [...marks, ...squares], values, scale }
}

/** Where the gap is looked at, what the team believes steps back. */
export function told({ isGap, declared, personas }: Feelings): Pick<Feelings, 'declared' | 'personas'> {
  return isGap
    ? { declared: { ...declared, values: declared.values.map(() => undefined) }, personas: [] }
    : { declared, personas }
}

/** How far what is lived stands from what is desired, at each step that has both. */
function gapMarks({ measured, desired }: Feelings, { x, y }: CurveScale, colours: Colours): readonly Mark[] {
  return measured.flatMap((one, column): Mark[] => {
    const wish = desired.values[column]
    if (!one || one.reading === 'hidden' || one.mean === null || wish === undefined) return []
    const [from, to] = [y(wish), y(one.mean)]
    return [
      {
        kind: 'path',
        d: `M${short(x(column))},${short(from)}L${short(x(column))},${short(to)}`,
        stroke: one.mean < wish ? colours.bad : colours.good,
        thickness: 3,
        opacity: 0.45,
      },
    ]
  })
}

/** Whether anything measured is to be shown. */
export function isLived({ measured }: Feelings): boolean {
  return measured.some(one => one && one.reading !== 'hidden' && one.mean !== null)
}

export function personaMark(index: number, at: At, colours: Colours): Mark {
  return sign(personaSigns[index % personaSigns.length]!, at, 2.6, { fill: colours.paper, stroke: colours.muted })
}

/** The value of a declared point, with its sign and its face, where the fewest lines run. */
function valueMarks(
  value: number,
  column: number,
  { write, declared, desired, personas }: Feelings,
  scale: CurveScale,
  { name }: Measures,
  colours: Colours,
): readonly Mark[] {
  const shade = shadeOf(value, colours)
  const text = write(value)
  const wide = widthOf(text, 'semibold', name.size) + 15
  const lines = [declared, desired, ...personas].map(series =>
    series.values.map(each => (each === undefined ? undefined : scale.y(each))),
  )
  const middle = scale.y(value) + besidePoint(column, value, scale, lines, { width: wide / 2 + 2, height: 7 })
  const start = scale.x(column) - wide / 2
  return [
    { kind: 'box', x: start - 2, y: middle - 6.5, width: wide + 5, height: 13, radius: 6.5, fill: colours.paper },
    ...faceMarks(value, [start + 5.5, middle], 5.5, shade, colours.card),
    {
      kind: 'text',
      x: start + 15,
      y: middle + name.size * 0.36,
      text,
      face: 'semibold',
      size: name.size,
      colour: shade,
    },
  ]
}

/** A face that smiles as much as the value says, from −1 to 1. */
export function faceMarks(value: number, [x, y]: At, radius: number, colour: string, ground: string): readonly Mark[] {
  const [eye, mouth, bend] = [radius * 0.34, radius * 0.3, radius * 0.62 * Math.max(-1, Math.min(1, value * 1.6))]
  const level = y + mouth - bend * 0.22
  return [
    sign('circle', [x, y], radius, { fill: ground, stroke: colour }),
    sign('circle', [x - eye, y - radius * 0.22], radius * 0.13, { fill: colour }),
    sign('circle', [x + eye, y - radius * 0.22], radius * 0.13, { fill: colour }),
    {
      kind: 'path',
      d: `M${short(x - radius * 0.48)},${short(level)}Q${short(x)},${short(level + bend)},${short(x + radius * 0.48)},${short(level)}`,
      stroke: colour,
      thickness: 0.9,
    },
  ]
}

/** What was measured: a line, circles that are broken where it is only indicative, and the value and the number of customers. */
function measuredMarks(feelings: Feelings, scale: CurveScale, { name, small }: Measures, colours: Colours) {
  const { measured, write, desired } = feelings
  const { declared, personas } = told(feelings)
  const { x, y } = scale
  const shown = measured.map(one => (one && one.reading !== 'hidden' ? (one.mean ?? undefined) : undefined))
  const series = [shown, declared.values, desired.values, ...personas.map(one => one.values)]
  const lines = series.map(values => values.map(each => (each === undefined ? undefined : y(each))))
  const curve: Mark[] = runsOf(shown, x, y).map(run => ({
    kind: 'path',
    d: smooth(run),
    stroke: colours.ink,
    thickness: 1.8,
  }))
  const values: Mark[] = []
  measured.forEach((one, column) => {
    const mean = shown[column]
    if (!one || mean === undefined) return
    const shade = shadeOf(mean, colours)
    const paint = { fill: colours.card, stroke: shade }
    curve.push(sign('circle', [x(column), y(mean)], 4, paint, one.reading === 'reliable' ? undefined : [1.6, 1.4]))
    const wish = feelings.isGap ? desired.values[column] : undefined
    const value = wish === undefined ? write(mean) : `${write(mean)} (Δ\u00a0${write(mean - wish)})`
    const count = `n\u00a0${one.customers}`
    const first = widthOf(value, 'semibold', name.size) + 5
    const wide = first + widthOf(count, small.face, small.size)
    const middle = y(mean) + besidePoint(column, mean, scale, lines, { width: wide / 2 + 2, height: 7 })
    const start = x(column) - wide / 2
    const base = middle + name.size * 0.36
    values.push(
      { kind: 'box', x: start - 4, y: middle - 6.5, width: wide + 8, height: 13, radius: 6.5, fill: colours.paper },
      { kind: 'text', x: start, y: base, text: value, face: 'semibold', size: name.size, colour: shade },
      {
        kind: 'text',
        x: start + first,
        y: base,
        text: count,
        face: small.face,
        size: small.size,
        colour: colours.muted,
      },
    )
  })
  return { curve, values }
}

type Paint = { readonly fill?: string; readonly stroke?: string }

/** A small sign around a point. */
export function sign(shape: Sign | 'square', [x, y]: At, r: number, paint: Paint, dash?: Dash): Mark {
  const at = (dx: number, dy: number) => `${short(x + dx * r)},${short(y + dy * r)}`
  const k = 0.5523
  const paths: Record<Sign | 'square', string> = {
    circle: `M${at(-1, 0)}C${at(-1, -k)},${at(-k, -1)},${at(0, -1)}C${at(k, -1)},${at(1, -k)},${at(1, 0)}C${at(1, k)},${at(k, 1)},${at(0, 1)}C${at(-k, 1)},${at(-1, k)},${at(-1, 0)}Z`,
    square: `M${at(-1, -1)}L${at(1, -1)}L${at(1, 1)}L${at(-1, 1)}Z`,
    triangle: `M${at(0, -1.15)}L${at(1.1, 0.85)}L${at(-1.1, 0.85)}Z`,
    diamond: `M${at(0, -1.25)}L${at(1.25, 0)}L${at(0, 1.25)}L${at(-1.25, 0)}Z`,
    cross: `M${at(-1, -1)}L${at(1, 1)}M${at(-1, 1)}L${at(1, -1)}`,
  }
  return {
    kind: 'path',
    d: paths[shape],
    ...paint,
    ...(paint.stroke ? { thickness: 1.1 } : {}),
    ...(dash ? { dash } : {}),
  }
}

/** The points of a series in runs: nothing is drawn across a column that has none. */
function runsOf(values: readonly (number | undefined)[], x: (column: number) => number, y: (value: number) => number) {
  return runs(values.map((value, column): At | undefined => (value === undefined ? undefined : [x(column), y(value)])))
}

function runs<Point>(points: readonly (Point | undefined)[]): readonly (readonly Point[])[] {
  const found: Point[][] = [[]]
  for (const point of points) {
    if (point === undefined) found.push([])
    else found.at(-1)!.push(point)
  }
  return found.filter(run => run.length > 0)
}

function smooth(run: readonly At[]): string {
  const path = line().curve(curveMonotoneX).digits(2)
  return path(run as unknown as [number, number][]) ?? ''
}

type BandPoint = { readonly x: number; readonly low: number; readonly high: number }

function bandAt(
  one: Feelings['measured'][number],
  column: number,
  x: (column: number) => number,
  y: (value: number) => number,
): BandPoint | undefined {
  if (!one || one.reading === 'hidden' || one.mean === null) return undefined
  return { x: x(column), low: y(one.low ?? one.mean), high: y(one.high ?? one.mean) }
}

function bandPath(run: readonly BandPoint[]): string {
  const path = area<BandPoint>()
    .x(p => p.x)
    .y0(p => p.low)
    .y1(p => p.high)
    .curve(curveMonotoneX)
    .digits(2)
  return path(run as BandPoint[]) ?? ''
}
