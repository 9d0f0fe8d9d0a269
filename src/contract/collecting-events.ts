import { z } from 'zod'
import { instant, inWorkspace, pageQuery } from './fields.ts'
import { route } from './route.ts'

// Events as they arrive, leave and are refused.

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
