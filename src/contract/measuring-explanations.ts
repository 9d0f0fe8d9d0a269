import { z } from 'zod'
import { exploreFilter } from './exploring.ts'
import { count, inWorkspace, share } from './fields.ts'
import { plainAnswer } from './measuring-moments.ts'
import { route } from './route.ts'

// What goes with satisfaction, what comes next, how segments differ, and the kinds that journeys come in.

const activity = z.string().max(400)

/** Something known of a journey before its answer: that it came to an activity, or a fact of the whole of it. */
export const journeyFacts = ['steps', 'repeats', 'channels', 'switches', 'longestWait', 'duration', 'figure'] as const
const known = z.object({ activity: activity.nullable(), fact: z.enum(journeyFacts).nullable() })

export const driversAnswer = z.object({
  meaning: plainAnswer,
  construct: z.enum(['satisfaction', 'nps', 'effort', 'sentiment']).nullable(),
  /** Customers who answered after having lived something; one counts once. */
  customers: count,
  reading: z.enum(['reliable', 'indicative', 'hidden']),
  explained: share.nullable().describe('R² of all drivers together.'),
  drivers: z.array(
    known.extend({
      share: share.nullable().describe('Of the variance; null where it hardly varies and cannot be judged.'),
      low: z.number().nullable(),
      high: z.number().nullable(),
      correlation: z.number(),
      adjusted: z.number().nullable(),
      significant: z.boolean(),
    }),
  ),
  /** What announces a low answer before it is given, learned on earlier days and judged on later ones. */
  indicators: z.array(
    known.extend({
      area: z.number().describe('Probability that a low answer had more of it (or less, see direction) than another.'),
      low: z.number(),
      high: z.number(),
      direction: z.enum(['more', 'less']),
      n: count,
      lowAnswers: count,
      validated: z.boolean(),
    }),
  ),
})
export type DriversAnswer = z.output<typeof driversAnswer>

export const askDrivers = route({
  name: 'measuring.askDrivers',
  method: 'get',
  path: '/api/w/{workspace}/drivers',
  access: 'measure.read',
  summary: 'What lived before an answer goes with how good it is, ranked; and what announces a low one.',
  params: inWorkspace,
  query: exploreFilter.extend({
    construct: z.enum(['satisfaction', 'nps', 'effort', 'sentiment']).default('satisfaction'),
  }),
  answer: driversAnswer,
})

const remaining = z.object({ medianSeconds: z.number(), p90Seconds: z.number(), n: count })

export const nextStepsAnswer = z.object({
  meaning: plainAnswer,
  journeys: count,
  /** On journeys that began later than all that was learned from; `none` knows only how frequent each step is. */
  quality: z
    .object({
      splitAt: z.string(),
      steps: count,
      bits: z.number().describe('Mean surprise for a step, in bits: less is better.'),
      topThree: share.describe('Steps that were among the three foreseen as most likely.'),
      none: z.object({ bits: z.number(), topThree: share }),
    })
    .nullable(),
  /** The steps that were asked, or each activity alone. `end`: the journey ends. */
  rows: z.array(
    z.object({
      after: z.array(activity),
      journeys: count,
      next: z.array(z.object({ activity: activity.nullable().describe('Null: the end.'), probability: share })),
      /** Until the end, of journeys that ended: all, and by how long they had lasted. */
      remaining: remaining.nullable(),
      byAge: z.array(remaining.extend({ upToSeconds: z.number().nullable() })),
    }),
  ),
})
export type NextStepsAnswer = z.output<typeof nextStepsAnswer>

export const askNextSteps = route({
  name: 'measuring.askNextSteps',
  method: 'get',
  path: '/api/w/{workspace}/next-steps',
  access: 'measure.read',
  summary:
    'What customers do next after what they did of late, how long it still takes, and how far that can be foreseen.',
  params: inWorkspace,
  query: exploreFilter.extend({
    after: z
      .string()
      .max(2000)
      .optional()
      .describe('The latest activities in order, a JSON array; without it, each alone.'),
  }),
  answer: nextStepsAnswer,
})

export const typicalAnswer = z.object({
  meaning: plainAnswer,
  journeys: count,
  /** BIC by number of kinds, from one: the least was chosen. */
  criterion: z.array(z.number()),
  kinds: z.array(
    z.object({
      share,
      journeys: count,
      clarity: share.describe('How surely journeys of this kind are of it and of no other.'),
      /** The most frequent journey of its kind; empty when none is common enough to be shown. */
      activities: z.array(activity),
      /** Activities met more than in the other kinds, and less: shares of journeys here and elsewhere. */
      marks: z.array(z.object({ activity, here: share, elsewhere: share })),
    }),
  ),
})
export type TypicalAnswer = z.output<typeof typicalAnswer>

export const askTypical = route({
  name: 'measuring.askTypical',
  method: 'get',
  path: '/api/w/{workspace}/typical-journeys',
  access: 'measure.read',
  summary: 'The few kinds that journeys come in, found in data: each with its size and the journey that speaks for it.',
  params: inWorkspace,
  query: exploreFilter,
  answer: typicalAnswer,
})

export const segmentsAnswer = z.object({
  meaning: plainAnswer,
  trait: z.string(),
  groups: z.array(z.object({ name: z.string(), customers: count, journeys: count })),
  /** Groups of too few customers, left out and told with nobody. */
  hiddenGroups: count,
  /** Customers in several of the segments asked, left out of all of them; null where fewer than may be shown. */
  overlap: count.nullable(),
  measures: z.array(
    z.object({
      measure: z.enum(['reach', 'channel', 'steps', 'duration', 'satisfaction']),
      /** The activity reached, or the channel of beginning. */
      of: z.string().nullable(),
      /** In the order of the groups. */
      values: z.array(
        z
          .object({
            value: z.number().describe('A share; steps; days; or −1 to 1.'),
            n: count,
            /** From all the other groups together, with the 95 % interval. */
            difference: z.number(),
            low: z.number(),
            high: z.number(),
            adjusted: z.number(),
            significant: z.boolean(),
          })
          .nullable(),
      ),
    }),
  ),
})
export type SegmentsAnswer = z.output<typeof segmentsAnswer>

export const askSegments = route({
  name: 'measuring.askSegments',
  method: 'get',
  path: '/api/w/{workspace}/segments-compared',
  access: 'measure.read',
  summary:
    'Segments or personas side by side: where they differ by more than chance, with how many things are compared kept in mind.',
  params: inWorkspace,
  query: exploreFilter.extend({
    trait: z.string().max(200).default('persona'),
    segments: z
      .string()
      .max(400)
      .optional()
      .describe('Ids of segments separated by commas, instead of a trait; one alone stands against everybody else.'),
  }),
  answer: segmentsAnswer,
})
