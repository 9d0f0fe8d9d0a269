import { hash, randomBytes } from 'node:crypto'
import { open, rm, writeFile } from 'node:fs/promises'

/**
 * Counts how many different texts were given, exactly (as far as 64 bits of a hash tell texts apart: one wrong in a
 * hundred thousand counts of ten million), in bounded memory: beyond `most`, sorted runs are put aside on disk and
 * merged at the end.
 */
export type DistinctCounter = {
  add(text: string): void
  /** Puts numbers aside when there are many. To be called now and then, between additions. */
  settle(): Promise<void>
  /** How many, without what was put aside: at least this many of the last ones. Exact while nothing was. */
  soFar(): number
  count(): Promise<number>
  [Symbol.asyncDispose](): Promise<void>
}

/** `path` is the beginning of the names of the files for what is put aside. */
export function openDistinctCounter(path: string, most = 2_000_000): DistinctCounter {
  // Salted: what is put aside on disk can't be compared with hashes of guessed values.
  const salt = randomBytes(16).toString('hex')
  const runs: { readonly path: string; readonly length: number }[] = []
  let set = numberSet(1024)
  let last: string | undefined
  return {
    add: text => {
      // Logs are sorted by case: the same text mostly comes again at once.
      if (text === last) return
      last = text
      const digest = hash('sha256', salt + text, 'buffer')
      if (set.size * 2 >= set.slots) {
        const larger = numberSet(set.slots * 2)
        set.copyTo(larger)
        set = larger
      }
      set.add(digest.readUInt32LE(0), digest.readUInt32LE(4))
    },
    settle: async () => {
      if (set.size < most) return
      const sorted = set.sorted()
      const run = { path: `${path}.${runs.length}`, length: sorted.length }
      runs.push(run)
      set = numberSet(1024)
      last = undefined
      await writeFile(run.path, new Uint8Array(sorted.buffer), { mode: 0o600 })
    },
    soFar: () => Math.max(set.size, ...runs.map(run => run.length)),
    count: async () => {
      if (runs.length === 0) return set.size
      const readers = [memoryRun(set.sorted()), ...(await Promise.all(runs.map(fileRun)))]
      try {
        return await countMerged(readers)
      } finally {
        await Promise.all(readers.map(reader => reader.close()))
      }
    },
    [Symbol.asyncDispose]: async () => {
      for (const run of runs) await rm(run.path, { force: true })
    },
  }
}

type Run = { next(): Promise<BigUint64Array | undefined>; close(): Promise<void> }

function memoryRun(numbers: BigUint64Array): Run {
  let given = false
  return {
    next: async () => {
      if (given) return undefined
      given = true
      return numbers
    },
    close: async () => {},
  }
}

async function fileRun(run: { readonly path: string; readonly length: number }): Promise<Run> {
  const file = await open(run.path)
  let left = run.length
  return {
    next: async () => {
      if (left === 0) return undefined
      const numbers = new BigUint64Array(Math.min(left, 8192))
      const { bytesRead } = await file.read(new Uint8Array(numbers.buffer), 0, numbers.byteLength)
      if (bytesRead !== numbers.byteLength) throw new Error('Numbers that were put aside are no longer whole.')
      left -= numbers.length
      return numbers
    },
    close: () => file.close(),
  }
}

async function countMerged(readers: readonly Run[]): Promise<number> {
  const heads: { reader: Run; numbers: BigUint64Array; at: number }[] = []
  for (const reader of readers) {
    const numbers = await reader.next()
    if (numbers !== undefined && numbers.length > 0) heads.push({ reader, numbers, at: 0 })
  }
  let count = 0
  let before: bigint | undefined
  while (heads.length > 0) {
    let smallest = heads[0]!
    for (const head of heads) if (head.numbers[head.at]! < smallest.numbers[smallest.at]!) smallest = head
    const number = smallest.numbers[smallest.at++]!
    if (number !== before) count++
    before = number
    if (smallest.at < smallest.numbers.length) continue
    const numbers = await smallest.reader.next()
    if (numbers === undefined) heads.splice(heads.indexOf(smallest), 1)
    else Object.assign(smallest, { numbers, at: 0 })
  }
  return count
}

type NumberSet = {
  readonly size: number
  readonly slots: number
  add(low: number, high: number): void
  copyTo(other: NumberSet): void
  sorted(): BigUint64Array
}

/** Open addressing over 64-bit numbers in two halves; a high half of zero marks a free slot. */
function numberSet(slots: number): NumberSet {
  const lows = new Uint32Array(slots)
  const highs = new Uint32Array(slots)
  let size = 0
  return {
    get size() {
      return size
    },
    slots,
    add(low, given) {
      const high = given || 1
      let slot = low & (slots - 1)
      while (highs[slot] !== 0) {
        if (highs[slot] === high && lows[slot] === low) return
        slot = (slot + 1) & (slots - 1)
      }
      lows[slot] = low
      highs[slot] = high
      size++
    },
    copyTo(other) {
      for (let slot = 0; slot < slots; slot++) if (highs[slot] !== 0) other.add(lows[slot]!, highs[slot]!)
    },
    sorted() {
      const numbers = new BigUint64Array(size)
      let at = 0
      for (let slot = 0; slot < slots; slot++) {
        if (highs[slot] !== 0) numbers[at++] = (BigInt(highs[slot]!) << 32n) | BigInt(lows[slot]!)
      }
      return numbers.sort()
    },
  }
}
