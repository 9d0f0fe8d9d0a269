let last = 0n

/** Grows with time, in microseconds, and by one within a millisecond: the later of two writes of a row counts. */
export function nextVersion(): bigint {
  const now = BigInt(Date.now()) * 1000n
  last = now > last ? now : last + 1n
  return last
}
