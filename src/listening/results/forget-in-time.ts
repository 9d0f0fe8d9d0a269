import { setTimeout as pause } from 'node:timers/promises'
import { allWorkspaces } from '../../admitting/index.ts'
import { sql } from '../../engines/postgres/index.ts'
import type { Installation, Workspace } from '../../feature.ts'
import { forgetDevices } from '../answering/device.ts'
import { forgetUntaken } from '../answering/sent-files/files-store.ts'
import { sealedParts } from '../sealed-answers.ts'
import { cutParts } from './duties.ts'
import { sealOlder } from './seal-older.ts'

const everyMs = 600_000
/** So long the hour of an anonymous response is known, for the limits of those who begin many. */
const roundedAfterMs = 3_600_000
const together = 1000

/** Forgets what a survey says it keeps no longer, and the hour of anonymous answers. Killed at any point, it goes on. */
export async function forgetInTime(installation: Installation, signal: AbortSignal): Promise<void> {
  while ((await sealOlder(installation)) && !signal.aborted);
  while (!signal.aborted) {
    for (const workspace of await allWorkspaces(installation)) {
      await roundAnonymous(installation, workspace)
      for (const part of sealedParts) while ((await cutSome(installation, workspace.number, part)) && !signal.aborted);
    }
    await forgetUntaken(installation)
    await forgetDevices(installation)
    await pause(everyMs, undefined, { signal }).catch(() => {})
  }
}

/** Cuts who answered, or what they wrote, from responses older than their survey keeps it; says whether there may be more. */
export async function cutSome(
  { postgres, now }: Pick<Installation, 'postgres' | 'now'>,
  workspace: number,
  part: (typeof sealedParts)[number],
): Promise<boolean> {
  const months = sql.ref(`${part}_months`)
  return await postgres.transaction(async transaction => {
    const rows = await transaction.rows(sql<{ response_id: string; survey_id: string }>`
      select response_id, survey_id
      from listening.responses
      join listening.surveys using (workspace_id, survey_id)
      where workspace_id = ${workspace} and started_at < ${now()}::timestamptz - make_interval(months => ${months})
        and (
          exists (
            select from listening.answer_keys as keys
            where keys.workspace_id = responses.workspace_id and keys.response_id = responses.response_id
              and part = ${part}
          ) ${
            part === 'identity'
              ? sql`or customer_id is not null or invitation_id is not null`
              : sql`or exists (
                  select from listening.files
                  where files.workspace_id = responses.workspace_id and files.response_id = responses.response_id
                )`
          }
        )
      limit ${together}
      for update of responses skip locked`)
    await cutParts(
      transaction,
      workspace,
      rows.map(row => row.response_id),
      [part],
    )
    for (const [survey, cut] of Map.groupBy(rows, row => row.survey_id))
      await transaction.run(sql`
        insert into listening.cuts (workspace_id, survey_id, part, cut_at, responses)
        values (${workspace}, ${survey}, ${part}, ${now()}, ${cut.length})
        on conflict (workspace_id, survey_id, part) do update
        set cut_at = excluded.cut_at, responses = cuts.responses + excluded.responses`)
    return rows.length === together
  })
}

/** Of an anonymous response no more is kept than the day, and nothing that leads to who gave it. */
export async function roundAnonymous(
  { postgres, now }: Pick<Installation, 'postgres' | 'now'>,
  { number, timeZone }: Pick<Workspace, 'number' | 'timeZone'>,
): Promise<void> {
  const before = new Date(now().getTime() - roundedAfterMs)
  const day = (column: string) =>
    sql`date_trunc('day', ${sql.ref(column)} at time zone ${timeZone}) at time zone ${timeZone}`
  await postgres.run(sql`
    update listening.responses
    set started_at = ${day('started_at')}, completed_at = ${day('completed_at')}, customer_id = null, address_token = null,
      invitation_id = case when completed_at is null then invitation_id end,
      token_hash = case when completed_at is null then token_hash else uuid_send(gen_random_uuid()) end
    from listening.surveys
    where surveys.workspace_id = responses.workspace_id and surveys.survey_id = responses.survey_id
      and anonymity = 'anonymous' and responses.workspace_id = ${number}
      and coalesce(completed_at, started_at) < ${before}
      and (
        address_token is not null or customer_id is not null or started_at <> ${day('started_at')}
        or completed_at <> ${day('completed_at')}
        or (completed_at is not null and invitation_id is not null)
      )`)
}
