import { audit } from '../../admitting/index.ts'
import type { AnswerOf, InputOf } from '../../contract/route.ts'
import type {
  listMessages as listMessagesRoute,
  retryMessage as retryMessageRoute,
} from '../../contract/survey-messages.ts'
import { sql } from '../../engines/postgres/index.ts'
import type { Context } from '../../feature.ts'
import { customerIdFromNumber } from '../../vocabulary/id.ts'
import { problem } from '../../vocabulary/problem.ts'
import type { InvitationState, MessageKind, MessageState } from '../../vocabulary/survey/invitation.ts'
import { readSurvey } from '../surveys-store.ts'

type Row = {
  message_id: string
  invitation_id: string
  customer_id: string | null
  kind: MessageKind
  channel: string
  state: MessageState
  asked: InvitationState
  carrier_said: string | null
  attempts: number
  send_after: Date
  taken_at: Date | null
  ended_at: Date | null
}

/** What was sent for a survey or waits to be. Addresses are not told: who may read customers finds them there. */
export async function listMessages(
  { postgres, workspace }: Context,
  { params, query }: InputOf<typeof listMessagesRoute>,
): Promise<AnswerOf<typeof listMessagesRoute>> {
  await readSurvey(postgres, workspace.number, params.survey)
  const [at, id] = (query.cursor ?? '').split(' ')
  const after = id === undefined || Number.isNaN(Date.parse(at ?? '')) ? undefined : { at: new Date(at ?? ''), id }
  const rows = await postgres.rows(sql<Row>`
    select message_id, invitation_id, customer_id, messages.kind, messages.channel, messages.state,
      invitations.state as asked, carrier_said, attempts, messages.send_after, taken_at, messages.ended_at
    from listening.invitations join listening.messages using (workspace_id, invitation_id)
    where workspace_id = ${workspace.number} and survey_id = ${params.survey}
      and (${query.state ?? null}::text is null or messages.state = ${query.state ?? null})
      and (
        ${after === undefined}
        or (messages.send_after, message_id) < (${after?.at ?? null}::timestamptz, ${after?.id ?? null}::text)
      )
    order by messages.send_after desc, message_id desc
    limit ${query.limit + 1}`)
  const counted = await postgres.rows(sql<{ state: string; amount: string }>`
    select messages.state, count(*) as amount
    from listening.invitations join listening.messages using (workspace_id, invitation_id)
    where workspace_id = ${workspace.number} and survey_id = ${params.survey}
    group by messages.state`)
  const page = rows.slice(0, query.limit)
  const last = page.at(-1)
  return {
    messages: page.map(row => ({
      id: row.message_id,
      invitation: row.invitation_id,
      customer: row.customer_id === null ? null : customerIdFromNumber(BigInt(row.customer_id)),
      kind: row.kind,
      channel: row.channel,
      state: row.state,
      asked: row.asked,
      said: row.carrier_said,
      attempts: row.attempts,
      sendAfter: row.send_after.toISOString(),
      takenAt: row.taken_at?.toISOString() ?? null,
      endedAt: row.ended_at?.toISOString() ?? null,
    })),
    counts: Object.fromEntries(counted.map(row => [row.state, Number(row.amount)])),
    cursor: rows.length > query.limit && last ? `${last.send_after.toISOString()} ${last.message_id}` : null,
  }
}

/** @throws problem `not_found` for one that is on its way, left, or may not leave. */
export async function retryMessage(
  context: Context,
  { params }: InputOf<typeof retryMessageRoute>,
): Promise<AnswerOf<typeof retryMessageRoute>> {
  const { workspace } = context
  await context.postgres.transaction(async transaction => {
    const queued = await transaction.first(sql<{ invitation_id: string }>`
      update listening.messages as messages
      set state = 'queued', send_after = ${context.now()}, attempts = 0, handed_at = null, ended_at = null, carrier_said = null
      from listening.invitations as invitations
      where messages.workspace_id = ${workspace.number} and messages.message_id = ${params.message}
        and invitations.workspace_id = messages.workspace_id and invitations.invitation_id = messages.invitation_id
        and invitations.survey_id = ${params.survey} and invitations.state in ('queued', 'sent', 'failed')
        and (messages.state = 'failed' or (messages.state = 'sent' and carrier_said = 'unconfirmed'))
      returning messages.invitation_id`)
    if (!queued) throw problem('not_found', { what: 'message' })
    await transaction.run(sql`
      update listening.invitations set state = 'queued', ended_at = null
      where workspace_id = ${workspace.number} and invitation_id = ${queued.invitation_id} and state = 'failed'`)
    await audit(context, transaction, 'survey.message_retried', { survey: params.survey, message: params.message })
  })
}
