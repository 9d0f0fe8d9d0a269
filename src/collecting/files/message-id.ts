import { hash } from 'node:crypto'

export type MessageIds = {
  /** The id of an event that says this; `parts` must hold all that makes it itself. */
  idOf(parts: string): string
}

/**
 * Ids made of what an event says, so that importing a file again gives the same ids and changes nothing. Two rows that
 * say exactly the same are two events: the second has the ordinal 1 behind its id, and so on.
 */
export function messageIds(mostRemembered = 2_000_000): MessageIds {
  const repeats = repeatCounter(mostRemembered)
  return {
    idOf(parts) {
      const digest = hash('sha256', parts, 'hex')
      const before = repeats.countedBefore(
        Number.parseInt(digest.slice(48, 56), 16),
        Number.parseInt(digest.slice(56), 16),
      )
      const id = `imp-${digest.slice(0, 32)}`
      return before === 0 ? id : `${id}-${before}`
    },
  }
}

/**
 * Counts how often a 64-bit hash was met, in memory that stays flat: ten bytes a slot, two generations of at most
 * `most` hashes. Beyond twice that many rows, the oldest are forgotten, and an identical row so far behind is then
 * taken for the same one.
 */
export function repeatCounter(most: number): { countedBefore(high: number, low: number): number } {
  let current = generation(4096)
  let previous = generation(1)
  return {
    countedBefore(high, low) {
      // Zero marks a free slot.
      const first = high | 1
      const before = current.get(first, low) || previous.get(first, low)
      if (current.size >= most) {
        previous = current
        current = generation(4096)
      } else if (current.size * 2 > current.slots) {
        const larger = generation(current.slots * 2)
        current.copyTo(larger)
        current = larger
      }
      current.set(first, low, before + 1)
      return before
    },
  }
}

type Generation = {
  readonly size: number
  readonly slots: number
  get(high: number, low: number): number
  set(high: number, low: number, count: number): void
  copyTo(other: Generation): void
}

function generation(slots: number): Generation {
  const highs = new Uint32Array(slots)
  const lows = new Uint32Array(slots)
  const counts = new Uint16Array(slots)
  let size = 0
  const find = (high: number, low: number) => {
    const wanted = high >>> 0
    let slot = (low ^ (wanted >>> 7)) & (slots - 1)
    while (highs[slot] !== 0 && (highs[slot] !== wanted || lows[slot] !== low)) slot = (slot + 1) & (slots - 1)
    return slot
  }
  return {
    get size() {
      return size
    },
    slots,
    get: (high, low) => (size === 0 ? 0 : counts[find(high, low)]!),
    set(high, low, count) {
      const slot = find(high, low)
      if (highs[slot] === 0) size++
      highs[slot] = high
      lows[slot] = low
      counts[slot] = Math.min(count, 65_535)
    },
    copyTo(other) {
      for (let slot = 0; slot < slots; slot++) {
        if (highs[slot] !== 0) other.set(highs[slot]!, lows[slot]!, counts[slot]!)
      }
    },
  }
}
