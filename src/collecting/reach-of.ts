import { sql } from '../engines/postgres/index.ts'
import type { Installation } from '../feature.ts'

/** Whether and in which language a customer can be written to. No address is read for it. */
export type Reachable = {
  /** When the address was last told; null where none is known. */
  readonly emailAt: Date | null
  readonly phoneAt: Date | null
  readonly language: 'fr' | 'en' | null
  readonly timeZone: string | null
}

type Row = {
  customer: string
  email_at: Date | null
  phone_at: Date | null
  language: string | null
  time_zone: string | null
}

const emailKeys = ['email', 'e-mail', 'mail', 'email_address', 'emailaddress', 'courriel']
const phoneKeys = ['phone', 'telephone', 'téléphone', 'mobile', 'gsm', 'phone_number', 'phonenumber']
const languageKeys = ['language', 'locale', 'lang', 'langue']
const zoneKeys = ['timezone', 'time_zone', 'fuseau']
const keys = [...emailKeys, ...phoneKeys, ...languageKeys, ...zoneKeys]

/** How these customers can be reached. Who is nobody's customer any more is left out. */
export async function reachOf(
  { postgres }: Pick<Installation, 'postgres'>,
  workspace: number,
  customers: readonly bigint[],
): Promise<ReadonlyMap<bigint, Reachable>> {
  if (customers.length === 0) return new Map()
  const rows = await postgres.rows(sql<Row>`
    select
      identifiers.customer,
      greatest(
        max(observed_at) filter (where lower(key) = any(${emailKeys}::text[])),
        max(last_seen_at) filter (where kind = 'email')
      ) as email_at,
      greatest(
        max(observed_at) filter (where lower(key) = any(${phoneKeys}::text[])),
        max(last_seen_at) filter (where kind = 'phone')
      ) as phone_at,
      (array_agg(plain order by observed_at desc) filter (where lower(key) = any(${languageKeys}::text[]) and plain is not null))[1] as language,
      (array_agg(plain order by observed_at desc) filter (where lower(key) = any(${zoneKeys}::text[]) and plain is not null))[1] as time_zone
    from collecting.identifiers
    left join collecting.traits
      on traits.workspace_id = identifiers.workspace_id and traits.anchor = identifiers.anchor
        and lower(key) = any(${keys}::text[])
    where identifiers.workspace_id = ${workspace} and identifiers.customer = any(${customers.map(String)}::bigint[])
    group by identifiers.customer`)
  return new Map(
    rows.map(row => {
      const language = row.language?.slice(0, 2).toLowerCase()
      return [
        BigInt(row.customer),
        {
          emailAt: row.email_at,
          phoneAt: row.phone_at,
          language: language === 'fr' || language === 'en' ? language : null,
          timeZone: row.time_zone !== null && isZone(row.time_zone) ? row.time_zone : null,
        },
      ]
    }),
  )
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
