import { anchorsOfCustomers } from '../../collecting/index.ts'
import { type Queryable, sql } from '../../engines/postgres/index.ts'
import type { Context, Installation } from '../../feature.ts'
import type { Answer } from '../../vocabulary/survey/survey.ts'
import { formatFacts, type StoredFormat } from '../answering/sent-files/file-format.ts'
import { readSent } from '../answering/sent-files/files-store.ts'
import { forgetCallsOf } from '../calling/calls-store.ts'
import { forgetDialoguesOf } from '../calling/sms-dialogues.ts'
import { forgetWaiting } from '../inviting/forget-waiting.ts'
import { forgetOrdersOf } from '../receipts/order-addresses.ts'
import { joinKeys, openedAnswer, openerOf, type StoredAnswer } from '../sealed-answers.ts'
import { forgetWritten } from '../sending/forget-written.ts'

type Row = StoredAnswer & {
  response_id: string
  survey_id: string
  version: number
  started_at: Date
  completed_at: Date | null
  question_id: string | null
}

/** All that one customer answered, in the clear: for the customer themselves. */
export async function exportAnswersOf(context: Context, customer: bigint): Promise<Readonly<Record<string, unknown>>> {
  const { postgres, workspace } = context
  const anchors = await anchorsOfCustomers(context, workspace.number, [customer])
  const numbers = [customer, ...anchors.map(({ anchor }) => anchor)].map(String)
  const rows = await postgres.rows(sql<Row>`
    select responses.response_id, survey_id, version, started_at, completed_at, question_id, value, sealed, wrapped
    from listening.responses
    left join listening.answers using (workspace_id, response_id)
    ${joinKeys}
    where workspace_id = ${workspace.number} and customer_id = any(${numbers}::bigint[])
    order by responses.response_id, question_id`)
  const invitations = await postgres.rows(sql<{
    survey_id: string
    channel: string
    state: string
    reasons: string[]
    decided_at: Date
    sent_at: Date | null
  }>`
    select survey_id, channel, state, reasons, decided_at, sent_at
    from listening.invitations
    where workspace_id = ${workspace.number} and customer_id = any(${numbers}::bigint[])
    order by decided_at, invitation_id`)
  const shown = await postgres.rows(sql<{ survey_id: string; shown_at: Date; dismissed_at: Date | null }>`
    select survey_id, shown_at, dismissed_at
    from listening.impressions
    where workspace_id = ${workspace.number}
      and (customer_id = any(${numbers}::bigint[]) or browser_id = any(${numbers}::bigint[]))
    order by shown_at`)
  const files = await postgres.rows(sql<{
    response_id: string
    file_id: string
    question_id: string
    format: StoredFormat
    wrapped: Buffer
  }>`
    select response_id, file_id, question_id, format, wrapped
    from listening.files
    join listening.responses using (workspace_id, response_id)
    where workspace_id = ${workspace.number} and customer_id = any(${numbers}::bigint[])
    order by response_id, file_id`)
  const sent = []
  for (const { response_id, file_id, question_id, format, wrapped } of files) {
    const parts: Uint8Array[] = []
    for await (const part of readSent(context, { workspace: workspace.number, file: file_id, wrapped }))
      parts.push(part)
    const content = Buffer.concat(parts).toString('base64')
    sent.push({ response: response_id, question: question_id, contentType: formatFacts[format].contentType, content })
  }
  const open = openerOf(context)
  const responses = Map.groupBy(rows, row => row.response_id)
  return {
    files: sent,
    invitations: invitations.map(({ survey_id, decided_at, sent_at, ...row }) => ({
      ...row,
      survey: survey_id,
      decidedAt: decided_at.toISOString(),
      sentAt: sent_at?.toISOString() ?? null,
    })),
    shown: shown.map(row => ({
      survey: row.survey_id,
      shownAt: row.shown_at.toISOString(),
      dismissedAt: row.dismissed_at?.toISOString() ?? null,
    })),
    surveys: [...responses.values()].map(([first, ...others]) => ({
      survey: first!.survey_id,
      version: first!.version,
      startedAt: first!.started_at.toISOString(),
      completedAt: first!.completed_at?.toISOString() ?? null,
      answers: Object.fromEntries(
        [first!, ...others].flatMap(row => {
          const answer: Answer | undefined = openedAnswer(open, row)
          return row.question_id === null || answer === undefined ? [] : [[row.question_id, answer]]
        }),
      ),
    })),
  }
}

