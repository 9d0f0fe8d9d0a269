import { type Queryable, sql } from '../../engines/postgres/index.ts'
import type { Installation } from '../../feature.ts'
import type { SuppressionReason } from '../../vocabulary/survey/invitation.ts'
import { sealed } from './seal.ts'

/** Which of these addresses get no more messages, by their tokens, and why. */
export async function suppressedAmong(
  postgres: Queryable,
  workspace: number,
  channel: 'email' | 'sms',
  tokens: readonly string[],
): Promise<ReadonlyMap<string, SuppressionReason>> {
  if (tokens.length === 0) return new Map()
  const rows = await postgres.rows(sql<{ address_token: string; reason: SuppressionReason }>`
    select address_token, reason from listening.suppressions
    where workspace_id = ${workspace} and channel = ${channel} and address_token = any(${[...tokens]}::text[])`)
  return new Map(rows.map(row => [row.address_token, row.reason]))
}

/** Nothing more goes to this address. The first reason stays. False when it was known. */
export async function suppress(
  installation: Pick<Installation, 'secret' | 'now'>,
  queryable: Queryable,
  workspace: number,
  {
    channel,
    token,
    address,
    reason,
  }: {
    readonly channel: 'email' | 'sms'
    readonly token: string
    readonly address?: string | undefined
    readonly reason: SuppressionReason
  },
): Promise<boolean> {
  const held = address === undefined ? null : sealed(installation, workspace, address)
  const added = await queryable.run(sql`
    insert into listening.suppressions (workspace_id, channel, address_token, reason, since, address_sealed)
    values (${workspace}, ${channel}, ${token}, ${reason}, ${installation.now()}, ${held})
    on conflict do nothing`)
  return added > 0
}
