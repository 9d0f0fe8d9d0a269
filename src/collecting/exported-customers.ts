import { sql } from '../engines/postgres/index.ts'
import type { Context } from '../feature.ts'
import type { Consents } from '../vocabulary/consent.ts'
import { customerIdFromNumber } from '../vocabulary/id.ts'
import type { LinkRule } from '../vocabulary/identity.ts'
import { anchorOf } from './anchor.ts'
import { anchorsKnown, type KnownAnchor } from './customer-of.ts'
import { readTraits } from './read-traits.ts'
import { roomOf } from './room.ts'

/** What an event needs from its customer to be written as the message that it came from. */
export type ExportedCustomers = {
  readonly anchors: readonly KnownAnchor[]
  readonly anchorOf: (anchor: bigint) => KnownAnchor | undefined
  /** The identifier as the reader may see it; undefined for a part of a shared browser, which has none. */
  readonly shownId: (anchor: bigint) => string | undefined
  readonly traitsOf: (anchor: bigint) => Readonly<Record<string, string>>
  /** Whether the customer has said anything of measurement. */
  readonly hasDecided: (customer: bigint) => boolean
  /** Identifiers joined to this one and not told yet, at most ten: they travel with its next event. */
  readonly takeJoined: (anchor: bigint) => readonly { readonly type: string; readonly id: string }[]
  /** The id that an alias joined to this one. */
  readonly previousOf: (anchor: bigint) => string | undefined
}

/** Reads what is known of these customers, for one stretch of an export. */
export async function openExportedCustomers(
  context: Context,
  customers: readonly bigint[],
): Promise<ExportedCustomers> {
  const { postgres } = context
  const workspace = context.workspace.number
  const mayRead = context.may('personal.read')
  const anchors = await anchorsKnown(postgres, workspace, customers)
  const known = new Map(anchors.map(each => [each.anchor, each]))
  const values = await readValues(context, anchors)
  const shownId = (anchor: bigint) => {
    const value = values.get(anchor)
    if (value === undefined) return known.get(anchor)?.sealed ? customerIdFromNumber(anchor) : undefined
    // By the value alone, so that an id that was once given as a user's and once as a browser's keeps one pseudonym.
    return mayRead ? value : customerIdFromNumber(anchorOf(context, workspace, 'user_id', value))
  }
  const traits = new Map<bigint, Record<string, string>>()
  for (const trait of await readTraits(context, postgres, workspace, [...known.keys()])) {
    if (trait.personal && !mayRead) continue
    traits.set(trait.anchor, { ...traits.get(trait.anchor), [trait.key]: trait.value })
  }
  const { joined, previous } = await readLinks(context, known)
  const decided = await postgres.rows(sql<{ customer: string; consents: Consents | null }>`
    select customer, consents
    from collecting.customers
    where workspace_id = ${workspace} and customer = any(${customers.map(String)}::bigint[]) and consents ? 'measurement'`)
  const deciders = new Set(decided.map(row => BigInt(row.customer)))
  return {
    anchors,
    anchorOf: anchor => known.get(anchor),
    shownId,
    traitsOf: anchor => traits.get(anchor) ?? {},
    hasDecided: customer => deciders.has(customer),
    takeJoined: anchor =>
      (joined.get(anchor)?.splice(0, 10) ?? []).flatMap(other => {
        const id = shownId(other)
        return id === undefined ? [] : [{ type: known.get(other)!.kind, id }]
      }),
    previousOf: anchor => {
      const other = previous.get(anchor)
      return other === undefined ? undefined : shownId(other)
    },
  }
}

async function readValues(context: Context, anchors: readonly KnownAnchor[]): Promise<ReadonlyMap<bigint, string>> {
  const { postgres, workspace } = context
  const { vault } = roomOf(context)
  await vault.load(
    postgres,
    workspace.number,
    anchors.map(({ anchor }) => anchor),
  )
  const values = new Map<bigint, string>()
  for (const { anchor, sealed } of anchors) {
    const value = sealed && (await vault.open(postgres, workspace.number, anchor, sealed))
    if (value !== undefined) values.set(anchor, value)
  }
  return values
}

/** Which identifiers travel with the events of which, and what aliases named. */
async function readLinks(
  context: Context,
  known: ReadonlyMap<bigint, KnownAnchor>,
): Promise<{ joined: Map<bigint, bigint[]>; previous: ReadonlyMap<bigint, bigint> }> {
  const ids = [...known.keys()].map(String)
  const rows = await context.postgres.rows(sql<{ one: string; other: string; rule: LinkRule }>`
    select one, other, rule
    from collecting.links
    where workspace_id = ${context.workspace.number} and severed_at is null and refusal is null
      and rule in ('together', 'alias') and one = any(${ids}::bigint[]) and other = any(${ids}::bigint[])
    order by linked_at, one, other`)
  const joined = new Map<bigint, bigint[]>()
  const previous = new Map<bigint, bigint>()
  for (const row of rows) {
    const ends = [known.get(BigInt(row.one))!, known.get(BigInt(row.other))!]
    const carrier = ends.find(({ kind }) => kind === 'user_id') ?? ends.find(({ kind }) => kind === 'anonymous_id')
    const carried = ends.find(each => each !== carrier)
    if (!carrier || !carried) continue
    if (row.rule === 'alias') {
      for (const [end, far] of [ends, ends.toReversed()] as const)
        if (!previous.has(end!.anchor) || far!.kind === 'user_id') previous.set(end!.anchor, far!.anchor)
    } else if (carried.kind !== 'user_id' && carried.sealed) {
      joined.set(carrier.anchor, [...(joined.get(carrier.anchor) ?? []), carried.anchor])
    }
  }
  return { joined, previous }
}
