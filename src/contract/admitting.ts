import { z } from 'zod'
import { type Channel, channelCodes } from '../vocabulary/channel.ts'
import { keyKinds, roles } from '../vocabulary/role.ts'
import { emailAddress, instant, inWorkspace, locale, pageQuery, workspaceKey } from './fields.ts'
import { route } from './route.ts'

/** The fewest characters of a password; `admitting/password.ts` says which longer ones are refused as common. */
export const passwordMinimum = 12

/** The pages that one-time links open: `/invitation#TOKEN`. What stands after the `#` reaches no server, log or referrer. */
export const linkPages = { setUp: '/set-up', recovery: '/recovery', invitation: '/invitation' } as const

const id = z.string().min(1).max(60)
const personName = z.string().trim().min(1).max(120)
const role = z.enum(roles)
const theme = z.enum(['system', 'light', 'dark'])
/** A password that is being chosen. Its strength is judged by the verb, so that the refusal can be explained. */
const password = z.string().min(1).max(256)
/** What a one-time link carries after its `#`. */
const linkToken = z.string().min(20).max(100)
/** A few words by which a person recognises a session in their list: "Firefox, Linux". */
const device = z.string().trim().max(80)
const channel = z.enum(channelCodes as readonly [Channel, ...Channel[]])
const nothing = z.strictObject({})

/** An IANA zone, spelt exactly (`Europe/Paris`): both stores take the same name. */
export const timeZone = z.string().max(60).refine(isTimeZone, 'An IANA time zone is needed, such as Europe/Paris')

function isTimeZone(zone: string): boolean {
  if (!/^[A-Z][A-Za-z0-9_+/-]*$/.test(zone)) return false
  try {
    const known = new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone
    return known === zone || known.toLowerCase() !== zone.toLowerCase()
  } catch {
    return false
  }
}

/**
 * Whether an event may be measured before the customer said anything:
 * `opt-in` waits for a consent, `opt-out` measures until a refusal.
 */
export const measurementConsent = z.enum(['opt-in', 'opt-out'])
export type MeasurementConsent = z.output<typeof measurementConsent>

export const member = z.object({
  id,
  name: z.string(),
  email: z.string(),
  locale,
  theme,
})
export type Member = z.output<typeof member>

export const workspaceFace = z.object({
  key: workspaceKey,
  name: z.string(),
  timeZone: z.string(),
  locale,
  measurementConsent,
  /** No figure is shown for fewer distinct customers than this. */
  minimumGroup: z.number().int(),
  /** What the caller is there; null for a key or the operator. */
  role: role.nullable(),
})
export type WorkspaceFace = z.output<typeof workspaceFace>

/** The answer to "who am I": what the web app asks first. */
export const me = z.object({
  member: member.nullable(),
  workspaces: z.array(workspaceFace),
  /** Nobody owns this installation yet: the link printed at the start opens the set-up page. */
  setUpNeeded: z.boolean(),
})
export type Me = z.output<typeof me>

// Before a workspace: oneself.

export const getMe = route({
  name: 'admitting.getMe',
  method: 'get',
  path: '/api/me',
  access: 'public',
  summary: 'Who is signed in, and the workspaces that are theirs; nobody when nobody is.',
  answer: me,
})

export const updateMe = route({
  name: 'admitting.updateMe',
  method: 'patch',
  path: '/api/me',
  access: 'signed-in',
  summary: 'Changes one’s own name, language or theme.',
  body: z.strictObject({ name: personName.optional(), locale: locale.optional(), theme: theme.optional() }),
  answer: member,
})

export const changePassword = route({
  name: 'admitting.changePassword',
  method: 'post',
  path: '/api/me/password',
  access: 'signed-in',
  summary: 'Changes one’s own password and ends every other session.',
  body: z.strictObject({ currentPassword: password, newPassword: password }),
  answer: nothing,
})

export const signIn = route({
  name: 'admitting.signIn',
  method: 'post',
  path: '/api/session',
  access: 'public',
  summary: 'Opens a session; the cookie is on the answer.',
  body: z.strictObject({ email: z.string().min(1).max(254), password, device: device.optional() }),
  answer: me,
})

export const signOut = route({
  name: 'admitting.signOut',
  method: 'delete',
  path: '/api/session',
  access: 'public',
  summary: 'Ends the session of the cookie, if there is one.',
  answer: nothing,
})

export const session = z.object({
  id,
  device: z.string(),
  startedAt: instant,
  lastSeenAt: instant,
  endsAt: instant,
  /** The one that asks. */
  current: z.boolean(),
})
export type Session = z.output<typeof session>

