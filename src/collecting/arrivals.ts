import { sql } from '../engines/postgres/index.ts'
import type { Installation } from '../feature.ts'
import { problem } from '../vocabulary/problem.ts'
import { commitArrivals } from './commit-arrivals.ts'
import { type Arrival, type InboxRow, readInboxRows } from './inbox.ts'

export type Arrivals = {
  /** Stores what arrived and resolves when it is on disk. */
  accept(arrival: Arrival): Promise<{ readonly accepted: number; readonly duplicates: number }>
  /** The next rows to move, oldest first: at most about `most` messages. Empty when there are none. */
  next(most: number): Promise<readonly InboxRow[]>
  /** Says that rows up to this number have been moved. */
  moved(upTo: bigint, amount: number): void
  /** Messages acknowledged and not yet moved. */
  backlog(): number
  /** Resolves when something arrives, or after `ms`. */
  wait(ms: number): Promise<void>
}

type Waiting = {
  readonly arrival: Arrival
  readonly done: (counts: { accepted: number; duplicates: number }) => void
  readonly failed: (error: unknown) => void
}

const mostInOneCommit = 20_000
const keptInMemory = 60_000

/**
 * The door's durable half. Requests that arrive while a commit is under way are committed together by the next one:
 * one synced commit serves many senders. What was committed is also kept in memory for the mover, up to a limit, so
 * that it need not be read back.
 */
export function openArrivals(installation: Installation): Arrivals {
  const waiting: Waiting[] = []
  const rowsInMemory: InboxRow[] = []
  let messagesInMemory = 0
  // True while the mover must read the inbox itself: at the start, and after memory overflowed.
  let readInbox = true
  let lastCommitted = 0n
  let cursor = 0n
  let backlog = 0
  let counted = false
  let committing = false
  let wake: (() => void) | undefined

  const commitWaiting = async (): Promise<void> => {
    if (committing) return
    committing = true
    try {
      while (waiting.length > 0) {
        let amount = 0
        const group: Waiting[] = []
        while (waiting.length > 0 && amount < mostInOneCommit) {
          const next = waiting.shift()!
          amount += next.arrival.messages.length
          group.push(next)
        }
        try {
          const outcome = await installation.postgres.transaction(transaction =>
            commitArrivals(
              installation,
              transaction,
              group.map(each => each.arrival),
            ),
          )
          for (const row of outcome.rows) keepInMemory(row)
          for (const [index, each] of group.entries()) each.done(outcome.counts[index]!)
          wake?.()
        } catch (error) {
          for (const each of group) each.failed(error)
        }
      }
    } finally {
      committing = false
    }
  }

  const keepInMemory = (row: InboxRow) => {
    backlog += row.messages.length
    lastCommitted = row.number
    if (readInbox) return
    if (messagesInMemory + row.messages.length > keptInMemory) {
      readInbox = true
      rowsInMemory.length = 0
      messagesInMemory = 0
      return
    }
    rowsInMemory.push(row)
    messagesInMemory += row.messages.length
  }

  return {
    accept: arrival => {
      if (backlog > installation.backlogLimit) return Promise.reject(problem('backlog_full', { seconds: 5 }))
      return new Promise((done, failed) => {
        waiting.push({ arrival, done, failed })
        void commitWaiting()
      })
    },
    next: async most => {
      if (!counted) {
        const row = await installation.postgres.first(sql<{ amount: string | null }>`
          select sum(amount) as amount from collecting.inbox`)
        backlog = Number(row?.amount ?? 0)
        counted = true
      }
      if (readInbox) {
        const rows = await readInboxRows(installation, cursor, most)
        if (rows.length > 0) return rows
        // Between here and the next await nothing can be committed: memory takes over without a gap.
        if (cursor >= lastCommitted) readInbox = false
        return []
      }
      let amount = 0
      let count = 0
      while (count < rowsInMemory.length && amount < most) amount += rowsInMemory[count++]!.messages.length
      return rowsInMemory.slice(0, count)
    },
    moved: (upTo, amount) => {
      cursor = upTo
      backlog = Math.max(0, backlog - amount)
      while (rowsInMemory.length > 0 && rowsInMemory[0]!.number <= upTo) {
        messagesInMemory -= rowsInMemory.shift()!.messages.length
      }
    },
    backlog: () => backlog,
    wait: ms =>
      new Promise(resolve => {
        const late = setTimeout(done, ms)
        function done() {
          clearTimeout(late)
          wake = undefined
          resolve()
        }
        wake = done
      }),
  }
}
