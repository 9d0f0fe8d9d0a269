import { phasesRow, type Spot, stepsRow, titlesColumn } from '../grid/columns.ts'

/**
 * The step and lane of a cell. A phase is neither, and no more is a lane that is only drawn and stands on no map, or a
 * phase that is folded.
 */
export function placeOfCell({
  row,
  column,
}: Spot): { readonly step: string | null; readonly lane: string | null } | undefined {
  const isTitle = column === titlesColumn
  if (row === phasesRow || row.startsWith('~') || column.startsWith('fold:')) return undefined
  if (row === stepsRow) return isTitle ? undefined : { step: column, lane: null }
  return { step: isTitle ? null : column, lane: row }
}
