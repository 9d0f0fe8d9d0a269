/** Beyond so many in the lane, whoever comes is refused: each may take minutes. */
const mostWaiting = 12

/** Lets through one at a time, in their order. */
export type HeavyLane = {
  /** Undefined where too many wait already. */
  enter<Answer>(work: () => Promise<Answer>): Promise<Answer> | undefined
}

/**
 * Where questions go that ran out of time or of the memory that all share: one after the other, so that each has the
 * memory to itself. Several at once, while columns were being written, took it from one another, and people were told to
 * narrow what a moment later was answered.
 */
export function openHeavyLane(): HeavyLane {
  let waiting = 0
  let last: Promise<unknown> = Promise.resolve()
  return {
    enter: work => {
      if (waiting >= mostWaiting) return undefined
      waiting++
      const turn = last.then(work)
      last = turn.then(
        () => {},
        () => {},
      )
      const leave = () => {
        waiting--
      }
      turn.then(leave, leave)
      return turn
    },
  }
}
