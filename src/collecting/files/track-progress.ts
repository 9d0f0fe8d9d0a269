/** How far an import is. */
export type Progress = {
  readonly bytesRead: number
  /** Undefined for a stream whose size nobody said. */
  readonly bytesTotal: number | undefined
  readonly rowsRead: number
  readonly rowsPerSecond: number
  readonly bytesPerSecond: number
  /** From the pace of the last seconds; undefined before there is one. */
  readonly remainingSeconds: number | undefined
}

export type ProgressTracker = {
  addBytes(bytes: number): void
  addRows(rows: number): void
  now(): Progress
}

/** The pace is taken over this long, so that it follows a store that slows down, and doesn't jump. */
const windowMs = 10_000

/** Follows an import by the bytes of the file as it stands on disk, packed or not. */
export function trackProgress(
  bytesTotal: number | undefined,
  clock: () => number = () => performance.now(),
): ProgressTracker {
  let bytesRead = 0
  let rowsRead = 0
  const started = clock()
  const marks: { at: number; bytes: number; rows: number }[] = [{ at: started, bytes: 0, rows: 0 }]
  const mark = () => {
    const at = clock()
    if (at - marks.at(-1)!.at >= windowMs / 20) marks.push({ at, bytes: bytesRead, rows: rowsRead })
    while (marks.length > 2 && at - marks[1]!.at > windowMs) marks.shift()
    return at
  }
  return {
    addBytes(bytes) {
      bytesRead += bytes
      mark()
    },
    addRows(rows) {
      rowsRead += rows
    },
    now() {
      const at = mark()
      const since = marks[0]!
      const seconds = (at - since.at) / 1000
      const bytesPerSecond = seconds > 0 ? (bytesRead - since.bytes) / seconds : 0
      const left = bytesTotal === undefined ? undefined : Math.max(0, bytesTotal - bytesRead)
      return {
        bytesRead,
        bytesTotal,
        rowsRead,
        rowsPerSecond: seconds > 0 ? (rowsRead - since.rows) / seconds : 0,
        bytesPerSecond,
        remainingSeconds:
          left === 0 ? 0 : left === undefined || bytesPerSecond === 0 ? undefined : left / bytesPerSecond,
      }
    },
  }
}
