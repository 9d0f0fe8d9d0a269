import { every, f64, join, type Sql, sql, text, texts, u32 } from '../../engines/clickhouse/index.ts'
import { conversationProperties, outboundDirections, reasonProperties } from '../../vocabulary/contact.ts'
import { duringSpans, keptSpans } from '../filtering/kept-spans.ts'
import { amongCondition, type Keeping } from '../filtering/kept-visits.ts'
import type { ContactRule } from './contact-rule.ts'
import { writtenContactArrays, writtenContacts, writtenSayings } from './written-contacts.ts'

/** Whose contacts are read. The period and the channel of a question are asked of its rows, as a contact's neighbours may lie outside. */
export type ContactScope = {
  readonly workspace: number
  readonly cohort: string | undefined
  readonly segment: string | undefined
  /** So many in a hundred customers. */
  readonly sample?: string | undefined
  /** The journeys into which they fall, where any are spoken of. */
  readonly during?: Keeping
  /** A condition on `anchor`, where only some are written again. */
  readonly anchors?: Sql
}

/** The same customers, on whatever journey: the neighbours of what falls into one may be on none. */
export function everywhere({ during: _, ...scope }: ContactScope): ContactScope {
  return scope
}

/** Of these rows those that fall into the journeys that are spoken of, by `when` they are (milliseconds). */
export function onJourneys(rows: Sql, rule: Pick<ContactRule, 'written'>, scope: ContactScope, when: Sql): Sql {
  return scope.during === undefined ? rows : duringSpans(rows, spansOf(rule, scope.during), { from: when, to: when })
}

/** Most customers never contact anybody: where contacts are written, their journeys need not be held. */
export function spansOf({ written }: Pick<ContactRule, 'written'>, during: Keeping): Sql {
  const asked = sql`customer_id in (select customer_id from contacts_raw where workspace_id = ${u32(during.workspace)})`
  return keptSpans(during, written ? asked : sql`1`)
}

/**
 * A value that events carry under the first of these names that they have; '' for none. Numbers are read as text. Each
 * name stands for itself: a lambda over the names would copy every event's properties once for each of them, which took
 * twenty times as long.
 */
export function propertyOf(names: readonly string[]): Sql {
  const told = join(
    [
      ...names.map(name => sql`texts[${text(name)}]`),
      ...names.map(name => sql`if(mapContains(numbers, ${text(name)}), toString(numbers[${text(name)}]), '')`),
    ],
    sql`, `,
  )
  return sql`arrayFirst(value -> value != '', [${told}, ''])`
}

/** The reason and the conversation of an event. Where no workspace named its own, columns of their own keep them. */
export function reasonOf({ reason }: Pick<ContactRule, 'reason'>): Sql {
  return reason === reasonProperties ? sql`contact_reason` : propertyOf(reason)
}

function conversationOf({ conversation }: Pick<ContactRule, 'conversation'>): Sql {
  return conversation === conversationProperties ? sql`contact_conversation` : propertyOf(conversation)
}

