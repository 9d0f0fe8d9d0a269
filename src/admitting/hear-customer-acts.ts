import type { Feature, Installation } from '../feature.ts'
import { type CustomerAct, customerActs } from '../vocabulary/notice.ts'
import { audit } from './audit.ts'

/**
 * Writes in the audit log what was done with the data of customers. A notice told twice gives two entries: a log that
 * says something twice is better than one that misses it.
 */
export const hearCustomerActs: NonNullable<Feature['hears']> = Object.fromEntries(
  customerActs.map(kind => [kind, writeAct]),
)

async function writeAct(installation: Installation, notice: CustomerAct): Promise<void> {
  await installation.postgres.transaction(transaction =>
    audit(
      { workspace: { number: notice.workspace }, actor: notice.actor, now: installation.now },
      transaction,
      notice.kind,
      notice.details,
    ),
  )
}
