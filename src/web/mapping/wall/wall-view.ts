import { type MapView, readMapView } from '../../measuring/view.ts'

/** What the address of a wall says: the filters of the map, the phase that is shown, and how long each stays. */
export type WallView = MapView & {
  /** Seconds after which the next phase comes; absent, the phase stays. */
  readonly turn?: number
  /** The phase shown, counted from 1. */
  readonly at?: number
}

export const usualTurn = 20

export function readWallView(search: Record<string, unknown>): WallView {
  const [turn, at] = [Number(search.turn), Number(search.at)]
  return {
    ...readMapView(search),
    ...(turn >= 3 && turn <= 3600 ? { turn: Math.round(turn) } : {}),
    ...(Number.isInteger(at) && at >= 1 ? { at } : {}),
  }
}
