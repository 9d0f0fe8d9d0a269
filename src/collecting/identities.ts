import { type Queryable, sql, type Transaction } from '../engines/postgres/index.ts'
import type { Installation } from '../feature.ts'
import { type IdentifierKind, type LinkRule, partitionIdentifiers } from '../vocabulary/identity.ts'
import { epochAnchor } from './anchor.ts'
import {
  insertIdentifiers,
  insertLinks,
  isSevered,
  loadComponents,
  markRefusals,
  refreshCustomers,
} from './identity-store.ts'
import type { Vault } from './vault.ts'

/** What is known of an identifier. */
export type Place = {
  readonly kind: IdentifierKind
  customer: bigint
  core: bigint
  /** For a shared browser: the anchor under which its visitor-only events go now. */
  current: bigint | undefined
}

/** An identifier as an event names it. */
export type Named = {
  readonly kind: IdentifierKind
  readonly value: string
  readonly anchor: bigint
  readonly at: Date
}
export type Seen = {
  readonly one: bigint
  readonly other: bigint
  readonly rule: LinkRule
  readonly at: number
  readonly by?: string
}

/** What a change of identities moved: the places of anchors, and the customers whose traces change with them. */
export type Moves = { readonly places: ReadonlyMap<bigint, bigint>; readonly customers: ReadonlySet<bigint> }

export type Identities = {
  /** Makes the identifiers and links of a batch known. Afterwards `placeOf` answers for each of them. */
  know(transaction: Transaction, workspace: number, named: readonly Named[], seen: readonly Seen[]): Promise<Moves>
  /** Says, event after event, who uses a shared browser now; asked of links that `know` was told. */
  turnSharedBrowsers(transaction: Transaction, workspace: number, seen: readonly Seen[]): Promise<readonly Moves[]>
  placeOf(workspace: number, anchor: bigint): Place | undefined
  /** Parts the customers of these anchors again, after a link was added or severed by a member. */
  repartition(transaction: Transaction, workspace: number, anchors: readonly bigint[]): Promise<Moves>
  forget(workspace: number): void
}

const keptPlaces = 400_000

