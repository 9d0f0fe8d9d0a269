import type {
  changePassword as changePasswordRoute,
  Me,
  Member,
  signIn as signInRoute,
  signOut as signOutRoute,
  updateMe as updateMeRoute,
} from '../contract/admitting.ts'
import type { AnswerOf, InputOf } from '../contract/route.ts'
import { type Queryable, sql } from '../engines/postgres/index.ts'
import type { OpenContext } from '../feature.ts'
import { problem } from '../vocabulary/problem.ts'
import { audit, installationChain } from './audit.ts'
import { hashPassword, isPassword, refuseWeakPassword } from './password.ts'
import { endSessionsOf, openSession } from './sessions.ts'
import { signedMember } from './signed-member.ts'
import { countAttempt } from './slow-down.ts'
import { workspacesOf } from './workspaces.ts'

export type MemberRow = {
  member_id: string
  email: string
  name: string
  locale: 'fr' | 'en'
  theme: 'system' | 'light' | 'dark'
}

const columns = sql.raw('member_id, email, name, locale, theme')

/** Addresses are compared and kept without their capitals. */
export function plainEmail(email: string): string {
  return email.normalize('NFKC').trim().toLowerCase()
}

export async function memberByEmail(
  queryable: Queryable,
  email: string,
): Promise<(MemberRow & { password_hash: string }) | undefined> {
  return queryable.first(sql<MemberRow & { password_hash: string }>`
    select ${columns}, password_hash from admitting.members where email = ${plainEmail(email)}`)
}

/** Who a member is and where they belong; nobody without an id. */
export async function meOf(queryable: Queryable, memberId: string | undefined): Promise<Me> {
  if (memberId !== undefined) {
    const row = await queryable.first(sql<MemberRow>`
      select ${columns} from admitting.members where member_id = ${memberId}`)
    if (row) return { member: memberOf(row), workspaces: await workspacesOf(queryable, memberId), setUpNeeded: false }
  }
  return { member: null, workspaces: [], setUpNeeded: !(await hasMembers(queryable)) }
}

export async function hasMembers(queryable: Queryable): Promise<boolean> {
  return (await queryable.first(sql<{ one: number }>`select 1 as one from admitting.members limit 1`)) !== undefined
}

export function getMe(context: OpenContext): Promise<Me> {
  return meOf(context.postgres, context.memberId)
}

export async function signIn(context: OpenContext, { body }: InputOf<typeof signInRoute>): Promise<Me> {
  const wasRight = await countAttempt(context, plainEmail(body.email))
  const found = await memberByEmail(context.postgres, body.email)
  if (!(await isPassword(found?.password_hash, body.password)) || !found) throw problem('sign_in_failed')
  await wasRight()
  await context.postgres.transaction(async transaction => {
    await openSession(context, transaction, found.member_id, body.device)
    await audit(asMember(context, found.member_id), transaction, 'session.started')
  })
  return meOf(context.postgres, found.member_id)
}

export async function signOut(context: OpenContext): Promise<AnswerOf<typeof signOutRoute>> {
  if (context.sessionId !== undefined) {
    await context.postgres.run(sql`delete from admitting.sessions where session_id = ${context.sessionId}`)
  }
  context.setSession(undefined)
  return {}
}

export async function updateMe(context: OpenContext, { body }: InputOf<typeof updateMeRoute>): Promise<Member> {
  const row = await context.postgres.first(sql<MemberRow>`
    update admitting.members
    set
      name = coalesce(${body.name ?? null}, name),
      locale = coalesce(${body.locale ?? null}, locale),
      theme = coalesce(${body.theme ?? null}, theme)
    where member_id = ${signedMember(context)}
    returning ${columns}`)
  if (!row) throw problem('sign_in_required')
  return memberOf(row)
}

export async function changePassword(
  context: OpenContext,
  { body }: InputOf<typeof changePasswordRoute>,
): Promise<AnswerOf<typeof changePasswordRoute>> {
  const memberId = signedMember(context)
  const found = await context.postgres.first(sql<MemberRow & { password_hash: string }>`
    select ${columns}, password_hash from admitting.members where member_id = ${memberId}`)
  if (!found) throw problem('sign_in_required')
  // Guessing the password of a session left open is slowed down like guessing it at the door.
  const wasRight = await countAttempt(context, found.email)
  if (!(await isPassword(found.password_hash, body.currentPassword))) throw problem('sign_in_failed')
  await wasRight()
  refuseWeakPassword(body.newPassword, [found.name, found.email])
  const hash = await hashPassword(body.newPassword)
  await context.postgres.transaction(async transaction => {
    await transaction.run(sql`
      update admitting.members set password_hash = ${hash} where member_id = ${memberId}`)
    await endSessionsOf(transaction, memberId, context.sessionId)
    await audit(asMember(context, memberId), transaction, 'member.password_changed')
  })
  return {}
}

/** The installation's chain, written by that member. */
export function asMember(context: OpenContext, memberId: string) {
  return installationChain(context, { kind: 'member', memberId })
}

function memberOf(row: MemberRow): Member {
  return { id: row.member_id, name: row.name, email: row.email, locale: row.locale, theme: row.theme }
}
