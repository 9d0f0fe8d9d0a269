import type { KeyboardEvent, ReactNode } from 'react'
import { CellPresence } from '../live/CellPresence.tsx'
import { useGridState } from './grid-state.ts'
import styles from './map-grid.module.css'

export type CellPlace = { readonly row: number; readonly column: number; readonly span?: number | undefined }

/** A cell of the grid at its place. Tab stops at one cell of the whole grid: the one where the reader stood last. */
export function GridCell(
  props: CellPlace & {
    role?: 'gridcell' | 'columnheader' | 'rowheader'
    className?: string | undefined
    writable?: boolean
    onDoubleClick?: (() => void) | undefined
    /** What keys do here, by their name: `Alt+ArrowLeft`. */
    keys?: Readonly<Record<string, (() => unknown) | false | undefined>>
    children?: ReactNode
  },
) {
  const { row, column, span = 1, role = 'gridcell', className, writable, onDoubleClick, keys, children } = props
  const { here, goTo } = useGridState()
  const current = here.row === row && here.column >= column && here.column < column + span
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions lint/a11y/useAriaPropsSupportedByRole: the role is one of three.
    <div
      role={role}
      className={className ?? styles.cell}
      data-row={row}
      data-column={column}
      data-span={span}
      data-writable={writable ? '' : undefined}
      aria-colindex={column + 1}
      aria-colspan={span > 1 ? span : undefined}
      tabIndex={current ? 0 : -1}
      style={span > 1 ? { gridColumn: `span ${span}` } : undefined}
      onFocus={() => {
        if (!current) goTo({ row, column })
      }}
      onDoubleClick={onDoubleClick}
      onKeyDown={event => {
        const act = event.target === event.currentTarget && keys?.[nameOfKey(event)]
        if (!act) return
        event.preventDefault()
        event.stopPropagation()
        act()
      }}
    >
      {children}
      <CellPresence row={row} column={column} />
    </div>
  )
}

function nameOfKey(event: KeyboardEvent): string {
  const { ctrlKey, metaKey, altKey, shiftKey, key } = event
  return `${ctrlKey || metaKey ? 'Ctrl+' : ''}${altKey ? 'Alt+' : ''}${shiftKey ? 'Shift+' : ''}${key}`
}
