import { anchorsOfCustomers, customerAnchors, customersNumbered } from '../../collecting/index.ts'
import { instant, type Sql, sql, text, u32, u64s } from '../../engines/clickhouse/index.ts'
import { sql as postgresSql } from '../../engines/postgres/index.ts'
import type { Context } from '../../feature.ts'
import { compileCondition } from '../../mapping/index.ts'
import type { AwaitedEvent } from '../../vocabulary/survey/sending-rules.ts'
import { decideAt, openDeciding } from './decide-batch.ts'
import { roomOf } from './decide-due.ts'
import { nothingPast, type Past } from './gather-facts.ts'
import { type AskingSurvey, readPressure } from './rules-store.ts'
import type { Tried } from './run-dry-runs.ts'

const pageSize = 5000
const dayMs = 86_400_000
const replayedDays = 90

type Row = { message: string; anchor: string; at: string }
type Asked = { readonly at: number; readonly isKind: boolean }

/**
 * Decides on the events of the last 90 days as the rules would have, one after the other, each with what the ones before
 * it led to and with what other surveys asked then. Who can be reached, who is in the audience and whose complaint is
 * open is taken as it is today.
 */
export async function* replayEvents(
  context: Context,
  survey: AskingSurvey,
): AsyncIterable<{ readonly tried: readonly Tried[]; readonly progress: number }> {
  const { workspace, postgres, clickhouse, now } = context
  const { trigger } = survey.rules
  if (trigger.kind !== 'event' && trigger.kind !== 'absence') return
  const { pressure } = await readPressure(postgres, workspace.number)
  const room = await roomOf(postgres, workspace.number, [survey])
  const deciding = await openDeciding(context, workspace, pressure, [survey], room)
  const delayMs = (trigger.kind === 'event' ? trigger.delayMinutes : trigger.waitMinutes) * 60_000
  const until = now().getTime()
  const begins = until - replayedDays * dayMs
  // What the replay itself asked, and until when somebody waits.
  const asked = new Map<bigint, number[]>()
  const waits = new Map<bigint, number>()
  let from = { at: new Date(begins - delayMs), message: '' }
  for (;;) {
    const page = await clickhouse.rows<Row>(sql`
      select toString(message_id) as message, anchor, toUnixTimestamp64Milli(occurred_at) as at
      from events
      where workspace_id = ${u32(workspace.number)} and measurable and ${isOne(trigger)}
        and occurred_at >= ${instant(from.at)} and occurred_at < ${instant(new Date(until - delayMs))}
        and (occurred_at, toString(message_id)) > (${instant(from.at)}, ${text(from.message)})
      order by occurred_at, message
      limit ${u32(pageSize)}`)
    const last = page.at(-1)
    if (!last) return
    from = { at: new Date(Number(last.at)), message: last.message }
    const owners = await customersNumbered(context, [...new Set(page.map(row => BigInt(row.anchor)))])
    const customers = [...new Set(owners.values())]
    const others = await askedByOthers(context, survey, customers, new Date(begins - 365 * dayMs))
    const awaited =
      trigger.kind === 'absence'
        ? await timesOf(context, trigger.unless, customers, new Date(Number(page[0]!.at)))
        : new Map<bigint, number[]>()
    const decide = await decideAt(deciding, postgres, survey, customers)
    const tried: Tried[] = []
    for (const row of page) {
      const customer = owners.get(BigInt(row.anchor))
      const at = Number(row.at)
      if (customer === undefined || (waits.get(customer) ?? 0) > at) continue
      const due = at + delayMs
      waits.set(customer, due)
      const own = asked.get(customer) ?? []
      const hasHappened = awaited.get(customer)?.some(one => one > at && one <= due) ?? false
      const past = pastAt(own, others.get(customer) ?? [], due)
      const { decision, reasons } = decide(customer, new Date(at), new Date(due), past, hasHappened)
      if (decision === 'queued') asked.set(customer, [...own, due])
      tried.push({ customer, at: new Date(due), state: decision, reasons: [...reasons] })
    }
    yield { tried, progress: Math.min(0.99, (Number(last.at) + delayMs - begins) / (until - begins)) }
    if (page.length < pageSize) return
  }
}

const isOne = ({ event, when }: AwaitedEvent): Sql =>
  when === null ? sql`name = ${text(event)}` : sql`name = ${text(event)} and ${compileCondition(when)}`

function pastAt(own: readonly number[], others: readonly Asked[], at: number): Past {
  const before = others.filter(one => one.at <= at)
  const latest = (times: readonly number[]) => (times.length === 0 ? null : new Date(Math.max(...times)))
  const times = before.map(one => one.at)
  const yearAgo = at - 365 * dayMs
  return {
    ...nothingPast,
    sameSurveyAt: latest(own),
    sameKindAt: latest([...own, ...before.filter(one => one.isKind).map(one => one.at)]),
    anySurveyAt: latest([...own, ...times]),
    askedInYear: [...own, ...times].filter(one => one > yearAgo).length,
  }
}

/** When other surveys asked these customers. */
async function askedByOthers(
  { postgres, workspace }: Context,
  survey: AskingSurvey,
  customers: readonly bigint[],
  since: Date,
): Promise<ReadonlyMap<bigint, readonly Asked[]>> {
  const rows = await postgres.rows(postgresSql<{ customer: string; asked_at: Date; kind: string }>`
    select own.customer, sent_at as asked_at, kind
    from unnest(${customers.map(String)}::bigint[]) as asked (customer)
    join (${customerAnchors(workspace.number)}) as own on own.customer = asked.customer
    join listening.invitations on invitations.workspace_id = ${workspace.number} and customer_id = own.anchor
    join listening.surveys
      on surveys.workspace_id = invitations.workspace_id and surveys.survey_id = invitations.survey_id
    where invitations.survey_id <> ${survey.id} and sent_at > ${since} and channel <> 'widget'
      and invitations.state not in ('bounced', 'failed')`)
  const found = new Map<bigint, Asked[]>()
  for (const row of rows) {
    const list = found.get(BigInt(row.customer)) ?? []
    list.push({ at: row.asked_at.getTime(), isKind: row.kind === survey.kind })
    found.set(BigInt(row.customer), list)
  }
  return found
}

/** When what was waited for happened to these customers. */
async function timesOf(
  context: Context,
  awaited: AwaitedEvent,
  customers: readonly bigint[],
  since: Date,
): Promise<ReadonlyMap<bigint, readonly number[]>> {
  const anchors = await anchorsOfCustomers(context, context.workspace.number, customers)
  const owner = new Map(anchors.map(({ anchor, customer }) => [anchor, customer]))
  if (owner.size === 0) return new Map()
  const rows = await context.clickhouse.rows<{ anchor: string; times: string[] }>(sql`
    select anchor, groupArray(10000)(toUnixTimestamp64Milli(occurred_at)) as times
    from events
    where workspace_id = ${u32(context.workspace.number)} and anchor in (${u64s([...owner.keys()])})
      and ${isOne(awaited)} and occurred_at >= ${instant(since)}
    group by anchor`)
  const found = new Map<bigint, number[]>()
  for (const row of rows) {
    const customer = owner.get(BigInt(row.anchor))!
    found.set(customer, [...(found.get(customer) ?? []), ...row.times.map(Number)])
  }
  return found
}
