import { sql, type Transaction } from '../engines/postgres/index.ts'
import { type Consents, type Decision, laterConsents, type Purpose, purposes } from '../vocabulary/consent.ts'
import type { Event } from '../vocabulary/event.ts'
import { refreshCustomers } from './identity-store.ts'
import type { Moving } from './moving.ts'
import type { Room } from './room.ts'

/**
 * What each device or system last said of a customer's consents, by purpose, and since when. SDKs repeat it with every
 * event: only a change of what the same device says is a decision. Otherwise a browser that keeps repeating an old
 * 'yes' would undo what the customer has since said by telephone.
 */
type Said = Record<string, Partial<Record<Purpose, { readonly allowed: boolean; readonly at: string }>>>
type Known = { consents: Consents; said: Said; changed: boolean }
type Decided = { anchor: bigint; purpose: Purpose; decision: Decision; at: Date; moving: Moving; confirmed?: true }

const mostDevices = 30
/** The latest instant at which a device was heard saying what it still says, for decisions that arrive late. */
const heardIn = new WeakMap<Room, Map<string, number>>()

/** Keeps each decision once, in the ledger and in the state. Answers the customers concerned. */
export async function writeConsents(
  transaction: Transaction,
  room: Room,
  workspace: number,
  events: readonly Moving[],
): Promise<Set<bigint>> {
  const deciding = events.filter(each => Object.keys(each.event.consents).length > 0)
  if (deciding.length === 0) return new Set()
  const customerOf = (anchor: bigint) => room.identities.placeOf(workspace, anchor)?.customer ?? anchor
  const known = await readKnown(transaction, workspace, deciding)
  const knownOf = (anchor: bigint) => {
    const held = known.get(anchor) ?? { consents: {}, said: {}, changed: false }
    known.set(anchor, held)
    return held
  }
  const heard = heardOf(room)
  const decided: Decided[] = []
  for (const moving of deciding) {
    const { anchor, at, event } = moving
    const own = knownOf(anchor)
    const device = deviceOf(moving)
    const speaker = device === undefined ? `source:${moving.row.source}` : String(device)
    // Kept with the device itself as long as it is this customer's, so that it is one device before and after they
    // say who they are; with the customer when they use somebody else's.
    const words = device !== undefined && customerOf(device) === customerOf(anchor) ? knownOf(device) : own
    for (const purpose of purposes) {
      const allowed = event.consents[purpose]
      if (allowed === undefined) continue
      const word = words.said[speaker]?.[purpose]
      const line = `${workspace}:${words === own ? anchor : device}:${speaker}:${purpose}`
      if (word?.allowed === allowed) {
        if (at.getTime() > (heard.get(line) ?? 0)) heard.set(line, at.getTime())
        continue
      }
      const held = own.consents[purpose]
      const decision = allowed ? 'granted' : held?.decision === 'granted' ? 'withdrawn' : 'denied'
      const lastHeard = word === undefined ? undefined : (heard.get(line) ?? Date.parse(word.at))
      // Said before what the same device has said since: both are noted, in their order.
      const late = word !== undefined && lastHeard !== undefined && at.getTime() < lastHeard
      if (!late) {
        words.said[speaker] = { ...words.said[speaker], [purpose]: { allowed, at: at.toISOString() } }
        words.changed = true
        heard.set(line, at.getTime())
      }
      own.changed = true
      if (word === undefined && held && (held.decision === 'granted') === allowed) continue
      own.consents = laterConsents(own.consents, { [purpose]: { decision, at: at.toISOString() } })
      decided.push({ anchor, purpose, decision, at, moving })
      if (!late) continue
      const since = word.allowed ? 'granted' : 'withdrawn'
      own.consents = laterConsents(own.consents, {
        [purpose]: { decision: since, at: new Date(lastHeard).toISOString() },
      })
      decided.push({ anchor, purpose, decision: since, at: new Date(lastHeard), moving, confirmed: true })
    }
  }
  await insertDecisions(transaction, workspace, decided)
  await updateKnown(transaction, workspace, known)
  const customers = new Set(decided.map(each => customerOf(each.anchor)))
  await refreshCustomers(transaction, workspace, [...customers])
  return customers
}

function heardOf(room: Room): Map<string, number> {
  const heard = heardIn.get(room) ?? new Map<string, number>()
  if (heard.size > 200_000) heard.clear()
  heardIn.set(room, heard)
  return heard
}

/** The browser or application that an event came from. */
function deviceOf({ anchors, event }: Moving): bigint | undefined {
  if (event.anonymousId === undefined) return undefined
  return anchors.named.find(each => each.kind === 'anonymous_id' && each.value === event.anonymousId)?.anchor
}

async function readKnown(
  transaction: Transaction,
  workspace: number,
  deciding: readonly Moving[],
): Promise<Map<bigint, Known>> {
  const anchors = new Set<string>()
  for (const each of deciding) {
    anchors.add(String(each.anchor))
    const device = deviceOf(each)
    if (device !== undefined) anchors.add(String(device))
  }
  const rows = await transaction.rows(sql<{ anchor: string; consents: Consents | null; said: Said | null }>`
    select anchor, consents, said
    from collecting.identifiers
    where workspace_id = ${workspace} and anchor = any(${[...anchors]}::bigint[])`)
  return new Map(
    rows.map(row => [BigInt(row.anchor), { consents: row.consents ?? {}, said: row.said ?? {}, changed: false }]),
  )
}

async function insertDecisions(
  transaction: Transaction,
  workspace: number,
  decided: readonly Decided[],
): Promise<void> {
  if (decided.length === 0) return
  await transaction.run(sql`
    insert into collecting.consent_decisions (workspace_id, anchor, purpose, decision, decided_at, method, source, message)
    select ${workspace}, anchor, purpose, decision, decided_at, method, source, message
    from unnest(
      ${decided.map(each => String(each.anchor))}::bigint[],
      ${decided.map(each => each.purpose)}::text[],
      ${decided.map(each => each.decision)}::text[],
      ${decided.map(each => each.at)}::timestamptz[],
      ${decided.map(each => methodOf(each.moving.event))}::text[],
      ${decided.map(each => each.moving.row.source)}::text[],
      ${decided.map(each => (each.confirmed ? null : each.moving.id))}::uuid[]
    ) as decided (anchor, purpose, decision, decided_at, method, source, message)
    on conflict do nothing`)
}

async function updateKnown(
  transaction: Transaction,
  workspace: number,
  known: ReadonlyMap<bigint, Known>,
): Promise<void> {
  const changed = [...known].filter(([, each]) => each.changed)
  if (changed.length === 0) return
  await transaction.run(sql`
    update collecting.identifiers as identifiers
    set consents = changed.consents::jsonb, said = changed.said::jsonb
    from unnest(
      ${changed.map(([anchor]) => String(anchor))}::bigint[],
      ${changed.map(([, each]) => JSON.stringify(each.consents))}::text[],
      ${changed.map(([, each]) => JSON.stringify(lastDevices(each.said)))}::text[]
    ) as changed (anchor, consents, said)
    where identifiers.workspace_id = ${workspace} and identifiers.anchor = changed.anchor`)
}

function lastDevices(said: Said): Said {
  const devices = Object.entries(said)
  return devices.length <= mostDevices ? said : Object.fromEntries(devices.slice(-mostDevices))
}

/** How it was said, as our SDK tells it (a banner, which version of its text); other SDKs only carry the choice. */
function methodOf({ texts }: Event): string {
  const version = texts.textVersion === undefined ? '' : `, text ${texts.textVersion}`
  return `${texts.method ?? 'sdk'}${version}`.slice(0, 200)
}
