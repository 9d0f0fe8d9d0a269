import { type ClickHouse, i64, join, type Sql, sql, u32 } from '../../engines/clickhouse/index.ts'
import { type ContactScope, neighbouredContacts, saidRows } from '../contact-rows.ts'
import type { ContactRule } from '../contact-rule.ts'

/** What is counted of contacts for each number of days, in the order of the arrays below. */
export const contactCounts = [
  /** Contacts that follow another of the same reason within N days. */
  'back',
  /** Contacts with a reason, old enough that N days after them are known. */
  'eligible',
  /** Of these, those that another follows within N days: on any channel, and on the same. */
  'forward',
  'forwardHere',
  /** Needs: contacts that follow none of the same reason within N days. Then those old enough, then those of one contact. */
  'needs',
  'needsEligible',
  'once',
  /** The same as the first ones of contacts of whatever reason, known or not. */
  'backAny',
  'eligibleAny',
  'forwardAny',
] as const
export type ContactCountName = (typeof contactCounts)[number]

/** One row a reason and channel; of all channels, of all reasons, and of all where `whole` says so. */
export type ContactCount = {
  readonly reason: string
  readonly channel: string
  /** 0: both as named; 1: all channels; 2: all reasons; 3: all of both. */
  readonly whole: number
  readonly contacts: string
  readonly known: string
  readonly customers: string
  /** `contactCounts` for the first number of days, then for the next; and how many customers stand behind each. */
  readonly counts: readonly string[]
  readonly behind: readonly string[]
}

const dayMs = 86_400_000

/** One condition each, for N days: on a row of `neighbouredContacts`, looked at until `until` (milliseconds). */
export function contactConditions(days: number, until: number): Readonly<Record<ContactCountName, Sql>> {
  const within = i64(days * dayMs)
  const old = sql`at <= ${i64(until - days * dayMs)}`
  const known = sql`reason != ''`
  // NaN is not less than anything: who has no neighbour has none near.
  const back = sql`${known} and at - before <= ${within}`
  const forward = sql`after - at <= ${within}`
  const needs = sql`${known} and not (at - before <= ${within})`
  return {
    back,
    eligible: sql`${known} and ${old}`,
    forward: sql`${known} and ${old} and ${forward}`,
    forwardHere: sql`${known} and ${old} and after_here - at <= ${within}`,
    needs,
    needsEligible: sql`${needs} and ${old}`,
    once: sql`${needs} and ${old} and not (${forward})`,
    backAny: sql`at - before_any <= ${within}`,
    eligibleAny: old,
    forwardAny: sql`${old} and after_any - at <= ${within}`,
  }
}

/** How many contacts were there, by reason and channel, how many repeat one before, how many are repeated? */
export function countContacts(
  clickhouse: ClickHouse,
  rule: ContactRule,
  scope: ContactScope,
  ask: { readonly spoken: Sql; readonly days: readonly number[]; readonly until: number },
): Promise<readonly ContactCount[]> {
  const flags = ask.days.flatMap(days => {
    const conditions = contactConditions(days, ask.until)
    return contactCounts.map(name => sql`countIf(${conditions[name]})`)
  })
  const list = join(flags, sql`, `)
  // A customer first, then all of them: what counts customers is then a sum, whatever their number. Plain counts within,
  // as arrays of counts for every customer and cell took four times as long.
  return clickhouse.rows<ContactCount>(sql`
    select
      reason,
      channel,
      whole,
      sum(own) as contacts,
      sum(own_known) as known,
      count() as customers,
      sumForEach(own_counts) as counts,
      sumForEach(arrayMap(amount -> toUInt64(amount > 0), own_counts)) as behind
    from (
      select
        customer_id,
        reason,
        channel,
        toUInt8(2 * grouping(reason) + grouping(channel)) as whole,
        count() as own,
        countIf(reason != '') as own_known,
        [${list}] as own_counts
      from (${neighbouredContacts(rule, scope)})
      where ${ask.spoken}
      group by grouping sets ((customer_id, reason, channel), (customer_id, reason), (customer_id, channel), (customer_id))
    )
    group by reason, channel, whole`)
}

export type ContactName = { readonly name: string; readonly events: string; readonly customers: string }

/** Which events count as contacts, and how many of each are there? */
export function countContactNames(
  clickhouse: ClickHouse,
  rule: ContactRule,
  scope: ContactScope,
  spoken: Sql,
): Promise<readonly ContactName[]> {
  return clickhouse.rows<ContactName>(sql`
    select name, count() as events, uniqExact(customer_id) as customers
    from (${saidRows(rule, scope)})
    where ${spoken}
    group by name
    order by events desc, name
    limit 200`)
}

/** Until when is anything known? The last event that may be measured, but not what is dated after `now`. */
export async function knownUntil(clickhouse: ClickHouse, workspace: number, now: Date): Promise<number> {
  const row = await clickhouse.first<{ last: string }>(sql`
    select max(toUnixTimestamp64Milli(occurred_at)) as last from events_raw where workspace_id = ${u32(workspace)} and measurable`)
  return Math.min(now.getTime(), Number(row?.last ?? 0))
}
