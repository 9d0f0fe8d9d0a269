import { createContext, type KeyboardEvent, use, useMemo, useRef, useState } from 'react'

/** Where the reader stands in the grid. Row 0 holds the phases, row 1 the steps, then the lanes; column 0 the titles. */
export type Cell = { readonly row: number; readonly column: number }

export type GridState = {
  readonly here: Cell
  /** The cell being written in, and the letter that began it when typing did. */
  readonly writing: (Cell & { readonly typed?: string }) | undefined
  readonly write: (cell: (Cell & { readonly typed?: string }) | undefined) => void
  readonly goTo: (cell: Cell) => void
  readonly leave: () => void
}

const Place = createContext<GridState | undefined>(undefined)
export const GridStateProvider = Place.Provider

export function useGridState(): GridState {
  const state = use(Place)
  if (!state) throw new Error('useGridState stands outside a grid')
  return state
}

/** Movement as in the ARIA grid pattern: one tab stop, arrows inside, Enter into a cell, Escape out of it. */
export function useGridKeys(rows: number, columns: number, mayWrite: boolean) {
  const grid = useRef<HTMLDivElement>(null)
  const [here, setHere] = useState<Cell>({ row: 0, column: 0 })
  const [writing, write] = useState<(Cell & { typed?: string }) | undefined>()

  const state = useMemo((): GridState => {
    const focus = (cell: Cell) => cellAt(grid.current, cell)?.focus()
    return {
      here,
      writing,
      write,
      goTo: setHere,
      leave: () => {
        write(undefined)
        requestAnimationFrame(() => focus(here))
      },
    }
  }, [here, writing])

  function onKeyDown(event: KeyboardEvent<HTMLDivElement>): void {
    const target = event.target as HTMLElement
    if (writing || target.closest('input, textarea, [role="menu"], [role="dialog"]')) return
    const cell = target.closest<HTMLElement>('[data-row]')
    if (!cell) return
    const inside = target !== cell
    if (inside) {
      if (event.key === 'Escape') cell.focus()
      else if (event.key === 'ArrowDown' || event.key === 'ArrowUp')
        step(cell, target, event.key === 'ArrowDown' ? 1 : -1)
      else return
      event.preventDefault()
      return
    }
    if (event.key === 'ContextMenu' || (event.key === 'F10' && event.shiftKey)) {
      event.preventDefault()
      cell.querySelector<HTMLElement>('[aria-haspopup="menu"]')?.click()
      return
    }
    const to = destination(event, here, rows, columns, Number(cell.dataset.span ?? 1))
    if (to) {
      event.preventDefault()
      setHere(to)
      const next = cellAt(grid.current, to)
      next?.focus({ preventScroll: true })
      next?.scrollIntoView({ block: 'nearest', inline: 'nearest' })
      return
    }
    if (event.ctrlKey || event.metaKey || event.altKey) return
    const writable = mayWrite && cell.dataset.writable !== undefined
    if (event.key === 'Enter' || event.key === 'F2') {
      event.preventDefault()
      if (writable) write(here)
      else cell.querySelector<HTMLElement>('button, a')?.focus()
    } else if (writable && event.key.length === 1 && event.key !== ' ') {
      event.preventDefault()
      write({ ...here, typed: event.key })
    }
  }

  return { grid, state, onKeyDown }
}

function cellAt(grid: HTMLElement | null, { row, column }: Cell): HTMLElement | undefined {
  const cells = grid?.querySelectorAll<HTMLElement>(`[data-row="${row}"]`) ?? []
  return [...cells].find(cell => {
    const first = Number(cell.dataset.column)
    return column >= first && column < first + Number(cell.dataset.span ?? 1)
  })
}

/** Up and down among the buttons of a cell. */
function step(cell: HTMLElement, from: HTMLElement, by: 1 | -1): void {
  const buttons = [...cell.querySelectorAll<HTMLElement>('button, a')]
  buttons[buttons.indexOf(from) + by]?.focus()
}

function destination(event: KeyboardEvent, here: Cell, rows: number, columns: number, span: number): Cell | undefined {
  const { row, column } = here
  switch (event.key) {
    case 'ArrowRight':
      return { row, column: Math.min(columns - 1, column + span) }
    case 'ArrowLeft':
      return { row, column: Math.max(0, column - 1) }
    case 'ArrowDown':
      return { row: Math.min(rows - 1, row + 1), column }
    case 'ArrowUp':
      return { row: Math.max(0, row - 1), column }
    case 'Home':
      return { row: event.ctrlKey ? 0 : row, column: 0 }
    case 'End':
      return { row: event.ctrlKey ? rows - 1 : row, column: columns - 1 }
    case 'PageDown':
      return { row: rows - 1, column }
    case 'PageUp':
      return { row: 0, column }
    default:
      return undefined
  }
}
