import { behaviour } from './behaviour.ts'
import { monthOf } from './calendar.ts'
import { sampleCustomer } from './customer.ts'
import { liveMonth } from './live-month.ts'
import type { DiaryEntry, SampleMessage } from './message.ts'
import { randomFor } from './random.ts'

export type SampleSize = {
  /** Customers and visitors who stay anonymous, together. */
  readonly customers: number
  /** The same number gives the same company. */
  readonly seed?: number
  /** Nothing happens at or after this instant. */
  readonly until: Date
  /** How many whole months before the month of `until`; 12 unless said. */
  readonly months?: number
  /** Messages a batch, at least; a batch ends with a household. 500 unless said. */
  readonly batchSize?: number
}

export type SampleBatch = {
  readonly messages: readonly SampleMessage[]
  /** Customers told whole so far. */
  readonly customersDone: number
}

export const defaultSeed = 1879

/**
 * What the customers of the sample company lived, batch by batch, in the order of time for each customer.
 *
 * Dirt is in it as in life: about one message in a hundred arrives late, in a later batch than its neighbours; one in
 * two hundred arrives twice; some share their millisecond. The same arguments give the same messages; a later `until`
 * in the same month gives the same past and what came since.
 */
export function* sampleEvents(size: SampleSize): Generator<SampleBatch, void, void> {
  const { customers, until, seed = defaultSeed, months = 12, batchSize = 500 } = size
  const end = until.getTime()
  const lastMonth = monthOf(end)
  let batch: SampleMessage[] = []
  let late: SampleMessage[] = []

  for (let index = 0; index < customers; index += 2) {
    // Neighbours may share a computer, so two customers are told together.
    const entries: DiaryEntry[] = []
    for (let member = index; member < Math.min(index + 2, customers); member++) {
      const customer = sampleCustomer(seed, member)
      for (let month = lastMonth - months; month <= lastMonth; month++) {
        for (const entry of liveMonth(seed, customer, month)) if (entry.at < end) entries.push(entry)
      }
    }
    entries.sort((one, other) => one.at - other.at)
    const dirt = randomFor(seed, 3, index)
    for (const { message } of entries) {
      const draw = dirt.below(1000)
      if (draw < behaviour.arrivesLate) late.push(message)
      else batch.push(message)
      if (draw >= behaviour.arrivesLate && draw < behaviour.arrivesLate + behaviour.sentTwice) late.push(message)
    }
    if (batch.length >= batchSize) {
      yield { messages: batch, customersDone: Math.min(index + 2, customers) }
      batch = late
      late = []
    }
  }
  const rest = [...batch, ...late]
  if (rest.length > 0) yield { messages: rest, customersDone: customers }
}
