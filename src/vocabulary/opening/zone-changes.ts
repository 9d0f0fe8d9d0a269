import { zoneOffset } from '../zone-offset.ts'

const dayMs = 86_400_000
const quarterMs = 900_000

/** From an instant on, local time is UTC and `offset`; all in milliseconds. */
export type ZoneChange = { readonly at: number; readonly offset: number }

/**
 * The offsets of a zone over a stretch of time, the first from its beginning. Days are looked at one by one: two
 * changes that undo each other within a day are not seen, and no zone has had them.
 */
export function zoneChanges(timeZone: string, from: number, to: number): readonly [ZoneChange, ...ZoneChange[]] {
  const offsetAt = (at: number) => zoneOffset(at, timeZone)
  const start = Math.floor(from / dayMs) * dayMs
  const changes: [ZoneChange, ...ZoneChange[]] = [{ at: start, offset: offsetAt(start) }]
  for (let day = start; day < to; day += dayMs) {
    const [before, after] = [changes.at(-1)!.offset, offsetAt(day + dayMs)]
    if (before === after) continue
    // Clocks change on quarters of an hour.
    let [low, high] = [0, dayMs / quarterMs]
    while (high - low > 1) {
      const middle = (low + high) >> 1
      if (offsetAt(day + middle * quarterMs) === before) low = middle
      else high = middle
    }
    changes.push({ at: day + high * quarterMs, offset: after })
  }
  return changes
}
