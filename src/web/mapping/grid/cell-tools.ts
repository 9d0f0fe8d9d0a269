import type { TFunction } from 'i18next'
import { createContext, use } from 'react'
import type { Label } from '../../../vocabulary/label.ts'
import type { LaneType, Step } from '../../../vocabulary/map/journey-map.ts'
import type { MapEdit } from '../../../vocabulary/map/map-edit.ts'
import type { Figures } from '../../kit/figures.ts'
import type { useMapView } from '../../measuring/data.ts'

/**
 * What every cell needs, asked for once by the grid instead of by each of thousands: words, figures, and the ways to
 * change and to select. It stays the same while cells come into sight and go.
 */
export type CellTools = {
  readonly t: TFunction<'mapping'>
  readonly g: TFunction<'grid'>
  readonly m: TFunction<'measuring'>
  readonly figures: Figures
  readonly say: (label: Label | null | undefined) => string
  readonly may: boolean
  readonly edit: (...edits: MapEdit[]) => Promise<void>
  readonly show: ReturnType<typeof useMapView>['show']
  readonly tagsOf: (type: LaneType, step: Step) => readonly string[]
  /** Both languages in every cell. */
  readonly both: boolean
  /** Columns too narrow for words. */
  readonly compact: boolean
  readonly isGap: boolean
  /** What was lived is shown too: what is declared steps back. */
  readonly isLived: boolean
  /** Whose declared feelings are moved. */
  readonly persona: string | null
}

const Place = createContext<CellTools | undefined>(undefined)
export const CellToolsProvider = Place.Provider

export function useCellTools(): CellTools {
  const tools = use(Place)
  if (!tools) throw new Error('useCellTools stands outside a grid')
  return tools
}
