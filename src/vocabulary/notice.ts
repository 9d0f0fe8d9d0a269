import type { Role } from './role.ts'

/** What features tell the rooms above them: one closed list. Delivered at least once. */
export type Notice =
  | { readonly kind: 'workspace.created'; readonly workspace: number }
  /** What maps designed or bound changed: the traces of that journey are to be built again. */
  | { readonly kind: 'journey.changed'; readonly workspace: number; readonly journeyId: string }
  | { readonly kind: 'journey.removed'; readonly workspace: number; readonly journeyId: string }
  /** Every number that these customers ever had, anchors as well as customers. */
  | { readonly kind: 'customers.erased'; readonly workspace: number; readonly numbers: readonly string[] }
  | CustomerAct

/** What somebody did with the data of customers: it goes into the audit log. */
export type CustomerAct = {
  readonly [K in (typeof customerActs)[number]]: {
    readonly kind: K
    readonly workspace: number
    readonly actor: ActorOfNotice
    /** Ids, codes and counts, never a name, an address or a text. */
    readonly details: Readonly<Record<string, string | number | boolean | null>>
  }
}[(typeof customerActs)[number]]

export const customerActs = [
  'customer.viewed',
  'customer.merged',
  'customer.split',
  'customer.consented',
  'customer.forgotten',
  'event.replayed',
  'events.exported',
  'samples.kept',
] as const

export type ActorOfNotice =
  | { readonly kind: 'member'; readonly memberId: string; readonly role: Role }
  | { readonly kind: 'key'; readonly keyId: string }
  | { readonly kind: 'operator' }
  | { readonly kind: 'system' }
