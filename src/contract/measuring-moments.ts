import { z } from 'zod'
import { exploreFilter } from './exploring.ts'
import { count, inWorkspace, share } from './fields.ts'
import { route } from './route.ts'

/** What an answer means and whether it means anything, for whoever never heard of statistics. */
export const plainAnswer = z.object({ fr: z.string(), en: z.string() })

export const momentsAnswer = z.object({
  /** What was asked: satisfaction where anybody was, else what was asked most. */
  construct: z.enum(['satisfaction', 'nps', 'effort', 'sentiment']).nullable(),
  /** What is looked for after the experience. */
  outcome: z.object({
    event: z.string().nullable().describe('Null: any event at all, a day later or more.'),
    without: z.boolean(),
    within: z.string(),
  }),
  meaning: plainAnswer,
  /** Customers who answered, and those of them whose time to look is not over yet. */
  answered: count,
  tooRecent: count,
  touchpoints: z.array(
    z.object({
      touchpoint: z.string(),
      /** Where it stands on the map, and what people said of it there. */
      placements: z.array(z.string()),
      declared: z
        .object({
          placement: z.string(),
          origin: z.enum(['declared', 'detected']),
          status: z.enum(['hypothesis', 'emotionalPeak', 'proven', 'notSupported', 'rejected']),
        })
        .nullable(),
      /** What data make of it. `hidden` when fewer customers answered than may be shown. */
      status: z.enum(['proven', 'emotionalPeak', 'hypothesis', 'notSupported', 'unsettled', 'hidden']),
      meaning: plainAnswer,
      answered: count.nullable(),
      /** Customers by experience whose time to look is over; all null when one of them is fewer than may be shown. */
      good: count.nullable(),
      middle: count.nullable(),
      bad: count.nullable(),
      impact: z
        .object({
          difference: z.number().describe('Share with the outcome after good, less after bad: −1 to 1.'),
          low: z.number(),
          high: z.number(),
          p: z.number(),
          adjusted: z.number().describe('The p of Benjamini and Hochberg over the touchpoints of the map.'),
          significant: z.boolean(),
          interval: z.enum(['newcombe', 'bootstrap']),
        })
        .nullable(),
      /** The smallest difference that so few could show. */
      detectable: z.number().nullable(),
      intensity: z
        .object({ share, elsewhere: share, p: z.number(), significant: z.boolean() })
        .nullable()
        .describe('Share of extreme answers here and at the other touchpoints.'),
      asymmetry: z
        .object({
          penalty: z.number(),
          reward: z.number(),
          value: z.number(),
          reading: z.enum(['avoid', 'delight', 'mixed']),
        })
        .nullable(),
      /** Customers a year whose outcome goes with a bad experience here: an association, no promise. */
      stake: z.number().nullable(),
    }),
  ),
})
export type MomentsAnswer = z.output<typeof momentsAnswer>

export const askMoments = route({
  name: 'measuring.askMomentsOfTruth',
  method: 'get',
  path: '/api/w/{workspace}/maps/{map}/moments-of-truth',
  access: 'measure.read',
  summary: 'Which touchpoints decide what customers do next, or move them: moments of truth, judged by data.',
  params: inWorkspace.extend({ map: z.string().max(40) }),
  query: exploreFilter.omit({ map: true }).extend({
    outcome: z
      .string()
      .max(400)
      .optional()
      .describe('An event that follows; without one, any event a day later or more.'),
    without: z.enum(['true', 'false']).default('false').describe('The outcome is that it does not happen.'),
    within: z.string().max(20).default('P30D').describe('So long after the experience.'),
    trait: z.string().max(200).default('persona').describe('Customers are compared among those of one value of it.'),
  }),
  answer: momentsAnswer,
})
