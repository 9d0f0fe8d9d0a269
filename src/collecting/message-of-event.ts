import type { ExportedCustomers } from './exported-customers.ts'

/** An event as the export reads it: one array in this order. */
export type ExportedRow = readonly [
  anchor: string,
  id: string,
  occurred: string,
  received: string,
  position: number,
  kind: string,
  name: string,
  channel: string,
  device: string,
  caseKey: string,
  measurable: number,
  source: string,
  texts: Readonly<Record<string, string>>,
  numbers: Readonly<Record<string, number>>,
  sealed: number,
]

/** The message, in Segment's shape, that gives this event when it is imported. */
export function messageOfEvent(
  row: ExportedRow,
  customers: ExportedCustomers,
  personal: Readonly<Record<string, string>>,
): Readonly<Record<string, unknown>> {
  const [anchorText, id, occurred, received, position, kind, name, channel, device, caseKey, measurable] = row
  const [, , , , , , , , , , , source, texts, numbers] = row
  const anchor = BigInt(anchorText)
  const known = customers.anchorOf(anchor)
  const joined = customers.takeJoined(anchor)
  const who = whoOf(anchor, customers)
  const decided = measurable === 0 || (known !== undefined && customers.hasDecided(known.customer))
  const traits = kind === 'identify' ? customers.traitsOf(anchor) : {}
  const { 'group.id': groupId, ...properties } = { ...texts, ...numbers, ...personal }
  return {
    type: kind,
    ...(kind === 'track' ? { event: name } : {}),
    ...((kind === 'page' || kind === 'screen') && name !== kind ? { name } : {}),
    // The importer of another installation makes its own id of it, always the same one.
    messageId: `parcours:${id}`,
    timestamp: new Date(Number(occurred)).toISOString(),
    receivedAt: new Date(Number(received)).toISOString(),
    ...who,
    ...(kind === 'alias' ? { previousId: customers.previousOf(anchor) ?? who.userId ?? who.anonymousId } : {}),
    ...(groupId === undefined ? {} : { groupId }),
    ...(caseKey === '' ? {} : { caseKey }),
    position,
    ...(Object.keys(properties).length === 0 ? {} : { properties }),
    ...(Object.keys(traits).length === 0 ? {} : { traits }),
    context: {
      channel,
      source,
      ...(device === '' ? {} : { device: { type: device } }),
      ...(decided ? { consent: { categoryPreferences: { measurement: measurable === 1 } } } : {}),
      ...(joined.length === 0 ? {} : { externalIds: joined }),
    },
  }
}

/** A later user's part of a shared browser is that user's. */
function whoOf(anchor: bigint, customers: ExportedCustomers): { userId?: string; anonymousId?: string } {
  const known = customers.anchorOf(anchor)
  const value = customers.shownId(anchor) ?? (known && customers.shownId(known.customer)) ?? anchor.toString(36)
  const kind = known?.sealed ? known.kind : known && customers.anchorOf(known.customer)?.kind
  return kind === 'user_id' ? { userId: value } : { anonymousId: value }
}
