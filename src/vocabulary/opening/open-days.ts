import { openStretches } from './open-stretches.ts'
import type { OpeningCalendar } from './opening-calendar.ts'
import { zoneChanges } from './zone-changes.ts'

const dayMs = 86_400_000
const minuteMs = 60_000

/**
 * A calendar as a store can count by it: one place for each 24 hours from `first`, in whole minutes since `first`,
 * which is a midnight.
 * Zones, holidays and changes of clocks are worked out beforehand, so that nothing is left but to look up and subtract.
 */
export type OpenDays = {
  /** Where minutes count from, in milliseconds. */
  readonly first: number
  /** The minutes that were open before each place. */
  readonly before: readonly number[]
  /** As many layers as a place has stretches at most; where it has fewer, they are empty. */
  readonly layers: readonly { readonly opens: readonly number[]; readonly closes: readonly number[] }[]
}

/** The places from one instant to another, both included. */
export function openDays(
  calendar: Pick<OpeningCalendar, 'week' | 'daysOff' | 'holidays'>,
  timeZone: string,
  from: Date,
  to: Date,
): OpenDays {
  // Places that begin at midnight, in winter or in summer, part no opening of a day in two.
  const [{ offset }] = zoneChanges(timeZone, from.getTime(), from.getTime())
  const first = Math.floor((from.getTime() + offset) / dayMs) * dayMs - offset
  const places = Math.floor((to.getTime() - first) / dayMs) + 1
  const parts: [number, number][][] = Array.from({ length: places }, () => [])
  for (const [opens, closes] of openStretches(calendar, timeZone, first, first + places * dayMs)) {
    let start = opens
    while (start < closes) {
      const place = Math.floor((start - first) / dayMs)
      const end = Math.min(closes, first + (place + 1) * dayMs)
      parts[place]!.push([(start - first) / minuteMs, (end - first) / minuteMs])
      start = end
    }
  }
  let sum = 0
  const before = parts.map(own => {
    const held = sum
    sum += own.reduce((total, [opens, closes]) => total + closes - opens, 0)
    return held
  })
  const deep = Math.max(1, ...new Set(parts.map(own => own.length)))
  const layers = Array.from({ length: deep }, (_, layer) => ({
    opens: parts.map((own, place) => own[layer]?.[0] ?? place * 1440),
    closes: parts.map((own, place) => own[layer]?.[1] ?? place * 1440),
  }))
  return { first, before, layers }
}

/**
 * The minutes that were open from `first` to an instant, in milliseconds; their difference is the open time between two.
 * Before the first place nothing was open, and after the last nothing is. Stores count the same way.
 */
export function openUntil({ first, before, layers }: OpenDays, at: number): number {
  const minutes = (at - first) / minuteMs
  const place = Math.min(before.length - 1, Math.max(0, Math.floor(minutes / 1440)))
  return layers.reduce(
    (sum, { opens, closes }) => sum + Math.max(0, Math.min(minutes, closes[place]!) - opens[place]!),
    before[place]!,
  )
}
