import type { ReactNode, RefObject } from 'react'
import { ShownColumnsProvider, useGridView } from './grid-view.ts'
import { useShownColumns } from './use-shown-columns.ts'

/** Follows what is seen: of all that is around them, only the rows draw themselves again when columns come and go. */
export function ShownColumns(props: { scroller: RefObject<HTMLDivElement | null>; children: ReactNode }) {
  const view = useGridView()
  return (
    <ShownColumnsProvider value={useShownColumns(props.scroller, view.layout, view)}>
      {props.children}
    </ShownColumnsProvider>
  )
}
