import { type Queryable, sql } from '../../engines/postgres/index.ts'
import type { Installation } from '../../feature.ts'
import { tokenHash } from '../tokens.ts'
import { judgeInbound } from './judge-inbound.ts'
import { suppress } from './suppressed.ts'
import { cancelQueued } from './take-messages.ts'
import { unsubscribe } from './unsubscribe.ts'

/** So many failures that might pass are one that does not. */
const softLimit = 3

/** What was done with a mail that came in: nothing of it is kept. */
export type TakenMail = { readonly understood: string; readonly matched: boolean }

type Written = {
  message_id: string
  invitation_id: string
  channel: 'email'
  address_token: string
}

/** Takes a mail that came back or in, for one workspace: what it says of another's messages means nothing here. */
export async function takeInbound(installation: Installation, workspace: number, raw: Uint8Array): Promise<TakenMail> {
  const told = await judgeInbound(raw)
  switch (told.kind) {
    case 'automatic':
      return { understood: 'automatic', matched: false }
    case 'reply':
      return {
        understood: 'reply',
        matched: (await writtenAs(installation.postgres, workspace, told.about)) !== undefined,
      }
    case 'unsubscribe': {
      const row = await installation.postgres.first(sql<{ invitation_id: string }>`
        select invitation_id from listening.invitations
        where workspace_id = ${workspace} and token_hash = ${tokenHash(installation, told.token)}`)
      if (row) await unsubscribe(installation, { workspace, invitation: row.invitation_id })
      return { understood: 'unsubscribe', matched: row !== undefined }
    }
    case 'complaint': {
      const written = await writtenAs(installation.postgres, workspace, told.about)
      if (written) await unsubscribe(installation, { workspace, invitation: written.invitation_id }, 'complained')
      return { understood: 'complaint', matched: written !== undefined }
    }
    case 'bounce': {
      const written = await writtenAs(installation.postgres, workspace, told.about)
      if (written) await noteBounce(installation, workspace, written, told)
      return { understood: told.weight === 'hard' ? 'bounce' : 'delay', matched: written !== undefined }
    }
    default:
      return told satisfies never
  }
}

function writtenAs(postgres: Queryable, workspace: number, ids: readonly string[]): Promise<Written | undefined> {
  return postgres.first(sql<Written>`
    select message_id, invitation_id, channel, address_token from listening.messages
    where workspace_id = ${workspace} and channel = 'email' and address_token is not null
      and (carrier_id = any(${[...ids]}::text[]) or message_id = any(${[...ids]}::text[]))
    limit 1`)
}

async function noteBounce(
  installation: Installation,
  workspace: number,
  written: Written,
  { weight, code }: { readonly weight: 'hard' | 'soft'; readonly code: string },
): Promise<void> {
  const { message_id: message, invitation_id: invitation, address_token: token } = written
  const now = installation.now()
  await installation.postgres.transaction(async transaction => {
    // The same report told twice counts once: a message fails softly once.
    const counted = await transaction.run(sql`
      update listening.messages set state = 'bounced', carrier_said = ${code || null}, ended_at = ${now}
      where workspace_id = ${workspace} and message_id = ${message} and state in ('sent', 'delivered', 'taken')`)
    if (counted === 0) return
    let isDead = weight === 'hard'
    if (!isDead) {
      const soft = await transaction.first(sql<{ amount: number }>`
        insert into listening.soft_bounces as held (workspace_id, channel, address_token, amount, last_at)
        values (${workspace}, 'email', ${token}, 1, ${now})
        on conflict (workspace_id, channel, address_token) do update
        set amount = held.amount + 1, last_at = excluded.last_at
        returning amount`)
      isDead = (soft?.amount ?? 0) >= softLimit
    }
    await transaction.run(sql`
      update listening.invitations set state = 'bounced', ended_at = ${now}
      where workspace_id = ${workspace} and invitation_id = ${invitation} and state in ('queued', 'sent')`)
    if (!isDead) return
    await suppress(installation, transaction, workspace, { channel: 'email', token, reason: 'bounced' })
    await cancelQueued(transaction, now, { workspace, invitation }, 'bounced')
  })
}
