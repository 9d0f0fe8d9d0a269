import type { Feelings, Series } from './feelings.ts'
import type { Sheet } from './sheet.ts'

/** The columns `from` to `to` of a sheet, the last not included, as a sheet of its own. The scale of feelings stays. */
export function partOfSheet(sheet: Sheet, from: number, to: number): Sheet {
  return {
    ...sheet,
    phases: sheet.phases
      .map(phase => ({ ...phase, from: Math.max(phase.from, from) - from, to: Math.min(phase.to, to) - from }))
      .filter(phase => phase.from < phase.to),
    columns: sheet.columns.slice(from, to),
    lanes: sheet.lanes.map(({ feelings, ...lane }) => ({
      ...lane,
      cells: partOfCells(lane.cells, from, to),
      ...(feelings ? { feelings: partOfFeelings(feelings, from, to) } : {}),
    })),
  }
}

/** The sheet with cells that would be cut said once on either side of the cut. */
export function cutSpans(sheet: Sheet, cuts: readonly (readonly [from: number, to: number])[]): Sheet {
  return {
    ...sheet,
    lanes: sheet.lanes.map(lane => ({
      ...lane,
      cells: cuts.flatMap(([from, to]) => partOfCells(lane.cells, from, to)),
    })),
  }
}

/** A cell that began before and reaches in, begins with the part. */
function partOfCells(cells: Sheet['lanes'][number]['cells'], from: number, to: number) {
  return cells.slice(from, to).map((cell, index) => {
    if (cell) return { ...cell, span: Math.min(cell.span, to - from - index) }
    if (index > 0) return undefined
    const start = cells.findLastIndex((one, column) => column < from && one !== undefined)
    const before = cells[start]
    if (!before || start + before.span <= from) return undefined
    return { ...before, span: Math.min(start + before.span, to) - from }
  })
}

function partOfFeelings(feelings: Feelings, from: number, to: number): Feelings {
  const cut = (series: Series): Series => ({ ...series, values: series.values.slice(from, to) })
  return {
    ...feelings,
    declared: cut(feelings.declared),
    desired: cut(feelings.desired),
    personas: feelings.personas.map(cut),
    measured: feelings.measured.slice(from, to),
    named: feelings.named.slice(from, to),
  }
}
