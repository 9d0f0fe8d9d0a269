import { createContext, use } from 'react'
import type { Commands } from './use-commands.ts'
import type { RangeActs } from './use-range.ts'

/** What can be done in the open grid; made once, for its cells and its menus. */
export type GridActs = { readonly commands: Commands; readonly range: RangeActs }

const Place = createContext<GridActs | undefined>(undefined)
export const GridActsProvider = Place.Provider

export function useGridActs(): GridActs {
  const acts = use(Place)
  if (!acts) throw new Error('useGridActs stands outside a grid')
  return acts
}
