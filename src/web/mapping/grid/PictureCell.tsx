import { GridCell } from './GridCell.tsx'
import type { LaneCellProps } from './LaneRow.tsx'

/** The picture of a step. */
export function PictureCell({ lane, step, rowAt, columnAt, width }: LaneCellProps) {
  return <GridCell row={lane.id} column={step.id} rowAt={rowAt} columnAt={columnAt} width={width} />
}
