import { createContext, use, useSyncExternalStore } from 'react'
import { columnKey, type GridLayout, type Range, rangeBetween, type Spot, stepsRow, titlesColumn } from './columns.ts'

export type { Spot } from './columns.ts'

/** Where the reader stands in the grid, what is selected, and what is being written. */
export type GridState = {
  readonly here: Spot
  /** The other corner of the selected range; undefined while one cell is selected. */
  readonly anchor: Spot | undefined
  readonly range: Range | undefined
  /** The cell being written in, and the letter that began it when typing did. */
  readonly writing: (Spot & { readonly typed?: string }) | undefined
  /** The cell that the mouse points at. */
  readonly pointed: Spot | undefined
  /** The step on which a touchpoint is being chosen. */
  readonly picking: string | undefined
  /** Touchpoints chosen one by one, by placement. */
  readonly chosen: ReadonlySet<string>
  /** The cells in which the words looked for stand, as `row column`, and the one that is shown. */
  readonly found: ReadonlySet<string>
  readonly foundHere: string | undefined
  /** What the inspector shows, from the address. */
  readonly selected: Selected
  /** The cells in which somebody else stands, as `row column`. */
  readonly peopled: ReadonlySet<string>
  /** Counts the wishes to move the focus: a cell that sees a new one takes the focus. */
  readonly wish: number
  /** What happened last, for those who hear the map. */
  readonly said: string
}

export type Selected = {
  readonly touchpoint?: string | undefined
  readonly step?: string | undefined
  readonly lane?: string | undefined
  readonly phase?: string | undefined
}

/** The state of an open grid, outside React: a key moves two cells, and only those two draw themselves again. */
export type GridStore = {
  readonly get: () => GridState
  readonly set: (change: Partial<GridState>) => void
  readonly subscribe: (hear: () => void) => () => void
  /** Moves the focus to a cell; `extend` keeps the other corner of the range. */
  readonly goTo: (spot: Spot, options?: { extend?: boolean }) => void
  /** Notes where the focus has gone by itself, by mouse or by Tab. */
  readonly arrive: (spot: Spot) => void
  readonly write: (spot: (Spot & { typed?: string }) | undefined) => void
  /** Ends writing and gives the focus back to the cell. */
  readonly leave: () => void
  readonly say: (sentence: string) => void
  /** Tells what the grid shows now. Whoever stood on something that is gone stands beside it. */
  readonly relayout: (layout: GridLayout) => void
  readonly layout: () => GridLayout
}

const empty: GridLayout = { rows: [], columns: [], rowAt: new Map(), columnAt: new Map() }

export function createGridStore(): GridStore {
  let layout = empty
  let last = { row: 0, column: 0 }
  let state: GridState = {
    here: { row: 'phases', column: titlesColumn },
    anchor: undefined,
    range: undefined,
    writing: undefined,
    pointed: undefined,
    picking: undefined,
    chosen: new Set(),
    found: new Set(),
    foundHere: undefined,
    selected: {},
    peopled: new Set(),
    wish: 0,
    said: '',
  }
  const hearers = new Set<() => void>()

  function set(change: Partial<GridState>): void {
    const next = { ...state, ...change }
    const range = next.anchor && rangeBetween(layout, next.anchor, next.here)
    const single = !range || (range.top === range.bottom && range.left === range.right)
    state = { ...next, range: single ? undefined : range }
    for (const hear of hearers) hear()
  }

  const goTo: GridStore['goTo'] = (here, { extend = false } = {}) => {
    last = { row: layout.rowAt.get(here.row) ?? last.row, column: layout.columnAt.get(here.column) ?? last.column }
    set({
      here,
      anchor: extend ? (state.anchor ?? state.here) : undefined,
      wish: state.wish + 1,
      ...(extend || state.chosen.size === 0 ? {} : { chosen: new Set() }),
    })
  }

  return {
    get: () => state,
    set,
    subscribe: hear => {
      hearers.add(hear)
      return () => hearers.delete(hear)
    },
    goTo,
    arrive: here => {
      if (state.here.row === here.row && state.here.column === here.column) return
      last = { row: layout.rowAt.get(here.row) ?? last.row, column: layout.columnAt.get(here.column) ?? last.column }
      set({ here, anchor: undefined })
    },
    write: writing => set({ writing }),
    leave: () => {
      set({ writing: undefined, picking: undefined, wish: state.wish + 1 })
    },
    say: said => {
      // The same sentence twice is heard twice.
      set({ said: said === state.said ? `${said}\u200b` : said })
    },
    relayout: next => {
      layout = next
      const { here } = state
      const row = next.rowAt.get(here.row)
      const column = next.columnAt.get(here.column)
      if (row !== undefined && column !== undefined) {
        last = { row, column }
        return
      }
      const beside = {
        row: next.rows[Math.min(last.row, next.rows.length - 1)] ?? stepsRow,
        column: columnKey(next, Math.min(last.column, next.columns.length)),
      }
      // Only whoever was in the grid is moved with the focus.
      const inside = document.activeElement === document.body || document.activeElement?.closest('[role="grid"]')
      set({ here: beside, anchor: undefined, ...(inside ? { wish: state.wish + 1 } : {}) })
    },
    layout: () => layout,
  }
}

const Place = createContext<GridStore | undefined>(undefined)
export const GridStateProvider = Place.Provider

export function useGridStore(): GridStore {
  const store = use(Place)
  if (!store) throw new Error('useGridStore stands outside a grid')
  return store
}

/** A part of the state; the component draws itself again when that part changes. Give back a plain value. */
export function useGrid<Part>(part: (state: GridState) => Part): Part {
  const store = useGridStore()
  return useSyncExternalStore(store.subscribe, () => part(store.get()))
}

/** Whether a place lies in the selected range. */
export function isIn(range: Range | undefined, row: number, column: number): boolean {
  return range !== undefined && row >= range.top && row <= range.bottom && column >= range.left && column <= range.right
}
