/** What was done to the time of an event: nothing, moved by the device's offset, or replaced by the receipt. */
export type ClockNote = '' | 'corrected' | 'clamped' | 'absent'

const toleratedOffsetMs = 60_000
const toleratedFutureMs = 5 * 60_000

/**
 * When an event happened. `offsetMs` is the smallest (received − sent) lately seen for the device: transit is never
 * negative, so the smallest approaches the error of its clock. Errors below a minute are left alone, so that order
 * within a device stays. What still lies over five minutes ahead, or in years that no live event can mean (a clock that
 * starts at 1970), is taken to have happened at receipt.
 */
export function correctTime(
  claimedAt: Date | undefined,
  receivedAt: Date,
  offsetMs: number | undefined,
  historical: boolean,
): { readonly at: Date; readonly note: ClockNote } {
  if (!claimedAt) return { at: receivedAt, note: 'absent' }
  if (historical) return { at: claimedAt, note: '' }
  const correct = offsetMs !== undefined && Math.abs(offsetMs) > toleratedOffsetMs
  const at = correct ? new Date(claimedAt.getTime() + offsetMs) : claimedAt
  const impossible = at.getTime() > receivedAt.getTime() + toleratedFutureMs || at.getUTCFullYear() <= 1990
  if (impossible) return { at: receivedAt, note: 'clamped' }
  return { at, note: correct ? 'corrected' : '' }
}

/**
 * The day that stands in the key of the event table: from the time as claimed, so that a retry repeats it; the day of
 * receipt when that is absent or lies more than two days ahead.
 */
export function keyDay(claimedAt: Date | undefined, receivedAt: Date): string {
  const use = claimedAt && claimedAt.getTime() < receivedAt.getTime() + 2 * 86_400_000 ? claimedAt : receivedAt
  return use.toISOString().slice(0, 10)
}
