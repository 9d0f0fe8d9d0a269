export type Turn = <T>(work: () => Promise<T>) => Promise<T>

/**
 * One after the other: moving a batch, joining and parting customers, forgetting one. Each reads who is who and
 * writes it in two stores; side by side they would overwrite what the other has just said.
 */
export function openTurn(): Turn {
  let last: Promise<unknown> = Promise.resolve()
  return work => {
    const mine = last.then(work, work)
    last = mine.catch(() => {})
    return mine
  }
}
