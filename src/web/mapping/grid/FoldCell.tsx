import { useCellTools } from './cell-tools.ts'
import type { Column } from './columns.ts'
import { GridCell } from './GridCell.tsx'
import styles from './map-grid.module.css'

/** A folded phase where it crosses a lane: nothing stands here until it is unfolded. */
export function FoldCell(props: {
  row: string
  rowAt: number
  column: Column
  columnAt: number
  width: number
  children?: React.ReactNode
}) {
  const { g } = useCellTools()
  const { row, rowAt, column, columnAt, width, children } = props
  return (
    <GridCell row={row} column={column.key} rowAt={rowAt} columnAt={columnAt} width={width} className={styles.fold}>
      {children ?? <span className="unseen">{g('folded')}</span>}
    </GridCell>
  )
}
