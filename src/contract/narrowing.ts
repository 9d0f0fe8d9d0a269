import { z } from 'zod'

/**
 * What narrows every measure alike, beside the period. First visits are left out (`channel`, `only`), then whole cases,
 * judged on the visits that are left. An activity is the id of a touchpoint of the map, or the name of an event; a list
 * of them is a JSON array. The forms are read by `vocabulary/case-filter.ts`.
 */
export const narrowing = {
  channel: z.string().max(200).optional().describe('Channel codes separated by commas.'),
  cohort: z.string().max(200).optional().describe('A trait and its value: `persona:family`.'),
  segment: z.string().max(40).optional().describe('The id of a segment: only the customers in it.'),
  sample: z
    .string()
    .regex(/^([1-9]\d?)(:\d{1,2})?$/)
    .optional()
    .describe(
      'Only so many in a hundred customers, always the same: `10`; others of them by where they begin: `10:40`.',
    ),
  only: z
    .string()
    .max(8000)
    .optional()
    .describe('Only visits of these activities; what stands between them is passed over.'),
  variant: z
    .string()
    .max(30)
    .optional()
    .describe('Cases of one variant, by its hash; after `~`, the hash with repetitions told once.'),
  ending: z.enum(['completed', 'abandoned', 'open']).optional().describe('How the case ended, or that it has not.'),
  first: z.string().max(4000).optional().describe('Cases that begin with one of these activities.'),
  last: z.string().max(4000).optional().describe('Cases whose last visit is one of these activities.'),
  through: z.string().max(4000).optional().describe('Cases that pass through all of these activities.'),
  lasting: z
    .string()
    .max(60)
    .optional()
    .describe('Cases that last so long from first to last visit, the second limit excluded: `PT1H..P2D`, `..P2D`.'),
  attribute: z
    .string()
    .max(2000)
    .optional()
    .describe('Cases with a visit whose event has the property: `plan:gold`, or `["plan", "gold", "silver"]`.'),
  follower: z
    .string()
    .max(4000)
    .optional()
    .describe(
      'Cases in which B directly follows A (`A > B`), or some time after (`A >> B`), or never does (`A !> B`, `A !>> B`). As a list: `[["A", ">", "B"], …]`.',
    ),
} as const

/** The names of what narrows measures beside the period, as an address says them. */
export const narrowingNames = [
  'channel',
  'cohort',
  'segment',
  'sample',
  'only',
  'variant',
  'ending',
  'first',
  'last',
  'through',
  'lasting',
  'attribute',
  'follower',
] as const satisfies readonly (keyof typeof narrowing)[]
