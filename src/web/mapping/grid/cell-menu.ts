import { createContext, use } from 'react'
import type { Spot } from './columns.ts'

export type CellMenuItem = {
  readonly label: string
  readonly keys?: string
  readonly grave?: boolean
  /** Writes in the cell itself. */
  readonly write?: boolean
  /** Empties the cell, as Delete does. */
  readonly clear?: boolean
  readonly do?: () => unknown
}

/** Opens a menu below an element. One menu serves the whole grid: thousands of cells would each carry their own. */
export type OpenCellMenu = (
  below: HTMLElement,
  spot: Spot,
  items: readonly (CellMenuItem | false | undefined)[],
) => void

const Place = createContext<OpenCellMenu | undefined>(undefined)
export const CellMenuProvider = Place.Provider

export function useCellMenu(): OpenCellMenu {
  const open = use(Place)
  if (!open) throw new Error('useCellMenu stands outside a grid')
  return open
}
