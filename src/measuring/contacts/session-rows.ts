import { i64, type Sql, sql, texts } from '../../engines/clickhouse/index.ts'
import { settledProperties } from '../../vocabulary/contact.ts'
import {
  type ContactScope,
  contactRows,
  eventRows,
  everywhere,
  onJourneys,
  propertyOf,
  reasonOf,
} from './contact-rows.ts'
import type { ContactRule, SelfHelpRule } from './contact-rule.ts'
import { writtenSessions } from './written-contacts.ts'

const pauseMs = 30 * 60_000

/**
 * Sessions of self-service, one row each: `customer_id`, `reason`, `began` and `ended` (milliseconds), `channel`,
 * `solved`. A session is a run of one customer without a pause of half an hour, once for each reason told in it; what
 * tells no reason belongs to all of them. It is solved when an event in it says so.
 */
export function sessionRows(help: SelfHelpRule, contacts: ContactRule, scope: ContactScope): Sql {
  if (help.written && contacts.written) return writtenSessions(scope)
  const all = texts([...help.names, ...help.solved])
  const acts = eventRows(scope, {
    early: sql`has(${all}, toString(name))`,
    late: sql`1`,
    columns: sql`
      ${reasonOf(contacts)} as reason,
      toUInt8(has(${texts(help.solved)}, toString(name)) or ${propertyOf(settledProperties)} = 'true') as solves`,
  })
  return sql`
    select
      customer_id,
      reason,
      arrayFilter(act -> act.4 = reason or act.4 = '', run) as own,
      own[1].1 as began,
      own[-1].1 as ended,
      own[-1].6 as channel,
      toUInt8(arrayExists(act -> act.5 > 0, own)) as solved
    from (
      select customer_id, run, arrayDistinct(arrayFilter(told -> told != '', arrayMap(act -> act.4, run))) as reasons
      from (
        select customer_id, arraySort(groupArray((at, position, message_id, reason, solves, channel))) as acts
        from (${acts})
        group by customer_id
      )
      array join arraySplit(
        (act, former) -> act.1 - former.1 > ${i64(pauseMs)},
        acts, arrayShiftRight(acts, 1, acts[1])) as run
    )
    array join if(empty(reasons), [''], reasons) as reason`
}

/** The same, each with when the next contact after it was, in milliseconds, 0 for none: `same_at` for its reason, `any_at` for whatever. */
export function followedSessions(help: SelfHelpRule, rule: ContactRule, scope: ContactScope): Sql {
  if (scope.during) {
    const written = { written: help.written && rule.written }
    return onJourneys(followedSessions(help, rule, everywhere(scope)), written, scope, sql`ended`)
  }
  if (help.written && rule.written) return writtenSessions(scope)
  const contacts = sql`select customer_id, reason, at from (${contactRows(rule, scope)})`
  return sql`
    select
      lived.customer_id as customer_id,
      lived.reason as reason,
      lived.began as began,
      lived.ended as ended,
      lived.channel as channel,
      lived.solved as solved,
      same.at as same_at,
      whatever.at as any_at
    from (${sessionRows(help, rule, scope)}) as lived
    asof left join (${contacts}) as same
      on lived.customer_id = same.customer_id and lived.reason = same.reason and lived.ended < same.at
    asof left join (${contacts}) as whatever
      on lived.customer_id = whatever.customer_id and lived.ended < whatever.at`
}
