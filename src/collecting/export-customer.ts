import { sql as clickhouseSql, u32, u64s } from '../engines/clickhouse/index.ts'
import { sql } from '../engines/postgres/index.ts'
import type { Context } from '../feature.ts'
import { customerIdFromNumber } from '../vocabulary/id.ts'
import { customerOf } from './customer-of.ts'
import { openSealed } from './open-sealed.ts'
import { readTraits } from './read-traits.ts'
import { roomOf } from './room.ts'

type EventRow = { anchor: string; id: string; at: string; sealed: number } & Readonly<Record<string, unknown>>

/** All that collecting knows of one customer, in the clear: for the customer themselves. */
export async function exportCustomer(context: Context, number: bigint): Promise<Readonly<Record<string, unknown>>> {
  const { postgres, clickhouse } = context
  const workspace = context.workspace.number
  const customer = await customerOf(postgres, workspace, customerIdFromNumber(number))
  const anchors = customer.anchors.map(({ anchor }) => anchor)
  const { vault } = roomOf(context)
  await vault.load(postgres, workspace, anchors)
  const identifiers = await Promise.all(
    customer.anchors.map(async ({ anchor, kind, sealed, firstSeenAt }) => ({
      kind,
      value: (sealed && (await vault.open(postgres, workspace, anchor, sealed))) ?? '',
      firstSeenAt: firstSeenAt.toISOString(),
    })),
  )
  const traits = await readTraits(context, postgres, workspace, anchors)
  const consents = await postgres.rows(sql<{
    purpose: string
    decision: string
    decided_at: Date
    method: string
    source: string
  }>`
    select purpose, decision, decided_at, method, source
    from collecting.consent_decisions
    where workspace_id = ${workspace} and anchor = any(${anchors.map(String)}::bigint[])
    order by decided_at, id`)
  const events = await clickhouse.rows<EventRow>(clickhouseSql`
    select
      anchor, toString(message_id) as id, formatDateTime(occurred_at, '%FT%T.%fZ') as at, kind, name, channel, device,
      source, case_key as \`case\`, texts, numbers, sealed
    from events
    where workspace_id = ${u32(workspace)} and anchor in (select arrayJoin(${u64s(anchors)}))
    order by occurred_at, position`)
  const pages = await clickhouse.rows<Readonly<Record<string, unknown>>>(clickhouseSql`
    select
      formatDateTime(at, '%FT%T') as at, template, viewport, round(arraySum(bands) / 1000) as seconds,
      round(reach / 10) as percent_seen, arraySum(click_amounts) as clicks
    from page_samples
    where workspace_id = ${u32(workspace)} and anchor in (select arrayJoin(${u64s(anchors)}))
    order by at, template`)
  const sealed = await openSealed(
    context,
    events.filter(event => event.sealed === 1).map(({ anchor, id }) => ({ anchor: BigInt(anchor), message: id })),
  )
  return {
    customer: customer.id,
    identifiers,
    traits: traits.map(({ key, value, at }) => ({ key, value, at: at.toISOString() })),
    consents: consents.map(({ decided_at, ...row }) => ({ ...row, decidedAt: decided_at.toISOString() })),
    pages,
    events: events.map(({ anchor: _, sealed: __, ...event }) => ({ ...event, personal: sealed.get(event.id) ?? {} })),
  }
}
