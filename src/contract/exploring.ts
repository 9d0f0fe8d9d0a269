import { z } from 'zod'
import { deviationKinds } from '../vocabulary/statistics/conformance.ts'
import { count, instant, inWorkspace, share } from './fields.ts'
import { narrowing } from './narrowing.ts'
import { route } from './route.ts'

// Lived journeys, explored: each question is asked of a map's touchpoints, or, without a map, of all events by name.

/** What narrows every exploring question alike. Without a period, all times. */
export const exploreFilter = z.strictObject({
  map: z.string().max(40).optional().describe('Without one, all events by name.'),
  from: instant.optional(),
  to: instant.optional(),
  ...narrowing,
})
export type ExploreFilter = z.output<typeof exploreFilter>

/** An activity: the id of a touchpoint of the map, or the name of an event. */
const activity = z.string().max(400)

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

const onMap = inWorkspace.extend({ map: z.string().max(40) })
const mapFilter = exploreFilter.omit({ map: true })
const deviationKind = z.enum(deviationKinds)

export const conformanceAnswer = z.object({
  /** Closed cases are judged whole; open ones only by what was due so far, and apart. */
  closed: z.object({
    cases: count,
    fitness: z.number().nullable().describe('1 − Σ cost ÷ Σ (visits + cheapest run of the map).'),
    conforming: count.describe('Cases in which nothing was left over by the alignment, save what is accepted.'),
    conformRate: share.nullable(),
  }),
  open: z.object({ cases: count, fitness: z.number().nullable() }),
  /** Visits that the map explains, of all visits of closed cases. */
  designShare: share.nullable(),
  /** Variants aligned; cases of those that came in since are not judged yet. */
  variants: count,
  unjudgedCases: count,
  placements: z.array(
    z.object({
      placement: z.string(),
      touchpoint: z.string(),
      /** Why it is not judged; null where it is. */
      leftOut: z.enum(['unobservable', 'unbound']).nullable(),
      expected: z.boolean(),
      /** Closed cases that visited it; null when fewer than may be shown. */
      reached: count.nullable(),
      reach: share.nullable(),
      skipped: count.nullable(),
      skipRate: share.nullable().describe('Of the closed cases; only what is expected can be skipped.'),
    }),
  ),
  deviations: z.array(
    z.object({
      kind: deviationKind,
      touchpoint: z.string(),
      placement: z.string().nullable(),
      cases: count,
      visits: count,
      share: share.describe('Of the closed cases.'),
      accepted: z.boolean().describe('On the list of what this map lets pass.'),
    }),
  ),
  /** Deviations of fewer customers than may be shown, not told apart. */
  hiddenDeviations: count,
  /** Expected placements that fewer than 5 % of the closed cases reach. */
  unusedDesign: z.array(z.string()),
})
export type ConformanceAnswer = z.output<typeof conformanceAnswer>

export const askConformance = route({
  name: 'measuring.askConformance',
  method: 'get',
  path: '/api/w/{workspace}/maps/{map}/conformance',
  access: 'measure.read',
  summary: 'Holds lived journeys against the map: what was skipped, unexpected, out of order, repeated.',
  params: onMap,
  query: mapFilter,
  answer: conformanceAnswer,
})

/** What a map lets pass although it is not drawn so: it counts against no case, and stays to be seen. */
export const acceptDeviation = route({
  name: 'measuring.acceptDeviation',
  method: 'post',
  path: '/api/w/{workspace}/maps/{map}/conformance/accepted',
  access: 'map.edit',
  summary: 'Lets a kind of deviation pass at a touchpoint of the map, or no longer.',
  params: onMap,
  body: z.strictObject({
    kind: deviationKind,
    touchpoint: z.string().max(40),
    placement: z.string().max(40).nullable().default(null),
    accepted: z.boolean(),
  }),
  answer: z.object({ accepted: z.boolean() }),
})

/** Cases one by one: whoever they are of has to be asked of customers, under the rights that this takes. */
export const listedCases = z.object({
  total: count.describe('The number itself, counted by this list.'),
  /** True when the group is smaller than may be shown: then there are no rows. */
  hidden: z.boolean(),
  rows: z.array(
    z.object({
      customer: z.string(),
      case: count,
      started: z.string(),
      ended: z.string(),
      activities: z.array(activity),
    }),
  ),
  cursor: z.string().nullable(),
})
export type ListedCases = z.output<typeof listedCases>

