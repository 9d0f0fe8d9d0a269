import { type Queryable, sql } from '../engines/postgres/index.ts'
import type { Installation } from '../feature.ts'

/** Whether and in which language a customer can be written to. No address is read for it. */
export type Reachable = {
  /** When the address was last told; null where none is known. */
  readonly emailAt: Date | null
  readonly phoneAt: Date | null
  readonly language: 'fr' | 'en' | null
  readonly timeZone: string | null
}

/** An identifier of a customer, and when it was last told where it is an address itself. */
export type OwnIdentifier = {
  readonly customer: bigint
  readonly anchor: bigint
  readonly address: 'email' | 'phone' | null
  readonly seenMs: number
}

const emailKeys = ['email', 'e-mail', 'mail', 'email_address', 'emailaddress', 'courriel']
const phoneKeys = ['phone', 'telephone', 'téléphone', 'mobile', 'gsm', 'phone_number', 'phonenumber']
const languageKeys = ['language', 'locale', 'lang', 'langue']
const zoneKeys = ['timezone', 'time_zone', 'fuseau']
const roleOfKey = new Map(
  Object.entries({ email: emailKeys, phone: phoneKeys, language: languageKeys, zone: zoneKeys }).flatMap(
    ([role, keys]) => keys.map(key => [key, role as 'email' | 'phone' | 'language' | 'zone'] as const),
  ),
)

/** All identifiers of these customers. Who is nobody's customer any more has none. */
export async function identifiersOf(
  postgres: Queryable,
  workspace: number,
  customers: readonly bigint[],
): Promise<readonly OwnIdentifier[]> {
  if (customers.length === 0) return []
  const rows = await postgres.rows(sql<{ customer: string; anchor: string; kind: string | null; seen: number | null }>`
    select customer, anchor, case when kind in ('email', 'phone') then kind end as kind,
      case when kind in ('email', 'phone') then floor(extract(epoch from last_seen_at) * 1000)::float8 end as seen
    from collecting.identifiers
    where workspace_id = ${workspace} and customer = any(${textOf(customers)}::bigint[])`)
  return rows.map(row => ({
    customer: BigInt(row.customer),
    anchor: BigInt(row.anchor),
    address: row.kind as 'email' | 'phone' | null,
    seenMs: row.seen ?? 0,
  }))
}

/** An array as PostgreSQL writes it: the client takes ten times as long over one of twenty thousand. */
const textOf = (numbers: readonly bigint[]): string => `{${numbers.join(',')}}`

type Told = { email: number; phone: number; language?: Said; zone?: Said }
type Said = { readonly at: number; readonly plain: string }

/**
 * How these customers can be reached. Who is nobody's customer any more is left out. Read in rows and put together here:
 * grouping them in the store took twice as long.
 */
export async function reachOf(
  { postgres }: { readonly postgres: Queryable },
  workspace: number,
  customers: readonly bigint[],
  known?: readonly OwnIdentifier[],
): Promise<ReadonlyMap<bigint, Reachable>> {
  if (customers.length === 0) return new Map()
  const own = known ?? (await identifiersOf(postgres, workspace, customers))
  const rows = await postgres.rows(sql<{ anchor: string; key: string; at: number; plain: string | null }>`
    select anchor, lower(key) as key, floor(extract(epoch from observed_at) * 1000)::float8 as at, plain
    from collecting.traits
    where workspace_id = ${workspace} and anchor = any(${textOf(own.map(({ anchor }) => anchor))}::bigint[])
      and lower(key) = any(${[...roleOfKey.keys()]}::text[])`)
  const told = new Map<bigint, Told>()
  const customerOf = new Map<string, Told>()
  for (const { customer, anchor, address, seenMs } of own) {
    let one = told.get(customer)
    if (!one) {
      one = { email: -1, phone: -1 }
      told.set(customer, one)
    }
    if (address && seenMs > one[address]) one[address] = seenMs
    customerOf.set(String(anchor), one)
  }
  for (const { anchor, key, at, plain } of rows) {
    const one = customerOf.get(anchor)!
    const role = roleOfKey.get(key)!
    if (role === 'email' || role === 'phone') {
      if (at > one[role]) one[role] = at
    } else if (plain !== null && at > (one[role]?.at ?? -1)) one[role] = { at, plain }
  }
  const reachable = new Map<bigint, Reachable>()
  for (const [customer, { email, phone, language, zone }] of told) {
    const tongue = language?.plain.slice(0, 2).toLowerCase()
    reachable.set(customer, {
      emailAt: email < 0 ? null : new Date(email),
      phoneAt: phone < 0 ? null : new Date(phone),
      language: tongue === 'fr' || tongue === 'en' ? tongue : null,
      timeZone: zone !== undefined && isZone(zone.plain) ? zone.plain : null,
    })
  }
  return reachable
}

const zones = new Map<string, boolean>()

function isZone(name: string): boolean {
  const known = zones.get(name)
  if (known !== undefined) return known
  let is = true
  try {
    new Intl.DateTimeFormat('en', { timeZone: name })
  } catch {
    is = false
  }
  if (zones.size < 2000) zones.set(name, is)
  return is
}

/**
 * Which anchors belong to which customer, as `anchor` and `customer`: for whoever keeps something under the number that a
 * customer had, and asks for all of it after they were joined with another.
 */
export const customerAnchors = (workspace: number) => sql`
  select anchor, customer from collecting.identifiers where workspace_id = ${workspace}`

/** The customers of a workspace in the order of their numbers, after one: for whoever goes through all of them in parts. */
export async function customersAfter(
  { postgres }: Pick<Installation, 'postgres'>,
  workspace: number,
  after: bigint,
  most: number,
): Promise<readonly bigint[]> {
  const rows = await postgres.rows(sql<{ customer: string }>`
    select customer from collecting.customers
    where workspace_id = ${workspace} and customer > ${String(after)}::bigint
    order by customer
    limit ${most}`)
  return rows.map(row => BigInt(row.customer))
}

/** A number that rises whenever events were stored: whoever reads new ones need not look before it has. */
export async function lastTouch({ postgres }: Pick<Installation, 'postgres'>): Promise<bigint> {
  const row = await postgres.first(sql<{ last_value: string }>`select last_value from collecting.touches`)
  return BigInt(row?.last_value ?? 0)
}
