import type {
  changeRole as changeRoleRoute,
  listMembers as listMembersRoute,
  removeMember as removeMemberRoute,
  WorkspaceMember,
} from '../contract/admitting-members.ts'
import type { AnswerOf, InputOf } from '../contract/route.ts'
import { type Queryable, sql } from '../engines/postgres/index.ts'
import type { Context } from '../feature.ts'
import { problem } from '../vocabulary/problem.ts'
import type { Role } from '../vocabulary/role.ts'
import { audit } from './audit.ts'
import { endSessionsOf } from './sessions.ts'

type MembershipRow = {
  member_id: string
  name: string
  email: string
  role: Role
  since: Date
  last_seen_at: Date | null
}

/** The members of a workspace by name, or one of them. */
export async function membersOf(
  queryable: Queryable,
  workspace: number,
  memberId?: string,
): Promise<WorkspaceMember[]> {
  const rows = await queryable.rows(sql<MembershipRow>`
    select m.member_id, m.name, m.email, s.role, s.since,
      (select max(last_seen_at) from admitting.sessions where member_id = m.member_id) as last_seen_at
    from admitting.memberships as s
    join admitting.members as m using (member_id)
    where s.workspace_id = ${workspace} and m.member_id = coalesce(${memberId ?? null}, m.member_id)
    order by lower(m.name), m.member_id`)
  return rows.map(row => ({
    id: row.member_id,
    name: row.name,
    email: row.email,
    role: row.role,
    since: row.since.toISOString(),
    lastSeenAt: row.last_seen_at?.toISOString() ?? null,
  }))
}

export async function listMembers(context: Context): Promise<AnswerOf<typeof listMembersRoute>> {
  const members = await membersOf(context.postgres, context.workspace.number)
  // When a colleague last worked is for those who look after the accounts.
  if (context.may('member.manage')) return { members }
  return { members: members.map(member => ({ ...member, lastSeenAt: null })) }
}

export async function changeRole(
  context: Context,
  { params, body }: InputOf<typeof changeRoleRoute>,
): Promise<AnswerOf<typeof changeRoleRoute>> {
  return context.postgres.transaction(async transaction => {
    const from = await roleBefore(context, transaction, params.member, body.role)
    await transaction.run(sql`
      update admitting.memberships set role = ${body.role}
      where workspace_id = ${context.workspace.number} and member_id = ${params.member}`)
    const [changed] = await membersOf(transaction, context.workspace.number, params.member)
    await audit(context, transaction, 'member.role_changed', { member: params.member, from, to: body.role })
    return changed!
  })
}

export async function removeMember(
  context: Context,
  { params }: InputOf<typeof removeMemberRoute>,
): Promise<AnswerOf<typeof removeMemberRoute>> {
  await context.postgres.transaction(async transaction => {
    const from = await roleBefore(context, transaction, params.member, undefined)
    await transaction.run(sql`
      delete from admitting.memberships
      where workspace_id = ${context.workspace.number} and member_id = ${params.member}`)
    const elsewhere = await transaction.first(sql<{ one: number }>`
      select 1 as one from admitting.memberships where member_id = ${params.member} limit 1`)
    // Whoever belongs nowhere any more is signed out everywhere.
    if (!elsewhere) await endSessionsOf(transaction, params.member)
    await audit(context, transaction, 'member.removed', { member: params.member, from })
  })
  return {}
}

/**
 * What the member is now, with the rows of all owners held: of two owners who step down at once, one is told to wait
 * and then refused.
 */
async function roleBefore(
  context: Context,
  transaction: Queryable,
  memberId: string,
  roleAfter: Role | undefined,
): Promise<Role> {
  const owners = await transaction.rows(sql<{ member_id: string }>`
    select member_id
    from admitting.memberships
    where workspace_id = ${context.workspace.number} and role = 'owner'
    order by member_id
    for update`)
  const found = await transaction.first(sql<{ role: Role }>`
    select role
    from admitting.memberships
    where workspace_id = ${context.workspace.number} and member_id = ${memberId}
    for update`)
  if (!found) throw problem('not_found', { what: 'member' })
  if (found.role === 'owner' && roleAfter !== 'owner' && owners.length < 2) throw problem('last_owner')
  return found.role
}
