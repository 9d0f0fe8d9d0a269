import type { DrawingPaper } from '../../contract/map-drawing.ts'
import { bandsOf } from './bands.ts'
import { widthOf } from './fonts.ts'
import { type Colours, type Measures, sheetMeasures } from './look.ts'
import type { Mark } from './mark.ts'
import { footPicture, headPicture, pagePicture } from './page-picture.ts'
import { cutSpans } from './part-sheet.ts'
import { gridPicture } from './picture.ts'
import { type Plan, planOf, type Row } from './plan.ts'
import type { Sheet } from './sheet.ts'

/** A page of a PDF, in points, and where phases begin on it. */
export type Page = {
  readonly width: number
  readonly height: number
  readonly marks: readonly Mark[]
  readonly phases: readonly { readonly name: string; readonly x: number; readonly y: number }[]
}

/** Sheets lying, in points. */
const papers: Readonly<Record<Exclude<DrawingPaper, 'fit'>, readonly [width: number, height: number]>> = {
  A4: [841.89, 595.28],
  A3: [1190.55, 841.89],
  A2: [1683.78, 1190.55],
  A1: [2383.94, 1683.78],
}
const margin = 26
/** Body text of nine points stays readable in the hand down to five and a half, and grows with the wall. */
const smallest = 0.62
const largest = 2.6

/** Lays a map out for paper: on one page when it can be read there, else on as few sheets as keep it readable. */
export function pagesOf(
  sheet: Sheet,
  colours: Colours,
  { paper, pages }: { readonly paper: DrawingPaper; readonly pages: 'auto' | 'one' },
): readonly Page[] {
  if (paper === 'fit') return [ownPage(planOf(sheet, sheetMeasures, colours))]
  const [width, height] = papers[paper]
  const single = bestSingle(sheet, colours, width, height)
  if (pages === 'one' || single.scale >= smallest) return [scaledPage(single.plan, single.scale, width, height)]
  return tiledPages(sheet, colours, width, height)
}

function ownPage(plan: Plan): Page {
  const { width, height, marks } = pagePicture(plan)
  const head = headPicture(plan, Math.max(420, width - 56))
  const { titlesWidth, columnWidth } = plan.measures
  return {
    width,
    height,
    marks,
    phases: plan.sheet.phases.map(({ name, from }) => ({
      name,
      x: 28 + titlesWidth + from * columnWidth,
      y: 28 + head.height,
    })),
  }
}

/** The width of columns with which the whole map fills the sheet best. */
function bestSingle(sheet: Sheet, colours: Colours, width: number, height: number): { plan: Plan; scale: number } {
  const tried = [108, 120, 132, 148, 168, 192].map(columnWidth => {
    const measures: Measures = { ...sheetMeasures, columnWidth }
    const plan = planOf(sheet, measures, colours)
    const picture = pagePicture(plan)
    return { plan, scale: Math.min(width / picture.width, height / picture.height, largest) }
  })
  return tried.reduce((best, one) => (one.scale > best.scale ? one : best))
}

function scaledPage(plan: Plan, scale: number, width: number, height: number): Page {
  const own = ownPage(plan)
  const [x, y] = [(width - own.width * scale) / 2, Math.max(0, (height - own.height * scale) / 3)]
  return {
    width,
    height,
    marks: [
      { kind: 'box', x: 0, y: 0, width, height, fill: plan.colours.paper },
      { kind: 'placed', x, y, scale, marks: own.marks.slice(1) },
    ],
    phases: own.phases.map(phase => ({ ...phase, x: x + phase.x * scale, y: y + phase.y * scale })),
  }
}

type Cut = readonly [from: number, to: number]
type Tiling = {
  readonly plan: Plan
  readonly scale: number
  readonly cuts: readonly Cut[]
  readonly bands: readonly (readonly Row[])[]
  readonly sheets: number
}

/** Several sheets, each with the titles of lanes and the rows of phases and steps, and marks to cut and join them by. */
function tiledPages(sheet: Sheet, colours: Colours, width: number, height: number): readonly Page[] {
  // A plan depends on where columns are cut, which several scales share.
  const plans = new Map<string, Plan>()
  const planFor = (cuts: readonly Cut[]) => {
    const key = String(cuts)
    const plan = plans.get(key) ?? planOf(cutSpans(sheet, cuts), sheetMeasures, colours)
    plans.set(key, plan)
    return plan
  }
  const scales = [0.7, 0.75, 0.8, 0.9, 1, 1.15, 1.3, 1.5]
  const tilings = scales.map(scale => tilingAt(sheet, planFor, scale, width, height))
  const fewest = Math.min(...tilings.map(one => one.sheets))
  const chosen = tilings.filter(one => one.sheets === fewest).at(-1)!
  const pages: Page[] = []
  chosen.bands.forEach((rows, band) => {
    chosen.cuts.forEach(([from, to], across) => {
      pages.push(tile({ from, to, rows, band, across }, chosen, { width, height, number: pages.length + 1 }))
    })
  })
  return pages
}

