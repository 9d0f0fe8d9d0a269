import { z } from 'zod'
import { instant, inWorkspace, pageQuery } from './fields.ts'
import { route } from './route.ts'

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

/** What arrives, as it arrives: newest first, then live by Server-Sent Events. */
export const tailEvents = route({
  name: 'collecting.tailEvents',
  method: 'get',
  path: '/api/w/{workspace}/events/tail',
  access: 'source.read',
  summary: 'The last events received, then each new one as a Server-Sent Event.',
  params: inWorkspace,
  streams: 'text/event-stream',
})

export const tailedEvent = z.object({
  id: z.string(),
  receivedAt: z.string(),
  at: z.string(),
  kind: z.string(),
  name: z.string(),
  channel: z.string(),
  source: z.string(),
  customer: z.string(),
})

export const exportEvents = route({
  name: 'collecting.exportEvents',
  method: 'get',
  path: '/api/w/{workspace}/events',
  access: 'event.export',
  summary: 'All events as JSON Lines, in the order of customer and time; or as an event log, CSV or XES.',
  params: inWorkspace,
  query: z.strictObject({
    from: instant.optional(),
    to: instant.optional(),
    format: z
      .enum(['jsonl', 'csv', 'xes'])
      .optional()
      .describe('JSON Lines unless said. CSV and XES hold what customers did, without personal values.'),
  }),
  streams: 'application/x-ndjson',
})

export const sourceActivity = route({
  name: 'collecting.sourceActivity',
  method: 'get',
  path: '/api/w/{workspace}/sources/activity',
  access: 'source.read',
  summary: 'What each source brought, day by day: accepted, seen before, refused, not allowed.',
  params: inWorkspace,
  query: z.strictObject({ days: z.coerce.number().int().min(1).max(400).default(30) }),
  answer: z.object({
    backlog: z.number().int().describe('Events acknowledged and not yet in the analytical store.'),
    sources: z.array(
      z.object({
        source: z.string(),
        lastReceivedAt: z.string().nullable(),
        accepted: z.number().int(),
        duplicates: z.number().int(),
        refused: z.number().int(),
        notMeasured: z.number().int(),
        days: z.array(z.object({ day: z.string(), accepted: z.number().int() })),
      }),
    ),
  }),
})

export const quarantinedEvent = z.object({
  id: z.string(),
  receivedAt: z.string(),
  source: z.string(),
  reason: z.string(),
  /** The reason as a sentence, in the reader's language. */
  sentence: z.object({ fr: z.string(), en: z.string() }),
  /** The message as it came; personal values only for those who may read them. */
  message: z.string(),
  resolvedAt: z.string().nullable(),
})

export const listQuarantine = route({
  name: 'collecting.listQuarantine',
  method: 'get',
  path: '/api/w/{workspace}/quarantine',
  access: 'source.read',
  summary: 'Events that were refused, each with its reason.',
  params: inWorkspace,
  query: z.strictObject({
    ...pageQuery,
    reason: z.string().max(60).optional(),
    resolved: z.enum(['yes', 'no']).default('no'),
  }),
  answer: z.object({
    events: z.array(quarantinedEvent),
    cursor: z.string().nullable(),
    total: z.number().int(),
    reasons: z.array(z.object({ reason: z.string(), count: z.number().int() })),
  }),
})

export const replayQuarantined = route({
  name: 'collecting.replayQuarantined',
  method: 'post',
  path: '/api/w/{workspace}/quarantine/{event}/replay',
  access: 'source.manage',
  summary: 'Sends a refused event again, corrected if need be. It is stored once however often this is asked.',
  params: inWorkspace.extend({ event: z.string().max(40) }),
  body: z.strictObject({ message: z.string().max(100_000).optional() }),
  answer: z.object({ accepted: z.boolean(), sentence: z.object({ fr: z.string(), en: z.string() }).nullable() }),
})