/** One event that counts towards a contact, in the words of the table of events. */
export function contactEvents(rule: ContactRule): { readonly early: Sql; readonly late: Sql } {
  const onChannel = rule.channels.length === 0 ? [] : [sql`channel in ${texts(rule.channels)}`]
  if (rule.chosen) {
    return { early: every([...onChannel, sql`name in ${texts(rule.names)}`]), late: sql`1` }
  }
  return {
    early: every([
      ...onChannel,
      sql`kind = 'track'`,
      ...(rule.never.length === 0 ? [] : [sql`name not in ${texts(rule.never)}`]),
    ]),
    // An answer to a survey is asked for by the company. What no name tells, a reason or a conversation does.
    late: sql`construct = '' and contact_direction not in ${texts(outboundDirections)}
      and (has(${texts(rule.names)}, toString(name)) or ${reasonOf(rule)} != '' or ${conversationOf(rule)} != '')`,
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
  const anchors = scope.anchors ?? sql`1`
  return sql`
    select if(places.customer_id = 0, told.anchor, places.customer_id) as customer_id, told.*
    from (
      select anchor, message_id, position, toUnixTimestamp64Milli(occurred_at) as at, toString(channel) as channel, ${columns}
      from events_raw final
      prewhere workspace_id = ${u32(scope.workspace)} and (${early}) and (${anchors})
      where measurable and ${late}
    ) as told
    left join (
      select anchor, customer_id from customer_places where workspace_id = ${u32(scope.workspace)} and (${anchors})
    ) as places on told.anchor = places.anchor
    where ${amongCondition(scope.workspace, scope)}`
}

/** The events that count, before those of one conversation are told once. `extra` is whatever else a question reads of them. */
export function saidRows(rule: ContactRule, scope: ContactScope, extra?: Sql): Sql {
  if (scope.during) return onJourneys(saidRows(rule, everywhere(scope), extra), rule, scope, sql`at`)
  if (rule.written && !extra) return writtenSayings(scope)
  return eventRows(scope, {
    ...contactEvents(rule),
    columns: sql`
      toString(name) as name,
      ${reasonOf(rule)} as reason,
      ${conversationOf(rule)} as conversation,
      ${extra ?? sql`toUInt8(0)`} as extra`,
  })
}

/**
 * The contacts of each customer, one row a customer, as an array by reason, channel and time of (at, position, message,
 * channel, name, reason, conversation, extra). Of a conversation the first event counts, whatever it is transferred to.
 * Without one, an event that follows another of the same customer, reason and channel closely is the same contact: so
 * is a call taken at the second attempt.
 *
 * Arrays rather than windows: each window sorts all contacts again, and costs for every partition that it opens. Each
 * step is a question within the next, as what is named twice in one is planned twice: named so in one question, planning
 * took seconds.
 */
function contactArrays(rule: ContactRule, scope: ContactScope, extra?: Sql): Sql {
  return sql`
    select
      customer_id,
      arrayFilter(
        (one, before, place) -> one.7 != '' or place = 1 or before.6 != one.6 or before.4 != one.4
          or one.1 - before.1 > ${u32(rule.mergeSeconds * 1000)},
        opened, arrayShiftRight(opened, 1), arrayEnumerate(opened)) as contacts
    from (
      select
        customer_id,
        arraySort(
          one -> (one.6, one.4, one.1, one.2, one.3),
          arrayFilter((one, nth) -> one.7 = '' or nth = 1, said, arrayEnumerateUniq(conversations))) as opened
      from (
        select customer_id, said, arrayMap(one -> one.7, said) as conversations
        from (
          select
            customer_id,
            arraySort(groupArray((at, position, message_id, channel, name, reason, conversation, extra))) as said
          from (${saidRows(rule, scope, extra)})
          group by customer_id
        )
      )
    )`
}

/** Contacts, one row each: `customer_id`, `at` (milliseconds), `channel`, `name`, `reason` ('' where unknown) and `extra`. */
export function contactRows(rule: ContactRule, scope: ContactScope, extra?: Sql): Sql {
  if (scope.during) return onJourneys(contactRows(rule, everywhere(scope), extra), rule, scope, sql`at`)
  if (rule.written && !extra) return writtenContacts(scope)
  return sql`
    select
      customer_id,
      contact.1 as at,
      contact.4 as channel,
      contact.5 as name,
      contact.6 as reason,
      contact.8 as extra
    from (${contactArrays(rule, scope, extra)})
    array join contacts as contact`
}

/**
 * The same, each with when its neighbours were, in milliseconds: `before`, `after` of the same reason on any channel,
 * `after_here` of the same reason and channel, `before_any`, `after_any` of whatever reason; NaN for none. Each neighbour is found beside it in one order or another, so that a customer of a million contacts costs no more than a million customers.
 */
export function neighbouredContacts(rule: ContactRule, scope: ContactScope, extra?: Sql): Sql {
  if (scope.during) return onJourneys(neighbouredContacts(rule, everywhere(scope), extra), rule, scope, sql`at`)
  if (rule.written && !extra) return writtenContacts(scope)
  const none = sql`toFloat64(nan)`
  return sql`
    select
      customer_id,
      contact.1.1 as at,
      contact.1.2 as position,
      contact.1.3 as message_id,
      contact.1.4 as channel,
      contact.1.5 as name,
      contact.1.6 as reason,
      contact.1.8 as extra,
      contact.2 as after_here,
      contact.3 as before,
      contact.4 as after,
      before_any,
      after_any
    from (
      select
        customer_id,
        by_time,
        arrayPushFront(arrayPopBack(times), ${none}) as former_times,
        arrayPushBack(arrayPopFront(times), ${none}) as next_times
      from (
        select customer_id, by_time, arrayMap(each -> toFloat64(each.1.1), by_time) as times
        from (
          select
            customer_id,
            arraySort(
              each -> (each.1.1, each.1.2, each.1.3),
              arrayMap(
                (each, former, next, place) -> (
                  each.1,
                  each.2,
                  if(place > 1 and former.1.6 = each.1.6, toFloat64(former.1.1), ${none}),
                  if(place < length(by_reason) and next.1.6 = each.1.6, toFloat64(next.1.1), ${none})),
                by_reason, arrayShiftRight(by_reason, 1), arrayShiftLeft(by_reason, 1), arrayEnumerate(by_reason))) as by_time
          from (
            select
              customer_id,
              arraySort(
                each -> (each.1.6, each.1.1, each.1.2, each.1.3),
                arrayMap(
                  (one, next, place) -> (
                    one,
                    if(place < length(contacts) and next.6 = one.6 and next.4 = one.4, toFloat64(next.1), ${none})),
                  contacts, arrayShiftLeft(contacts, 1), arrayEnumerate(contacts))) as by_reason
            from (${contactArrays(rule, scope, extra)})
          )
        )
      )
    )
    array join by_time as contact, former_times as before_any, next_times as after_any`
}

/** The same as arrays, one row a customer, under the names of the table that they are written into. */
export function contactsByCustomer(rule: ContactRule, scope: ContactScope): Sql {
  if (rule.written && !scope.during) return writtenContactArrays(scope)
  return sql`
    select
      customer_id,
      groupArray(at) as times,
      groupArray(toLowCardinality(channel)) as channels,
      groupArray(toLowCardinality(reason)) as reasons,
      groupArray(before) as befores,
      groupArray(after) as afters,
      groupArray(after_here) as afters_here,
      groupArray(before_any) as befores_any,
      groupArray(after_any) as afters_any
    from (${neighbouredContacts(rule, scope)})
    group by customer_id`
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
