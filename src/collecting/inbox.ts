import { sql, type Transaction } from '../engines/postgres/index.ts'
import type { Installation, SendingSource } from '../feature.ts'
import type { RefusalReason } from '../vocabulary/message.ts'

/** Messages of one request, judged: what may be stored and what is kept aside. */
export type Arrival = {
  readonly source: SendingSource
  readonly receivedAt: Date
  readonly sentAt: Date | undefined
  readonly historical: boolean
  readonly messages: readonly { readonly id: string; readonly text: string; readonly value: unknown }[]
  readonly refused: readonly { readonly reason: RefusalReason; readonly text: string }[]
  /** Written in the same commit: an import that crashes knows exactly what it had already brought in. */
  readonly alongside?: (
    transaction: Transaction,
    counts: { readonly accepted: number; readonly duplicates: number },
  ) => Promise<void>
}

/** One row of the inbox: messages of one request that were not seen before, in their order. */
export type InboxRow = {
  readonly number: bigint
  readonly workspace: number
  readonly source: string
  readonly sourceChannel: string | undefined
  readonly trusted: boolean
  readonly historical: boolean
  readonly consentRule: 'opt-in' | 'opt-out'
  readonly receivedAt: Date
  readonly sentAt: Date | undefined
  readonly messages: readonly { readonly id: string; readonly value: unknown }[]
}
type StoredRow = {
  number: string
  workspace_id: number
  source: string
  source_channel: string | null
  trusted: boolean
  historical: boolean
  consent_rule: 'opt-in' | 'opt-out'
  received_at: Date
  sent_at: Date | null
  messages: string
}

export async function readInboxRows(installation: Installation, after: bigint, most: number): Promise<InboxRow[]> {
  const rows = await installation.postgres.rows(sql<StoredRow>`
    select number, workspace_id, source, source_channel, trusted, historical, consent_rule, received_at, sent_at, messages
    from (
      select *, sum(amount) over (order by number) - amount as before
      from (
        select *
        from collecting.inbox
        where number > ${String(after)}::bigint
        order by number
        limit 500
      ) as ahead
    ) as counted
    where before < ${most}
    order by number`)
  return rows.map(row => ({
    number: BigInt(row.number),
    workspace: row.workspace_id,
    source: row.source,
    sourceChannel: row.source_channel ?? undefined,
    trusted: row.trusted,
    historical: row.historical,
    consentRule: row.consent_rule,
    receivedAt: row.received_at,
    sentAt: row.sent_at ?? undefined,
    messages: (JSON.parse(row.messages) as [string, unknown][]).map(([id, value]) => ({ id, value })),
  }))
}
