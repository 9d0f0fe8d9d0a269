import { sql, type Transaction } from '../engines/postgres/index.ts'
import { type Consents, mayMeasure } from '../vocabulary/consent.ts'
import type { Moving } from './moving.ts'
import type { Room } from './room.ts'

/** Only what the customer's decisions and the workspace's rule allow is measured; the rest stays on the timeline. */
export async function judgeMeasurable(
  transaction: Transaction,
  room: Room,
  workspace: number,
  events: readonly Moving[],
  changed: ReadonlySet<bigint>,
): Promise<void> {
  const customers = new Map(
    events.map(each => [each, room.identities.placeOf(workspace, each.anchor)?.customer ?? each.anchor]),
  )
  const asked = [...new Set(customers.values())]
  const rows = await transaction.rows(sql<{ customer: string; consents: Consents }>`
    select customer, consents
    from collecting.customers
    where workspace_id = ${workspace} and customer = any(${asked.map(String)}::bigint[]) and consents is not null and consents <> '{}'::jsonb`)
  const consents = new Map(rows.map(row => [row.customer, row.consents]))
  if (
    consents.size === 0 &&
    changed.size === 0 &&
    events.every(each => each.row.consentRule === 'opt-out' || each.row.historical)
  ) {
    for (const each of events) each.measurable = each.event.consents.measurement !== false
    return
  }
  for (const each of events) {
    const own = consents.get(String(customers.get(each)!)) ?? {}
    // Files are imported by somebody who answers for their ground: silence in them is not read as a refusal.
    const rule = each.row.historical ? 'opt-out' : each.row.consentRule
    const said = each.event.consents.measurement
    // A message may have waited in the browser for the consent that it then carries.
    const waited = said === true && own.measurement?.decision === 'granted'
    each.measurable = said !== false && (each.event.exempt || waited || mayMeasure(own, rule, each.at))
  }
}
