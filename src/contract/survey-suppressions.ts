import { z } from 'zod'
import { plainText } from '../vocabulary/label.ts'
import { suppressionReasons } from '../vocabulary/survey/invitation.ts'
import { instant, inWorkspace, pageQuery } from './fields.ts'
import { route } from './route.ts'

// Addresses that are never written to again.

export const suppression = z.strictObject({
  /** Opaque: by it the line is removed. */
  id: z.string(),
  channel: z.enum(['email', 'sms']),
  /** Masked for those who may not read personal data; null where only its hash is left. */
  address: z.string().nullable(),
  reason: z.enum(suppressionReasons),
  since: instant,
})
export type Suppression = z.output<typeof suppression>

export const listSuppressions = route({
  name: 'listening.listSuppressions',
  method: 'get',
  path: '/api/w/{workspace}/suppressions',
  access: 'customer.read',
  summary: 'The addresses that get no more messages about surveys, and why, the latest first.',
  params: inWorkspace,
  query: z.strictObject(pageQuery),
  answer: z.strictObject({
    suppressions: z.array(suppression),
    total: z.number().int(),
    cursor: z.string().nullable(),
  }),
})

export const addSuppressions = route({
  name: 'listening.addSuppressions',
  method: 'post',
  path: '/api/w/{workspace}/suppressions',
  access: 'survey.edit',
  summary:
    'Addresses that get no more, one or a list of them; says which lines are no addresses. Queued mail stops too.',
  params: inWorkspace,
  body: z.strictObject({ lines: z.array(plainText(400)).min(1).max(20_000) }),
  answer: z.strictObject({
    added: z.number().int(),
    known: z.number().int(),
    left: z.array(z.strictObject({ line: z.number().int(), text: z.string() })),
  }),
})

export const removeSuppression = route({
  name: 'listening.removeSuppression',
  method: 'delete',
  path: '/api/w/{workspace}/suppressions/{suppression}',
  access: 'workspace.manage',
  summary: 'Lets an address be written to again: for whoever asked for it.',
  params: inWorkspace.extend({ suppression: z.string().max(80) }),
})
