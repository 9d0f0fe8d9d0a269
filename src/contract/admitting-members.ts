import { z } from 'zod'
import { id, role } from './admitting-fields.ts'
import { emailAddress, instant, inWorkspace, nothing, workspaceKey } from './fields.ts'
import { route } from './route.ts'

// Who belongs to a workspace, and who is invited.

export const workspaceMember = z.object({
  id,
  name: z.string(),
  email: z.string(),
  role,
  since: instant,
  /** Null for a member who is not signed in anywhere, and for readers who do not manage members. */
  lastSeenAt: instant.nullable(),
})
export type WorkspaceMember = z.output<typeof workspaceMember>

export const listMembers = route({
  name: 'admitting.listMembers',
  method: 'get',
  path: '/api/w/{workspace}/members',
  access: 'member.read',
  summary: 'The members of the workspace.',
  params: inWorkspace,
  answer: z.object({ members: z.array(workspaceMember) }),
})

const ofMember = z.strictObject({ workspace: workspaceKey, member: id })

export const changeRole = route({
  name: 'admitting.changeRole',
  method: 'patch',
  path: '/api/w/{workspace}/members/{member}',
  access: 'member.manage',
  summary: 'Changes what a member is in the workspace. At least one owner stays.',
  params: ofMember,
  body: z.strictObject({ role }),
  answer: workspaceMember,
})

export const removeMember = route({
  name: 'admitting.removeMember',
  method: 'delete',
  path: '/api/w/{workspace}/members/{member}',
  access: 'member.manage',
  summary: 'Removes a member from the workspace. At least one owner stays.',
  params: ofMember,
  answer: nothing,
})

export const invitation = z.object({
  id,
  email: z.string(),
  role,
  invitedAt: instant,
  expiresAt: instant,
  state: z.enum(['open', 'accepted', 'expired', 'revoked']),
})
export type Invitation = z.output<typeof invitation>

export const listInvitations = route({
  name: 'admitting.listInvitations',
  method: 'get',
  path: '/api/w/{workspace}/invitations',
  access: 'member.manage',
  summary: 'The invitations of the workspace, the latest first.',
  params: inWorkspace,
  answer: z.object({ invitations: z.array(invitation) }),
})

export const invite = route({
  name: 'admitting.invite',
  method: 'post',
  path: '/api/w/{workspace}/invitations',
  access: 'member.manage',
  summary: 'Invites an address. The link is in this answer only; an earlier open invitation of the address ends.',
  status: 201,
  params: inWorkspace,
  body: z.strictObject({ email: emailAddress, role }),
  answer: z.object({ invitation, link: z.string() }),
})

export const revokeInvitation = route({
  name: 'admitting.revokeInvitation',
  method: 'delete',
  path: '/api/w/{workspace}/invitations/{invitation}',
  access: 'member.manage',
  summary: 'Ends an invitation that nobody accepted yet.',
  params: z.strictObject({ workspace: workspaceKey, invitation: id }),
  answer: nothing,
})
