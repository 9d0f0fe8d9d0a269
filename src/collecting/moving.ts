import type { Event } from '../vocabulary/event.ts'
import type { PageSample } from '../vocabulary/page-sample.ts'
import type { EventAnchors } from './event-anchors.ts'
import type { InboxRow } from './inbox.ts'

/** A message on its way to the analytical store. */
export type Moving = {
  readonly id: string
  readonly row: InboxRow
  readonly event: Event
  /** What the pointer samples of a page tell, when that is what it is. */
  readonly sample: PageSample | undefined
  anchors: EventAnchors
  readonly claimedAt: Date | undefined
  readonly at: Date
  readonly clock: string
  readonly position: number
  /** Where it is stored: the anchor of its strongest identifier, or the epoch of a shared browser. */
  anchor: bigint
  measurable: boolean
}

/** What a batch brought to a customer: between which instants, and how many events. */
export type Touch = { first: Date; last: Date; events: number }
