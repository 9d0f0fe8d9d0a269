import { instant, type Sql, some, sql, text, u32 } from '../../engines/clickhouse/index.ts'
import { sql as postgresSql } from '../../engines/postgres/index.ts'
import type { Installation } from '../../feature.ts'
import { compileCondition } from '../../mapping/index.ts'
import type { Trigger } from '../../vocabulary/survey/sending-rules.ts'
import { latestAgeMs } from './decide-one.ts'
import type { AskingSurvey } from './rules-store.ts'

type Hearing = AskingSurvey & { readonly rules: { readonly trigger: Extract<Trigger, { kind: 'event' | 'absence' }> } }

/** Surveys that wait for events: switched on, open, and asking by something else than a page alone. */
function hearing(surveys: readonly AskingSurvey[]): readonly Hearing[] {
  return surveys.filter(
    (survey): survey is Hearing =>
      survey.isLive &&
      survey.since !== null &&
      (survey.rules.trigger.kind === 'event' || survey.rules.trigger.kind === 'absence') &&
      survey.rules.channels.some(channel => channel !== 'widget'),
  )
}

type Heard = { message: string; anchor: string; occurred: string; received: string; matches: number[] }

const pageSize = 5000
/** Events are stored nearly in the order in which they were received: so far back is looked again. */
const overlapMs = 30_000
const minuteMs = 60_000

/**
 * Reads the events that came since the last time and notes to whom a survey is due. The place is kept after each page: cut
 * short, it reads some again, and who waits or was decided on for an event already is not noted twice.
 */
export async function hearEvents(
  installation: Installation,
  workspace: number,
  surveys: readonly AskingSurvey[],
): Promise<void> {
  const { postgres, clickhouse } = installation
  const listening = hearing(surveys)
  if (listening.length === 0) return
  const row = await postgres.first(postgresSql<{ place: Date }>`
    select place from listening.heard where workspace_id = ${workspace}`)
  const first = Math.min(...listening.map(({ since }) => since!.getTime()))
  const place = row ? Math.max(row.place.getTime(), first) : first
  let from: { received: Date; message: string } = { received: new Date(place - overlapMs), message: '' }
  for (;;) {
    const page = await clickhouse.rows<Heard>(sql`
      select
        toString(message_id) as message, anchor, toUnixTimestamp64Milli(occurred_at) as occurred,
        toUnixTimestamp64Milli(received_at) as received,
        arrayFilter(number -> number > 0, [${listening
          .map(({ rules: { trigger } }, at) => sql`if(${matching(trigger)}, ${u32(at + 1)}, 0)`)
          .reduce((a, b) => sql`${a}, ${b}`)}]) as matches
      from events
      where workspace_id = ${u32(workspace)} and received_at >= ${instant(from.received)}
        and (received_at, toString(message_id)) > (${instant(from.received)}, ${text(from.message)})
        and measurable and (${some(listening.map(({ rules: { trigger } }) => matching(trigger)))})
      order by received_at, message
      limit ${u32(pageSize)}`)
    const last = page.at(-1)
    if (!last) break
    await note(installation, workspace, listening, page)
    from = { received: new Date(Number(last.received)), message: last.message }
    await postgres.run(postgresSql`
      insert into listening.heard as heard (workspace_id, place)
      values (${workspace}, ${from.received})
      on conflict (workspace_id) do update set place = greatest(heard.place, excluded.place)`)
    if (page.length < pageSize) break
  }
}

function matching({ event, when }: Hearing['rules']['trigger']): Sql {
  return when === null ? sql`name = ${text(event)}` : sql`name = ${text(event)} and ${compileCondition(when)}`
}

async function note(
  { postgres, now }: Installation,
  workspace: number,
  listening: readonly Hearing[],
  page: readonly Heard[],
): Promise<void> {
  const waiting = new Map<string, { survey: Hearing; anchor: string; cause: string; at: number }>()
  for (const { message, anchor, occurred, received, matches } of page) {
    for (const number of matches) {
      const survey = listening[number - 1]!
      const at = Number(occurred)
      // What came before the rules were switched on, and what is too old to be asked about, asks nobody.
      if (Number(received) < survey.since!.getTime()) continue
      if (at + (latestAgeMs(survey) ?? 0) < now().getTime()) continue
      const key = `${survey.id} ${anchor}`
      const held = waiting.get(key)
      const isAbsence = survey.rules.trigger.kind === 'absence'
      // Waiting begins anew with every cart that is left; what asks right after asks about the first.
      if (!held || (isAbsence ? at > held.at : at < held.at)) waiting.set(key, { survey, anchor, cause: message, at })
    }
  }
  const all = [...waiting.values()]
  if (all.length === 0) return
  const delay = ({ rules: { trigger } }: Hearing) =>
    (trigger.kind === 'event' ? trigger.delayMinutes : trigger.waitMinutes) * minuteMs
  await postgres.run(postgresSql`
    insert into listening.candidates as held (workspace_id, survey_id, customer_id, cause, happened_at, due_at)
    select ${workspace}, told.survey_id, told.customer_id, told.cause, told.happened_at, told.due_at
    from unnest(
      ${all.map(({ survey }) => survey.id)}::text[],
      ${all.map(({ anchor }) => anchor)}::bigint[],
      ${all.map(({ cause }) => cause)}::text[],
      ${all.map(({ at }) => new Date(at))}::timestamptz[],
      ${all.map(({ survey, at }) => new Date(at + delay(survey)))}::timestamptz[],
      ${all.map(({ survey }) => survey.rules.trigger.kind === 'absence')}::boolean[]
    ) as told (survey_id, customer_id, cause, happened_at, due_at, is_absence)
    where not exists (
      select from listening.invitations
      where invitations.workspace_id = ${workspace} and invitations.customer_id = told.customer_id
        and invitations.survey_id = told.survey_id and invitations.cause = told.cause
    )
    on conflict (workspace_id, survey_id, customer_id) do update
    set cause = excluded.cause, happened_at = excluded.happened_at, due_at = excluded.due_at
    where excluded.happened_at > held.happened_at
      and held.survey_id = any(${listening.filter(({ rules }) => rules.trigger.kind === 'absence').map(({ id }) => id)}::text[])`)
}
