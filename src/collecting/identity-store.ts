import { type Queryable, sql, type Transaction } from '../engines/postgres/index.ts'
import { type Consents, laterConsents, strictestConsents } from '../vocabulary/consent.ts'
import { type Identifier, type IdentifierKind, joining, type Link, type LinkRule } from '../vocabulary/identity.ts'
import type { Named, Seen } from './identities.ts'
import type { Vault } from './vault.ts'

const mostInOneComponent = 5_000

export async function isSevered(queryable: Queryable, workspace: number, one: bigint, other: bigint): Promise<boolean> {
  const [low, high] = one < other ? [one, other] : [other, one]
  const row = await queryable.first(sql<{ one: string }>`
    select one
    from collecting.links
    where workspace_id = ${workspace} and one = ${String(low)}::bigint and other = ${String(high)}::bigint
      and severed_at is not null
    limit 1`)
  return row !== undefined
}

export async function insertIdentifiers(
  transaction: Transaction,
  workspace: number,
  fresh: readonly Named[],
  vault: Vault,
): Promise<void> {
  // An epoch has no value of its own; its browser has.
  await vault.prepare(
    transaction,
    workspace,
    fresh.filter(each => each.value !== '').map(each => each.anchor),
  )
  await transaction.run(sql`
    insert into collecting.identifiers (workspace_id, anchor, kind, customer, core, value_sealed, first_seen_at, last_seen_at)
    select ${workspace}, anchor, kind, anchor, anchor, value_sealed, at, at
    from unnest(
      ${fresh.map(each => String(each.anchor))}::bigint[],
      ${fresh.map(each => each.kind)}::text[],
      ${fresh.map(each => (each.value === '' ? null : vault.seal(workspace, each.anchor, each.value)))}::bytea[],
      ${fresh.map(each => each.at)}::timestamptz[]
    ) as fresh (anchor, kind, value_sealed, at)
    on conflict do nothing`)
}

/** Stores links, keeping for each the earliest instant. Answers those that are new or became earlier. */
export async function insertLinks(
  transaction: Transaction,
  workspace: number,
  seen: readonly Seen[],
): Promise<readonly Seen[]> {
  if (seen.length === 0) return []
  const earliest = new Map<string, Seen>()
  for (const link of seen) {
    const [one, other] = link.one < link.other ? [link.one, link.other] : [link.other, link.one]
    if (one === other) continue
    const name = `${one}:${other}:${link.rule}`
    const held = earliest.get(name)
    if (!held || link.at < held.at) earliest.set(name, { ...link, one, other })
  }
  const links = [...earliest.values()]
  const rows = await transaction.rows(sql<{ one: string; other: string }>`
    insert into collecting.links as links (workspace_id, one, other, rule, linked_at, made_by)
    select ${workspace}, one, other, rule, to_timestamp(at / 1000.0), made_by
    from unnest(
      ${links.map(link => String(link.one))}::bigint[],
      ${links.map(link => String(link.other))}::bigint[],
      ${links.map(link => link.rule)}::text[],
      ${links.map(link => link.at)}::float8[],
      ${links.map(link => link.by ?? null)}::text[]
    ) as seen (one, other, rule, at, made_by)
    on conflict (workspace_id, one, other, rule) do update
    set linked_at = excluded.linked_at
    where excluded.linked_at < links.linked_at
    returning one, other`)
  const changed = new Set(rows.map(row => `${row.one}:${row.other}`))
  return links.filter(link => changed.has(`${link.one}:${link.other}`))
}

type KnownIdentifier = Identifier & { readonly customer: bigint; readonly core: bigint }
type KnownLink = Link & { readonly refusal: string | null }
export type Components = {
  readonly identifiers: readonly KnownIdentifier[]
  readonly links: readonly KnownLink[]
  /** How many identifiers were left out, as too many of them are linked together. */
  readonly tooMany: number
}

/** Everything that living links connect to these anchors, but for components that are too large to be one customer. */
export async function loadComponents(
  queryable: Queryable,
  workspace: number,
  anchors: readonly bigint[],
): Promise<Components> {
  const reached = new Set(anchors)
  const links = new Map<string, KnownLink>()
  const joined = () => {
    const sets = joining([...reached])
    for (const { one, other } of links.values()) sets.join(one, other)
    return sets
  }
  let frontier = [...reached]
  while (frontier.length > 0) {
    const rows = await queryable.rows(sql<{
      one: string
      other: string
      rule: LinkRule
      at: number
      refusal: string | null
    }>`
      select one, other, rule, extract(epoch from linked_at)::float8 * 1000 as at, refusal
      from collecting.links
      where workspace_id = ${workspace} and severed_at is null
        and (one = any(${frontier.map(String)}::bigint[]) or other = any(${frontier.map(String)}::bigint[]))`)
    const found: bigint[] = []
    for (const row of rows) {
      const [one, other] = [BigInt(row.one), BigInt(row.other)]
      links.set(`${one}:${other}:${row.rule}`, { one, other, rule: row.rule, at: row.at, refusal: row.refusal })
      for (const end of [one, other]) {
        if (reached.has(end)) continue
        reached.add(end)
        found.push(end)
      }
    }
    // A batch may name thousands of customers: what bounds the search is the size of each component, not of all.
    const sets = found.length > 0 ? joined() : undefined
    frontier = found.filter(end => sets!.sizeOf(end) <= mostInOneComponent)
  }
  const sets = joined()
  const bounded = (anchor: bigint) => sets.sizeOf(anchor) <= mostInOneComponent
  const asked = [...reached].filter(bounded)
  const rows = await queryable.rows(sql<{ anchor: string; kind: IdentifierKind; customer: string; core: string }>`
    select anchor, kind, customer, core
    from collecting.identifiers
    where workspace_id = ${workspace} and anchor = any(${asked.map(String)}::bigint[])`)
  return {
    identifiers: rows.map(row => ({
      anchor: BigInt(row.anchor),
      kind: row.kind,
      customer: BigInt(row.customer),
      core: BigInt(row.core),
    })),
    links: [...links.values()].filter(link => bounded(link.one)),
    tooMany: reached.size - asked.length,
  }
}

