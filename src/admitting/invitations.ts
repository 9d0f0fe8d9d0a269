import { type Me, passwordMinimum } from '../contract/admitting.ts'
import {
  type acceptInvitation as acceptInvitationRoute,
  linkPages,
  type readInvitation as readInvitationRoute,
} from '../contract/admitting-links.ts'
import type {
  Invitation,
  invite as inviteRoute,
  listInvitations as listInvitationsRoute,
  revokeInvitation as revokeInvitationRoute,
} from '../contract/admitting-members.ts'
import type { AnswerOf, InputOf } from '../contract/route.ts'
import { type Queryable, sql } from '../engines/postgres/index.ts'
import type { Context, OpenContext } from '../feature.ts'
import { newId } from '../vocabulary/id.ts'
import { problem } from '../vocabulary/problem.ts'
import type { Role } from '../vocabulary/role.ts'
import { audit } from './audit.ts'
import { hashPassword, refuseWeakPassword } from './password.ts'
import { openSession } from './sessions.ts'
import { memberByEmail, meOf, plainEmail } from './signing.ts'
import { newToken, tokenHash } from './token.ts'

const validMs = 7 * 24 * 3_600_000

type InvitationRow = {
  workspace_id: number
  invitation_id: string
  email: string
  role: Role
  invited_at: Date
  expires_at: Date
  accepted_at: Date | null
  revoked_at: Date | null
}

const columns = sql.raw(
  'i.workspace_id, i.invitation_id, i.email, i.role, i.invited_at, i.expires_at, i.accepted_at, i.revoked_at',
)

export async function listInvitations(context: Context): Promise<AnswerOf<typeof listInvitationsRoute>> {
  const rows = await context.postgres.rows(sql<InvitationRow>`
    select ${columns}
    from admitting.invitations as i
    where i.workspace_id = ${context.workspace.number}
    order by i.invited_at desc, i.invitation_id desc
    limit 500`)
  return { invitations: rows.map(row => invitationOf(row, context.now())) }
}

/** Invites an address. The link goes to it by whatever way the owner chooses: it is only in this answer. */
export async function invite(
  context: Context,
  { body }: InputOf<typeof inviteRoute>,
): Promise<AnswerOf<typeof inviteRoute>> {
  const email = plainEmail(body.email)
  const now = context.now()
  const token = newToken()
  return context.postgres.transaction(async transaction => {
    const member = await memberByEmail(transaction, email)
    if (member && (await isMember(transaction, context.workspace.number, member.member_id))) {
      throw problem('already_member')
    }
    await transaction.run(sql`
      update admitting.invitations set revoked_at = ${now}
      where workspace_id = ${context.workspace.number}
        and email = ${email} and accepted_at is null and revoked_at is null`)
    const row = await transaction.first(sql<InvitationRow>`
      insert into admitting.invitations as i
        (workspace_id, invitation_id, email, role, token_hash, invited_at, expires_at)
      values (${context.workspace.number}, ${newId('inv', now)}, ${email}, ${body.role},
        ${tokenHash(context, 'invitation', token)}, ${now}, ${new Date(now.getTime() + validMs)})
      returning ${columns}`)
    const invitation = invitationOf(row!, now)
    await audit(context, transaction, 'invitation.made', { invitation: invitation.id, role: body.role })
    return { invitation, link: `${context.publicUrl}${linkPages.invitation}#${token}` }
  })
}

export async function revokeInvitation(
  context: Context,
  { params }: InputOf<typeof revokeInvitationRoute>,
): Promise<AnswerOf<typeof revokeInvitationRoute>> {
  await context.postgres.transaction(async transaction => {
    const revoked = await transaction.run(sql`
      update admitting.invitations set revoked_at = ${context.now()}
      where workspace_id = ${context.workspace.number} and invitation_id = ${params.invitation}
        and accepted_at is null and revoked_at is null`)
    if (revoked === 0) throw problem('not_found', { what: 'invitation' })
    await audit(context, transaction, 'invitation.revoked', { invitation: params.invitation })
  })
  return {}
}

