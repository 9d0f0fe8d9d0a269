import type { Installation } from '../feature.ts'
import { customerIdFromNumber } from '../vocabulary/id.ts'
import type { Moving } from './moving.ts'
import { roomOf } from './room.ts'

/** An event as the live tail shows it: no personal value, no property. */
export type TailedEvent = {
  readonly id: string
  readonly receivedAt: string
  readonly at: string
  readonly kind: string
  readonly name: string
  readonly channel: string
  readonly source: string
  readonly customer: string
}

type Listener = { readonly workspace: number; readonly hear: (events: readonly TailedEvent[]) => void }

const listeners = new WeakMap<object, Set<Listener>>()
/** A person reads no more than this from one batch; the count of the rest is in the source's figures. */
const mostTold = 50

/** Tells those who watch what has just become visible. Costs nothing when nobody does. */
export function tell(installation: Installation, moving: readonly Moving[]): void {
  const watching = listeners.get(installation.postgres)
  if (!watching || watching.size === 0) return
  for (const listener of watching) {
    const events = moving.filter(each => each.row.workspace === listener.workspace).slice(-mostTold)
    if (events.length > 0) listener.hear(events.map(each => tailed(installation, each)))
  }
}

/** Watches a workspace; returns how to stop. */
export function watch(installation: Installation, workspace: number, hear: Listener['hear']): () => void {
  const watching = listeners.get(installation.postgres) ?? new Set<Listener>()
  listeners.set(installation.postgres, watching)
  const listener = { workspace, hear }
  watching.add(listener)
  return () => watching.delete(listener)
}

function tailed(installation: Installation, { id, row, at, event, anchor }: Moving): TailedEvent {
  const customer = roomOf(installation).identities.placeOf(row.workspace, anchor)?.customer ?? anchor
  return {
    id,
    receivedAt: row.receivedAt.toISOString(),
    at: at.toISOString(),
    kind: event.kind,
    name: event.name,
    channel: event.channel,
    source: row.source,
    customer: customerIdFromNumber(customer),
  }
}
