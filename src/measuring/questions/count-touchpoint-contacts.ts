import { type ClickHouse, type Sql, sql, texts } from '../../engines/clickhouse/index.ts'
import { channelCodes } from '../../vocabulary/channel.ts'
import { type ContactScope, neighbouredContacts } from '../contacts/contact-rows.ts'
import type { ContactRule } from '../contacts/contact-rule.ts'
import { type Keeping, keptVisits } from '../filtering/kept-visits.ts'
import { contactConditions } from './count-contacts.ts'

/** Contacts that were a visit of a touchpoint. Each count is followed by how many customers stand behind it. */
export type TouchpointContacts = {
  readonly touchpoint: number
  readonly contacts: readonly [amount: string, customers: string]
  readonly eligible: readonly [amount: string, customers: string]
  readonly forward: readonly [amount: string, customers: string]
  readonly eligible_any: readonly [amount: string, customers: string]
  readonly forward_any: readonly [amount: string, customers: string]
  readonly too_recent: readonly [amount: string, customers: string]
}

/** Whose contacts are looked at, what counts as one, on which visits, and when another of them repeats it. */
export type TouchpointContactsAsk = {
  readonly keeping: Keeping
  readonly rule: ContactRule
  readonly scope: ContactScope
  readonly days: number
  readonly until: number
}

/**
 * Contacts at the touchpoints where they were made, one row each, with what they are counted as. A contact is where its
 * event was a visit: of the same customer, at the same instant, by the same channel. Events of one instant and channel
 * can't be told apart there: each of their contacts stands at each of their touchpoints, once. The contacts are the
 * smaller side, and are held.
 */
export function contactsAtTouchpoints({ keeping, rule, scope, days, until }: TouchpointContactsAsk): Sql {
  const { eligible, forward, eligibleAny, forwardAny } = contactConditions(days, until)
  return sql`
    select
      customer_id, touchpoint, at, position, message_id, channel, name, reason, after, after_any,
      is_eligible, is_forward, is_eligible_any, is_forward_any
    from (
      select customer_id, touchpoint, toUnixTimestamp64Milli(moment) as at, channel as way
      from (${keptVisits(keeping, ['moment', 'touchpoint', 'channel'])})
    ) as visits
    all inner join (
      select
        customer_id, at, position, message_id, channel, name, reason, after, after_any,
        toUInt8(indexOf(${texts(channelCodes)}, channel) - 1) as way,
        ${eligible} as is_eligible,
        ${forward} as is_forward,
        ${eligibleAny} as is_eligible_any,
        ${forwardAny} as is_forward_any
      from (${neighbouredContacts(rule, scope)})
    ) as asked on visits.customer_id = asked.customer_id and visits.at = asked.at and visits.way = asked.way
    limit 1 by touchpoint, customer_id, at, position, message_id`
}

/** At which touchpoints did customers contact somebody, and how often did another contact follow? */
export function countTouchpointContacts(
  clickhouse: ClickHouse,
  ask: TouchpointContactsAsk,
): Promise<readonly TouchpointContacts[]> {
  return clickhouse.rows<TouchpointContacts>(sql`
    select
      touchpoint,
      (count(), uniqExact(customer_id)) as contacts,
      (countIf(is_eligible), uniqExactIf(customer_id, is_eligible)) as eligible,
      (countIf(is_forward), uniqExactIf(customer_id, is_forward)) as forward,
      (countIf(is_eligible_any), uniqExactIf(customer_id, is_eligible_any)) as eligible_any,
      (countIf(is_forward_any), uniqExactIf(customer_id, is_forward_any)) as forward_any,
      (countIf(not is_eligible_any), uniqExactIf(customer_id, not is_eligible_any)) as too_recent
    from (${contactsAtTouchpoints(ask)})
    group by touchpoint`)
}
