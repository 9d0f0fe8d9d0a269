import { type Queryable, sql } from '../../engines/postgres/index.ts'
import type { Installation } from '../../feature.ts'
import { newId } from '../../vocabulary/id.ts'
import type { NotSentReason } from '../../vocabulary/survey/invitation.ts'
import type { Decided } from './decide-one.ts'

/**
 * Writes decisions into the ledger, and the first message of each that is asked. A decision on a person, a survey and a
 * cause is written once, whoever comes second; one that was put off is decided in its place. Answers how many were
 * written, and how many of them were asked.
 */
export async function writeDecisions(
  installation: Installation,
  postgres: Queryable,
  workspace: number,
  decided: readonly Decided[],
): Promise<Written> {
  const now = installation.now()
  const again = decided.filter(({ candidate }) => candidate.held !== undefined)
  const fresh = decided.filter(({ candidate }) => candidate.held === undefined)
  const [made, changed] = [
    await writeFresh(postgres, workspace, fresh, now),
    await writeAgain(postgres, workspace, again, now),
  ]
  return { written: made.written + changed.written, asked: made.asked + changed.asked }
}

type Written = { readonly written: number; readonly asked: number }
const nothing: Written = { written: 0, asked: 0 }

async function writeFresh(
  postgres: Queryable,
  workspace: number,
  decided: readonly Decided[],
  now: Date,
): Promise<Written> {
  if (decided.length === 0) return nothing
  // In order, so that they are put at the end of their indexes.
  const ids = decided.map(() => newId('ask', now)).sort()
  const made = await postgres.first(sql<{ written: string; asked: string }>`
    with made as (
      insert into listening.invitations (
        workspace_id, invitation_id, survey_id, customer_id, channel, cause, state, reasons, version, language,
        decided_at, send_after, expires_at, happened_at
      )
      select
        ${workspace}, invitation_id, survey_id, customer_id, channel, cause, state, string_to_array(reasons, ' '), version,
        language, ${now}, send_after, expires_at, happened_at
      from unnest(
        ${column(ids)}::text[],
        ${column(decided.map(({ survey }) => survey.id))}::text[],
        ${column(decided.map(({ candidate }) => candidate.customer))}::bigint[],
        ${column(decided.map(({ channel }) => channel))}::text[],
        ${decided.map(({ candidate }) => candidate.cause)}::text[],
        ${column(decided.map(({ decision }) => decision.decision))}::text[],
        ${column(decided.map(({ decision }) => `"${decision.reasons.join(' ')}"`))}::text[],
        ${column(versionsOf(decided))}::integer[],
        ${column(decided.map(({ language }) => language))}::text[],
        ${instants(decided.map(({ sendAfter }) => sendAfter))}::timestamptz[],
        ${instants(decided.map(({ expiresAt }) => expiresAt))}::timestamptz[],
        ${instants(decided.map(({ candidate }) => candidate.happenedAt))}::timestamptz[]
      ) as told (
        invitation_id, survey_id, customer_id, channel, cause, state, reasons, version, language, send_after,
        expires_at, happened_at
      )
      on conflict (workspace_id, survey_id, customer_id, cause) do nothing
      returning invitation_id, state, channel, send_after
    ), queued as (
      insert into listening.messages (workspace_id, message_id, invitation_id, kind, channel, send_after)
      select ${workspace}, 'msg' || substr(invitation_id, 4), invitation_id, 'invitation', channel, send_after
      from made
      where state = 'queued'
      returning 1
    )
    select (select count(*) from made) as written, (select count(*) from queued) as asked`)
  return { written: Number(made?.written ?? 0), asked: Number(made?.asked ?? 0) }
}

