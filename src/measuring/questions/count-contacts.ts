import { type ClickHouse, i64, join, type Sql, sql, u8, u32 } from '../../engines/clickhouse/index.ts'
import { type ContactScope, contactsByCustomer, saidRows } from '../contacts/contact-rows.ts'
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

/** What a contact is, for all numbers of days at once, a byte each: bit `place` is that number of days. */
const near = ['known', 'old', 'before', 'after', 'here', 'beforeAny', 'afterAny'] as const
/** In the byte after these: whether the question speaks of the contact at all. */
const spokenBit = near.length * 8

/** One number a contact, `near` byte by byte. A neighbour within each number of days is worked out once. */
function nearness({ days, until, spoken }: ContactAsk): Sql {
  const bits = (conditionOf: (days: number) => Sql) =>
    join(
      days.map((each, place) => sql`${u8(2 ** place)} * (${conditionOf(each)})`),
      sql` + `,
    )
  const within = (gap: Sql) => bits(each => sql`${gap} <= ${i64(each * dayMs)}`)
  const told: Readonly<Record<(typeof near)[number], Sql>> = {
    known: sql`${u8(2 ** days.length - 1)} * (reason != '')`,
    old: bits(each => sql`at <= ${i64(until - each * dayMs)}`),
    before: within(sql`at - before`),
    after: within(sql`after - at`),
    here: within(sql`after_here - at`),
    beforeAny: within(sql`at - before_any`),
    afterAny: within(sql`after_any - at`),
  }
  const put = [...near.map(name => told[name]), spoken].map(
    (bytes, index) => sql`bitShiftLeft(toUInt64(${bytes}), ${u8(index * 8)})`,
  )
  return join(put, sql` + `)
}

/**
 * The conditions above for all numbers of days at once, as bits of one number: bit `days.length * count + place`, put
 * together from `near_by`. The conditions written out, one for each count and number of days, took longer to plan than
 * all contacts to count. A last bit is of every contact, so that no number is 0.
 */
function marksOf(days: number): Sql {
  const all = u8(2 ** days - 1)
  const byte = (name: (typeof near)[number]) =>
    sql`bitAnd(bitShiftRight(near_by, ${u8(near.indexOf(name) * 8)}), ${all})`
  const both = (one: Sql, other: Sql) => sql`bitAnd(${one}, ${other})`
  const known = byte('known')
  const asked = both(known, byte('old'))
  const need = both(known, sql`bitXor(${byte('before')}, ${all})`)
  const marks: Readonly<Record<ContactCountName, Sql>> = {
    back: both(known, byte('before')),
    eligible: asked,
    forward: both(asked, byte('after')),
    forwardHere: both(asked, byte('here')),
    needs: need,
    needsEligible: both(need, byte('old')),
    once: both(both(need, byte('old')), sql`bitXor(${byte('after')}, ${all})`),
    backAny: byte('beforeAny'),
    eligibleAny: byte('old'),
    forwardAny: both(byte('old'), byte('afterAny')),
  }
  const put = contactCounts.map((name, index) => sql`bitShiftLeft(${marks[name]}, ${u8(index * days)})`)
  return join([...put, sql`bitShiftLeft(toUInt64(1), ${u8(contactCounts.length * days)})`], sql` + `)
}

type ContactAsk = { readonly spoken: Sql; readonly days: readonly number[]; readonly until: number }

type MarkCount = {
  readonly reason: string
  readonly channel: string
  /** 4: contacts of a cell. 5: customers of a cell, of its margins and of the whole. Else as in `ContactCount`: customers. */
  readonly whole: number
  readonly seen: string
  readonly many: string
}

/**
 * How many contacts were there, by reason and channel, how many repeat one before, how many are repeated?
 *
 * Contacts by their marks, and customers by the marks that any of their contacts has: a few of each, whatever their
 * number, so the bits are counted here. Each customer is one row of arrays and tells its cells, its margins and its
 * whole itself: grouped by sets of keys, all customers would be held once for each.
 */
export async function countContacts(
  clickhouse: ClickHouse,
  rule: ContactRule,
  scope: ContactScope,
  ask: ContactAsk,
): Promise<readonly ContactCount[]> {
  const entry = (whole: number, reason: Sql, channel: Sql, marks: Sql) =>
    sql`(${reason}, ${channel}, ${u8(whole)}, toUInt64(${marks}))`
  const all = sql`toLowCardinality('')`
  const any = (marks: Sql) => sql`arrayReduce('groupBitOr', ${marks})`
  const margin = (whole: number, cells: Sql, changes: Sql, reason: Sql, channel: Sql) => sql`
    arrayMap(
      run -> ${entry(whole, reason, channel, any(sql`run.3`))},
      arraySplit((cell, former) -> ${changes}, ${cells}, arrayShiftRight(${cells}, 1, ${cells}[1])))`
  const rows = await clickhouse.rows<MarkCount>(sql`
    select
      told.1 as reason, told.2 as channel, told.3 as whole, told.4 as seen, count() as many
    from (
      select
        arraySort(cell -> cell.2, cells) as by_channel,
        arrayConcat(
          arrayMap((own, spot, mark) -> ${entry(4, sql`own`, sql`spot`, sql`mark`)}, own_reasons, own_channels, marks),
          [
            if(
              one_cell,
              ${entry(5, sql`own_reasons[1]`, sql`own_channels[1]`, any(sql`marks`))},
              ${entry(3, all, all, any(sql`marks`))})],
          arrayMap(cell -> ${entry(0, sql`cell.1`, sql`cell.2`, sql`cell.3`)}, cells),
          ${margin(1, sql`cells`, sql`cell.1 != former.1`, sql`run[1].1`, all)},
          ${margin(2, sql`by_channel`, sql`cell.2 != former.2`, all, sql`run[1].2`)}) as entries
      from (
        select
          *,
          arrayMap(
            run -> (run[1].1, run[1].2, ${any(sql`run.3`)}),
            arraySplit(
              (one, former) -> one.1 != former.1 or one.2 != former.2,
              sorted, arrayShiftRight(sorted, 1, sorted[1]))) as cells
        from (
          select
            marks,
            own_reasons,
            own_channels,
            length(arrayDistinct(own_reasons)) = 1 and length(arrayDistinct(own_channels)) = 1 as one_cell,
            if(one_cell, [], arraySort(arrayZip(own_reasons, own_channels, marks))) as sorted
          from (${markedContacts(rule, scope, ask)})
        )
      )
    )
    array join entries as told
    group by reason, channel, whole, seen`)
  return joinCounts(rows, ask.days.length)
}

/** The contacts of each customer that are spoken of, one row of arrays a customer: their reasons, channels and marks. */
function markedContacts(rule: ContactRule, scope: ContactScope, ask: ContactAsk): Sql {
  const spokenOf = (array: Sql) =>
    sql`arrayFilter((own, near_by) -> bitTest(near_by, ${u8(spokenBit)}), ${array}, all_near)`
  return sql`
    select
      ${spokenOf(sql`reasons`)} as own_reasons,
      ${spokenOf(sql`channels`)} as own_channels,
      arrayMap(near_by -> ${marksOf(ask.days.length)}, ${spokenOf(sql`all_near`)}) as marks
    from (
      select
        reasons,
        channels,
        arrayMap(
          (at, channel, reason, before, after, after_here, before_any, after_any) -> ${nearness(ask)},
          times, channels, reasons, befores, afters, afters_here, befores_any, afters_any) as all_near
      from (${contactsByCustomer(rule, scope)})
    )
    where notEmpty(marks)`
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
