const kept = 50_000

/**
 * Counts what comes from one place within a time, in the memory of this process: a limit that a restart forgets is good
 * enough for what costs little.
 */
export function countRequests(most: number, withinMs: number): (key: string, now: Date, amount?: number) => boolean {
  const seen = new Map<string, { since: number; amount: number }>()
  return (key, now, amount = 1) => {
    const at = now.getTime()
    const known = seen.get(key)
    if (known && at - known.since < withinMs) {
      known.amount += amount
      return known.amount <= most
    }
    // The oldest go first: a Map keeps the order of insertion.
    if (seen.size >= kept) seen.delete(seen.keys().next().value!)
    seen.delete(key)
    seen.set(key, { since: at, amount })
    return true
  }
}
