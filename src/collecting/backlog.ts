import type { Installation } from '../feature.ts'
import { roomOf } from './room.ts'

/** Messages acknowledged and not yet in the analytical store. */
export function backlogOf(installation: Installation): number {
  return roomOf(installation).arrivals.backlog()
}