export const listSessions = route({
  name: 'admitting.listSessions',
  method: 'get',
  path: '/api/me/sessions',
  access: 'signed-in',
  summary: 'One’s own open sessions, the latest seen first.',
  answer: z.object({ sessions: z.array(session) }),
})

export const endSession = route({
  name: 'admitting.endSession',
  method: 'delete',
  path: '/api/me/sessions/{session}',
  access: 'signed-in',
  summary: 'Ends one of one’s own sessions.',
  params: z.strictObject({ session: id }),
  answer: nothing,
})

export const endSessions = route({
  name: 'admitting.endSessions',
  method: 'delete',
  path: '/api/me/sessions',
  access: 'signed-in',
  summary: 'Ends all of one’s own sessions, this one included.',
  answer: z.object({ ended: z.number().int() }),
})

// One-time links. Looking at a link is a GET of a page whose token stands after the `#`: only a POST uses it up.

export const setUp = route({
  name: 'admitting.setUp',
  method: 'post',
  path: '/api/set-up',
  access: 'public',
  summary: 'Makes the first owner, by the link printed at the first start. 404 once there is one.',
  body: z.strictObject({
    token: linkToken,
    name: personName,
    email: emailAddress,
    password,
    locale,
    /** The first workspace, made where none exists yet. */
    workspace: z.strictObject({ name: personName, timeZone }).optional(),
    device: device.optional(),
  }),
  answer: me,
})

export const recover = route({
  name: 'admitting.recover',
  method: 'post',
  path: '/api/recovery',
  access: 'public',
  summary: 'Sets a new password by a link that the operator made, and ends every session of that member.',
  body: z.strictObject({ token: linkToken, password, device: device.optional() }),
  answer: me,
})

export const readInvitation = route({
  name: 'admitting.readInvitation',
  method: 'post',
  path: '/api/invitations/read',
  access: 'public',
  summary: 'What an invitation is for, before accepting it. Uses nothing up.',
  body: z.strictObject({ token: linkToken }),
  answer: z.object({
    workspaceName: z.string(),
    email: z.string(),
    role,
    /** The address already signs in here: accepting then asks for its session rather than a new password. */
    knownMember: z.boolean(),
  }),
})

export const acceptInvitation = route({
  name: 'admitting.acceptInvitation',
  method: 'post',
  path: '/api/invitations/accept',
  access: 'public',
  summary: 'Joins the workspace: with a name and a password for a new member, signed in for a known one.',
  body: z.strictObject({
    token: linkToken,
    name: personName.optional(),
    password: password.optional(),
    locale: locale.optional(),
    device: device.optional(),
  }),
  answer: me,
})

export const makeLink = route({
  name: 'admitting.makeLink',
  method: 'post',
  path: '/api/operator/links',
  access: 'signed-in',
  summary: 'For the operator’s command line only: a new one-time link for the first owner or for a member’s recovery.',
  status: 201,
  body: z.strictObject({
    /** The member who is to set a new password; the first owner when absent. */
    email: emailAddress.optional(),
  }),
  answer: z.object({ link: z.string() }),
})

// Workspaces.

export const listWorkspaces = route({
  name: 'admitting.listWorkspaces',
  method: 'get',
  path: '/api/workspaces',
  access: 'signed-in',
  summary: 'The workspaces one is a member of; all of them for the operator.',
  answer: z.object({ workspaces: z.array(workspaceFace) }),
})

export const newWorkspace = route({
  name: 'admitting.createWorkspace',
  method: 'post',
  path: '/api/workspaces',
  access: 'signed-in',
  summary: 'Makes a workspace and becomes its owner; for those who own one already, and for the operator.',
  status: 201,
  body: z.strictObject({
    name: personName,
    /** Made from the name when absent. */
    key: workspaceKey.optional(),
    timeZone,
    locale,
    measurementConsent: measurementConsent.optional(),
  }),
  answer: workspaceFace,
})

export const getWorkspace = route({
  name: 'admitting.getWorkspace',
  method: 'get',
  path: '/api/w/{workspace}',
  access: 'map.read',
  summary: 'The workspace and its settings.',
  params: inWorkspace,
  answer: workspaceFace,
})

export const updateWorkspace = route({
  name: 'admitting.updateWorkspace',
  method: 'patch',
  path: '/api/w/{workspace}',
  access: 'workspace.manage',
  summary: 'Changes the settings of the workspace.',
  params: inWorkspace,
  body: z.strictObject({
    name: personName.optional(),
    timeZone: timeZone.optional(),
    locale: locale.optional(),
    measurementConsent: measurementConsent.optional(),
    minimumGroup: z.number().int().min(5).max(1000).optional(),
  }),
  answer: workspaceFace,
})

