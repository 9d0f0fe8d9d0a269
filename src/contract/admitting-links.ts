import { z } from 'zod'
import { me } from './admitting.ts'
import { device, password, personName, role, timeZone } from './admitting-fields.ts'
import { emailAddress, locale } from './fields.ts'
import { route } from './route.ts'

/** The pages that one-time links open: `/invitation#TOKEN`. What stands after the `#` reaches no server, log or referrer. */
export const linkPages = { setUp: '/set-up', recovery: '/recovery', invitation: '/invitation' } as const

/** What a one-time link carries after its `#`. */
const linkToken = z.string().min(20).max(100)

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