async function writeAgain(
  postgres: Queryable,
  workspace: number,
  decided: readonly Decided[],
  now: Date,
): Promise<Written> {
  if (decided.length === 0) return nothing
  const ids = decided.map(({ candidate }) => candidate.held!)
  const made = await postgres.first(sql<{ written: string; asked: string }>`
    with changed as (
      update listening.invitations as held
      set state = told.state, reasons = string_to_array(told.reasons, ' '), channel = told.channel, version = told.version,
        language = told.language, decided_at = ${now}, send_after = told.send_after,
        expires_at = told.expires_at
      from unnest(
        ${ids}::text[],
        ${decided.map(({ channel }) => channel)}::text[],
        ${decided.map(({ decision }) => decision.decision)}::text[],
        ${decided.map(({ decision }) => decision.reasons.join(' '))}::text[],
        ${versionsOf(decided)}::integer[],
        ${decided.map(({ language }) => language)}::text[],
        ${decided.map(({ sendAfter }) => sendAfter)}::timestamptz[],
        ${decided.map(({ expiresAt }) => expiresAt)}::timestamptz[]
      ) as told (invitation_id, channel, state, reasons, version, language, send_after, expires_at)
      where held.workspace_id = ${workspace} and held.invitation_id = told.invitation_id and held.state = 'deferred'
      returning held.invitation_id, held.state, held.channel, held.send_after
    ), queued as (
      insert into listening.messages (workspace_id, message_id, invitation_id, kind, channel, send_after)
      select ${workspace}, 'msg' || substr(invitation_id, 4), invitation_id, 'invitation', channel, send_after
      from changed
      where state = 'queued'
      on conflict (workspace_id, message_id) do nothing
      returning 1
    )
    select (select count(*) from changed) as written, (select count(*) from queued) as asked`)
  return { written: Number(made?.written ?? 0), asked: Number(made?.asked ?? 0) }
}

/** An array as PostgreSQL writes it, of words and numbers of ours: the client takes ten times as long, letter by letter. */
const column = (values: readonly (string | number | bigint | null)[]): string =>
  `{${values.map(value => value ?? 'NULL').join(',')}}`

function instants(values: readonly (Date | null)[]): string {
  // Many are the same one.
  const written = new Map<number, string>()
  return column(
    values.map(value => {
      if (value === null) return null
      const known = written.get(value.getTime()) ?? value.toISOString()
      written.set(value.getTime(), known)
      return known
    }),
  )
}

const versionsOf = (decided: readonly Decided[]) =>
  decided.map(({ decision, survey }) => (decision.decision === 'queued' ? survey.version : null))

/**
 * Takes back what waits to leave: the ledger says why, and no message of it leaves. Without invitations, everything of the
 * survey. What is on its way already goes on. Answers how many it took back.
 */
export async function takeBack(
  postgres: Queryable,
  workspace: number,
  of: { readonly survey: string } | { readonly invitation: string },
  reason: NotSentReason,
  now: Date,
): Promise<number> {
  const which =
    'survey' in of ? sql`invitations.survey_id = ${of.survey}` : sql`invitations.invitation_id = ${of.invitation}`
  const row = await postgres.first(sql<{ amount: string }>`
    with free as (
      select invitation_id from listening.invitations
      where workspace_id = ${workspace} and ${which} and state in ('queued', 'deferred')
        and not exists (
          select from listening.messages
          where messages.workspace_id = invitations.workspace_id and messages.invitation_id = invitations.invitation_id
            and messages.state = 'taken'
        )
      for update of invitations
    ), cancelled as (
      update listening.messages
      set state = 'cancelled', ended_at = ${now}
      from free
      where messages.workspace_id = ${workspace} and messages.invitation_id = free.invitation_id
        and messages.state = 'queued'
    ), closed as (
      update listening.invitations
      set state = 'blocked', reasons = ${[reason]}, ended_at = ${now}
      from free
      where invitations.workspace_id = ${workspace} and invitations.invitation_id = free.invitation_id
      returning 1
    )
    select count(*) as amount from closed`)
  return Number(row?.amount ?? 0)
}
