import { type Queryable, sql } from '../../engines/postgres/index.ts'
import type { Tongue } from '../../vocabulary/label.ts'

/** The invitation behind a personal address. */
export type Invited = {
  readonly id: string
  readonly customer: string | null
  readonly language: Tongue | null
  /** The person began to answer, wherever that was: they go on there. */
  readonly hasResponse: boolean
  /** It was answered; anonymously, nobody knows by which response. */
  readonly isAnswered: boolean
}

type Row = {
  workspace_id: number
  invitation_id: string
  survey_id: string
  survey_state: 'live' | 'paused' | 'closed' | 'draft'
  version: number | null
  anonymity: string
  customer_id: string | null
  language: Tongue | null
  state: string
  has_response: boolean
}

/** The invitation that a token opens; nothing for one that has expired, was taken back or never was. */
export async function invitedBy(postgres: Queryable, hash: Buffer, now: Date) {
  const row = await postgres.first(sql<Row>`
    select workspace_id, invitation_id, survey_id, surveys.state as survey_state, surveys.version, anonymity, customer_id,
      language, invitations.state,
      exists (
        select from listening.responses
        where responses.workspace_id = invitations.workspace_id and responses.invitation_id = invitations.invitation_id
      ) as has_response
    from listening.invitations join listening.surveys using (workspace_id, survey_id)
    where token_hash = ${hash} and (expires_at is null or expires_at > ${now})
      and invitations.state in ('queued', 'sent', 'started', 'completed', 'screenedOut', 'refused')`)
  if (!row) return undefined
  const invitation: Invited = {
    id: row.invitation_id,
    customer: row.customer_id,
    language: row.language,
    hasResponse: row.has_response,
    isAnswered: row.state === 'completed' || row.state === 'screenedOut',
  }
  return {
    workspace: row.workspace_id,
    link: null,
    survey: row.survey_id,
    state: row.survey_state,
    version: row.version,
    isAnonymous: row.anonymity === 'anonymous',
    invitation,
  }
}

/**
 * The person began, or came to the end. What was still to be sent to them is not. Of an anonymous survey the invitation
 * is used up at once and tells the day alone: nothing joins it to what was answered.
 */
export async function noteAnswered(
  transaction: Queryable,
  now: Date,
  { workspace, invitation }: { readonly workspace: number; readonly invitation: string },
  became: 'started' | 'completed',
): Promise<void> {
  await transaction.run(
    became === 'started'
      ? sql`
        update listening.invitations set state = 'started', started_at = coalesce(started_at, ${now})
        where workspace_id = ${workspace} and invitation_id = ${invitation} and state in ('queued', 'sent', 'refused')`
      : sql`
        update listening.invitations set state = 'completed', ended_at = ${now}
        where workspace_id = ${workspace} and invitation_id = ${invitation}
          and state in ('queued', 'sent', 'started', 'refused')`,
  )
  if (became === 'completed')
    await transaction.run(sql`
      update listening.messages set state = 'cancelled', carrier_said = 'answered', ended_at = ${now}
      where workspace_id = ${workspace} and invitation_id = ${invitation} and state = 'queued'`)
}