export function openIdentities(installation: Installation, vault: Vault): Identities {
  const kept = new Map<number, Map<bigint, Place>>()
  const placesIn = (workspace: number) => {
    const places = kept.get(workspace) ?? new Map<bigint, Place>()
    kept.set(workspace, places)
    return places
  }
  // Links that are stored, each with the earliest instant that is stored with it.
  const linked = new Map<string, number>()
  const nameOf = (workspace: number, { one, other, rule }: Seen) =>
    one < other ? `${workspace}:${one}:${other}:${rule}` : `${workspace}:${other}:${one}:${rule}`

  const keep = (workspace: number, anchor: bigint, place: Place) => {
    placesIn(workspace).set(anchor, place)
  }

  const load = async (queryable: Queryable, workspace: number, anchors: readonly bigint[]) => {
    const unknown = anchors.filter(anchor => !placesIn(workspace).has(anchor))
    if (unknown.length === 0) return
    const rows = await queryable.rows(sql<{
      anchor: string
      kind: IdentifierKind
      customer: string
      core: string
      current_anchor: string | null
    }>`
      select anchor, kind, customer, core, current_anchor
      from collecting.identifiers
      where workspace_id = ${workspace} and anchor = any(${unknown.map(String)}::bigint[])`)
    for (const row of rows) {
      keep(workspace, BigInt(row.anchor), {
        kind: row.kind,
        customer: BigInt(row.customer),
        core: BigInt(row.core),
        current: row.current_anchor === null ? undefined : BigInt(row.current_anchor),
      })
    }
  }

  const learn: Identities['know'] = async (transaction, workspace, named, seen) => {
    const byAnchor = new Map<bigint, Named>()
    for (const each of named) {
      const held = byAnchor.get(each.anchor)
      if (!held || each.at < held.at) byAnchor.set(each.anchor, each)
    }
    await load(transaction, workspace, [...byAnchor.keys()])
    const fresh = [...byAnchor.values()].filter(each => !placesIn(workspace).has(each.anchor))
    if (fresh.length > 0) {
      await insertIdentifiers(transaction, workspace, fresh, vault)
      for (const each of fresh) {
        keep(workspace, each.anchor, { kind: each.kind, customer: each.anchor, core: each.anchor, current: undefined })
      }
    }
    const unknown = seen.filter(link => !((linked.get(nameOf(workspace, link)) ?? Infinity) <= link.at))
    const newLinks = await insertLinks(transaction, workspace, unknown)
    if (linked.size > keptPlaces) linked.clear()
    for (const link of unknown) {
      const name = nameOf(workspace, link)
      linked.set(name, Math.min(linked.get(name) ?? Infinity, link.at))
    }
    return newLinks.length === 0
      ? noMoves
      : await repartition(
          transaction,
          workspace,
          newLinks.flatMap(link => [link.one, link.other]),
        )
  }

  /** A browser that belongs to somebody else: what its visitor does from now on goes to an epoch of the new user. */
  const turnSharedBrowsers: Identities['turnSharedBrowsers'] = async (transaction, workspace, seen) => {
    const turned: Moves[] = []
    for (const link of seen) {
      if (link.rule !== 'together') continue
      const [one, other] = [placesIn(workspace).get(link.one), placesIn(workspace).get(link.other)]
      if (!one || !other) continue
      const [browser, user] = one.kind === 'anonymous_id' ? [link.one, link.other] : [link.other, link.one]
      const browserPlace = browser === link.one ? one : other
      const userPlace = browser === link.one ? other : one
      if (browserPlace.kind !== 'anonymous_id' || userPlace.kind !== 'user_id') continue
      const owned = browserPlace.customer === userPlace.customer
      const wanted = owned ? undefined : epochAnchor(installation, workspace, browser, user)
      if (browserPlace.current === wanted) continue
      // A member said that this browser is not that customer's.
      if (wanted !== undefined && (await isSevered(transaction, workspace, browser, user))) continue
      if (wanted !== undefined) {
        const at = new Date(link.at)
        turned.push(
          await learn(
            transaction,
            workspace,
            [{ kind: 'anonymous_id', value: '', anchor: wanted, at }],
            [{ one: wanted, other: user, rule: 'epoch', at: link.at }],
          ),
        )
      }
      browserPlace.current = wanted
      await transaction.run(sql`
        update collecting.identifiers
        set current_anchor = ${wanted === undefined ? null : String(wanted)}::bigint
        where workspace_id = ${workspace} and anchor = ${String(browser)}::bigint`)
    }
    return turned
  }

  const repartition: Identities['repartition'] = async (transaction, workspace, anchors) => {
    const component = await loadComponents(transaction, workspace, anchors)
    if (component.tooMany > 0) {
      installation.log.warn('So many identifiers are linked together that none of them was joined', {
        workspace,
        identifiers: component.tooMany,
      })
    }
    const partition = partitionIdentifiers(component.identifiers, component.links)
    const moved = component.identifiers.filter(identifier => {
      const place = partition.places.get(identifier.anchor)!
      return place.customer !== identifier.customer || place.core !== identifier.core
    })
    await markRefusals(transaction, workspace, component.links, partition.refused)
    const customers = new Set<bigint>()
    const movedPlaces = new Map<bigint, bigint>()
    for (const identifier of moved) {
      const place = partition.places.get(identifier.anchor)!
      customers.add(identifier.customer).add(place.customer)
      if (place.customer !== identifier.customer) movedPlaces.set(identifier.anchor, place.customer)
      const held = placesIn(workspace).get(identifier.anchor)
      if (held) Object.assign(held, place)
    }
    if (moved.length > 0) {
      await transaction.run(sql`
        update collecting.identifiers as identifiers
        set customer = moved.customer, core = moved.core
        from unnest(
          ${moved.map(({ anchor }) => String(anchor))}::bigint[],
          ${moved.map(({ anchor }) => String(partition.places.get(anchor)!.customer))}::bigint[],
          ${moved.map(({ anchor }) => String(partition.places.get(anchor)!.core))}::bigint[]
        ) as moved (anchor, customer, core)
        where identifiers.workspace_id = ${workspace} and identifiers.anchor = moved.anchor`)
      await refreshCustomers(transaction, workspace, [...customers])
    }
    return { places: movedPlaces, customers }
  }

  return {
    know: (transaction, workspace, named, seen) => {
      // Between batches only: within one, what was just learnt is asked for.
      if (placesIn(workspace).size >= keptPlaces) kept.delete(workspace)
      return learn(transaction, workspace, named, seen)
    },
    turnSharedBrowsers,
    placeOf: (workspace, anchor) => placesIn(workspace).get(anchor),
    repartition,
    forget: workspace => {
      kept.delete(workspace)
      for (const name of linked.keys()) if (name.startsWith(`${workspace}:`)) linked.delete(name)
    },
  }
}

const noMoves: Moves = { places: new Map(), customers: new Set() }

export function bothMoves(first: Moves, then: Moves): Moves {
  return {
    places: new Map([...first.places, ...then.places]),
    customers: new Set([...first.customers, ...then.customers]),
  }
}
