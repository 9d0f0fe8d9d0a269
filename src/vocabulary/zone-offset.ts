const quarterMs = 900_000
const zones = new Map<string, { readonly format: Intl.DateTimeFormat; readonly offsets: Map<number, number> }>()

/**
 * Local time less UTC at an instant, both in milliseconds. Offsets change on quarters of an hour at the finest: each
 * quarter is asked once.
 */
export function zoneOffset(at: number, timeZone: string): number {
  let zone = zones.get(timeZone)
  if (!zone) {
    zone = { format: formatOf(timeZone), offsets: new Map() }
    zones.set(timeZone, zone)
  }
  const quarter = Math.floor(at / quarterMs)
  const known = zone.offsets.get(quarter)
  if (known !== undefined) return known
  const parts: Record<string, number> = {}
  for (const { type, value } of zone.format.formatToParts(quarter * quarterMs)) parts[type] = Number(value)
  const offset = Date.UTC(parts.year!, parts.month! - 1, parts.day!, parts.hour!, parts.minute!) - quarter * quarterMs
  if (zone.offsets.size > 50_000) zone.offsets.clear()
  zone.offsets.set(quarter, offset)
  return offset
}

function formatOf(timeZone: string): Intl.DateTimeFormat {
  const numeric = 'numeric' as const
  return new Intl.DateTimeFormat('en-US', {
    ...{ timeZone, hourCycle: 'h23', year: numeric, month: numeric, day: numeric, hour: numeric, minute: numeric },
  })
}
