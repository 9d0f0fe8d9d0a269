import type {
  endSession as endSessionRoute,
  endSessions as endSessionsRoute,
  listSessions as listSessionsRoute,
} from '../contract/admitting.ts'
import type { AnswerOf, InputOf } from '../contract/route.ts'
import { type Queryable, sql } from '../engines/postgres/index.ts'
import type { Installation, OpenContext } from '../feature.ts'
import { newId } from '../vocabulary/id.ts'
import { problem } from '../vocabulary/problem.ts'
import { signedMember } from './signed-member.ts'
import { newToken, tokenHash } from './token.ts'

const day = 24 * 3_600_000

/** A session not used for this long is over: a week-end and a day. */
const idleMs = 3 * day
/** However much it is used, a session ends then. */
const longestMs = 30 * day
/** How exact the time of last use is: writing it at each request would cost more than it tells. */
const touchEveryMs = 60_000

export type Signed = { readonly memberId: string; readonly sessionId: string }

/** The member whose open session has that token, if there is one. Notes that the session is in use. */
export async function whoIsSigned(
  installation: Pick<Installation, 'postgres' | 'now' | 'secret'>,
  sessionToken: string | undefined,
): Promise<Signed | undefined> {
  if (sessionToken === undefined || !/^[\w-]{43}$/.test(sessionToken)) return undefined
  const now = installation.now()
  const found = await installation.postgres.first(sql<{ session_id: string; member_id: string; last_seen_at: Date }>`
    select session_id, member_id, last_seen_at
    from admitting.sessions
    where token_hash = ${tokenHash(installation, 'session', sessionToken)}
      and ends_at > ${now}
      and last_seen_at > ${new Date(now.getTime() - idleMs)}`)
  if (!found) return undefined
  if (now.getTime() - found.last_seen_at.getTime() >= touchEveryMs) {
    await installation.postgres.run(sql`
      update admitting.sessions set last_seen_at = ${now} where session_id = ${found.session_id}`)
  }
  return { memberId: found.member_id, sessionId: found.session_id }
}

/**
 * Opens a session for the member and puts its token on the answer. The token is always a new one, and the session
 * that the caller came with ends: whoever planted it gains nothing.
 */
export async function openSession(
  context: OpenContext,
  queryable: Queryable,
  memberId: string,
  device = '',
): Promise<void> {
  const now = context.now()
  const token = newToken()
  await queryable.run(sql`
    delete from admitting.sessions
    where session_id = ${context.sessionId ?? null}
      or (member_id = ${memberId}
        and (ends_at <= ${now} or last_seen_at <= ${new Date(now.getTime() - idleMs)}))`)
  await queryable.run(sql`
    insert into admitting.sessions (session_id, member_id, token_hash, device, started_at, last_seen_at, ends_at)
    values (${newId('ses', now)}, ${memberId}, ${tokenHash(context, 'session', token)}, ${device},
      ${now}, ${now}, ${new Date(now.getTime() + longestMs)})`)
  context.setSession(token, longestMs / 1000)
}

/** Ends the sessions of a member, but the one named. Returns how many there were. */
export function endSessionsOf(queryable: Queryable, memberId: string, exceptSessionId?: string): Promise<number> {
  return queryable.run(sql`
    delete from admitting.sessions
    where member_id = ${memberId} and session_id is distinct from ${exceptSessionId ?? null}`)
}

export async function listSessions(context: OpenContext): Promise<AnswerOf<typeof listSessionsRoute>> {
  const now = context.now()
  const rows = await context.postgres.rows(sql<{
    session_id: string
    device: string
    started_at: Date
    last_seen_at: Date
    ends_at: Date
  }>`
    select session_id, device, started_at, last_seen_at, ends_at
    from admitting.sessions
    where member_id = ${signedMember(context)}
      and ends_at > ${now}
      and last_seen_at > ${new Date(now.getTime() - idleMs)}
    order by last_seen_at desc, session_id desc`)
  return {
    sessions: rows.map(row => ({
      id: row.session_id,
      device: row.device,
      startedAt: row.started_at.toISOString(),
      lastSeenAt: row.last_seen_at.toISOString(),
      endsAt: row.ends_at.toISOString(),
      current: row.session_id === context.sessionId,
    })),
  }
}

export async function endSession(
  context: OpenContext,
  { params }: InputOf<typeof endSessionRoute>,
): Promise<AnswerOf<typeof endSessionRoute>> {
  const ended = await context.postgres.run(sql`
    delete from admitting.sessions where session_id = ${params.session} and member_id = ${signedMember(context)}`)
  if (ended === 0) throw problem('not_found', { what: 'session' })
  if (params.session === context.sessionId) context.setSession(undefined)
  return {}
}

export async function endSessions(context: OpenContext): Promise<AnswerOf<typeof endSessionsRoute>> {
  const ended = await endSessionsOf(context.postgres, signedMember(context))
  context.setSession(undefined)
  return { ended }
}