// Members and invitations.

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

// Sources and their keys.

export const source = z.object({
  id,
  number: z.number().int(),
  name: z.string(),
  /** Given to events that do not say theirs. */
  channel,
  disabled: z.boolean(),
  createdAt: instant,
})
export type Source = z.output<typeof source>

export const listSources = route({
  name: 'admitting.listSources',
  method: 'get',
  path: '/api/w/{workspace}/sources',
  access: 'source.read',
  summary: 'Where events come from.',
  params: inWorkspace,
  answer: z.object({ sources: z.array(source) }),
})

export const createSource = route({
  name: 'admitting.createSource',
  method: 'post',
  path: '/api/w/{workspace}/sources',
  access: 'source.manage',
  summary: 'Makes a source; keys are then created for it.',
  status: 201,
  params: inWorkspace,
  body: z.strictObject({ name: personName, channel }),
  answer: source,
})

export const updateSource = route({
  name: 'admitting.updateSource',
  method: 'patch',
  path: '/api/w/{workspace}/sources/{source}',
  access: 'source.manage',
  summary: 'Renames a source, changes its channel, or stops and restarts it. Events already stored stay as they are.',
  params: z.strictObject({ workspace: workspaceKey, source: id }),
  body: z.strictObject({ name: personName.optional(), channel: channel.optional(), disabled: z.boolean().optional() }),
  answer: source,
})

export const apiKey = z.object({
  id,
  name: z.string(),
  kind: z.enum(keyKinds),
  sourceId: id,
  sourceName: z.string(),
  lastFour: z.string(),
  /** The whole key, for write keys only: they are public by nature. */
  key: z.string().nullable(),
  createdAt: instant,
  lastUsedAt: instant.nullable(),
  revokedAt: instant.nullable(),
})
export type ApiKey = z.output<typeof apiKey>

export const listKeys = route({
  name: 'admitting.listKeys',
  method: 'get',
  path: '/api/w/{workspace}/keys',
  access: 'source.read',
  summary: 'The keys of the workspace; of secret ones only the last four characters.',
  params: inWorkspace,
  answer: z.object({ keys: z.array(apiKey) }),
})

export const newKey = route({
  name: 'admitting.createKey',
  method: 'post',
  path: '/api/w/{workspace}/keys',
  access: 'source.manage',
  summary: 'Makes a key of a source. A secret one is in this answer only, and for those who may do all it may.',
  status: 201,
  params: inWorkspace,
  body: z.strictObject({ kind: z.enum(keyKinds), sourceId: id, name: personName.optional() }),
  answer: z.object({ apiKey, key: z.string() }),
})

export const revokeKey = route({
  name: 'admitting.revokeKey',
  method: 'delete',
  path: '/api/w/{workspace}/keys/{key}',
  access: 'source.manage',
  summary: 'Revokes a key, for ever.',
  params: z.strictObject({ workspace: workspaceKey, key: id }),
  answer: nothing,
})

// Audit.

export const auditEntry = z.object({
  number: z.number().int(),
  at: instant,
  /** `member:mem_…`, `key:key_…`, `operator` or `system`. */
  actor: z.string(),
  action: z.string(),
  payload: z.record(z.string(), z.unknown()),
  hash: z.string(),
})
export type AuditEntry = z.output<typeof auditEntry>

export const listAudit = route({
  name: 'admitting.listAudit',
  method: 'get',
  path: '/api/w/{workspace}/audit',
  access: 'workspace.manage',
  summary: 'Who did what, the latest first.',
  params: inWorkspace,
  query: z.strictObject(pageQuery),
  answer: z.object({ entries: z.array(auditEntry), cursor: z.string().nullable() }),
})

export const checkAudit = route({
  name: 'admitting.checkAudit',
  method: 'get',
  path: '/api/w/{workspace}/audit/check',
  access: 'workspace.manage',
  summary: 'Recomputes the chain of the audit log and says where it breaks, if it does.',
  params: inWorkspace,
  answer: z.object({
    intact: z.boolean(),
    entries: z.number().int(),
    /** The number of the first entry that is not as it was written, or that is missing. */
    brokenAt: z.number().int().nullable(),
    /** To be noted elsewhere: the loss of the last entries shows only against it. */
    head: z.string(),
  }),
})
