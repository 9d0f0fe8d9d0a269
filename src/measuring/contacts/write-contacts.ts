import { type Sql, sql, texts, u32, u64 } from '../../engines/clickhouse/index.ts'
import { contactEvents, neighbouredContacts, saidRows } from './contact-rows.ts'
import type { ContactRule, SelfHelpRule } from './contact-rule.ts'
import { followedSessions } from './session-rows.ts'

export type ContactsToWrite = {
  readonly workspace: number
  /** A condition on `anchor`: those of the customers below. */
  readonly anchors: Sql
  /** A condition on `customer_id`. */
  readonly customers: Sql
  readonly version: bigint
}

type Rules = { readonly contacts: ContactRule; readonly help: SelfHelpRule }

/**
 * A row where there is anything to write: an event that counts, in whatever version, or a row to be emptied. Planning the
 * statement that writes takes longer than writing the traces, and most customers never contact anybody.
 */
export function anythingToWrite(
  { contacts, help }: Rules,
  { workspace, anchors, customers }: Omit<ContactsToWrite, 'version'>,
): Sql {
  const { early, late } = contactEvents(contacts)
  const names = texts([...help.names, ...help.solved])
  return sql`
    select 1 as found
    from events_raw
    prewhere workspace_id = ${u32(workspace)} and (${anchors})
    where ((${early}) and (${late})) or has(${names}, toString(name))
    limit 1
    union all
    select 1 as found
    from contacts_raw
    where workspace_id = ${u32(workspace)} and ${customers}
      and (times.size0 > 0 or said_times.size0 > 0 or session_begins.size0 > 0)
    limit 1`
}

/**
 * Writes the contacts of some customers, by the workspace's definition. Who has none any more gets an empty row in place
 * of the one before. All of it is one statement, as each that writes is synced.
 */
export function writeContacts(rules: Rules, { workspace, anchors, customers, version }: ContactsToWrite): Sql {
  const scope = { workspace, cohort: undefined, segment: undefined, anchors }
  const contacts = { ...rules.contacts, written: false }
  const help = { ...rules.help, written: false }
  const none = sql`toFloat64(nan)`
  return sql`
    insert into contacts_raw (
      workspace_id, customer_id, version, times, channels, names, reasons, befores, afters, afters_here, befores_any,
      afters_any, said_times, said_channels, said_names, session_begins, session_ends, session_channels, session_reasons,
      session_solved, session_same, session_any
    )
    select
      ${u32(workspace)},
      customer,
      ${u64(version)},
      arrayMap(one -> one.1, own_contacts),
      arrayMap(one -> one.3, own_contacts),
      arrayMap(one -> one.4, own_contacts),
      arrayMap(one -> one.5, own_contacts),
      arrayMap(one -> one.6, own_contacts),
      arrayMap(one -> one.7, own_contacts),
      arrayMap(one -> one.8, own_contacts),
      arrayMap(one -> one.9, own_contacts),
      arrayMap(one -> one.10, own_contacts),
      arrayMap(one -> one.1, own_sayings),
      arrayMap(one -> one.3, own_sayings),
      arrayMap(one -> one.4, own_sayings),
      arrayMap(one -> one.1, own_sessions),
      arrayMap(one -> one.2, own_sessions),
      arrayMap(one -> one.3, own_sessions),
      arrayMap(one -> one.5, own_sessions),
      arrayMap(one -> toUInt8(one.6), own_sessions),
      arrayMap(one -> toInt64(one.7), own_sessions),
      arrayMap(one -> toInt64(one.8), own_sessions)
    from (
      select
        customer,
        arraySort(groupArrayIf(item, part = 'contact')) as own_contacts,
        arraySort(groupArrayIf(item, part = 'said')) as own_sayings,
        arraySort(groupArrayIf(item, part = 'session')) as own_sessions
      from (
        select
          'contact' as part,
          customer_id as customer,
          (at, row_number() over (partition by customer_id order by at, position, message_id), channel, name, reason, before,
            after, after_here, before_any, after_any) as item
        from (${neighbouredContacts(contacts, scope)})
        union all
        select 'said', customer_id, (at, toUInt64(position), channel, name, '', ${none}, ${none}, ${none}, ${none}, ${none})
        from (${saidRows(contacts, scope)})
        union all
        select
          'session',
          customer_id,
          (began, toUInt64(ended), channel, '', reason, toFloat64(solved), toFloat64(same_at), toFloat64(any_at), ${none}, ${none})
        from (${followedSessions(help, contacts, scope)})
        union all
        select 'before', customer_id, (toInt64(0), toUInt64(0), '', '', '', ${none}, ${none}, ${none}, ${none}, ${none})
        from contacts_raw
        where workspace_id = ${u32(workspace)} and ${customers}
        group by customer_id
        having argMax(times.size0 > 0 or said_times.size0 > 0 or session_begins.size0 > 0, version)
      )
      group by customer
    )`
}
