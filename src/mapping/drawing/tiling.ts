import { bandsOf } from './bands.ts'
import { type Colours, sheetMeasures } from './look.ts'
import { footPicture, headPicture } from './page-picture.ts'
import { cutSpans } from './part-sheet.ts'
import { type Plan, planOf, type Row } from './plan.ts'
import type { Sheet } from './sheet.ts'

type Cut = readonly [from: number, to: number]

/** A piece of the grid: some columns and some rows. `across` and `band` count pieces from the left and from the top. */
export type Piece = {
  readonly from: number
  readonly to: number
  readonly rows: readonly Row[]
  readonly across: number
  readonly band: number
}

/**
 * A map cut into pieces, and the pieces of each sheet. A map that is longer than it is high stands on a sheet in
 * several lines, one below the other, as music does; else each piece has a sheet, and sheets can be joined.
 */
export type Tiling = {
  readonly plan: Plan
  readonly scale: number
  readonly sheets: readonly (readonly Piece[])[]
  /** How many pieces lie side by side, and one above the other, when sheets can be joined; both 1 when not. */
  readonly across: number
  readonly bands: number
}

/** Around what is printed. */
export const sheetMargin = 26
/** Between two lines of a map on one sheet. */
export const lineGap = 30
/** The head of the sheets below the first. */
export const smallHead = 30

/** Columns wider than this are hard to read across. */
const widestColumn = 220

const scales = [0.62, 0.66, 0.7, 0.75, 0.8, 0.9, 1, 1.15, 1.3, 1.5]

/** The fewest sheets on which the map can be read, with the largest letters that these leave room for. */
export function tilingOf(sheet: Sheet, colours: Colours, width: number, height: number): Tiling {
  // A plan depends on where columns are cut and on their width, which several scales may share.
  const plans = new Map<string, Plan>()
  const planFor = (cuts: readonly Cut[], columnWidth: number) => {
    const key = `${cuts} ${columnWidth}`
    const plan = plans.get(key) ?? planOf(cutSpans(sheet, cuts), { ...sheetMeasures, columnWidth }, colours)
    plans.set(key, plan)
    return plan
  }
  const tilings = scales.map(scale => tilingAt(sheet, planFor, scale, width, height))
  const fewest = Math.min(...tilings.map(one => one.sheets.length))
  return tilings.filter(one => one.sheets.length === fewest).at(-1)!
}

function tilingAt(
  sheet: Sheet,
  planFor: (cuts: readonly Cut[], columnWidth: number) => Plan,
  scale: number,
  width: number,
  height: number,
): Tiling {
  const { titlesWidth, columnWidth } = sheetMeasures
  const [wide, high] = [(width - 2 * sheetMargin) / scale, (height - 2 * sheetMargin) / scale]
  const columns = Math.max(1, Math.min(sheet.columns.length, Math.floor((wide - titlesWidth) / columnWidth)))
  const cuts = columnCuts(sheet, columns)
  // Columns are as wide as fills the sheet.
  const longest = Math.max(1, ...cuts.map(([from, to]) => to - from))
  const plan = planFor(cuts, Math.min(widestColumn, Math.floor((wide - titlesWidth) / longest)))
  const room = high - footPicture(plan, wide).height
  const head = headPicture(plan, wide).height
  const above = plan.phasesHeight + plan.stepsHeight
  const line = above + plan.rows.reduce((sum, row) => sum + row.height, 0)
  const lines = Math.floor((room - head + lineGap) / (line + lineGap))
  if (lines >= 2) {
    const pieces = cuts.map(([from, to], across): Piece => ({ from, to, rows: plan.rows, across, band: 0 }))
    const sheets = Array.from({ length: Math.ceil(pieces.length / lines) }, (_, at) =>
      pieces.slice(at * lines, (at + 1) * lines),
    )
    return { plan, scale, sheets, across: 1, bands: 1 }
  }
  const bands = bandsOf(plan, room - above - head, room - above - smallHead)
  const sheets = bands.flatMap((rows, band) => cuts.map(([from, to], across) => [{ from, to, rows, across, band }]))
  return { plan, scale, sheets, across: cuts.length, bands: bands.length }
}

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
