import type { ReactNode } from 'react'
import styles from './map-grid.module.css'

/** A row of the grid, counted from 0. Its cells share the columns of the whole map. */
export function GridRow({
  row,
  className,
  children,
}: {
  row: number
  className?: string | undefined
  children: ReactNode
}) {
  return (
    // A row is never focused, its cells are; and a grid edited in place is no table.
    // biome-ignore lint/a11y/useSemanticElements lint/a11y/useFocusableInteractive: see above.
    <div role="row" aria-rowindex={row + 1} className={`${styles.row} ${className ?? ''}`}>
      {children}
    </div>
  )
}
