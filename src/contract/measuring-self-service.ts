import { z } from 'zod'
import { count, inWorkspace, pageQuery } from './fields.ts'
import { contactFilter, toldRate } from './measuring-contacts.ts'
import { route } from './route.ts'

const told = count.nullable()

/** Resolved: something said so. Leaked: the customer asked somebody all the same. Unknown: neither, so neither is claimed. */
export const selfServiceState = z.enum(['resolved', 'leaked', 'unknown'])

export const selfServiceFilter = contactFilter.extend({
  selfHelp: z
    .string()
    .max(20_000)
    .optional()
    .describe('Events of customers helping themselves, `A | B` or a JSON list. Unless said: by their names.'),
  solved: z.string().max(20_000).optional().describe('Events that say that it worked. Unless said: by their names.'),
  leakHours: z.coerce
    .number()
    .int()
    .min(1)
    .max(720)
    .optional()
    .describe('How long after it a contact is its leak: a day unless the workspace says so.'),
})
export type SelfServiceFilter = z.output<typeof selfServiceFilter>

const states = z.object({
  sessions: told,
  resolved: toldRate,
  leaked: toldRate,
  unknown: toldRate,
})

export const selfServiceAnswer = states.extend({
  definition: z.object({
    chosen: z.boolean(),
    selfHelp: z.array(z.string()),
    solved: z.array(z.string()),
    contacts: z.array(z.string()),
    leakHours: count,
  }),
  knownUntil: z.string(),
  /** Sessions whose hours after are not all known yet. */
  tooRecent: told,
  /** Success lies between these two: resolved, and resolved or unknown. */
  success: z.object({ low: z.number(), high: z.number() }).nullable(),
  containment: toldRate.describe('Not leaked.'),
  /** If contacts for another or an unknown reason were leaks too. */
  leakedAtMost: toldRate,
  /** Leaked sessions in which something had said that it worked. */
  denied: told,
  byReason: z.array(states.extend({ reason: z.string() })),
  /** Needs settled without asking anybody: those where something says so, and at most. `whatever` joins all reasons. */
  autonomy: z.object({
    days: count,
    byReason: z.object({ solved: toldRate, atMost: toldRate }).nullable(),
    whatever: z.object({ solved: toldRate, atMost: toldRate }).nullable(),
  }),
})
export type SelfServiceAnswer = z.output<typeof selfServiceAnswer>

export const askSelfService = route({
  name: 'measuring.askSelfService',
  method: 'get',
  path: '/api/w/{workspace}/self-service',
  access: 'measure.read',
  summary: 'Whether customers who help themselves manage: resolved, leaked to somebody, or unknown, with bounds.',
  params: inWorkspace,
  query: selfServiceFilter,
  answer: selfServiceAnswer,
})

export const listSelfService = route({
  name: 'measuring.listSelfService',
  method: 'get',
  path: '/api/w/{workspace}/self-service/list',
  access: 'measure.read',
  summary: 'Lists the sessions of self-service that ended in one way.',
  params: inWorkspace,
  query: selfServiceFilter.extend({
    ...pageQuery,
    state: selfServiceState.optional(),
    ofReason: z.string().max(1000).optional().describe('`-` for those whose reason is unknown.'),
  }),
  answer: z.object({
    total: count,
    hidden: z.boolean(),
    rows: z.array(
      z.object({
        customer: z.string(),
        began: z.string(),
        ended: z.string(),
        reason: z.string(),
        state: selfServiceState,
        asked: z.string().nullable(),
      }),
    ),
    cursor: z.string().nullable(),
  }),
})
