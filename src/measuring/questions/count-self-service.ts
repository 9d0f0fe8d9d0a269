import { type ClickHouse, every, f64, i64, type Sql, sql, texts, u8, u32 } from '../../engines/clickhouse/index.ts'
import { type ContactScope, contactRows, everywhere, spansOf } from '../contacts/contact-rows.ts'
import type { ContactRule, SelfHelpRule } from '../contacts/contact-rule.ts'
import { followedSessions, sessionRows } from '../contacts/session-rows.ts'
import { writtenActs } from '../contacts/written-contacts.ts'

export type SelfServiceAsk = {
  readonly contacts: ContactRule
  readonly help: SelfHelpRule
  readonly scope: ContactScope
  /** How long after a session somebody asking counts as its leak. */
  readonly leakMs: number
  readonly until: number
  readonly from: number | undefined
  readonly to: number | undefined
  readonly channel: readonly string[]
}

/** What became of sessions of one reason ('' where none is told); `recent` ones are too young to be judged. */
export type SelfServiceCount = {
  readonly reason: string
  readonly state: 'resolved' | 'leaked' | 'unknown' | 'recent'
  readonly sessions: string
  readonly customers: string
  /** Of these, those that said it worked, and asked somebody all the same. */
  readonly denied: string
  /** Not leaked for their own reason, and yet followed by a contact for another or an unknown one. */
  readonly perhaps: string
  readonly perhaps_customers: string
}

/** How many sessions of self-service were there, and did they settle the matter? */
export function countSelfService(clickhouse: ClickHouse, ask: SelfServiceAsk): Promise<readonly SelfServiceCount[]> {
  return clickhouse.rows<SelfServiceCount>(sql`
    select
      reason,
      if(ended > ${i64(ask.until - ask.leakMs)}, 'recent', state) as state_told,
      state_told as state,
      count() as sessions,
      uniqExact(customer_id) as customers,
      countIf(solved and leaked) as denied,
      countIf(not leaked and asked) as perhaps,
      uniqExactIf(customer_id, not leaked and asked) as perhaps_customers
    from (${judged(ask)})
    where ${spokenOf(ask)}
    group by reason, state_told`)
}

export type NeedCount = {
  /** 1 where needs of all reasons are joined. */
  readonly whatever: number
  readonly needs: string
  readonly customers: string
  /** Without any contact; and of these, those where something said that it worked. */
  readonly alone: string
  readonly alone_customers: string
  readonly solved: string
  readonly solved_customers: string
}

/**
 * How many needs were settled without asking anybody? A need is a run of sessions and contacts of one customer and
 * reason, none of them more than `needMs` after the one before; and once more, of whatever reason. Each customer is one
 * row, so what is distinct is counted by adding up; who has one reason only has the same needs either way.
 */
export function countNeeds(clickhouse: ClickHouse, ask: SelfServiceAsk, needMs: number): Promise<readonly NeedCount[]> {
  // A need is of where it begins: in the period, and on a journey where any are spoken of.
  const begins = every([between(sql`run[1].2`, ask), ...(ask.scope.during ? [sql`run[1].6 > 0`] : [])])
  return clickhouse.rows<NeedCount>(sql`
    select
      whatever,
      sum(own) as needs,
      countIf(own > 0) as customers,
      sum(own_alone) as alone,
      countIf(own_alone > 0) as alone_customers,
      sum(own_solved) as solved,
      countIf(own_solved > 0) as solved_customers
    from (
      select
        whatever,
        length(kinds) - countEqual(kinds, ${needKinds.notSpokenOf}) as own,
        own - countEqual(kinds, ${needKinds.asked}) as own_alone,
        countEqual(kinds, ${needKinds.solved}) as own_solved
      from (
        select
          one_reason,
          joined,
          arrayMap(
            run -> multiIf(
              not (${begins} and run[1].2 <= ${i64(ask.until - needMs)}), ${needKinds.notSpokenOf},
              arrayExists(act -> act.3 > 0, run), ${needKinds.asked},
              arrayExists(act -> act.5 > 0, run), ${needKinds.solved},
              ${needKinds.unknown}),
            arraySplit(
              (act, former) -> act.1 != former.1 or act.2 - former.4 > ${i64(needMs)},
              own_acts, arrayShiftRight(own_acts, 1, own_acts[1]))) as kinds
        from (
          select
            length(arrayDistinct(acts.1)) = 1 and acts[1].1 != '' as one_reason,
            joined,
            arraySort(arrayMap(
              act -> (if(joined = 1, '', act.1), act.2, act.3, act.4, act.5${ask.scope.during ? sql`, act.6` : sql``}),
              arrayFilter(act -> joined = 1 or act.1 != '', acts))) as own_acts
          from (${actsOf(ask)})
          array join if(one_reason, [toUInt8(1)], [toUInt8(0), toUInt8(1)]) as joined
        )
      )
      array join if(one_reason, [toUInt8(0), toUInt8(1)], [joined]) as whatever
    )
    group by whatever
    having needs > 0`)
}

