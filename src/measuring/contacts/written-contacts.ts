import { type Sql, sql, u32 } from '../../engines/clickhouse/index.ts'
import { amongCondition } from '../filtering/kept-visits.ts'
import type { ContactScope } from './contact-rows.ts'

// What was written of the contacts by the workspace's definition (write-contacts.ts), in the words of the rows that are
// made of the events where a question says something else.

/** Contacts with their neighbours, one row each. They stand in their order, so that the place settles ties. */
export function writtenContacts(scope: ContactScope): Sql {
  return sql`
    select
      customer_id, at, position, toUInt8(0) as message_id, channel, name, reason, toUInt8(0) as extra, after_here, before,
      after, before_any, after_any
    from contacts_raw final
    array join
      times as at, arrayEnumerate(times) as position, channels as channel, names as name, reasons as reason,
      afters_here as after_here, befores as before, afters as after, befores_any as before_any, afters_any as after_any
    where ${rowsOf(scope)}`
}

/** The same as they stand, one row a customer. */
export function writtenContactArrays(scope: ContactScope): Sql {
  return sql`
    select customer_id, times, channels, reasons, befores, afters, afters_here, befores_any, afters_any
    from contacts_raw final
    where ${rowsOf(scope)} and notEmpty(times)`
}

/** What was said, before the events of one conversation are told once. */
export function writtenSayings(scope: ContactScope): Sql {
  return sql`
    select customer_id, at, channel, name
    from contacts_raw final
    array join said_times as at, said_channels as channel, said_names as name
    where ${rowsOf(scope)}`
}

/** Sessions of self-service, and the next contact after each. */
export function writtenSessions(scope: ContactScope): Sql {
  return sql`
    select customer_id, reason, began, ended, channel, solved, same_at, any_at
    from contacts_raw final
    array join
      session_reasons as reason, session_begins as began, session_ends as ended, session_channels as channel,
      session_solved as solved, session_same as same_at, session_any as any_at
    where ${rowsOf(scope)}`
}

/** Sessions and contacts of each customer in one array: reason, begin, whether it is a contact, end, whether it is solved. */
export function writtenActs(scope: ContactScope): Sql {
  return sql`
    select
      customer_id,
      arrayConcat(
        arrayZip(
          session_reasons, session_begins, arrayWithConstant(length(session_begins), toUInt8(0)), session_ends, session_solved),
        arrayZip(reasons, times, arrayWithConstant(length(times), toUInt8(1)), times, arrayWithConstant(length(times), toUInt8(0)))
      ) as acts
    from contacts_raw final
    where ${rowsOf(scope)}`
}

const rowsOf = (scope: ContactScope) =>
  sql`workspace_id = ${u32(scope.workspace)} and ${amongCondition(scope.workspace, scope)}`
