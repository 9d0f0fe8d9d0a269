import { z } from 'zod'
import { inWorkspace } from './fields.ts'
import { trendQuery } from './measuring-trends.ts'
import { route } from './route.ts'

// Measures that are watched, and what was found out about them: days that are odd, levels that moved.

/** What is watched: the question of a trend without its period, as the latest days are what is looked at. */
const watched = trendQuery.omit({ from: true, to: true })
export type WatchedMeasure = z.input<typeof watched>

export const watch = z.strictObject({
  id: z.string(),
  name: z.string(),
  measure: z.record(z.string(), z.string()).describe('The question as the address asks it.'),
  watchedSince: z.string(),
  /** When it was last looked at, and why that failed; null before the first look, and where it did not. */
  lookedAt: z.string().nullable(),
  trouble: z.object({ code: z.string(), fr: z.string(), en: z.string() }).nullable(),
})
export type Watch = z.output<typeof watch>

export const alertKinds = ['odd', 'up', 'down'] as const
export type AlertKind = (typeof alertKinds)[number]

export const alert = z.strictObject({
  id: z.string(),
  watch: z.string(),
  name: z.string(),
  /** An odd day (or week), or a level that moved up or down for good. */
  kind: z.enum(alertKinds),
  at: z.string().describe('The local day on which the bucket begins.'),
  value: z.number().nullable(),
  expected: z.number().nullable(),
  low: z.number().nullable(),
  high: z.number().nullable(),
  n: z.number().int(),
  raisedAt: z.string(),
  /** Null until somebody said that they have seen it. */
  acknowledgedAt: z.string().nullable(),
  acknowledgedBy: z.string().nullable(),
  measure: z.record(z.string(), z.string()),
})
export type Alert = z.output<typeof alert>

const ofWatch = inWorkspace.extend({ watch: z.string().max(40) })

export const listWatches = route({
  name: 'measuring.listWatches',
  method: 'get',
  path: '/api/w/{workspace}/watches',
  access: 'measure.read',
  summary: 'Lists the measures that are watched, by name.',
  params: inWorkspace,
  answer: z.strictObject({ watches: z.array(watch) }),
})

export const addWatch = route({
  name: 'measuring.addWatch',
  method: 'post',
  path: '/api/w/{workspace}/watches',
  access: 'map.comment',
  summary: 'Watches a measure: it is judged every hour as its trend is, and whatever is unusual raises an alert.',
  params: inWorkspace,
  body: z.strictObject({ name: z.string().trim().min(1).max(120), measure: watched }),
  answer: watch,
  status: 201,
})

export const removeWatch = route({
  name: 'measuring.removeWatch',
  method: 'delete',
  path: '/api/w/{workspace}/watches/{watch}',
  access: 'map.comment',
  summary:
    'Watches a measure no longer. Its alerts stay to be read for thirty days; until then it can be taken up again.',
  params: ofWatch,
  answer: z.strictObject({}),
})

export const resumeWatch = route({
  name: 'measuring.resumeWatch',
  method: 'post',
  path: '/api/w/{workspace}/watches/{watch}/resume',
  access: 'map.comment',
  summary: 'Takes up a watch that was removed.',
  params: ofWatch,
  answer: watch,
})

export const listAlerts = route({
  name: 'measuring.listAlerts',
  method: 'get',
  path: '/api/w/{workspace}/alerts',
  access: 'measure.read',
  summary: 'Lists what was found unusual, the latest first.',
  params: inWorkspace,
  query: z.strictObject({
    seen: z.enum(['all', 'unseen']).default('all'),
    cursor: z.string().max(60).optional(),
    limit: z.coerce.number().int().min(1).max(200).default(50),
  }),
  answer: z.strictObject({
    alerts: z.array(alert),
    /** How many nobody has acknowledged, whatever is listed. */
    unseen: z.number().int(),
    cursor: z.string().nullable(),
  }),
})

export const acknowledgeAlert = route({
  name: 'measuring.acknowledgeAlert',
  method: 'post',
  path: '/api/w/{workspace}/alerts/{alert}/acknowledged',
  access: 'map.comment',
  summary: 'Says of an alert that somebody has seen it, or takes that back.',
  params: inWorkspace.extend({ alert: z.string().max(40) }),
  body: z.strictObject({ acknowledged: z.boolean() }),
  answer: alert,
})
