import { z } from 'zod'
import { exploreFilter } from './exploring.ts'
import { count, inWorkspace, share } from './fields.ts'
import { plainAnswer } from './measuring-moments.ts'
import { route } from './route.ts'

// How long customers last, and who is about to leave.

const activity = z.string().max(400)

export const survivalAnswer = z.object({
  meaning: plainAnswer,
  /** Customers followed from their start, in days, until an ending or until they are seen no longer. */
  customers: count,
  /** The endings, in the order of `met`; `silence` stands for being seen no longer. */
  endings: z.array(activity),
  /** Groups of fewer customers than may be shown, left out. */
  hiddenGroups: count,
  groups: z.array(
    z.object({
      /**
       * The value of the trait asked, '' for none; of first journeys a letter, from A, the most frequent first, and
       * `other`. Without either there is one group.
       */
      name: z.string(),
      /** The first journey of these customers: at most a hundred activities; null where it does not tell them apart. */
      firstJourney: z.array(activity).nullable(),
      customers: count,
      ended: count.nullable().describe('Null when fewer than may be shown.'),
      /** The curve, as long as enough customers are followed to be shown. */
      curve: z.array(
        z.object({
          day: z.number(),
          atRisk: count,
          survival: share,
          low: share,
          high: share,
          met: z.array(share).describe('Share that met each ending until now (Aalen and Johansen).'),
        }),
      ),
      medianDays: z.number().nullable().describe('Half have ended by then; null while more than half last.'),
      /** Mean days that customers last, of the first `within` days. */
      restrictedMean: z.object({ within: z.number(), mean: z.number(), low: z.number(), high: z.number() }).nullable(),
    }),
  ),
  /** Whether the groups last equally long. */
  logRank: z.object({ chiSquare: z.number(), degrees: count, p: z.number() }).nullable(),
})
export type SurvivalAnswer = z.output<typeof survivalAnswer>

export const askSurvival = route({
  name: 'measuring.askSurvival',
  method: 'get',
  path: '/api/w/{workspace}/survival',
  access: 'measure.read',
  summary:
    'How long customers last after a start before one of several endings, with those still followed counted right.',
  params: inWorkspace,
  query: exploreFilter.extend({
    start: activity.optional().describe('From its first time on; without one, from the first thing seen.'),
    endings: z.string().max(4000).optional().describe('An activity, or a JSON array of several that compete.'),
    silence: z
      .string()
      .max(20)
      .optional()
      .describe(
        'Not being seen for so long is an ending too: `P60D`. The only one, and `P60D`, when no ending is named.',
      ),
    trait: z.string().max(200).optional().describe('Tells customers apart by the latest value of a trait.'),
    apart: z
      .enum(['first-journey'])
      .optional()
      .describe(
        'Tells customers apart, instead of by a trait, by the variant of their first journey: the six most frequent, and all others together.',
      ),
  }),
  answer: survivalAnswer,
})

/** What names a model of leaving: the same in the model and in the list of those at risk. */
const churnQuery = exploreFilter.extend({
  leaving: activity.optional().describe('The activity by which a contract ends; without one, silence is leaving.'),
  within: z.string().max(20).default('P60D').describe('Leaving is looked for so long ahead.'),
})

export const churnAnswer = z.object({
  meaning: plainAnswer,
  within: z.string(),
  /** Customers whom the model was learned from and judged on, at two dates before: never the same days. */
  learnedOn: z.object({ at: z.string(), customers: count, left: count }).nullable(),
  judgedOn: z.object({ at: z.string(), customers: count, left: count }).nullable(),
  /** How good it is on the later date, on a fifth of the customers that it never saw. Null when it could not be made. */
  quality: z
    .object({
      area: z.number().describe('Probability that one who left was given a higher risk than one who stayed.'),
      low: z.number(),
      high: z.number(),
      brier: z.number().describe('Mean squared error; 0 is perfect.'),
      brierOfNone: z.number().describe('The same when everybody is given the average risk.'),
      bins: z.array(z.object({ n: count, said: share, happened: share.nullable() })),
    })
    .nullable(),
  /** What raises (above 0) or lowers the risk: change of the log-odds for one standard deviation, the largest first. */
  factors: z.array(z.object({ factor: z.string(), weight: z.number(), reading: plainAnswer })),
  /** Of the customers active now: how many, and how many are to be expected to leave. */
  now: z
    .object({
      customers: count,
      expected: z.number(),
      bands: z.array(
        z.object({ from: share, to: share, customers: count.nullable(), expected: z.number().nullable() }),
      ),
    })
    .nullable(),
})
export type ChurnAnswer = z.output<typeof churnAnswer>

export const askChurn = route({
  name: 'measuring.askChurn',
  method: 'get',
  path: '/api/w/{workspace}/churn',
  access: 'measure.read',
  summary: 'Who is likely to leave, by what, and how far that can be believed: a logistic model judged on later days.',
  params: inWorkspace,
  query: churnQuery,
  answer: churnAnswer,
})

export const atRiskAnswer = z.object({
  total: count,
  rows: z.array(
    z.object({
      customer: z.string(),
      risk: share,
      lastSeen: z.string(),
      /** What moves this customer's risk most, in log-odds from the average customer's. */
      because: z.array(z.object({ factor: z.string(), contribution: z.number(), reading: plainAnswer })),
    }),
  ),
})
export type AtRiskAnswer = z.output<typeof atRiskAnswer>

export const listAtRisk = route({
  name: 'measuring.listAtRisk',
  method: 'get',
  path: '/api/w/{workspace}/churn/customers',
  access: 'customer.read',
  summary: 'The customers most likely to leave, by the very model of the answer, each with what raises the risk.',
  params: inWorkspace,
  query: churnQuery.extend({ limit: z.coerce.number().int().min(1).max(500).default(50) }),
  answer: atRiskAnswer,
})
