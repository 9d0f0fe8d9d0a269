const quarter = 15 * 60_000
const day = 86_400_000

/**
 * Reads local times of a zone as instants. An hour that comes twice (autumn) is taken the first time; one that never
 * comes (spring) is counted on from the offset before the change, so 02:30 becomes 03:30 summer time. That is the
 * "compatible" rule of the Temporal proposal and what most calendars do.
 */
export function zoneReader(timeZone: string): (wallMs: number) => number {
  if (timeZone === 'UTC') return wallMs => wallMs
  const offsetAt = offsetsOf(timeZone)
  // Offsets change on quarters of an hour at the finest, so one answer serves every time of a quarter.
  const known = new Map<number, number>()
  return wallMs => {
    const key = Math.floor(wallMs / quarter)
    let offset = known.get(key)
    if (offset === undefined) {
      if (known.size > 50_000) known.clear()
      const wall = key * quarter
      const before = offsetAt(wall - day)
      const after = offsetAt(wall + day)
      offset = before
      // After the change only when the offset before it doesn't hold and the one after it does.
      if (before !== after && offsetAt(wall - before) !== before && offsetAt(wall - after) === after) offset = after
      known.set(key, offset)
    }
    return wallMs - offset
  }
}

export function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name })
    return true
  } catch {
    return false
  }
}

/** The offset of local time from UTC, in ms, at an instant. */
function offsetsOf(timeZone: string): (instantMs: number) => number {
  const format = new Intl.DateTimeFormat('en-u-ca-gregory-nu-latn', {
    timeZone,
    era: 'short',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
    hourCycle: 'h23',
  })
  return instantMs => {
    const parts: Record<string, number> = {}
    for (const { type, value } of format.formatToParts(instantMs)) parts[type] = Number(value)
    const wall = Date.UTC(parts.year!, parts.month! - 1, parts.day!, parts.hour!, parts.minute!, parts.second!)
    return wall - Math.floor(instantMs / 1000) * 1000
  }
}
