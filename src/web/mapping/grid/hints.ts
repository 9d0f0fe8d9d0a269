import { createContext, use } from 'react'
import type { MapHint } from '../../../vocabulary/map/map-hints.ts'

/** The advice on the open map that this reader has not put aside. */
export type Hints = {
  readonly all: readonly MapHint[]
  readonly ignore: (hint: MapHint) => void
  readonly ignored: number
  readonly askAgain: () => void
}

const Place = createContext<Hints>({ all: [], ignore: () => {}, ignored: 0, askAgain: () => {} })
export const HintsProvider = Place.Provider

export const useHints = () => use(Place)
