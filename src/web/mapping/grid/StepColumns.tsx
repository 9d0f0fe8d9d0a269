import { Fragment, type ReactNode } from 'react'
import { type ShownColumn, useGridView, useShown, widthOf } from './grid-view.ts'

/** The cells of a row, for the columns that are drawn; empty room stands for those that are not. */
export function StepColumns({ children }: { children: (shown: ShownColumn, width: number) => ReactNode }) {
  const view = useGridView()
  const shown = useShown()
  return shown.map(one => (
    <Fragment key={one.column.key}>
      {one.before > 0 && <div role="presentation" style={{ width: one.before, flex: 'none' }} />}
      {children(one, widthOf(view, one.column))}
    </Fragment>
  ))
}
