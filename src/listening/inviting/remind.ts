import { sql } from '../../engines/postgres/index.ts'
import type { Installation } from '../../feature.ts'
import { nextSendingMoment } from '../../vocabulary/survey/send-window.ts'
import { type AskingSurvey, hoursOf, type PlacedWorkspace, readPressure } from './rules-store.ts'

/**
 * Queues the reminders that are due. Only who was sent something and did nothing is reminded: who answered, unsubscribed,
 * or whose address gave the message back is in another state. The name of a reminder says which one it is, so that
 * nobody gets it twice.
 */
export async function remind(
  { postgres, now }: Installation,
  workspace: PlacedWorkspace,
  surveys: readonly AskingSurvey[],
): Promise<void> {
  const at = now()
  const reminding = surveys.filter(({ rules, isLive }) => isLive && rules.reminders.most > 0)
  if (reminding.length === 0) return
  const { pressure } = await readPressure(postgres, workspace.number)
  for (const survey of reminding) {
    const { most, everyDays } = survey.rules.reminders
    const moment = nextSendingMoment(at, hoursOf(survey, pressure), workspace.timeZone)
    if (!moment) continue
    await postgres.run(sql`
      insert into listening.messages (workspace_id, message_id, invitation_id, kind, channel, send_after)
      select
        sent.workspace_id, 'msg' || substr(sent.invitation_id, 4) || 'r' || (sent.reminders + 1), sent.invitation_id,
        'reminder', sent.channel, ${moment}
      from (
        select
          workspace_id, invitation_id, channel, sent_at, expires_at,
          (
            select count(*) from listening.messages
            where messages.workspace_id = invitations.workspace_id
              and messages.invitation_id = invitations.invitation_id and messages.kind = 'reminder'
          ) as reminders
        from listening.invitations
        where workspace_id = ${workspace.number} and survey_id = ${survey.id} and state = 'sent' and channel <> 'widget'
          and sent_at <= ${new Date(at.getTime() - everyDays * 86_400_000)} and expires_at > ${moment}
        limit 10000
      ) as sent
      where sent.reminders < ${most}
        and sent.sent_at + make_interval(days => ${everyDays} * (sent.reminders::integer + 1)) <= ${at}
      on conflict (workspace_id, message_id) do nothing`)
  }
}
