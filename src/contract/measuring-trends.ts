import { z } from 'zod'
import { exploreFilter } from './exploring.ts'
import { count, inWorkspace, share } from './fields.ts'
import { plainAnswer } from './measuring-moments.ts'
import { route } from './route.ts'

// What moves over time: trend, season, odd days, what a change is made of, and journeys that drift.

const activity = z.string().max(400)

export const trendMeasures = ['events', 'customers', 'journeys', 'share', 'satisfaction'] as const
export type TrendMeasure = (typeof trendMeasures)[number]

/** What is followed over time; the same in the question and in a watch on it. */
export const trendQuery = exploreFilter.extend({
  measure: z
    .enum(trendMeasures)
    .default('customers')
    .describe('Visits, customers, journeys begun, the share of journeys with the activity, or mean satisfaction.'),
  activity: activity.optional().describe('Only at this activity; needed for a share.'),
  unit: z.enum(['day', 'week']).default('day'),
})

export const trendAnswer = z.object({
  meaning: plainAnswer,
  measure: z.enum(trendMeasures),
  unit: z.enum(['day', 'week']),
  /** Points a season; 0 where the series is too short for one. */
  season: count,
  strength: share.describe('How much of what is not trend the season explains.'),
  /** The trend from the beginning to the end, as a share of the beginning. */
  change: z.number().nullable(),
  drifting: z.boolean(),
  points: z.array(
    z.object({
      /** The local day on which the bucket begins. */
      at: z.string(),
      value: z.number().nullable().describe('Null where fewer customers stand behind it than may be shown.'),
      n: count,
      expected: z.number().nullable(),
      trend: z.number().nullable(),
      low: z.number().nullable(),
      high: z.number().nullable(),
      score: z.number().nullable().describe('Robust deviations from what was expected.'),
      odd: z.boolean(),
    }),
  ),
  shifts: z.array(z.object({ at: z.string(), direction: z.enum(['up', 'down']) })),
})
export type TrendAnswer = z.output<typeof trendAnswer>

export const askTrend = route({
  name: 'measuring.askTrend',
  method: 'get',
  path: '/api/w/{workspace}/trend',
  access: 'measure.read',
  summary: 'How a measure moves: its trend, its season, odd days and lasting shifts, told apart from chance.',
  params: inWorkspace,
  query: trendQuery,
  answer: trendAnswer,
})

const side = z.object({ n: count, hits: count, share: share, low: share, high: share })

export const changeAnswer = z.object({
  meaning: plainAnswer,
  before: z.object({ from: z.string(), to: z.string(), ...side.shape }).nullable(),
  after: z.object({ from: z.string(), to: z.string(), ...side.shape }).nullable(),
  difference: z.object({ value: z.number(), low: z.number(), high: z.number(), p: z.number() }).nullable(),
  /** The parts of the change; they add up to it. Segments of too few customers are told as one, `''`. */
  parts: z.array(
    z.object({
      segment: z.string(),
      before: z.object({ n: count, share: share.nullable() }),
      after: z.object({ n: count, share: share.nullable() }),
      mix: z.number().describe('What its size did.'),
      rate: z.number().describe('What its own share did.'),
      adjusted: z.number().nullable().describe('p of its own share’s change, adjusted for many segments.'),
    }),
  ),
})
export type ChangeAnswer = z.output<typeof changeAnswer>

export const askChange = route({
  name: 'measuring.askChange',
  method: 'get',
  path: '/api/w/{workspace}/change',
  access: 'measure.read',
  summary:
    'Why a share of journeys moved against the period before: which segments grew, and which did better or worse.',
  params: inWorkspace,
  query: exploreFilter.extend({
    activity: activity.describe('The share of journeys that come to it.'),
    by: z.string().max(200).default('channel').describe('`channel`, or a trait.'),
  }),
  answer: changeAnswer,
})

export const driftAnswer = z.object({
  meaning: plainAnswer,
  /** The weeks that the others are compared with. */
  baseline: z.object({ from: z.string(), to: z.string(), follows: count }).nullable(),
  weeks: z.array(
    z.object({
      week: z.string(),
      follows: count,
      distance: share
        .nullable()
        .describe('Jensen–Shannon divergence of what follows what: 0 the same, 1 nothing in common.'),
      chance: share.nullable().describe('Distance that 95 of 100 such weeks stay under without any change.'),
    }),
  ),
  /** What follows what more or less often in the last four weeks than before, the most telling first. */
  moved: z.array(
    z.object({ from: activity, to: activity, before: share, after: share, part: z.number(), adjusted: z.number() }),
  ),
})
export type DriftAnswer = z.output<typeof driftAnswer>

export const askDrift = route({
  name: 'measuring.askDrift',
  method: 'get',
  path: '/api/w/{workspace}/drift',
  access: 'measure.read',
  summary: 'Whether journeys are lived otherwise than before, week by week, and which flows moved.',
  params: inWorkspace,
  query: exploreFilter,
  answer: driftAnswer,
})
