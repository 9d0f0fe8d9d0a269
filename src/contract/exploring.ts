import { z } from 'zod'
import { instant, inWorkspace } from './fields.ts'
import { route } from './route.ts'

// Lived journeys, explored: each question is asked of a map's touchpoints, or, without a map, of all events by name.

/** What narrows every exploring question alike. Without a period, all times. */
export const exploreFilter = z.strictObject({
  map: z.string().max(40).optional().describe('Without one, all events by name.'),
  from: instant.optional(),
  to: instant.optional(),
  channel: z.string().max(200).optional().describe('Channel codes separated by commas.'),
  cohort: z.string().max(200).optional().describe('A trait and its value: `persona:family`.'),
})
export type ExploreFilter = z.output<typeof exploreFilter>

/** An activity: the id of a touchpoint of the map, or the name of an event. */
const activity = z.string().max(400)
const count = z.number().int().min(0)
const share = z.number().min(0).max(1)

export const variantsAnswer = z.object({
  /** All cases that the filter keeps, and in how many variants they come. */
  cases: count,
  variants: count,
  rows: z.array(
    z.object({
      /** Names the variant in other questions: a hash of its activities. */
      variant: z.string(),
      activities: z.array(activity),
      cases: count,
      share: share.describe('Of all cases.'),
      coverage: share.describe('Share of the cases in this variant and all more frequent ones.'),
      medianSeconds: z.number(),
      p90Seconds: z.number(),
      /** Cases that reached the journey’s end or a good outcome; null where the journey names neither. */
      completed: count.nullable(),
      /** Satisfaction on the way, −1 to 1; null when fewer customers gave one than may be shown. */
      score: z.number().nullable(),
      scoredCustomers: count,
    }),
  ),
  /** The variants that are not among the rows: further down, or of fewer customers than may be shown. */
  other: z.object({ variants: count, cases: count, share }),
})
export type VariantsAnswer = z.output<typeof variantsAnswer>

export const askVariants = route({
  name: 'measuring.askVariants',
  method: 'get',
  path: '/api/w/{workspace}/variants',
  access: 'measure.read',
  summary: 'The variants of lived journeys: equal sequences of activities, the most frequent first.',
  params: inWorkspace,
  query: exploreFilter.extend({
    collapsed: z.enum(['true', 'false']).default('false').describe('Tells an activity repeated at once only once.'),
    limit: z.coerce.number().int().min(1).max(5000).default(100),
  }),
  answer: variantsAnswer,
})
