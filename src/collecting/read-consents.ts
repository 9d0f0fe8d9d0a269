import type { getCustomer } from '../contract/collecting.ts'
import type { AnswerOf } from '../contract/route.ts'
import { type Queryable, sql } from '../engines/postgres/index.ts'
import { type Consents, purposes } from '../vocabulary/consent.ts'

/** Where a customer stands for each purpose, and who said so. */
export async function readConsents(
  queryable: Queryable,
  workspace: number,
  customer: bigint,
  anchors: readonly bigint[],
): Promise<AnswerOf<typeof getCustomer>['consents']> {
  const state = await queryable.first(sql<{ consents: Consents | null }>`
    select consents
    from collecting.customers
    where workspace_id = ${workspace} and customer = ${String(customer)}::bigint`)
  // Of each purpose and decision the latest evidence.
  const evidence = await queryable.rows(sql<{ purpose: string; decision: string; source: string; method: string }>`
    select distinct on (purpose, decision) purpose, decision, source, method
    from collecting.consent_decisions
    where workspace_id = ${workspace} and anchor = any(${anchors.map(String)}::bigint[])
    order by purpose, decision, decided_at desc, id desc`)
  return purposes.map(purpose => {
    const decided = state?.consents?.[purpose]
    if (!decided) return { purpose, decision: 'unknown', since: null, source: null }
    const said = evidence.find(row => row.purpose === purpose && row.decision === decided.decision)
    const source = said && [said.source, said.method].filter(part => part !== '' && part !== 'sdk').join(' · ')
    return { purpose, decision: decided.decision, since: decided.at, source: source ?? null }
  })
}
