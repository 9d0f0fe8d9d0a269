import { Fragment, type ReactNode } from 'react'
import { type ShownColumn, useGridView, widthOf } from './grid-view.ts'
import { useShownColumns } from './use-shown-columns.ts'

/** The cells of a row, for the columns that are drawn in it; empty room stands for those that are not. */
export function StepColumns(props: { rowAt: number; children: (shown: ShownColumn, width: number) => ReactNode }) {
  const view = useGridView()
  const shown = useShownColumns(props.rowAt)
  return shown.map(one => (
    <Fragment key={one.column.key}>
      {one.before > 0 && <div role="presentation" style={{ width: one.before, flex: 'none' }} />}
      {props.children(one, widthOf(view, one.column))}
    </Fragment>
  ))
}
