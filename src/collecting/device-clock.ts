const kept = new Map<string, { least: number; seenAt: number }>()
const forgottenAfterMs = 24 * 3_600_000

/**
 * The smallest (received − sent) of a device over its last day, in milliseconds: transit is never negative, so this
 * approaches the error of the device's clock. Undefined when it never said when it sent.
 */
export function deviceOffset(device: string, receivedAt: Date, sentAt: Date | undefined): number | undefined {
  const now = receivedAt.getTime()
  const held = kept.get(device)
  const fresh = held && now - held.seenAt < forgottenAfterMs ? held : undefined
  if (!sentAt) return fresh?.least
  const offset = now - sentAt.getTime()
  const least = fresh ? Math.min(fresh.least, offset) : offset
  if (kept.size > 100_000) kept.clear()
  kept.set(device, { least, seenAt: now })
  return least
}
