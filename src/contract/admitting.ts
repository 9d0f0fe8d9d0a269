import { z } from 'zod'
import { device, id, password, personName } from './admitting-fields.ts'
import { workspaceFace } from './admitting-workspaces.ts'
import { instant, locale, nothing } from './fields.ts'
import { route } from './route.ts'

/** The fewest characters of a password; `admitting/password.ts` says which longer ones are refused as common. */
export const passwordMinimum = 12

const theme = z.enum(['system', 'light', 'dark'])

export const member = z.object({
  id,
  name: z.string(),
  email: z.string(),
  locale,
  theme,
})
export type Member = z.output<typeof member>

/** The answer to "who am I": what the web app asks first. */
export const me = z.object({
  member: member.nullable(),
  workspaces: z.array(workspaceFace),
  /** Nobody owns this installation yet: the link printed at the start opens the set-up page. */
  setUpNeeded: z.boolean(),
})
export type Me = z.output<typeof me>

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