function tilingAt(
  sheet: Sheet,
  planFor: (cuts: readonly Cut[]) => Plan,
  scale: number,
  width: number,
  height: number,
): Tiling {
  const { titlesWidth, columnWidth } = sheetMeasures
  const [wide, high] = [(width - 2 * margin) / scale, (height - 2 * margin) / scale]
  const columns = Math.max(1, Math.min(sheet.columns.length, Math.floor((wide - titlesWidth) / columnWidth)))
  const cuts = columnCuts(sheet, columns)
  const plan = planFor(cuts)
  const head = headPicture(plan, wide).height
  const rest = high - footPicture(plan, wide).height - plan.phasesHeight - plan.stepsHeight
  const bands = bandsOf(plan, rest - head, rest - smallHead)
  return { plan, scale, cuts, bands, sheets: cuts.length * bands.length }
}

const smallHead = 30

/** Where columns are cut: evenly, and between two phases where one ends near. */
function columnCuts(sheet: Sheet, most: number): readonly Cut[] {
  const all = sheet.columns.length
  const cuts: [number, number][] = []
  let from = 0
  for (let left = Math.ceil(all / most); left > 0 && from < all; left--) {
    const even = Math.ceil((all - from) / left)
    const least = Math.max(1, all - from - (left - 1) * most)
    const ends = sheet.phases.map(phase => phase.to - from).filter(count => count >= least && count <= most)
    const near = ends.reduce(
      (best, count) => (Math.abs(count - even) < Math.abs(best - even) ? count : best),
      Number.POSITIVE_INFINITY,
    )
    const count = Math.abs(near - even) <= Math.max(1, even * 0.3) ? near : even
    cuts.push([from, from + count])
    from += count
  }
  return cuts
}

type Tile = {
  readonly from: number
  readonly to: number
  readonly rows: readonly Row[]
  readonly band: number
  readonly across: number
}

function tile(
  { from, to, rows, band, across }: Tile,
  { plan, scale, bands, cuts }: Tiling,
  { width, height, number }: { readonly width: number; readonly height: number; readonly number: number },
): Page {
  const wide = (width - 2 * margin) / scale
  const grid = gridPicture(plan, { from, to, rows })
  const full = headPicture(plan, wide)
  const top = band === 0 ? full.height : smallHead
  const sheets = bands.length * cuts.length
  const foot = footPicture(plan, wide, plan.sheet.words.page(number, sheets))
  const { titlesWidth, columnWidth } = plan.measures
  const marks: Mark[] = [
    ...(number === 1 ? full.marks : running(plan, wide, top)),
    { kind: 'placed', x: 0, y: top, marks: grid.marks },
    ...cropMarks(plan, grid, top, {
      left: across > 0,
      right: across < cuts.length - 1,
      above: band > 0,
      below: band < bands.length - 1,
    }),
    { kind: 'placed', x: 0, y: (height - 2 * margin) / scale - foot.height, marks: foot.marks },
  ]
  const starts =
    band > 0 ? [] : plan.sheet.phases.filter(phase => phase.from >= from && phase.from < to && phase.to > phase.from)
  return {
    width,
    height,
    marks: [
      { kind: 'box', x: 0, y: 0, width, height, fill: plan.colours.paper },
      { kind: 'placed', x: margin, y: margin, scale, marks },
    ],
    phases: starts.map(phase => ({
      name: phase.name,
      x: margin + (titlesWidth + (phase.from - from) * columnWidth) * scale,
      y: margin + top * scale,
    })),
  }
}

/** The name of the map at the head of the sheets after the first. */
function running({ sheet, measures, colours }: Plan, wide: number, top: number): readonly Mark[] {
  const { lane, small } = measures
  const facts = `${sheet.name} · ${sheet.state}`
  const base = { kind: 'text', y: top - 17 } as const
  return [
    { ...base, x: 0, text: sheet.title, face: lane.face, size: lane.size, colour: colours.ink },
    {
      ...base,
      x: Math.min(wide, widthOf(sheet.title, lane.face, lane.size) + 10),
      text: facts,
      face: small.face,
      size: small.size,
      colour: colours.muted,
    },
  ]
}

/** Where to cut a sheet so that it joins its neighbours: the titles and the head that it repeats fall away. */
function cropMarks(
  { measures, phasesHeight, stepsHeight, colours }: Plan,
  grid: { readonly width: number; readonly height: number },
  top: number,
  sides: { readonly left: boolean; readonly right: boolean; readonly above: boolean; readonly below: boolean },
): readonly Mark[] {
  const [near, far] = [3, 11]
  const ticks: string[] = []
  const upright = (x: number) => {
    ticks.push(
      `M${x},${top - far}L${x},${top - near}`,
      `M${x},${top + grid.height + near}L${x},${top + grid.height + far}`,
    )
  }
  const level = (y: number) => {
    ticks.push(`M${-far},${y}L${-near},${y}`, `M${grid.width + near},${y}L${grid.width + far},${y}`)
  }
  if (sides.left) upright(measures.titlesWidth)
  if (sides.right) upright(grid.width)
  if (sides.above) level(top + phasesHeight + stepsHeight)
  if (sides.below) level(top + grid.height)
  return ticks.length > 0 ? [{ kind: 'path', d: ticks.join(''), stroke: colours.ink, thickness: 0.5 }] : []
}
