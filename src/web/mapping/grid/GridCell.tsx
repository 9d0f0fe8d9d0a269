import { type KeyboardEvent, type MouseEvent, type ReactNode, useEffect, useRef } from 'react'
import { CellPresence } from '../live/CellPresence.tsx'
import { stepsRow } from './columns.ts'
import { isIn, type Selected, type Spot, useGrid, useGridStore } from './grid-state.ts'
import styles from './map-grid.module.css'

/** Where a cell stands: by id, and by place counted from 0 (the phases, the titles). */
export type CellPlace = Spot & {
  readonly rowAt: number
  readonly columnAt: number
  /** The columns that a phase covers, its own among them. */
  readonly covers?: readonly string[] | undefined
}

/** What a cell is shown by: whether it is being written in, and whether the reader stands in it or points at it. */
export type CellLooks = { readonly writing: boolean; readonly near: boolean }

export type CellKeys = Readonly<Record<string, (() => unknown) | false | undefined>>

/** A cell of the grid at its place. Tab stops at one cell of the whole grid: the one where the reader stood last. */
export function GridCell(
  props: CellPlace & {
    role?: 'gridcell' | 'columnheader' | 'rowheader'
    className?: string | undefined
    writable?: boolean
    /** The part of the map that is written here, as `partsOf` names it: presence and conflicts stand on it. */
    part?: string | undefined
    label?: string | undefined
    width?: number | undefined
    onDoubleClick?: (() => void) | undefined
    onClick?: ((event: MouseEvent) => void) | undefined
    /** What keys do here, by their name: `Alt+ArrowLeft`. */
    keys?: CellKeys
    cellRef?: React.RefObject<HTMLDivElement | null>
    children?: ReactNode | ((looks: CellLooks) => ReactNode)
  },
) {
  const { row, column, rowAt, columnAt, covers, role = 'gridcell', className, writable, part, label, width } = props
  const { onDoubleClick, onClick, keys, cellRef, children } = props
  const store = useGridStore()
  const span = covers?.length ?? 1
  // One look at the state for all of it: thousands of cells look, and each look costs.
  const looks = useGrid(state => {
    const name = `${row} ${column}`
    const found = state.foundHere === name ? 2 : state.found.has(name) ? 1 : 0
    const flags = [
      isIn(state.range, rowAt, columnAt),
      state.peopled.has(name),
      isAt(state.writing, row, column, covers),
      isChosen(state.selected, row, column),
      isAt(state.pointed, row, column, covers),
    ]
    return `${isAt(state.here, row, column, covers) ? state.wish : ''} ${found} ${flags.map(Number).join('')}`
  })
  const [wished = '', foundness, flags = ''] = looks.split(' ')
  const current = wished !== ''
  const wish = Number(wished)
  const [selected, peopled, writing, chosen, pointed] = [...flags].map(flag => flag === '1')
  const found = foundness === '2' ? 'here' : foundness === '1' ? 'there' : undefined
  const own = useRef<HTMLDivElement>(null)
  const cell = cellRef ?? own
  const granted = useRef(0)
  // The focus follows a wish once; a cell that scrolls back into view does not take it again.
  useEffect(() => {
    if (wish === 0 || wish === granted.current || wish === fulfilled.get(store)) return
    granted.current = wish
    fulfilled.set(store, wish)
    cell.current?.focus({ preventScroll: true })
    cell.current?.scrollIntoView({ block: 'nearest', inline: 'nearest' })
  }, [wish, cell, store])
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions lint/a11y/useAriaPropsSupportedByRole: the role is one of three.
    <div
      ref={cell}
      role={role}
      className={className ?? styles.cell}
      data-row={row}
      data-column={column}
      data-part={part}
      data-writable={writable ? '' : undefined}
      data-found={found}
      data-chosen={chosen ? '' : undefined}
      aria-label={label}
      aria-colindex={columnAt + 1}
      aria-colspan={span > 1 ? span : undefined}
      aria-selected={selected || (current && role === 'gridcell') || undefined}
      data-selected={selected ? '' : undefined}
      tabIndex={current ? 0 : -1}
      style={width === undefined ? undefined : { width }}
      onFocus={() => {
        if (!current) store.arrive({ row, column })
      }}
      onClick={onClick}
      onDoubleClick={onDoubleClick}
      onKeyDown={event => {
        const act = event.target === event.currentTarget && keys?.[nameOfKey(event)]
        if (!act) return
        event.preventDefault()
        event.stopPropagation()
        act()
      }}
    >
      {typeof children === 'function'
        ? children({ writing: writing ?? false, near: current || (pointed ?? false) })
        : children}
      {peopled && <CellPresence row={row} column={column} />}
    </div>
  )
}

/** The last wish that was granted, of each grid. */
const fulfilled = new WeakMap<object, number>()

function isAt(spot: Spot | undefined, row: string, column: string, covers: readonly string[] | undefined): boolean {
  return spot?.row === row && (spot.column === column || (covers?.includes(spot.column) ?? false))
}

/** Whether the inspector shows this cell, or this step. A phase says so itself: it is not called by its own id here. */
function isChosen({ step, lane }: Selected, row: string, column: string): boolean {
  return step === column && (lane ?? stepsRow) === row
}

/** `Ctrl+Shift+ArrowLeft`; the command key of a Mac counts as Ctrl. */
export function nameOfKey(event: KeyboardEvent | globalThis.KeyboardEvent): string {
  const { ctrlKey, metaKey, altKey, shiftKey, key } = event
  return `${ctrlKey || metaKey ? 'Ctrl+' : ''}${altKey ? 'Alt+' : ''}${shiftKey ? 'Shift+' : ''}${key}`
}
