import { type ClickHouse, sql, texts } from '../../engines/clickhouse/index.ts'
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
}

/**
 * At which touchpoints did customers contact somebody, and how often did another contact follow? A contact is where its
 * event was a visit: of the same customer, at the same instant, by the same channel. The contacts are the smaller side, and are held.
 */
export function countTouchpointContacts(
  clickhouse: ClickHouse,
  keeping: Keeping,
  rule: ContactRule,
  scope: ContactScope,
  { days, until }: { readonly days: number; readonly until: number },
): Promise<readonly TouchpointContacts[]> {
  const conditions = contactConditions(days, until)
  return clickhouse.rows<TouchpointContacts>(sql`
    select
      touchpoint,
      (count(), uniqExact(customer_id)) as contacts,
      (countIf(is_eligible), uniqExactIf(customer_id, is_eligible)) as eligible,
      (countIf(is_forward), uniqExactIf(customer_id, is_forward)) as forward,
      (countIf(is_eligible_any), uniqExactIf(customer_id, is_eligible_any)) as eligible_any,
      (countIf(is_forward_any), uniqExactIf(customer_id, is_forward_any)) as forward_any
    from (
      select customer_id, touchpoint, toUnixTimestamp64Milli(moment) as at, ${texts(channelCodes)}[channel + 1] as way
      from (${keptVisits(keeping, ['moment', 'touchpoint', 'channel'])})
    ) as visits
    any inner join (
      select
        customer_id,
        at,
        channel,
        ${conditions.eligible} as is_eligible,
        ${conditions.forward} as is_forward,
        ${conditions.eligibleAny} as is_eligible_any,
        ${conditions.forwardAny} as is_forward_any
      from (${neighbouredContacts(rule, scope)})
    ) as asked on visits.customer_id = asked.customer_id and visits.at = asked.at and visits.way = asked.channel
    group by touchpoint`)
}