export async function markRefusals(
  transaction: Transaction,
  workspace: number,
  links: readonly KnownLink[],
  refused: readonly { link: Link; reason: string }[],
): Promise<void> {
  const reasons = new Map(refused.map(({ link, reason }) => [`${link.one}:${link.other}:${link.rule}`, reason]))
  const changed = links
    .map(link => ({ ...link, reason: reasons.get(`${link.one}:${link.other}:${link.rule}`) ?? null }))
    .filter(link => link.reason !== link.refusal)
  if (changed.length === 0) return
  await transaction.run(sql`
    update collecting.links as links
    set refusal = judged.reason
    from unnest(
      ${changed.map(link => String(link.one))}::bigint[],
      ${changed.map(link => String(link.other))}::bigint[],
      ${changed.map(link => link.rule)}::text[],
      ${changed.map(link => link.reason)}::text[]
    ) as judged (one, other, rule, reason)
    where links.workspace_id = ${workspace} and links.one = judged.one and links.other = judged.other
      and links.rule = judged.rule`)
}

/** Writes the rows of customers again from their identifiers; one that has none left is gone. */
export async function refreshCustomers(
  transaction: Transaction,
  workspace: number,
  customers: readonly bigint[],
): Promise<void> {
  if (customers.length === 0) return
  const ids = [...new Set(customers.map(String))]
  const rows = await transaction.rows(sql<{
    anchor: string
    customer: string
    core: string
    consents: Consents | null
    first_seen_at: Date
    last_seen_at: Date
  }>`
    select anchor, customer, core, consents, first_seen_at, last_seen_at
    from collecting.identifiers
    where workspace_id = ${workspace} and (customer = any(${ids}::bigint[]) or anchor = any(${ids}::bigint[]))`)
  const before = await transaction.rows(sql<{ customer: string; first_seen_at: Date; last_seen_at: Date }>`
    select customer, first_seen_at, last_seen_at
    from collecting.customers
    where workspace_id = ${workspace} and customer = any(${ids}::bigint[])`)
  const ownOf = Map.groupBy(rows, row => row.customer)
  const seenOf = new Map(before.map(row => [row.customer, row]))
  const written: { customer: string; first: Date; last: Date; consents: Consents }[] = []
  for (const customer of ids) {
    const own = ownOf.get(customer)
    if (!own) continue
    const cores = new Map<string, Consents>()
    for (const row of own) cores.set(row.core, laterConsents(cores.get(row.core) ?? {}, row.consents ?? {}))
    // What was seen of a customer goes to the one who has its number among the identifiers now.
    const seen = [...own, ...own.flatMap(row => seenOf.get(row.anchor) ?? [])]
    written.push({
      customer,
      first: new Date(seen.reduce((least, row) => Math.min(least, row.first_seen_at.getTime()), Infinity)),
      last: new Date(seen.reduce((most, row) => Math.max(most, row.last_seen_at.getTime()), -Infinity)),
      consents: strictestConsents([...cores.values()]),
    })
  }
  const gone = ids.filter(customer => !ownOf.has(customer))
  if (gone.length > 0) {
    await transaction.run(sql`
      delete from collecting.customers where workspace_id = ${workspace} and customer = any(${gone}::bigint[])`)
  }
  if (written.length === 0) return
  await transaction.run(sql`
    insert into collecting.customers (workspace_id, customer, first_seen_at, last_seen_at, consents)
    select ${workspace}, customer, first_seen_at, last_seen_at, consents
    from unnest(
      ${written.map(({ customer }) => customer)}::bigint[],
      ${written.map(({ first }) => first)}::timestamptz[],
      ${written.map(({ last }) => last)}::timestamptz[],
      ${written.map(({ consents }) => JSON.stringify(consents))}::jsonb[]
    ) as written (customer, first_seen_at, last_seen_at, consents)
    on conflict (workspace_id, customer) do update
    set
      first_seen_at = excluded.first_seen_at,
      last_seen_at = excluded.last_seen_at,
      consents = excluded.consents`)
}
