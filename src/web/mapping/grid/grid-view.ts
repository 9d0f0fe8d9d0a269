import { createContext, use } from 'react'
import type { Column, GridLayout } from './columns.ts'

/** A column that is drawn: its place among all, and its width. `before` is the empty room to its left. */
export type ShownColumn = {
  readonly column: Column
  readonly at: number
  readonly before: number
  /** False for the cell that has the focus far away from what is seen. */
  readonly near: boolean
}

/** Up to this many columns all are drawn: searching in the page and printing find them. */
export const drawnWhole = 40

/** How the grid is drawn now. */
export type GridView = {
  readonly layout: GridLayout
  /** Of a step, in pixels before zooming. */
  readonly stepWidth: number
  readonly foldWidth: number
  /** Where each column begins, titles excluded. */
  readonly starts: readonly number[]
  /** Of all columns together, titles excluded. */
  readonly total: number
  /** Where columns are too narrow for words: marks stand for them. */
  readonly compact: boolean
  readonly zoom: number
  /** Whose declared feelings are edited: a persona's, or null for customers at large. */
  readonly persona: string | null
  readonly setPersona: (persona: string | null) => void
  /** Changes when rows must forget how tall they have been. */
  readonly epoch: unknown
}

const Place = createContext<GridView | undefined>(undefined)
export const GridViewProvider = Place.Provider

export function useGridView(): GridView {
  const view = use(Place)
  if (!view) throw new Error('useGridView stands outside a grid')
  return view
}

/** Where each column begins, and what all of them take together, titles excluded. */
export function startsOf(
  view: Pick<GridView, 'stepWidth' | 'foldWidth'>,
  columns: readonly Column[],
): Pick<GridView, 'starts' | 'total'> {
  let total = 0
  const starts = columns.map(column => {
    const start = total
    total += widthOf(view, column)
    return start
  })
  return { starts, total }
}

export const widthOf = (view: Pick<GridView, 'stepWidth' | 'foldWidth'>, column: Column) =>
  column.kind === 'fold' ? view.foldWidth : view.stepWidth
