import type { getCustomer as getCustomerRoute } from '../contract/collecting.ts'
import type { AnswerOf, InputOf } from '../contract/route.ts'
import { sql as clickhouseSql, u32, u64s } from '../engines/clickhouse/index.ts'
import { sql } from '../engines/postgres/index.ts'
import type { Context } from '../feature.ts'
import { customerIdFromNumber } from '../vocabulary/id.ts'
import { initials, masked, maskedIdentifier } from '../vocabulary/mask.ts'
import { customerOf, type KnownAnchor, type KnownCustomer } from './customer-of.ts'
import { readConsents } from './read-consents.ts'
import { type KnownTrait, nameOf, readTraits } from './read-traits.ts'
import { roomOf } from './room.ts'
import { suggestMerges } from './suggest-merges.ts'

type Answer = AnswerOf<typeof getCustomerRoute>

/** Who a customer is. That somebody looked is written in the audit log. */
export async function getCustomer(
  context: Context,
  { params }: InputOf<typeof getCustomerRoute>,
): Promise<AnswerOf<typeof getCustomerRoute>> {
  const { postgres, workspace } = context
  const customer = await customerOf(postgres, workspace.number, params.customer)
  await postgres.transaction(transaction =>
    context.post(transaction, {
      kind: 'customer.viewed',
      workspace: workspace.number,
      actor: context.actor,
      details: { customer: customer.id },
    }),
  )
  const anchors = customer.anchors.map(({ anchor }) => anchor)
  const [traits, seen, activity, consents, suggestions] = await Promise.all([
    readTraits(context, postgres, workspace.number, anchors),
    postgres.first(sql<{ first_seen_at: Date; last_seen_at: Date }>`
      select first_seen_at, last_seen_at
      from collecting.customers
      where workspace_id = ${workspace.number} and customer = ${String(customer.number)}::bigint`),
    activityOf(context, anchors),
    readConsents(postgres, workspace.number, customer.number, anchors),
    suggestMerges(context, customer),
  ])
  const mayRead = context.may('personal.read')
  const channels = new Map<string, number>()
  for (const { channel, amount } of activity) channels.set(channel, (channels.get(channel) ?? 0) + amount)
  return {
    customer: customer.id,
    name: nameOf(customer.id, traits, mayRead),
    traits: latestTraits(traits, mayRead),
    identifiers: await identifiersOf(context, customer, activity, mayRead),
    consents,
    firstSeenAt: (seen?.first_seen_at ?? customer.anchors[0]!.firstSeenAt).toISOString(),
    lastSeenAt: (seen?.last_seen_at ?? customer.anchors[0]!.lastSeenAt).toISOString(),
    events: activity.reduce((sum, { amount }) => sum + amount, 0),
    channels: [...channels]
      .map(([channel, events]) => ({ channel, events }))
      .sort((a, b) => b.events - a.events || a.channel.localeCompare(b.channel)),
    suggestions,
  }
}

type Activity = { readonly anchor: string; readonly channel: string; readonly amount: number; readonly last: Date }

/** How many events each identifier has on each channel, and the last of them. */
async function activityOf(context: Context, anchors: readonly bigint[]): Promise<readonly Activity[]> {
  const rows = await context.clickhouse.rows<{ anchor: string; channel: string; amount: string; last: string }>(
    clickhouseSql`
    select anchor, toString(channel) as channel, count() as amount, toUnixTimestamp64Milli(max(occurred_at)) as last
    from events
    where workspace_id = ${u32(context.workspace.number)} and anchor in (select arrayJoin(${u64s(anchors)}))
    group by anchor, channel`,
  )
  return rows.map(row => ({ ...row, amount: Number(row.amount), last: new Date(Number(row.last)) }))
}

/** Of each trait what was said last, whichever identifier it was said of. */
function latestTraits(traits: readonly KnownTrait[], mayRead: boolean): Answer['traits'] {
  const latest = new Map<string, KnownTrait>()
  for (const trait of traits) latest.set(trait.key, trait)
  return [...latest.values()]
    .sort((a, b) => a.key.localeCompare(b.key))
    .map(({ key, value, personal, at }) => ({
      key,
      value: !personal || mayRead ? value : /name|nom/i.test(key) ? initials(value) : masked(value),
      personal,
      at: at.toISOString(),
    }))
}

async function identifiersOf(
  context: Context,
  customer: KnownCustomer,
  activity: readonly Activity[],
  mayRead: boolean,
): Promise<Answer['identifiers']> {
  const { postgres, workspace } = context
  const { vault } = roomOf(context)
  await vault.load(
    postgres,
    workspace.number,
    customer.anchors.map(({ anchor }) => anchor),
  )
  const shown = async (known: KnownAnchor) => {
    const value = known.sealed && (await vault.open(postgres, workspace.number, known.anchor, known.sealed))
    const own = activity.filter(each => each.anchor === String(known.anchor))
    const last = new Date(Math.max(known.lastSeenAt.getTime(), ...own.map(each => each.last.getTime())))
    const id = customerIdFromNumber(known.anchor)
    return {
      anchor: id,
      kind: known.kind,
      value: value === undefined ? `…${id.slice(-6)}` : mayRead ? value : maskedIdentifier(known.kind, value),
      firstSeenAt: known.firstSeenAt.toISOString(),
      lastSeenAt: last.toISOString(),
    }
  }
  return Promise.all(customer.anchors.map(shown))
}
