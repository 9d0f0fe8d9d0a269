const dayMs = 86_400_000
const quarterMs = 900_000

/** From an instant on, local time is UTC and `offset`; all in milliseconds. */
export type ZoneChange = { readonly at: number; readonly offset: number }

/**
 * The offsets of a zone over a stretch of time, the first from its beginning. Days are looked at one by one: two
 * changes that undo each other within a day are not seen, and no zone has had them.
 */
export function zoneChanges(timeZone: string, from: number, to: number): readonly [ZoneChange, ...ZoneChange[]] {
  const known = offsets.get(timeZone) ?? { format: formatOf(timeZone), byInstant: new Map<number, number>() }
  offsets.set(timeZone, known)
  if (known.byInstant.size > 50_000) known.byInstant.clear()
  const offsetAt = (at: number) => {
    const kept = known.byInstant.get(at) ?? offsetBy(known.format, at)
    known.byInstant.set(at, kept)
    return kept
  }
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

const offsets = new Map<string, { format: Intl.DateTimeFormat; byInstant: Map<number, number> }>()

function formatOf(timeZone: string): Intl.DateTimeFormat {
  const numeric = 'numeric' as const
  return new Intl.DateTimeFormat('en-US', {
    ...{ timeZone, hourCycle: 'h23', year: numeric, month: numeric, day: numeric, hour: numeric, minute: numeric },
  })
}

function offsetBy(format: Intl.DateTimeFormat, at: number): number {
  const parts: Record<string, number> = {}
  for (const { type, value } of format.formatToParts(at)) parts[type] = Number(value)
  return Date.UTC(parts.year!, parts.month! - 1, parts.day!, parts.hour!, parts.minute!) - at
}
