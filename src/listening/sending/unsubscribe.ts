import { audit } from '../../admitting/index.ts'
import { reachCustomers } from '../../collecting/index.ts'
import { sql } from '../../engines/postgres/index.ts'
import type { Installation } from '../../feature.ts'
import type { SuppressionReason } from '../../vocabulary/survey/invitation.ts'
import { suppress } from './suppressed.ts'

/**
 * A person gets no more messages about surveys at the address that was written to, at once: what is queued is called
 * back. Nothing else that the company sends them is touched.
 */
export async function unsubscribe(
  installation: Installation,
  { workspace, invitation }: { readonly workspace: number; readonly invitation: string },
  reason: SuppressionReason = 'unsubscribed',
): Promise<void> {
  const { postgres, now } = installation
  const written = await postgres.rows(sql<{ channel: string; address_token: string; customer_id: string | null }>`
    select distinct messages.channel, address_token, customer_id
    from listening.messages join listening.invitations using (workspace_id, invitation_id)
    where workspace_id = ${workspace} and invitation_id = ${invitation} and address_token is not null`)
  const customer = written[0]?.customer_id ?? null
  const reached =
    customer === null
      ? undefined
      : (await reachCustomers(installation, workspace, [BigInt(customer)])).get(BigInt(customer))
  await postgres.transaction(async transaction => {
    let added = 0
    for (const { channel, address_token: token } of written) {
      if (channel !== 'email' && channel !== 'sms') continue
      const address = channel === 'email' ? reached?.email : reached?.phone
      if (await suppress(installation, transaction, workspace, { channel, token, address, reason })) added++
    }
    await transaction.run(sql`
      update listening.messages as messages set state = 'cancelled', carrier_said = 'suppressed', ended_at = ${now()}
      from listening.invitations as invitations
      where messages.workspace_id = ${workspace} and messages.state = 'queued'
        and messages.channel = any(${[...new Set(written.map(({ channel }) => channel))]}::text[])
        and invitations.workspace_id = messages.workspace_id and invitations.invitation_id = messages.invitation_id
        and (
          invitations.invitation_id = ${invitation}
          or (${customer}::bigint is not null and invitations.customer_id = ${customer}::bigint)
        )`)
    // Whoever has answered has answered; the others would not be asked.
    await transaction.run(sql`
      update listening.invitations set state = 'refused', ended_at = ${now()}
      where workspace_id = ${workspace} and state in ('queued', 'sent')
        and (invitation_id = ${invitation} or (state = 'queued' and ${customer}::bigint is not null
          and customer_id = ${customer}::bigint
          and channel = any(${[...new Set(written.map(({ channel }) => channel))]}::text[])))`)
    if (added > 0)
      await audit(
        { workspace: { number: workspace }, actor: { kind: 'system' }, now },
        transaction,
        'survey.unsubscribed',
        { invitation, reason },
      )
  })
}
