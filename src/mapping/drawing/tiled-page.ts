import { widthOf } from './fonts.ts'
import type { Mark } from './mark.ts'
import { footPicture, headPicture } from './page-picture.ts'
import type { Page } from './pages.ts'
import { gridPicture } from './picture.ts'
import type { Plan } from './plan.ts'
import { lineGap, type Piece, sheetMargin, smallHead, type Tiling } from './tiling.ts'

/** A sheet of a map: its head, the pieces of the grid that it carries, and its foot. `number` counts from 1. */
export function tiledPage(tiling: Tiling, number: number, width: number, height: number): Page {
  const { plan, scale, sheets } = tiling
  const pieces = sheets[number - 1]!
  const [wide, high] = [(width - 2 * sheetMargin) / scale, (height - 2 * sheetMargin) / scale]
  const full = headPicture(plan, wide)
  // Sheets of the first row keep the same head, so that they can be joined.
  let top = pieces[0]!.band === 0 ? full.height : smallHead
  const words = sheets.length > 1 ? plan.sheet.words.page(number, sheets.length) : ''
  const foot = footPicture(plan, wide, words)
  const marks: Mark[] = number === 1 ? [...full.marks] : [...running(plan, wide, top)]
  const phases: Page['phases'][number][] = []
  for (const piece of pieces) {
    const grid = gridPicture(plan, piece)
    marks.push({ kind: 'placed', x: 0, y: top, marks: grid.marks }, ...cropMarks(tiling, piece, grid, top))
    if (piece.band === 0) phases.push(...startsOf(plan, piece, top, scale))
    top += grid.height + lineGap
  }
  marks.push({ kind: 'placed', x: 0, y: high - foot.height, marks: foot.marks })
  return {
    width,
    height,
    marks: [
      { kind: 'box', x: 0, y: 0, width, height, fill: plan.colours.paper },
      { kind: 'placed', x: sheetMargin, y: sheetMargin, scale, marks },
    ],
    phases,
  }
}

function startsOf({ sheet, measures }: Plan, { from, to }: Piece, top: number, scale: number): Page['phases'] {
  return sheet.phases
    .filter(phase => phase.from >= from && phase.from < to && phase.to > phase.from)
    .map(phase => ({
      name: phase.name,
      x: sheetMargin + (measures.titlesWidth + (phase.from - from) * measures.columnWidth) * scale,
      y: sheetMargin + top * scale,
    }))
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
  { plan, across, bands }: Tiling,
  piece: Piece,
  grid: { readonly width: number; readonly height: number },
  top: number,
): readonly Mark[] {
  const { measures, phasesHeight, stepsHeight, colours } = plan
  const sides = {
    left: across > 1 && piece.across > 0,
    right: across > 1 && piece.across < across - 1,
    above: piece.band > 0,
    below: piece.band < bands - 1,
  }
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
