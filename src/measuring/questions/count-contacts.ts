import { type ClickHouse, i64, join, type Sql, sql, u8, u32 } from '../../engines/clickhouse/index.ts'
import { type ContactScope, neighbouredContacts, saidRows } from '../contacts/contact-rows.ts'
import type { ContactRule } from '../contacts/contact-rule.ts'

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

/**
 * The conditions above for all numbers of days at once, as bits of one number: bit `days.length * count + place`. A
 * neighbour within each number of days is a few bits, worked out once; what is counted are these bits put together. The
 * conditions written out, one for each count and number of days, took longer to plan than all contacts to count.
 */
function contactMarks(rows: Sql, { days, until }: { readonly days: readonly number[]; readonly until: number }): Sql {
  const bits = (conditionOf: (days: number) => Sql) =>
    join(
      days.map((each, place) => sql`${u8(2 ** place)} * (${conditionOf(each)})`),
      sql` + `,
    )
  const near = (gap: Sql) => bits(each => sql`${gap} <= ${i64(each * dayMs)}`)
  const all = u8(2 ** days.length - 1)
  const need = sql`bitAnd(known, bitXor(near_before, ${all}))`
  const marks: Readonly<Record<ContactCountName, Sql>> = {
    back: sql`bitAnd(known, near_before)`,
    eligible: sql`bitAnd(known, old)`,
    forward: sql`bitAnd(bitAnd(known, old), near_after)`,
    forwardHere: sql`bitAnd(bitAnd(known, old), near_here)`,
    needs: need,
    needsEligible: sql`bitAnd(${need}, old)`,
    once: sql`bitAnd(bitAnd(${need}, old), bitXor(near_after, ${all}))`,
    backAny: sql`near_before_any`,
    eligibleAny: sql`old`,
    forwardAny: sql`bitAnd(old, near_after_any)`,
  }
  const put = contactCounts.map(
    (name, index) => sql`bitShiftLeft(toUInt64(${marks[name]}), ${u8(index * days.length)})`,
  )
  return sql`
    select customer_id, reason, channel, one_cell, ${join(put, sql` + `)} as marks
    from (
      select
        customer_id,
        reason,
        channel,
        one_cell,
        ${all} * (reason != '') as known,
        ${bits(each => sql`at <= ${i64(until - each * dayMs)}`)} as old,
        ${near(sql`at - before`)} as near_before,
        ${near(sql`after - at`)} as near_after,
        ${near(sql`after_here - at`)} as near_here,
        ${near(sql`at - before_any`)} as near_before_any,
        ${near(sql`after_any - at`)} as near_after_any
      from (${rows})
    )`
}

type MarkCount = {
  readonly reason: string
  readonly channel: string
  /** 4: contacts of a cell. 5: customers of a cell, of its margins and of the whole. Else as in `ContactCount`: customers. */
  readonly whole: number
  readonly seen: string
  readonly many: string
}

/** How many contacts were there, by reason and channel, how many repeat one before, how many are repeated? */
export async function countContacts(
  clickhouse: ClickHouse,
  rule: ContactRule,
  scope: ContactScope,
  ask: { readonly spoken: Sql; readonly days: readonly number[]; readonly until: number },
): Promise<readonly ContactCount[]> {
  const neighboured = sql`select * from (${neighbouredContacts(rule, scope)}) where ${ask.spoken}`
  // Contacts by their marks, and customers by the marks that any of their contacts has: a few of each, whatever their
  // number, so the bits are counted here. Each contact is told five times rather than grouped by sets of keys, of which
  // each is planned like a question of its own; of customers who ask for one reason on one channel, as most do, twice.
  const rows = await clickhouse.rows<MarkCount>(sql`
    select of_reason as reason, on_channel as channel, whole, any_marks as seen, sum(own) as many
    from (
      select
        if(whole = 4, 0, customer_id) as one,
        if(whole in (2, 3), '', reason) as of_reason,
        if(whole in (1, 3), '', channel) as on_channel,
        whole,
        if(whole = 4, marks, 0) as own_marks,
        groupBitOr(marks) as any_marks,
        if(whole = 4, count(), 1) as own
      from (${contactMarks(neighboured, ask)})
      array join if(one_cell, [4, 5], [0, 1, 2, 3, 4]) as whole
      group by one, of_reason, on_channel, whole, own_marks
    )
    group by reason, channel, whole, seen`)
  return joinCounts(rows, ask.days.length)
}

/** What is counted of a cell, a margin or the whole, while its rows are added up. */
type Sums = { contacts: number; known: number; customers: number; readonly counts: number[]; readonly behind: number[] }

/** Each cell is added to its margins and to the whole: a contact is in one cell only. A customer may be in several. */
function joinCounts(rows: readonly MarkCount[], places: number): ContactCount[] {
  const bits = Array.from({ length: places }, (_, place) =>
    contactCounts.map((_, index) => 1n << BigInt(index * places + place)),
  ).flat()
  const all = new Map<string, Pick<ContactCount, 'reason' | 'channel' | 'whole'> & Sums>()
  const sumsOf = (whole: number, reason: string, channel: string) => {
    const key = JSON.stringify([whole, reason, channel])
    const none = () => bits.map(() => 0)
    const sums = all.get(key) ?? {
      ...{ reason, channel, whole, contacts: 0, known: 0, customers: 0 },
      counts: none(),
      behind: none(),
    }
    all.set(key, sums)
    return sums
  }
  for (const { reason, channel, whole, seen, many } of rows) {
    const [marks, amount] = [BigInt(seen), Number(many)]
    const add = (counted: number[]) => {
      for (const [at, bit] of bits.entries()) if (marks & bit) counted[at]! += amount
    }
    const everywhere = () => [
      ...[sumsOf(0, reason, channel), sumsOf(1, reason, '')],
      ...[sumsOf(2, '', channel), sumsOf(3, '', '')],
    ]
    if (whole !== 4) {
      for (const sums of whole === 5 ? everywhere() : [sumsOf(whole, reason, channel)]) {
        sums.customers += amount
        add(sums.behind)
      }
      continue
    }
    for (const sums of everywhere()) {
      sums.contacts += amount
      sums.known += reason === '' ? 0 : amount
      add(sums.counts)
    }
  }
  return [...all.values()].map(({ contacts, known, customers, counts, behind, ...cell }) => ({
    ...cell,
    contacts: String(contacts),
    known: String(known),
    customers: String(customers),
    counts: counts.map(String),
    behind: behind.map(String),
  }))
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

/** Until when is anything known? The last visit that was traced, but not what is dated after `now`. */
export async function knownUntil(clickhouse: ClickHouse, workspace: number, now: Date): Promise<number> {
  const row = await clickhouse.first<{ last: string }>(sql`
    select toUnixTimestamp64Milli(max(last_at)) as last
    from traces_raw final
    where workspace_id = ${u32(workspace)} and journey = 0`)
  return Math.min(now.getTime(), Number(row?.last ?? 0))
}
