import { z } from 'zod'
import { instant, inWorkspace, pageQuery } from './fields.ts'
import { route } from './route.ts'

// Customers: who they are, what they lived, what they allow.

const customerId = z.string().max(40)

const onCustomer = inWorkspace.extend({ customer: customerId })

export const identifierView = z.object({
  anchor: z.string(),
  kind: z.string(),
  /** In the clear for those who may read personal data; else masked. */
  value: z.string(),
  firstSeenAt: z.string(),
  lastSeenAt: z.string(),
})

export const consentView = z.object({
  purpose: z.string(),
  decision: z.enum(['granted', 'denied', 'withdrawn', 'unknown']),
  since: z.string().nullable(),
  source: z.string().nullable(),
})

export const customerView = z.object({
  customer: z.string(),
  /** What to call them: a name where it may be read, else a short form of the id. */
  name: z.string(),
  traits: z.array(z.object({ key: z.string(), value: z.string(), personal: z.boolean(), at: z.string() })),
  identifiers: z.array(identifierView),
  consents: z.array(consentView),
  firstSeenAt: z.string(),
  lastSeenAt: z.string(),
  events: z.number().int(),
  channels: z.array(z.object({ channel: z.string(), events: z.number().int() })),
  /** Other customers that may be the same person; a person decides. */
  suggestions: z.array(z.object({ customer: z.string(), name: z.string(), reason: z.string() })),
})
export type CustomerView = z.output<typeof customerView>

export const findCustomers = route({
  name: 'collecting.findCustomers',
  method: 'post',
  path: '/api/w/{workspace}/customers/find',
  access: 'customer.read',
  summary:
    'Finds customers by an identifier, or lists those seen last. The identifier travels in the body, never in the address.',
  params: inWorkspace,
  body: z.strictObject({
    identifier: z.string().trim().max(320).optional(),
    cursor: z.string().max(200).optional(),
    limit: z.number().int().min(1).max(200).default(50),
  }),
  answer: z.object({
    customers: z.array(
      z.object({
        customer: z.string(),
        name: z.string(),
        firstSeenAt: z.string(),
        lastSeenAt: z.string(),
        events: z.number().int(),
        identifiers: z.number().int(),
      }),
    ),
    cursor: z.string().nullable(),
    total: z.number().int(),
  }),
})

export const getCustomer = route({
  name: 'collecting.getCustomer',
  method: 'get',
  path: '/api/w/{workspace}/customers/{customer}',
  access: 'customer.read',
  summary: 'Who a customer is: traits, identifiers, consents.',
  params: onCustomer,
  answer: customerView,
})

export const timelineEvent = z.object({
  id: z.string(),
  at: z.string(),
  receivedAt: z.string(),
  kind: z.string(),
  name: z.string(),
  channel: z.string(),
  device: z.string(),
  source: z.string(),
  case: z.string(),
  measurable: z.boolean(),
  score: z.number().nullable(),
  construct: z.string(),
  properties: z.record(z.string(), z.union([z.string(), z.number()])),
  /** Free text and personal values, for those who may read them. */
  sealed: z.record(z.string(), z.string()),
})
export type TimelineEvent = z.output<typeof timelineEvent>

export const getTimeline = route({
  name: 'collecting.getTimeline',
  method: 'get',
  path: '/api/w/{workspace}/customers/{customer}/timeline',
  access: 'customer.read',
  summary: 'The events of a customer on every channel, newest first.',
  params: onCustomer,
  query: z.strictObject({
    ...pageQuery,
    from: instant.optional(),
    to: instant.optional(),
    channel: z.string().max(200).optional(),
  }),
  answer: z.object({
    events: z.array(timelineEvent),
    /** Moments when two channels were used at once: sessions that overlap by half a minute or more. */
    simultaneous: z.array(z.object({ from: z.string(), to: z.string(), channels: z.array(z.string()) })),
    cursor: z.string().nullable(),
  }),
})

const momentOfRequest = z.object({ at: z.string(), channel: z.string(), event: z.string() })

export const customerRequest = z.object({
  /** What its events share: a ticket, an order, a file. */
  case: z.string(),
  opened: momentOfRequest,
  last: momentOfRequest,
  durationSeconds: z.number(),
  events: z.number().int(),
  /** Its stays on a channel, in order. */
  hops: z.array(z.object({ channel: z.string(), from: z.string(), to: z.string(), events: z.number().int() })),
})
export type CustomerRequest = z.output<typeof customerRequest>

export const listRequests = route({
  name: 'collecting.listRequests',
  method: 'get',
  path: '/api/w/{workspace}/customers/{customer}/requests',
  access: 'customer.read',
  summary: 'What a customer asked for, each request as one across its channels, the latest first.',
  params: onCustomer,
  answer: z.object({ requests: z.array(customerRequest) }),
})

export const mergeCustomers = route({
  name: 'collecting.mergeCustomers',
  method: 'post',
  path: '/api/w/{workspace}/customers/{customer}/merge',
  access: 'customer.edit',
  summary: 'Says that two customers are one. Can be undone.',
  params: onCustomer,
  body: z.strictObject({ other: customerId }),
  answer: z.object({ customer: z.string(), link: z.string() }),
})

export const splitCustomer = route({
  name: 'collecting.splitCustomer',
  method: 'post',
  path: '/api/w/{workspace}/customers/{customer}/split',
  access: 'customer.edit',
  summary: 'Takes identifiers away from a customer: the reverse of a merge.',
  params: onCustomer,
  body: z.strictObject({ anchors: z.array(z.string().max(40)).min(1).max(200) }),
  answer: z.object({ customers: z.array(z.string()) }),
})

export const purposes = ['measurement', 'marketing', 'personalisation', 'sharing'] as const

export const decideConsent = route({
  name: 'collecting.decideConsent',
  method: 'post',
  path: '/api/w/{workspace}/customers/{customer}/consents',
  access: 'customer.edit',
  summary: 'Records that a customer grants or withdraws consent for a purpose.',
  params: onCustomer,
  body: z.strictObject({
    purpose: z.enum(purposes),
    decision: z.enum(['granted', 'denied', 'withdrawn']),
    decidedAt: instant.optional(),
    method: z.string().max(200).optional().describe('How it was said: by telephone, on a form.'),
  }),
  answer: z.object({ consents: z.array(consentView) }),
})