/** What became of a need, as a number in the store. */
const needKinds = { notSpokenOf: u8(0), asked: u8(1), solved: u8(2), unknown: u8(3) } as const

/**
 * Each customer's sessions and contacts, one row a customer: reason, begin, whether it is a contact, end, whether it is
 * solved; and where journeys are spoken of, whether it begins on one.
 */
function actsOf({ help, contacts, scope }: SelfServiceAsk): Sql {
  const written = help.written && contacts.written
  if (written && !scope.during) return writtenActs(scope)
  const all = everywhere(scope)
  const acts = sql`
    select customer_id, reason, began, ended, toUInt8(0) as contact, solved
    from (${sessionRows(help, contacts, all)})
    union all
    select customer_id, reason, at as began, at as ended, toUInt8(1) as contact, toUInt8(0) as solved
    from (${contactRows(contacts, all)})`
  if (!scope.during)
    return sql`
      select customer_id, groupArray((reason, began, contact, ended, solved)) as acts
      from (${acts})
      group by customer_id`
  return sql`
    select
      told.customer_id as customer_id,
      groupArray((reason, began, contact, ended, solved, toUInt8(is_lived and span_ended >= began))) as acts
    from (${acts}) as told
    asof left join (select *, toUInt8(1) as is_lived from (${spansOf({ written }, scope.during)})) as lived
      on told.customer_id = lived.customer_id and told.began >= lived.span_began
    group by customer_id`
}

export type ListedSession = {
  readonly customer_id: string
  readonly began: string
  readonly ended: string
  readonly reason: string
  readonly state: 'resolved' | 'leaked' | 'unknown'
  /** The contact that followed, in milliseconds; 0 for none. */
  readonly asked_at: string
}

/** Which sessions ended so, the latest first? */
export async function listSessions(
  clickhouse: ClickHouse,
  ask: SelfServiceAsk,
  condition: Sql,
  page: { readonly offset: number; readonly limit: number },
): Promise<{ readonly total: number; readonly customers: number; readonly rows: readonly ListedSession[] }> {
  const own = sql`
    select * from (${judged(ask)})
    where ${spokenOf(ask)} and ended <= ${i64(ask.until - ask.leakMs)} and ${condition}`
  const [counted, rows] = await Promise.all([
    clickhouse.first<{ total: string; customers: string }>(sql`
      select count() as total, uniqExact(customer_id) as customers from (${own})`),
    clickhouse.rows<ListedSession>(sql`
      select customer_id, began, ended, reason, state, if(leaked, leaked_at, 0) as asked_at
      from (${own})
      order by ended desc, customer_id, reason
      limit ${u32(page.limit)} offset ${u32(page.offset)}`),
  ])
  return { total: Number(counted?.total ?? 0), customers: Number(counted?.customers ?? 0), rows }
}

/** Sessions of which it is told whether somebody was asked after them, and what became of them. */
function judged(ask: SelfServiceAsk): Sql {
  const within = (at: Sql) => sql`(${at} > 0 and ${at} - ended <= ${i64(ask.leakMs)})`
  return sql`
    select
      *,
      ${within(sql`any_at`)} as asked,
      if(reason = '', any_at, same_at) as leaked_at,
      ${within(sql`leaked_at`)} as leaked,
      multiIf(leaked, 'leaked', solved, 'resolved', 'unknown') as state
    from (${followedSessions(ask.help, ask.contacts, ask.scope)})`
}

function between(at: Sql, ask: SelfServiceAsk): Sql {
  return every([
    ...(ask.from === undefined ? [] : [sql`${at} >= ${f64(ask.from)}`]),
    ...(ask.to === undefined ? [] : [sql`${at} < ${f64(ask.to)}`]),
  ])
}

function spokenOf(ask: SelfServiceAsk): Sql {
  return every([
    between(sql`ended`, ask),
    ...(ask.channel.length === 0 ? [] : [sql`has(${texts(ask.channel)}, channel)`]),
  ])
}