/**
 * Forgets what customers wrote and who they are: the keys go first of all, so that no copy is read any more; what they
 * chose on scales stays, of nobody, so that figures told before stay true. Written to be told twice.
 */
export async function forgetAnswersOf(
  installation: Pick<Installation, 'postgres'>,
  workspace: number,
  everyNumber: readonly bigint[],
): Promise<void> {
  const numbers = everyNumber.map(String)
  await installation.postgres.transaction(async transaction => {
    const rows = await transaction.rows(sql<{ response_id: string }>`
      select response_id from listening.responses
      where workspace_id = ${workspace} and customer_id = any(${numbers}::bigint[])
      for update`)
    const responses = rows.map(row => row.response_id)
    await cutParts(transaction, workspace, responses, ['identity', 'words'])
    await transaction.run(sql`
      delete from listening.impressions
      where workspace_id = ${workspace} and (customer_id = any(${numbers}::bigint[]) or browser_id = any(${numbers}::bigint[]))`)
    await forgetDialoguesOf(transaction, workspace, numbers)
    await forgetWritten(transaction, workspace, numbers)
    // Nothing more leaves for them; that so many were invited stays true.
    const asked = sql`
      select invitation_id from listening.invitations
      where workspace_id = ${workspace} and customer_id = any(${numbers}::bigint[])`
    await transaction.run(sql`
      update listening.invitations set state = 'blocked', reasons = '{excluded}'
      where workspace_id = ${workspace} and invitation_id in (${asked}) and state in ('queued', 'deferred')`)
    await transaction.run(sql`
      update listening.messages set state = 'cancelled'
      where workspace_id = ${workspace} and invitation_id in (${asked}) and state = 'queued'`)
    await transaction.run(sql`
      update listening.invitations set customer_id = null, token_hash = null
      where workspace_id = ${workspace} and invitation_id in (${asked})`)
    await transaction.run(sql`
      update listening.impressions set customer_id = 0, browser_id = 0
      where workspace_id = ${workspace}
        and (customer_id = any(${numbers}::bigint[]) or browser_id = any(${numbers}::bigint[]))`)
    await forgetWaiting(transaction, workspace, numbers)
    await forgetCallsOf(transaction, workspace, numbers)
    await forgetOrdersOf(transaction, workspace, numbers)
  })
}

/** Forgets parts of these responses. Without its identity, a response is of nobody and opens at no address. */
export async function cutParts(
  transaction: Queryable,
  workspace: number,
  responses: readonly string[],
  parts: readonly ('identity' | 'words')[],
): Promise<void> {
  if (responses.length === 0) return
  const own = sql`workspace_id = ${workspace} and response_id = any(${[...responses]}::text[])`
  await transaction.run(sql`
    delete from listening.answer_keys where ${own} and part = any(${[...parts]}::text[])`)
  await transaction.run(sql`
    update listening.answers set sealed = null, likeness = null
    where ${own} and part = any(${[...parts]}::text[]) and sealed is not null`)
  // What they sent is theirs as their words are. That so many sent something stays true.
  if (parts.includes('words')) await transaction.run(sql`delete from listening.files where ${own}`)
  if (!parts.includes('identity')) return
  await transaction.run(sql`
    update listening.responses
    set customer_id = null, invitation_id = null, impression_id = null, sender_sealed = null, address_token = null,
      token_hash = uuid_send(gen_random_uuid())
    where ${own}`)
}
