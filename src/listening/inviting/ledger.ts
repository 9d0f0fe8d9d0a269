import { audit } from '../../admitting/index.ts'
import { customerAnchors, customersNumbered } from '../../collecting/index.ts'
import type { AnswerOf, InputOf } from '../../contract/route.ts'
import type * as contract from '../../contract/survey-invitations.ts'
import { sql } from '../../engines/postgres/index.ts'
import type { Context, LeavingFile } from '../../feature.ts'
import { csvLine, utf8Mark } from '../../vocabulary/csv-line.ts'
import { customerIdFromNumber, numberFromCustomerId } from '../../vocabulary/id.ts'
import { problem } from '../../vocabulary/problem.ts'
import { surveyShape } from '../../vocabulary/survey/survey.ts'
import { readSurvey } from '../surveys-store.ts'

type Line = contract.InvitationLine
type Row = {
  invitation_id: string
  survey_id: string
  customer_id: string | null
  channel: Line['channel']
  cause: string
  state: Line['state']
  reasons: Line['reasons']
  decided_at: Date
  send_after: Date | null
  sent_at: Date | null
  started_at: Date | null
  ended_at: Date | null
}

const columns = sql`
  invitation_id, invitations.survey_id, customer_id, channel, cause, invitations.state, reasons, decided_at, send_after,
  sent_at, started_at, ended_at`

type Filter = { readonly state?: Line['state'] | undefined; readonly reason?: Line['reasons'][number] | undefined }

export async function listInvitations(
  context: Context,
  { params, query }: InputOf<typeof contract.listInvitations>,
): Promise<AnswerOf<typeof contract.listInvitations>> {
  await readSurvey(context.postgres, context.workspace.number, params.survey)
  const rows = await pageOf(context, params.survey, query, query.cursor, query.limit + 1)
  const shown = rows.slice(0, query.limit)
  const last = shown.at(-1)
  return {
    invitations: (await linesOf(context, shown)) as Line[],
    cursor: rows.length > query.limit && last ? `${last.decided_at.toISOString()}/${last.invitation_id}` : null,
  }
}

function pageOf(
  { postgres, workspace }: Context,
  survey: string,
  { state, reason }: Filter,
  cursor: string | undefined,
  most: number,
): Promise<readonly Row[]> {
  const [beforeText = '', beforeId = ''] = (cursor ?? '').split('/')
  const before = Number.isNaN(Date.parse(beforeText)) ? null : new Date(beforeText)
  return postgres.rows(sql<Row>`
    select ${columns}
    from listening.invitations
    where workspace_id = ${workspace.number} and survey_id = ${survey}
      and (${state ?? null}::text is null or state = ${state ?? null})
      and (${reason ?? null}::text is null or ${reason ?? null} = any(reasons))
      and (
        ${before}::timestamptz is null or decided_at < ${before}
        or (decided_at = ${before} and invitation_id > ${beforeId})
      )
    order by decided_at desc, invitation_id
    limit ${most}`)
}

async function linesOf(context: Context, rows: readonly Row[]): Promise<readonly Line[]> {
  const numbers = [...new Set(rows.flatMap(row => (row.customer_id === null ? [] : [BigInt(row.customer_id)])))]
  const known = await customersNumbered(context, numbers)
  return rows.map(row => {
    const customer = row.customer_id === null ? undefined : known.get(BigInt(row.customer_id))
    return {
      id: row.invitation_id,
      survey: row.survey_id,
      customer: customer === undefined ? null : customerIdFromNumber(customer),
      channel: row.channel,
      cause: row.cause,
      state: row.state,
      reasons: row.reasons,
      decidedAt: row.decided_at.toISOString(),
      sendAfter: row.send_after?.toISOString() ?? null,
      sentAt: row.sent_at?.toISOString() ?? null,
      startedAt: row.started_at?.toISOString() ?? null,
      endedAt: row.ended_at?.toISOString() ?? null,
    }
  })
}

const pageSize = 2000

export async function exportInvitations(
  context: Context,
  { params, query }: InputOf<typeof contract.exportInvitations>,
): Promise<LeavingFile> {
  await readSurvey(context.postgres, context.workspace.number, params.survey)
  await context.postgres.transaction(transaction =>
    audit(context, transaction, 'survey.invitations_exported', { survey: params.survey }),
  )
  return {
    name: `${params.survey}-invitations.csv`,
    contentType: 'text/csv; charset=utf-8',
    content: lines(context, params.survey, query),
  }
}

async function* lines(context: Context, survey: string, filter: Filter): AsyncIterable<string> {
  const head = [
    'invitation',
    'customer',
    'channel',
    'state',
    'reasons',
    'decided',
    'leaves',
    'sent',
    'started',
    'ended',
  ]
  yield `${utf8Mark}${csvLine([...head, 'cause'])}`
  let cursor: string | undefined
  for (;;) {
    const rows = await pageOf(context, survey, filter, cursor, pageSize)
    yield (await linesOf(context, rows))
      .map(line =>
        csvLine([
          line.id,
          line.customer ?? '',
          line.channel,
          line.state,
          line.reasons.join(' '),
          line.decidedAt,
          line.sendAfter ?? '',
          line.sentAt ?? '',
          line.startedAt ?? '',
          line.endedAt ?? '',
          line.cause,
        ]),
      )
      .join('')
    const last = rows.at(-1)
    if (!last || rows.length < pageSize) return
    cursor = `${last.decided_at.toISOString()}/${last.invitation_id}`
  }
}

/** Why a customer was asked, or was not, under whatever number they were then. @throws problem `not_found`. */
export async function invitationsOfCustomer(
  context: Context,
  { params }: InputOf<typeof contract.invitationsOfCustomer>,
): Promise<AnswerOf<typeof contract.invitationsOfCustomer>> {
  const { postgres, workspace } = context
  const number = numberFromCustomerId(params.customer)
  const customer = number === undefined ? undefined : (await customersNumbered(context, [number])).get(number)
  if (customer === undefined) throw problem('not_found', { what: 'customer' })
  const rows = await postgres.rows(sql<Row & { draft: unknown }>`
    select ${columns}, surveys.draft
    from (${customerAnchors(workspace.number)}) as own
    join listening.invitations on invitations.workspace_id = ${workspace.number} and customer_id = own.anchor
    join listening.surveys
      on surveys.workspace_id = invitations.workspace_id and surveys.survey_id = invitations.survey_id
    where own.customer = ${String(customer)}::bigint
    order by decided_at desc, invitation_id
    limit 200`)
  const told = await linesOf(context, rows)
  return {
    invitations: told.map((line, at) => ({
      ...line,
      reasons: [...line.reasons],
      title: surveyShape.parse(rows[at]!.draft).title,
    })),
  }
}