export const listCases = route({
  name: 'measuring.listCases',
  method: 'get',
  path: '/api/w/{workspace}/cases',
  access: 'measure.read',
  summary: 'Lists the cases that a filter keeps, the latest first: what stands behind any number of a case.',
  params: inWorkspace,
  query: exploreFilter.extend({
    cursor: z.string().max(20).optional(),
    limit: z.coerce.number().int().min(1).max(500).default(50),
  }),
  answer: listedCases,
})

export const listDeviating = route({
  name: 'measuring.listDeviating',
  method: 'get',
  path: '/api/w/{workspace}/maps/{map}/conformance/cases',
  access: 'measure.read',
  summary: 'Lists the cases behind one deviation, by the very alignment that counted it.',
  params: onMap,
  query: mapFilter.extend({
    kind: deviationKind,
    touchpoint: z.string().max(40),
    placement: z.string().max(40).optional(),
    after: z
      .string()
      .max(40)
      .optional()
      .describe('What was unexpected, only where it came after this step; `start` before the first.'),
    cursor: z.string().max(20).optional(),
    limit: z.coerce.number().int().min(1).max(500).default(50),
  }),
  answer: listedCases,
})

export const exportCases = route({
  name: 'measuring.exportCases',
  method: 'get',
  path: '/api/w/{workspace}/cases/export',
  access: 'event.export',
  summary: 'The cases that a filter keeps as an event log, XES or CSV, customers by their pseudonym.',
  params: inWorkspace,
  query: exploreFilter.extend({ format: z.enum(['xes', 'csv']).default('xes') }),
  streams: 'application/octet-stream',
})

export const pathsAnswer = z.object({
  /** All cases that the filter keeps, and those whose paths are told: with the anchors in them. */
  cases: count,
  anchored: count,
  /** Entries, other and stopped of each column add up to the anchored cases. */
  columns: z.array(
    z.object({
      depth: count,
      entries: z.array(z.object({ activity, cases: count, share })),
      other: z.object({ activities: count, cases: count, share }),
      stopped: z.object({ cases: count, share }).describe('Cases whose path ended before this depth.'),
    }),
  ),
  /** Null stands for the others of a column; `to` is `stop` where paths end. */
  links: z.array(
    z.object({ depth: count, from: activity.nullable(), to: activity.nullable(), stops: z.boolean(), cases: count }),
  ),
})
export type PathsAnswer = z.output<typeof pathsAnswer>

export const askPaths = route({
  name: 'measuring.askPaths',
  method: 'get',
  path: '/api/w/{workspace}/paths',
  access: 'measure.read',
  summary: 'Where lived journeys go from an activity on, or where they came from: exact at every depth.',
  params: inWorkspace,
  query: exploreFilter.extend({
    start: activity
      .optional()
      .describe('The anchor: paths begin at its first visit, `before` at its last. Without one, with the case.'),
    end: activity.optional().describe('Paths end at its first visit after that; cases that never come are left out.'),
    direction: z.enum(['after', 'before']).default('after'),
    depth: z.coerce.number().int().min(2).max(20).default(6),
    top: z.coerce.number().int().min(1).max(50).default(8),
    collapsed: z.enum(['true', 'false']).default('true'),
  }),
  answer: pathsAnswer,
})

export const funnelAnswer = z.object({
  by: z.enum(['customer', 'case']),
  steps: z.array(
    z.object({
      activities: z.array(activity),
      /** Who came so far or further; null when fewer than may be shown. */
      amount: count.nullable(),
      shareOfFirst: share.nullable(),
      /** Of those at the step before, with the 95 % interval of Wilson. */
      rate: z.object({ value: share, low: share, high: share }).nullable(),
      /** Who stopped here: reached this step and not the next. */
      dropped: count.nullable(),
      /** Of these, those whose time to go on is not over yet. */
      stillPossible: count.nullable(),
      medianSeconds: z.number().nullable().describe('Since the step before.'),
      p90Seconds: z.number().nullable(),
    }),
  ),
  /** By value of the trait asked, the largest first; '' where a customer has none. */
  breakdown: z.array(z.object({ value: z.string(), amounts: z.array(count.nullable()) })),
})
export type FunnelAnswer = z.output<typeof funnelAnswer>

export const askFunnel = route({
  name: 'measuring.askFunnel',
  method: 'get',
  path: '/api/w/{workspace}/funnel',
  access: 'measure.read',
  summary: 'How far customers, or cases, get along steps, how long each takes, and where they stop.',
  params: inWorkspace,
  query: exploreFilter.extend({
    steps: z
      .string()
      .max(20_000)
      .describe('Activities in order, `A > B > C`, or a JSON array: `["A", ["B", "C"]]`, where a list is any one of.'),
    within: z.string().max(20).optional().describe('All steps within so long of the first: `P7D`.'),
    stepWithin: z.string().max(20).optional().describe('Each step within so long of the one before: `PT30M`.'),
    mode: z.enum(['ordered', 'strict', 'any']).default('ordered'),
    by: z.enum(['customer', 'case']).default('customer'),
    trait: z.string().max(200).optional().describe('Tells customers apart by the latest value of a trait.'),
  }),
  answer: funnelAnswer,
})

