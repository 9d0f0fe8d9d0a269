import type { JourneyMap, Phase, Step } from '../../../vocabulary/map/journey-map.ts'

/** A column of the grid after the titles: a step, or a whole phase that is folded (or has no step yet). */
export type Column =
  | { readonly kind: 'step'; readonly key: string; readonly phase: Phase; readonly step: Step; readonly number: number }
  | { readonly kind: 'fold'; readonly key: string; readonly phase: Phase; readonly number: number }

/** The rows above the lanes, and the column of titles, by the names that stand for their ids. */
export const phasesRow = 'phases'
export const stepsRow = 'steps'
export const titlesColumn = 'titles'

/** Where one stands: the id of a lane (or one of the two rows above them) and of a step (or the titles). */
export type Spot = { readonly row: string; readonly column: string }

/** The columns of a map, in order. `number` counts steps from 1, whatever is folded. */
export function columnsOf(map: JourneyMap, folded: ReadonlySet<string>): readonly Column[] {
  let number = 1
  return map.phases.flatMap((phase): Column[] => {
    const first = number
    number += phase.steps.length
    if (phase.steps.length === 0 || folded.has(phase.id)) {
      return [{ kind: 'fold', key: `fold:${phase.id}`, phase, number: first }]
    }
    return phase.steps.map((step, index) => ({ kind: 'step', key: step.id, phase, step, number: first + index }))
  })
}

/** Each phase with its columns: from `first`, `count` of them, counted from 1 since the titles are column 0. */
export function phaseSpans(columns: readonly Column[]) {
  const spans: { readonly phase: Phase; readonly first: number; count: number }[] = []
  columns.forEach(({ phase }, index) => {
    const last = spans.at(-1)
    if (last?.phase.id === phase.id) last.count += 1
    else spans.push({ phase, first: index + 1, count: 1 })
  })
  return spans
}

/** What the grid shows, by place and by id. Row and column 0 are the phases and the titles. */
export type GridLayout = {
  readonly rows: readonly string[]
  readonly columns: readonly Column[]
  readonly rowAt: ReadonlyMap<string, number>
  readonly columnAt: ReadonlyMap<string, number>
}

export function layoutOf(columns: readonly Column[], lanes: readonly { readonly id: string }[]): GridLayout {
  const rows = [phasesRow, stepsRow, ...lanes.map(lane => lane.id)]
  return {
    rows,
    columns,
    rowAt: new Map(rows.map((row, index) => [row, index])),
    columnAt: new Map([[titlesColumn, 0], ...columns.map((column, index) => [column.key, index + 1] as const)]),
  }
}

export function columnKey(layout: GridLayout, at: number): string {
  return at <= 0 ? titlesColumn : (layout.columns[at - 1]?.key ?? titlesColumn)
}

/** The rectangle between two spots, by places; undefined when one of them is gone. */
export type Range = {
  readonly top: number
  readonly bottom: number
  readonly left: number
  readonly right: number
}

export function rangeBetween(layout: GridLayout, a: Spot, b: Spot): Range | undefined {
  const [rowA, rowB] = [layout.rowAt.get(a.row), layout.rowAt.get(b.row)]
  const [columnA, columnB] = [layout.columnAt.get(a.column), layout.columnAt.get(b.column)]
  if (rowA === undefined || rowB === undefined || columnA === undefined || columnB === undefined) return undefined
  return {
    top: Math.min(rowA, rowB),
    bottom: Math.max(rowA, rowB),
    left: Math.min(columnA, columnB),
    right: Math.max(columnA, columnB),
  }
}
