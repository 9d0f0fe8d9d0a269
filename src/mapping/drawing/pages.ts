import type { DrawingPaper } from '../../contract/map-drawing.ts'
import { type Colours, type Measures, sheetMeasures } from './look.ts'
import type { Mark } from './mark.ts'
import { headPicture, pagePicture } from './page-picture.ts'
import { type Plan, planOf } from './plan.ts'
import type { Sheet } from './sheet.ts'
import { tiledPage } from './tiled-page.ts'
import { tilingOf } from './tiling.ts'

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

function tiledPages(sheet: Sheet, colours: Colours, width: number, height: number): readonly Page[] {
  const tiling = tilingOf(sheet, colours, width, height)
  return tiling.sheets.map((_, index) => tiledPage(tiling, index + 1, width, height))
}
