import { every, f64, type Sql, sql, text, texts, u32 } from '../engines/clickhouse/index.ts'
import { outboundDirections } from '../vocabulary/contact.ts'
import type { ContactRule } from './contact-rule.ts'
import { cohortCondition } from './kept-visits.ts'

/** Whose contacts are read. The period and the channel of a question are asked of its rows, as a contact's neighbours may lie outside. */
export type ContactScope = { readonly workspace: number; readonly cohort: string | undefined }

/** A value that events carry under the first of these names that they have; '' for none. Numbers are read as text. */
export function propertyOf(names: readonly string[]): Sql {
  const wanted = texts(names)
  return sql`arrayFirst(value -> value != '', arrayPushBack(
    arrayConcat(
      arrayMap(name -> texts[name], ${wanted}),
      arrayMap(name -> if(mapContains(numbers, name), toString(numbers[name]), ''), ${wanted})),
    ''))`
}

/** One event that counts towards a contact, in the words of the table of events. */
function counts(rule: ContactRule): { readonly early: Sql; readonly late: Sql } {
  const onChannel = rule.channels.length === 0 ? [] : [sql`has(${texts(rule.channels)}, toString(channel))`]
  if (rule.chosen) {
    return { early: every([...onChannel, sql`has(${texts(rule.names)}, toString(name))`]), late: sql`1` }
  }
  return {
    early: every([...onChannel, sql`kind = 'track'`, sql`not has(${texts(rule.never)}, toString(name))`]),
    // An answer to a survey is asked for by the company. What no name tells, a reason or a conversation does.
    late: sql`construct = '' and not has(${texts(outboundDirections)}, lower(texts[${text('direction')}]))
      and (has(${texts(rule.names)}, toString(name)) or ${propertyOf(rule.reason)} != '' or ${propertyOf(rule.conversation)} != '')`,
  }
}

/**
 * Events by what is asked of them, each with its customer. `early` is told by short columns that no correction of an
 * event ever changes, so that the store reads the others of few rows only; `late` is told by all of them.
 */
export function eventRows(
  scope: ContactScope,
  { early, late, columns }: { readonly early: Sql; readonly late: Sql; readonly columns: Sql },
): Sql {
  return sql`
    select if(places.customer_id = 0, told.anchor, places.customer_id) as customer_id, told.*
    from (
      select anchor, message_id, position, toUnixTimestamp64Milli(occurred_at) as at, toString(channel) as channel, ${columns}
      from events_raw final
      prewhere workspace_id = ${u32(scope.workspace)} and ${early}
      where measurable and ${late}
    ) as told
    left join (
      select anchor, customer_id from customer_places where workspace_id = ${u32(scope.workspace)}
    ) as places on told.anchor = places.anchor
    where ${cohortCondition(scope.workspace, scope.cohort)}`
}

/** The events that count, before those of one conversation are told once. */
export function saidRows(rule: ContactRule, scope: ContactScope, more: Sql = sql`toUInt8(0) as nothing`): Sql {
  return eventRows(scope, {
    ...counts(rule),
    columns: sql`toString(name) as name, ${propertyOf(rule.reason)} as reason, ${propertyOf(rule.conversation)} as conversation, ${more}`,
  })
}

/**
 * Contacts, one row each: `customer_id`, `at` (milliseconds), `position`, `message_id`, `channel`, `name`, `reason`
 * ('' where unknown), and `more`. Of a conversation the first event counts, whatever it is transferred to. Without one, an
 * event that follows another of the same customer, reason and channel closely is the same contact: so is a call taken
 * at the second attempt.
 */
export function contactRows(rule: ContactRule, scope: ContactScope, more?: Sql): Sql {
  return sql`
    select *
    from (
      select *, lagInFrame(at) over near as before_at, lagInFrame(toUInt8(1)) over near as follows
      from (
        select *, row_number() over (partition by customer_id, conversation order by at, position, message_id) as nth
        from (${saidRows(rule, scope, more)})
      )
      where conversation = '' or nth = 1
      window near as (
        partition by customer_id, reason, channel order by at, position, message_id rows between 1 preceding and current row)
    )
    where conversation != '' or not follows or at - before_at > ${u32(rule.mergeSeconds * 1000)}`
}

/**
 * The same, each with when its neighbours were, in milliseconds: `before`, `after` of the same reason on any channel,
 * `after_here` of the same reason and channel, `before_any`, `after_any` of whatever reason; NaN for none. Frames hold
 * one row to each side, so that a customer of a million contacts costs no more than a million customers.
 */
export function neighbouredContacts(rule: ContactRule, scope: ContactScope): Sql {
  const none = sql`toFloat64(nan)`
  return sql`
    select
      *,
      if(has_before, same_before, ${none}) as before,
      if(has_after, same_after, ${none}) as after,
      if(has_here, here_after, ${none}) as after_here,
      if(has_before_any, any_before, ${none}) as before_any,
      if(has_after_any, any_after, ${none}) as after_any
    from (
      select
        *,
        toFloat64(lagInFrame(at) over same) as same_before,
        lagInFrame(toUInt8(1)) over same as has_before,
        toFloat64(leadInFrame(at) over same) as same_after,
        leadInFrame(toUInt8(1)) over same as has_after,
        toFloat64(leadInFrame(at) over here) as here_after,
        leadInFrame(toUInt8(1)) over here as has_here,
        toFloat64(lagInFrame(at) over whatever) as any_before,
        lagInFrame(toUInt8(1)) over whatever as has_before_any,
        toFloat64(leadInFrame(at) over whatever) as any_after,
        leadInFrame(toUInt8(1)) over whatever as has_after_any
      from (select customer_id, at, position, message_id, channel, name, reason from (${contactRows(rule, scope)}))
      window
        same as (partition by customer_id, reason order by at, position, message_id rows between 1 preceding and 1 following),
        here as (partition by customer_id, reason, channel order by at, position, message_id rows between 1 preceding and 1 following),
        whatever as (partition by customer_id order by at, position, message_id rows between 1 preceding and 1 following)
    )`
}

/** Which of these rows are spoken of: those of the period, on the channels of the filter. Their neighbours may be others. */
export function spokenOf(filter: {
  readonly from?: string | undefined
  readonly to?: string | undefined
  readonly channel?: string | undefined
}): Sql {
  const codes = (filter.channel ?? '').split(',').filter(one => one !== '')
  return every([
    ...(filter.from === undefined ? [] : [sql`at >= ${f64(Date.parse(filter.from))}`]),
    ...(filter.to === undefined ? [] : [sql`at < ${f64(Date.parse(filter.to))}`]),
    ...(codes.length === 0 ? [] : [sql`has(${texts(codes)}, channel)`]),
  ])
}