export const retentionAnswer = z.object({
  unit: z.enum(['day', 'week', 'month']),
  cohorts: z.array(
    z.object({
      /** The local day on which the cohort's period begins. */
      period: z.string(),
      /** Customers of the cohort; null when fewer than may be shown. */
      size: count.nullable(),
      cells: z.array(
        z.object({
          /** Units after the cohort’s own. */
          later: count,
          customers: count.nullable(),
          share: share.nullable(),
          /** False while that period is not over: such a cell is in no average. */
          mature: z.boolean(),
        }),
      ),
    }),
  ),
  /** Of the mature cells, weighted by the size of their cohorts. */
  average: z.array(z.object({ later: count, share: share.nullable(), customers: count })),
})
export type RetentionAnswer = z.output<typeof retentionAnswer>

export const askRetention = route({
  name: 'measuring.askRetention',
  method: 'get',
  path: '/api/w/{workspace}/retention',
  access: 'measure.read',
  summary: 'Of those who began in a period, how many came back in each period after, in local days, weeks or months.',
  params: inWorkspace,
  query: exploreFilter.extend({
    unit: z.enum(['day', 'week', 'month']).default('week'),
    periods: z.coerce.number().int().min(1).max(60).default(12),
    start: activity.optional().describe('What makes a customer of a cohort; any activity unless said.'),
    comeBack: activity.optional().describe('What a return is; any activity unless said.'),
    cohorts: z.enum(['first', 'each']).default('first').describe('Of the first time over all history, or of each.'),
  }),
  answer: retentionAnswer,
})

export const attributionAnswer = z.object({
  /** Cases that reached the goal, those of them that began with it, and those that never did. */
  reached: count,
  direct: count,
  lost: count,
  rows: z.array(
    z.object({
      name: activity.describe('An activity, or the code of a channel.'),
      first: z.number(),
      last: z.number(),
      linear: z.number(),
      position: z.number(),
      markov: z.number(),
      shapley: z.number(),
      removalEffect: share.describe('Share of the goals lost when every way to it leads nowhere.'),
    }),
  ),
})
export type AttributionAnswer = z.output<typeof attributionAnswer>

export const askAttribution = route({
  name: 'measuring.askAttribution',
  method: 'get',
  path: '/api/w/{workspace}/attribution',
  access: 'measure.read',
  summary: 'What goes with reaching a goal, by six rules. It describes journeys; it does not prove a cause.',
  params: inWorkspace,
  query: exploreFilter.extend({ goal: activity, of: z.enum(['activity', 'channel']).default('channel') }),
  answer: attributionAnswer,
})

export const purchasesAnswer = z.object({
  /** Customers who bought at all, and their purchases (of one day one). */
  customers: count,
  purchases: count,
  /** The last local day that counts. */
  until: z.string(),
  /** The BG/NBD model; null when there are too few repeat purchases to fit it. */
  model: z.object({ r: z.number(), alpha: z.number(), a: z.number(), b: z.number() }).nullable(),
  /** Customers who are likely not to have left: the sum of their probabilities. */
  stillCustomers: z.number().nullable(),
  /** Purchases to expect of them in the weeks ahead. */
  ahead: z.object({ weeks: count, purchases: z.number().nullable() }),
  /** The model of the first two thirds of the time, held against the last third. */
  backTest: z
    .object({
      splitAt: z.string(),
      weeks: z.number(),
      customers: count,
      expected: z.number(),
      actual: count,
      /** By repeat purchases until the split: what was expected of such customers, and what they did. */
      groups: z.array(z.object({ repeats: z.string(), customers: count, expected: z.number(), actual: count })),
    })
    .nullable(),
})
export type PurchasesAnswer = z.output<typeof purchasesAnswer>

export const askPurchases = route({
  name: 'measuring.askPurchases',
  method: 'get',
  path: '/api/w/{workspace}/purchases',
  access: 'measure.read',
  summary: 'How customers without a contract buy and silently leave: the BG/NBD model, back-tested.',
  params: inWorkspace,
  query: exploreFilter.extend({
    purchase: activity.describe('The activity that is a purchase.'),
    weeks: z.coerce.number().int().min(1).max(520).default(26),
  }),
  answer: purchasesAnswer,
})
