import { z } from 'zod'
import { askFunnel, listedCases } from './exploring.ts'
import { count, inWorkspace } from './fields.ts'
import { askChannels } from './measuring-channels.ts'
import { askDurations, askSpectrum } from './measuring-durations.ts'
import { route } from './route.ts'
import { segment } from './segmenting.ts'

// The lists behind numbers: each by the question that counted it.

const activity = z.string().max(400)
const page = {
  cursor: z.string().max(20).optional(),
  limit: z.coerce.number().int().min(1).max(500).default(50),
}
const paged = {
  total: count.describe('The number itself, counted by this list.'),
  /** True when the group is smaller than may be shown: then there are no rows. */
  hidden: z.boolean(),
  cursor: z.string().nullable(),
}

/** One move from a visit to the next, in one case. */
const listedMoves = z.object({
  ...paged,
  rows: z.array(
    z.object({
      customer: z.string(),
      case: count,
      left: z.string(),
      arrived: z.string(),
      from: activity,
      to: activity,
      fromChannel: z.string(),
      toChannel: z.string(),
    }),
  ),
})
export type ListedMoves = z.output<typeof listedMoves>

export const listMoves = route({
  name: 'measuring.listMoves',
  method: 'get',
  path: '/api/w/{workspace}/channels/moves',
  access: 'measure.read',
  summary: 'Lists the moves from one channel to another behind a cell of the matrix, the latest first.',
  params: inWorkspace,
  query: askChannels.query!.omit({ failures: true }).extend({
    ...page,
    fromChannel: z.string().max(40).describe('The code of the channel that was left.'),
    toChannel: z.string().max(40).describe('The code of the channel turned to.'),
  }),
  answer: listedMoves,
})

export const listPassages = route({
  name: 'measuring.listPassages',
  method: 'get',
  path: '/api/w/{workspace}/spectrum/passages',
  access: 'measure.read',
  summary:
    'Lists the passages between two activities, all of them or those of one period and speed, the slowest first.',
  params: inWorkspace,
  query: askSpectrum.query!.extend({
    ...page,
    bin: z.iso.date().optional().describe('The local day on which the period begins, as `spectrum` tells it.'),
    quarter: z.coerce.number().int().min(1).max(4).optional().describe('1 for the fastest quarter, 4 for the slowest.'),
  }),
  answer: listedMoves,
})

/** Which of the journeys timed; a phase of the map stands for the closed ones that come there. */
export const timedStates = ['closed', 'open', 'completed'] as const

export const listTimed = route({
  name: 'measuring.listTimed',
  method: 'get',
  path: '/api/w/{workspace}/durations/cases',
  access: 'measure.read',
  summary: 'Lists the journeys behind a duration, the longest first.',
  params: inWorkspace,
  query: askDurations.query!.omit({ failures: true, activeMinutes: true }).extend({
    ...page,
    state: z.enum(timedStates).default('closed'),
    phase: z.string().max(40).optional().describe('Only journeys that come to this phase of the map.'),
  }),
  answer: listedCases,
})

export const listFunnel = route({
  name: 'measuring.listFunnel',
  method: 'get',
  path: '/api/w/{workspace}/funnel/list',
  access: 'measure.read',
  summary: 'Lists who came to a step of a funnel, or who stopped there, by the chain that counted them.',
  params: inWorkspace,
  query: askFunnel.query!.omit({ trait: true }).extend({
    ...page,
    step: z.coerce.number().int().min(1).max(40),
    behind: z.enum(['reached', 'dropped']).default('dropped'),
  }),
  answer: z.object({
    ...paged,
    rows: z.array(
      z.object({
        customer: z.string(),
        /** How many steps were made, the first of them when, and the last. */
        steps: count,
        first: z.string(),
        last: z.string(),
      }),
    ),
  }),
})

/** The lists that a segment can be made of, by the names of their routes. */
export const segmentLists = [
  'measuring.listCases',
  'measuring.listDeviating',
  'measuring.listBehind',
  'measuring.listWaits',
  'measuring.listContacts',
  'measuring.listMapContacts',
  'measuring.listSelfService',
  'measuring.listMoves',
  'measuring.listPassages',
  'measuring.listTimed',
  'measuring.listFunnel',
  'measuring.listCrossed',
] as const
export type SegmentList = (typeof segmentLists)[number]

export const makeSegment = route({
  name: 'measuring.makeSegment',
  method: 'post',
  path: '/api/w/{workspace}/segments-of-lists',
  access: 'segment.edit',
  summary: 'Makes a segment of the customers of a list, by the very question that lists them.',
  params: inWorkspace,
  body: z.strictObject({
    name: z.string().trim().min(1).max(120),
    list: z.enum(segmentLists),
    params: z.record(z.string().max(60), z.string().max(60)).default({}).describe('What its address names: the map.'),
    query: z.record(z.string().max(60), z.string().max(20_000)).default({}),
  }),
  answer: segment,
  status: 201,
})

export const exportList = route({
  name: 'measuring.exportList',
  method: 'get',
  path: '/api/w/{workspace}/lists/export',
  access: 'event.export',
  summary: 'All rows of a list behind a number as CSV, up to a million; customers by their pseudonym.',
  params: inWorkspace,
  query: z.strictObject({
    list: z.enum(segmentLists),
    asked: z
      .string()
      .max(30_000)
      .default('{}')
      .describe('What the list is asked, as JSON: `{"params":{"map":"…"},"query":{"from":"…"}}`.'),
  }),
  streams: 'text/csv; charset=utf-8',
})

/** What stands in `asked` of {@link exportList}. */
export const askedOfList = z.strictObject({
  params: z.record(z.string().max(60), z.string().max(60)).default({}),
  query: z.record(z.string().max(60), z.string().max(20_000)).default({}),
})

const use = z.strictObject({ id: z.string(), name: z.string() })

export const segmentUses = route({
  name: 'measuring.segmentUses',
  method: 'get',
  path: '/api/w/{workspace}/segments/{segment}/uses',
  access: 'measure.read',
  summary: 'What looks at a segment: saved views and watched measures.',
  params: inWorkspace.extend({ segment: z.string().max(40) }),
  answer: z.strictObject({ views: z.array(use), watches: z.array(use) }),
})
