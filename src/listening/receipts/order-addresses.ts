import { createHmac } from 'node:crypto'
import { customersByIdentifiers } from '../../collecting/index.ts'
import { orderAddressBody, orderAddressDoor } from '../../contract/survey-slips.ts'
import { type Queryable, sql } from '../../engines/postgres/index.ts'
import type { Context, Door, Installation, Workspace } from '../../feature.ts'
import { parsedJson } from '../../vocabulary/parsed-json.ts'
import { problem } from '../../vocabulary/problem.ts'
import { slipLine } from '../../vocabulary/survey/slip-words.ts'
import { readLimited } from '../answering/read-limited.ts'
import { keyIn } from '../sending/key-in.ts'
import { readSurvey } from '../surveys-store.ts'
import { readableToken, tokenHash } from '../tokens.ts'

type Secrets = Pick<Installation, 'secret'>
const dayMs = 86_400_000

const tokenOf = ({ secret }: Secrets, purpose: string, text: string) =>
  readableToken(createHmac('sha256', secret(purpose)).update(text).digest())

/** An address for one order: whatever asks for it, and however often, it is the same, and takes one response. */
const makeOrderAddress: Door = {
  route: orderAddressDoor,
  handle: async (installation, request, { sourceOfKey }) => {
    const source = await sourceOfKey(keyIn(request))
    if (!source) throw problem('key_unknown')
    // A key that stands in public pages says nothing of orders.
    if (!source.trusted) throw problem('key_not_for_this', { scope: 'write' })
    const text = await readLimited(request)
    if (text === undefined) throw problem('body_too_large', { limit: '64 kB' })
    const told = orderAddressBody.safeParse(parsedJson(text))
    if (!told.success) throw problem('input_invalid', { reason: 'survey and order are needed' })
    const { survey, order, place, customer, days } = told.data
    const { workspace } = source
    await readSurvey(installation.postgres, workspace.number, survey)
    const link = await linkAt(installation.postgres, workspace.number, survey, place)
    const token = tokenOf(installation, 'listening.order', `${workspace.number} ${survey} ${order}`)
    const ends = new Date(installation.now().getTime() + days * dayMs)
    await installation.postgres.run(sql`
      insert into listening.order_addresses as held (
        workspace_id, token_hash, survey_id, link_id, customer_id, ends_at
      )
      values (
        ${workspace.number}, ${tokenHash(installation, token)}, ${survey}, ${link},
        ${await customerOf(installation, workspace, customer)}::bigint, ${ends}
      )
      on conflict (token_hash) do update
      set ends_at = greatest(held.ends_at, excluded.ends_at), customer_id = coalesce(held.customer_id, excluded.customer_id)`)
    const address = `${installation.publicUrl}/s/${token}`
    const lines = { fr: slipLine('parcel', 'fr', address), en: slipLine('parcel', 'en', address) }
    return Response.json({ address, lines })
  },
}

export const receiptDoors: readonly Door[] = [makeOrderAddress]

/** The place that its answers count for: one that has an open address, or the general one. @throws problem `not_found`. */
async function linkAt(postgres: Queryable, workspace: number, survey: string, place: string): Promise<string> {
  const row = await postgres.first(sql<{ link_id: string }>`
    select link_id from listening.links
    where workspace_id = ${workspace} and survey_id = ${survey} and kind = 'address' and closed_at is null
      and lower(place) = lower(${place.trim()})
    order by made_at, link_id
    limit 1`)
  if (!row) throw problem('not_found', { what: 'public link' })
  return row.link_id
}

async function customerOf(installation: Installation, workspace: Workspace, identifier: string | undefined) {
  const told = identifier?.trim()
  if (!told) return null
  const known = await customersByIdentifiers({ ...installation, workspace } as Context, [told])
  return known.get(told)?.toString() ?? null
}

/** The order behind an address; nothing for one that ended, or whose place was closed. */
export async function orderedBy(postgres: Queryable, hash: Buffer, now: Date) {
  const row = await postgres.first(sql<{
    workspace_id: number
    link_id: string
    survey_id: string
    state: 'live' | 'paused' | 'closed' | 'draft'
    version: number | null
    anonymity: string
    customer_id: string | null
    place: string
    made_by: string
  }>`
    select workspace_id, link_id, orders.survey_id, state, version, anonymity, customer_id, place,
      encode(orders.token_hash, 'hex') as made_by
    from listening.order_addresses as orders
    join listening.surveys using (workspace_id, survey_id)
    join listening.links using (workspace_id, link_id)
    where orders.token_hash = ${hash} and ends_at > ${now} and closed_at is null`)
  if (!row) return undefined
  return {
    workspace: row.workspace_id,
    link: row.link_id,
    survey: row.survey_id,
    state: row.state,
    version: row.version,
    isAnonymous: row.anonymity === 'anonymous',
    place: row.place,
    kind: 'address' as const,
    customer: row.customer_id ?? undefined,
    order: row.made_by,
  }
}

/** The secret of the one response that an order has: whoever opens its address again goes on where they were. */
export const orderResponseToken = (secrets: Secrets, workspace: number, order: string): string =>
  tokenOf(secrets, 'listening.order-response', `${workspace} ${order}`)

export async function forgetOrders({ postgres, now }: Pick<Installation, 'postgres' | 'now'>): Promise<void> {
  await postgres.run(sql`delete from listening.order_addresses where ends_at < ${now()}`)
}

/** A customer is forgotten: the addresses of their orders lead nowhere. */
export async function forgetOrdersOf(
  transaction: Queryable,
  workspace: number,
  customers: readonly string[],
): Promise<void> {
  await transaction.run(sql`
    delete from listening.order_addresses
    where workspace_id = ${workspace} and customer_id = any(${[...customers]}::bigint[])`)
}