export async function readInvitation(
  context: OpenContext,
  { body }: InputOf<typeof readInvitationRoute>,
): Promise<AnswerOf<typeof readInvitationRoute>> {
  const found = await openInvitation(context, context.postgres, body.token)
  const knownMember = (await memberByEmail(context.postgres, found.email)) !== undefined
  return { workspaceName: found.workspace_name, email: found.email, role: found.role, knownMember }
}

/**
 * Joins the workspace. A new member chooses a name and a password; a known one has to be signed in as the member the
 * invitation was made for, so that a link that went astray gives nobody else's account away.
 */
export async function acceptInvitation(
  context: OpenContext,
  { body }: InputOf<typeof acceptInvitationRoute>,
): Promise<Me> {
  const found = await openInvitation(context, context.postgres, body.token)
  const known = await memberByEmail(context.postgres, found.email)
  if (known && context.memberId === undefined) throw problem('sign_in_required')
  if (known && known.member_id !== context.memberId) throw problem('invitation_for_another', { email: found.email })
  const memberId = known?.member_id ?? newId('mem', context.now())
  const hash = known ? undefined : await chosenPassword(body, found.email)

  await context.postgres.transaction(async transaction => {
    // Of two who accept at once, the second finds the invitation used.
    const used = await transaction.run(sql`
      update admitting.invitations set accepted_at = ${context.now()}
      where workspace_id = ${found.workspace_id} and invitation_id = ${found.invitation_id}
        and accepted_at is null and revoked_at is null`)
    if (used === 0) throw problem('link_expired')
    if (hash !== undefined) {
      const made = await transaction.run(sql`
        insert into admitting.members (member_id, email, name, locale, theme, password_hash, created_at)
        values (${memberId}, ${found.email}, ${body.name!}, ${body.locale ?? found.locale}, 'system', ${hash},
          ${context.now()})
        on conflict (email) do nothing`)
      // The address joined by another invitation in the meantime: that member signs in first.
      if (made === 0) throw problem('sign_in_required')
    }
    const joined = await transaction.run(sql`
      insert into admitting.memberships (workspace_id, member_id, role, since)
      values (${found.workspace_id}, ${memberId}, ${found.role}, ${context.now()})
      on conflict do nothing`)
    if (joined === 0) throw problem('already_member')
    if (hash !== undefined) await openSession(context, transaction, memberId, body.device)
    const chain = { workspace: { number: found.workspace_id }, actor: { kind: 'member', memberId }, now: context.now }
    await audit(chain as Parameters<typeof audit>[0], transaction, 'invitation.accepted', {
      invitation: found.invitation_id,
      role: found.role,
    })
  })
  return meOf(context.postgres, memberId)
}

async function chosenPassword(body: InputOf<typeof acceptInvitationRoute>['body'], email: string): Promise<string> {
  if (body.name === undefined) throw problem('input_invalid', { reason: 'name is missing' })
  if (body.password === undefined) throw problem('password_too_weak', { minimum: passwordMinimum })
  refuseWeakPassword(body.password, [body.name, email])
  return hashPassword(body.password)
}

type OpenInvitationRow = InvitationRow & { workspace_name: string; locale: 'fr' | 'en' }

async function openInvitation(context: OpenContext, queryable: Queryable, token: string): Promise<OpenInvitationRow> {
  const found = await queryable.first(sql<OpenInvitationRow>`
    select ${columns}, w.name as workspace_name, w.locale
    from admitting.invitations as i
    join admitting.workspaces as w using (workspace_id)
    where i.token_hash = ${tokenHash(context, 'invitation', token)}
      and i.expires_at > ${context.now()} and i.accepted_at is null and i.revoked_at is null`)
  if (!found) throw problem('link_expired')
  return found
}

async function isMember(queryable: Queryable, workspace: number, memberId: string): Promise<boolean> {
  const row = await queryable.first(sql<{ one: number }>`
    select 1 as one from admitting.memberships where workspace_id = ${workspace} and member_id = ${memberId}`)
  return row !== undefined
}

function invitationOf(row: InvitationRow, now: Date): Invitation {
  return {
    id: row.invitation_id,
    email: row.email,
    role: row.role,
    invitedAt: row.invited_at.toISOString(),
    expiresAt: row.expires_at.toISOString(),
    state: row.accepted_at ? 'accepted' : row.revoked_at ? 'revoked' : row.expires_at <= now ? 'expired' : 'open',
  }
}
