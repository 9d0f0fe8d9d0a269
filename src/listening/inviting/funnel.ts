import type { AnswerOf, InputOf } from '../../contract/route.ts'
import type * as contract from '../../contract/survey-invitations.ts'
import { sql } from '../../engines/postgres/index.ts'
import type { Context } from '../../feature.ts'
import { readSurvey } from '../surveys-store.ts'

type Row = { state: string; was_sent: boolean; amount: string }

/**
 * What became of all decisions. Who was sent something stays counted there, whatever came after. Showings on pages have
 * no delivery, so they are told by their channel alone.
 */
export async function getInvitationFunnel(
  { postgres, workspace }: Context,
  { params, query }: InputOf<typeof contract.getInvitationFunnel>,
): Promise<AnswerOf<typeof contract.getInvitationFunnel>> {
  await readSurvey(postgres, workspace.number, params.survey)
  const { channel } = query
  const of = sql`
    invitations.workspace_id = ${workspace.number} and invitations.survey_id = ${params.survey}
      and (case when ${channel ?? null}::text is null then invitations.channel <> 'widget' else invitations.channel = ${channel ?? null} end)`
  const [rows, reasons, reminders] = await Promise.all([
    postgres.rows(sql<Row>`
      select state, sent_at is not null as was_sent, count(*) as amount
      from listening.invitations where ${of}
      group by state, was_sent`),
    postgres.rows(sql<{ reason: string; amount: string }>`
      select reason, count(*) as amount
      from listening.invitations, unnest(reasons) as reason
      where ${of}
      group by reason
      order by amount desc, reason`),
    postgres.first(sql<{ amount: string }>`
      select count(*) as amount
      from listening.messages
      join listening.invitations using (workspace_id, invitation_id)
      where ${of} and messages.kind = 'reminder' and messages.state in ('sent', 'delivered')`),
  ])
  const amount = (states: readonly string[], wasSent?: boolean) =>
    rows
      .filter(row => states.includes(row.state) && (wasSent === undefined || row.was_sent === wasSent))
      .reduce((sum, row) => sum + Number(row.amount), 0)
  const decided = rows.reduce((sum, row) => sum + Number(row.amount), 0)
  const [notSampled, blocked, deferred] = [amount(['notSampled']), amount(['blocked']), amount(['deferred'])]
  const eligible = decided - blocked - deferred
  const sent = rows.filter(row => row.was_sent).reduce((sum, row) => sum + Number(row.amount), 0)
  const bounced = amount(['bounced'])
  const delivered = Math.max(0, sent - amount(['bounced'], true))
  const completed = amount(['completed'])
  const partial = amount(['started'])
  const screenedOut = amount(['screenedOut'])
  const started = completed + partial + screenedOut
  const drawn = eligible - notSampled
  const share = (part: number, whole: number) => (whole === 0 ? null : part / whole)
  return {
    decided,
    eligible,
    notSampled,
    deferred,
    blocked,
    reasons: Object.fromEntries(reasons.map(row => [row.reason, Number(row.amount)])),
    waiting: amount(['queued']),
    sent,
    bounced,
    failed: amount(['failed']),
    delivered,
    started,
    partial,
    completed,
    screenedOut,
    refused: amount(['refused']),
    expired: amount(['expired']),
    reminders: Number(reminders?.amount ?? 0),
    rates: {
      delivery: share(delivered, sent),
      start: share(started, delivered),
      completion: share(completed, started),
      responseOne: share(completed, drawn),
      responseTwo: share(completed + partial, drawn),
    },
  }
}
