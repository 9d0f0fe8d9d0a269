import type { MapWithTouchpoints } from '../../mapping/index.ts'
import { secondsOfDuration } from '../../vocabulary/duration.ts'
import { placementsOf } from '../../vocabulary/map/journey-map.ts'

/**
 * The longest wait that the map allows before a touchpoint, in seconds, by its number. Of a touchpoint placed several
 * times the most patient place counts, as the trace does not tell where a visit stands.
 */
export function longestWaits({ map, touchpoints }: MapWithTouchpoints): ReadonlyMap<number, number> {
  const numbers = new Map(touchpoints.map(each => [each.id, each.number]))
  const limits = new Map<number, number>()
  for (const { touchpoint, maxWait } of placementsOf(map)) {
    const number = numbers.get(touchpoint)
    if (number === undefined || maxWait === null) continue
    limits.set(number, Math.max(limits.get(number) ?? 0, secondsOfDuration(maxWait)!))
  }
  return limits
}