/** An import of a file, whoever asked for it. */
export const importView = z.object({
  id: z.string(),
  file: z.string(),
  state: z.enum(['waiting', 'running', 'done', 'stopped', 'failed']),
  startedAt: z.string(),
  endedAt: z.string().nullable(),
  source: z.string(),
  dryRun: z.boolean(),
  /** Events and rows that are none: what was accepted, seen before or rejected. */
  read: z.number().int(),
  accepted: z.number().int(),
  duplicates: z.number().int(),
  rejected: z.number().int(),
  cases: z.number().int(),
  customers: z.number().int(),
  bytesRead: z.number(),
  bytesTotal: z.number().nullable(),
  remainingSeconds: z.number().nullable(),
  problem: z.object({ code: z.string(), fr: z.string(), en: z.string() }).nullable(),
})
export type ImportView = z.output<typeof importView>

/** The mapping as a preview gave it (`columnMapping`), or what a person says of some columns (`columnChoice`). */
const saidOfColumns = z.record(z.string(), z.unknown())
const joinedUploads = z
  .array(z.string().max(40))
  .max(10)
  .default([])
  .describe('Uploaded tables whose columns are added by a key that they share: the customers of orders.')

/** The columns of a file and what they were taken for. */
export const importPreview = z.object({
  upload: z.string().describe('Names the file kept for the import that may follow; forgotten after a day.'),
  file: z.string(),
  format: z.string(),
  encoding: z.string(),
  delimiter: z.string().nullable(),
  columns: z.array(z.object({ name: z.string(), role: z.string(), examples: z.array(z.string()) })),
  mapping: z.record(z.string(), z.unknown()),
  rows: z.array(
    z.object({
      line: z.number().int(),
      ok: z.boolean(),
      event: z.string(),
      at: z.string(),
      customer: z.string(),
      case: z.string(),
      problem: z.object({ fr: z.string(), en: z.string(), column: z.string(), value: z.string() }).nullable(),
    }),
  ),
  problems: z.array(z.object({ fr: z.string(), en: z.string() })),
})

export const previewImport = route({
  name: 'collecting.previewImport',
  method: 'post',
  path: '/api/w/{workspace}/imports/preview',
  access: 'source.manage',
  summary:
    'Takes a file (the body, its name in `x-file-name`) and shows how it would be read. Nothing is stored as events.',
  params: inWorkspace,
  takesFile: true,
  answer: importPreview,
})

export const repreviewImport = route({
  name: 'collecting.repreviewImport',
  method: 'post',
  path: '/api/w/{workspace}/imports/{upload}/preview',
  access: 'source.manage',
  summary: 'Shows the same file again with another mapping of columns.',
  params: inWorkspace.extend({ upload: z.string().max(40) }),
  body: z.strictObject({ mapping: saidOfColumns, joins: joinedUploads }),
  answer: importPreview,
})

export const startImport = route({
  name: 'collecting.startImport',
  method: 'post',
  path: '/api/w/{workspace}/imports/{upload}/start',
  access: 'source.manage',
  summary: 'Imports a file that was previewed.',
  params: inWorkspace.extend({ upload: z.string().max(40) }),
  body: z.strictObject({
    mapping: saidOfColumns.optional(),
    joins: joinedUploads,
    dryRun: z.boolean().default(false).describe('Reads and counts as an import would, and stores nothing.'),
    source: z
      .string()
      .trim()
      .min(1)
      .max(100)
      .optional()
      .describe('Where the events will be said to come from; the name of the file without its ending unless said.'),
  }),
  answer: importView,
  status: 202,
})

export const listImports = route({
  name: 'collecting.listImports',
  method: 'get',
  path: '/api/w/{workspace}/imports',
  access: 'source.read',
  summary: 'The imports of files, newest first, with progress and remaining time.',
  params: inWorkspace,
  answer: z.object({ imports: z.array(importView) }),
})

export const stopImport = route({
  name: 'collecting.stopImport',
  method: 'post',
  path: '/api/w/{workspace}/imports/{import}/stop',
  access: 'source.manage',
  summary: 'Stops an import. What was accepted stays; the same file can be imported again without doubling it.',
  params: inWorkspace.extend({ import: z.string().max(40) }),
  answer: importView,
})

export const importErrors = route({
  name: 'collecting.importErrors',
  method: 'get',
  path: '/api/w/{workspace}/imports/{import}/errors',
  access: 'source.manage',
  summary: 'The rows of an import that could not be read: line, column, value, reason.',
  params: inWorkspace.extend({ import: z.string().max(40) }),
  streams: 'text/csv; charset=utf-8',
})
