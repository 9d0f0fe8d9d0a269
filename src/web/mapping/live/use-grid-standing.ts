import type { GridState } from '../grid/grid-state.ts'
import { placeOfCell } from './place-of-cell.ts'
import { useStanding } from './use-live-map.ts'

/** Tells the others in which cell of the grid the reader stands or writes. */
export function useGridStanding({ here, writing }: Pick<GridState, 'here' | 'writing'>): void {
  const place = placeOfCell(writing ?? here)
  useStanding({ step: place?.step ?? null, lane: place?.lane ?? null, writing: writing !== undefined })
}
