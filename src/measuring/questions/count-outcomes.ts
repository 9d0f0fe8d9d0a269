import { type ClickHouse, i64, type Sql, sql } from '../../engines/clickhouse/index.ts'
import { settledProperties } from '../../vocabulary/contact.ts'
import { type ContactScope, contactRows, neighbouredContacts, propertyOf } from '../contacts/contact-rows.ts'
import type { ContactRule } from '../contacts/contact-rule.ts'

/** What came of the contacts of one reason on one channel. Waits in seconds. */
export type OutcomeCount = {
  readonly reason: string
  readonly channel: string
  readonly customers: string
  readonly contacts: string
  /** Contacts that say whether the matter was settled, and those that say it was. */
  readonly said: string
  readonly settled: string
  /** Old enough to know, with a reason; and those not repeated within the days asked. */
  readonly eligible: string
  readonly quiet: string
  readonly waited: string
  readonly wait_mean: number | null
  readonly wait_variance: number | null
}

/** What came of contacts, by reason and channel: were they settled, were they repeated, how long did customers wait? */
export function countOutcomes(
  clickhouse: ClickHouse,
  rule: ContactRule,
  scope: ContactScope,
  ask: { readonly spoken: Sql; readonly withinMs: number; readonly until: number; readonly wait: readonly string[] },
): Promise<readonly OutcomeCount[]> {
  const facts = sql`(lower(${propertyOf(settledProperties)}), toFloat64OrNull(${propertyOf(ask.wait)}))`
  return clickhouse.rows<OutcomeCount>(sql`
    select
      reason,
      channel,
      uniqExact(customer_id) as customers,
      count() as contacts,
      countIf(extra.1 in ('true', 'false')) as said,
      countIf(extra.1 = 'true') as settled,
      countIf(reason != '' and at <= ${i64(ask.until - ask.withinMs)}) as eligible,
      countIf(reason != '' and at <= ${i64(ask.until - ask.withinMs)} and not (after - at <= ${i64(ask.withinMs)})) as quiet,
      count(extra.2) as waited,
      avg(extra.2) as wait_mean,
      varSamp(extra.2) as wait_variance
    from (${neighbouredContacts(rule, scope, facts)})
    where ${ask.spoken}
    group by reason, channel`)
}

/** Contacts by what they say of themselves. */
export type FitCount = {
  readonly complexity: string
  readonly urgency: string
  readonly channel: string
  readonly contacts: string
  readonly customers: string
}

/** How complex and how urgent were the matters that came to each channel? */
export function countFit(
  clickhouse: ClickHouse,
  rule: ContactRule,
  scope: ContactScope,
  ask: { readonly spoken: Sql; readonly complexity: readonly string[]; readonly urgency: readonly string[] },
): Promise<readonly FitCount[]> {
  const facts = sql`(${propertyOf(ask.complexity)}, ${propertyOf(ask.urgency)})`
  return clickhouse.rows<FitCount>(sql`
    select extra.1 as complexity, extra.2 as urgency, channel, count() as contacts, uniqExact(customer_id) as customers
    from (${contactRows(rule, scope, facts)})
    where ${ask.spoken}
    group by complexity, urgency, channel
    order by contacts desc
    limit 2000`)
}
