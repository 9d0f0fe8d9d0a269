import { z } from 'zod'
import { clockAsked, clockTold } from './clock.ts'
import { instant, inWorkspace, locale, pageQuery } from './fields.ts'
import { narrowing } from './narrowing.ts'
import { route } from './route.ts'

const onMap = inWorkspace.extend({ map: z.string().max(40) })

/**
 * What narrows every measure, and the list behind it, alike. The period is half-open, `[from, to)`, and speaks of when
 * visits happened.
 */
export const measureFilter = z.strictObject({
  from: instant,
  to: instant,
  ...narrowing,
})
export type MeasureFilter = z.output<typeof measureFilter>

/** How many, out of how many. `hidden` when fewer customers stand behind it than may be shown. */
const count = z.object({ value: z.number().int().nullable(), hidden: z.boolean() })

/** A mean with its uncertainty. Null where hidden. `reading`: solid, indicative (dashed), or too few to show. */
export const meanWithInterval = z.object({
  mean: z.number().nullable().describe('Between −1 and 1.'),
  low: z.number().nullable(),
  high: z.number().nullable(),
  customers: z.number().int().describe('n: customers who answered; one customer counts once.'),
  answers: z.number().int(),
  reading: z.enum(['reliable', 'indicative', 'hidden']),
})
export type MeanWithInterval = z.output<typeof meanWithInterval>

export const touchpointMeasure = z.object({
  touchpoint: z.string(),
  customers: count,
  cases: count,
  visits: count,
  /** Share of the cases of the period that come here, 0–1. */
  reach: z.number().nullable(),
  /** Waiting since the touchpoint before, in the same case, in seconds. */
  wait: z.object({ median: z.number().nullable(), p90: z.number().nullable(), n: z.number().int() }),
  /** Where cases go next; the rest is `other`, and `end` are those that stop here. Shares add up to 1. */
  next: z.array(z.object({ touchpoint: z.string(), visits: z.number().int(), share: z.number() })),
  other: z.object({ visits: z.number().int(), share: z.number() }),
  end: z.object({ visits: z.number().int(), share: z.number() }),
  /** Share of the closed cases that came here last without reaching the journey's goal; null where it names none. */
  dropOff: z.object({
    share: z.number().nullable(),
    cases: z.number().int().nullable(),
    n: z.number().int(),
    /** Some stopped here, of fewer customers than may be shown. */
    hidden: z.boolean(),
  }),
  satisfaction: z.array(meanWithInterval.extend({ construct: z.enum(['satisfaction', 'nps', 'effort', 'sentiment']) })),
  /** The operational figure that warns early, where events carry it. */
  leading: z
    .object({
      metric: z.string(),
      median: z.number().nullable(),
      p90: z.number().nullable(),
      mean: z.number().nullable(),
      n: z.number().int(),
    })
    .nullable(),
})
export type TouchpointMeasure = z.output<typeof touchpointMeasure>

export const stepMeasure = z.object({
  step: z.string(),
  emotion: meanWithInterval,
  customers: count,
})

export type StepMeasure = z.output<typeof stepMeasure>

export const mapMeasures = z.object({
  map: z.string(),
  period: z.object({ from: z.string(), to: z.string() }),
  computedAt: z.string(),
  /** The smallest group that is shown. */
  minimumGroup: z.number().int(),
  /** How waits are counted; day and night where it is not said. */
  clock: clockTold.optional(),
  customers: count,
  cases: count,
  closedCases: z.number().int(),
  /** Closed cases that reached the journey's end or a good outcome; null where the journey names neither. */
  completedCases: z.number().int().nullable(),
  /** Length of closed cases from first to last visit, in seconds. */
  throughput: z.object({ median: z.number().nullable(), p90: z.number().nullable(), n: z.number().int() }),
  touchpoints: z.array(touchpointMeasure),
  steps: z.array(stepMeasure),
  /** Highest, lowest, last and mean of the measured curve; peak-end was established on short experiences. */
  summary: z.object({
    mean: z.number().nullable(),
    lowest: z.string().nullable(),
    highest: z.string().nullable(),
    end: z.number().nullable(),
    peakEnd: z.number().nullable(),
  }),
  /** Touchpoints that no rule binds, and so are never measured. */
  unbound: z.array(z.string()),
  coverage: z.object({
    events: z.number().int(),
    claimed: z.number().int(),
    share: z.number().nullable(),
  }),
})
export type MapMeasures = z.output<typeof mapMeasures>

/** The measures of a map for a period, a channel, a cohort. */
export const measureMap = route({
  name: 'measuring.measureMap',
  method: 'get',
  path: '/api/w/{workspace}/maps/{map}/measures',
  access: 'measure.read',
  summary: 'Measures each touchpoint and step of a map over what customers lived.',
  params: onMap,
  query: measureFilter.extend({ clock: clockAsked.optional() }),
  answer: mapMeasures,
})

/** Which number was opened. */
export const behind = z.enum([
  'visits',
  'cases',
  'customers',
  'dropOff',
  'next',
  'end',
  'satisfaction',
  'wait',
  'leading',
])

export const visitRow = z.object({
  customer: z.string(),
  case: z.number().int(),
  at: z.string(),
  channel: z.string(),
  touchpoint: z.string(),
  waitSeconds: z.number().nullable(),
  next: z.string().nullable(),
  score: z.number().nullable(),
  leading: z.number().nullable(),
})
export type VisitRow = z.output<typeof visitRow>

/** The list behind a number, by the very condition that counted it. */
export const listBehind = route({
  name: 'measuring.listBehind',
  method: 'get',
  path: '/api/w/{workspace}/maps/{map}/measures/{touchpoint}/list',
  access: 'measure.read',
  summary: 'Lists what stands behind one number of a map.',
  params: onMap.extend({ touchpoint: z.string().max(40) }),
  query: measureFilter.extend({
    ...pageQuery,
    behind,
    clock: clockAsked.optional().describe('How the waits of its rows are counted.'),
    next: z.string().max(40).optional().describe('With `behind=next`: the touchpoint that came next.'),
    construct: z.enum(['satisfaction', 'nps', 'effort', 'sentiment']).optional(),
  }),
  answer: z.object({
    total: z.number().int().describe('The number itself, counted by this list.'),
    /** True when the group is smaller than may be shown: then there are no rows. */
    hidden: z.boolean(),
    rows: z.array(visitRow),
    cursor: z.string().nullable(),
  }),
})

export const graphAnswer = z.object({
  activities: z.array(
    z.object({
      name: z.string(),
      events: z.number().int(),
      cases: z.number().int(),
      /** Cases that begin, and end, with it; null when fewer customers than may be shown stand behind it. */
      starts: z.number().int().nullable(),
      ends: z.number().int().nullable(),
    }),
  ),
  /** Of all activities, those that are looked at, and the visits of the others: these are passed over. */
  allActivities: z.number().int(),
  leftOut: z.object({ activities: z.number().int(), events: z.number().int(), cases: z.number().int() }),
  follows: z.array(
    z.object({
      from: z.string(),
      to: z.string(),
      count: z.number().int(),
      cases: z.number().int(),
      medianSeconds: z.number().nullable(),
      p90Seconds: z.number().nullable(),
    }),
  ),
  cases: z.number().int(),
  events: z.number().int(),
  customers: z.number().int(),
  variants: z.number().int(),
  /** Flow that is not among the rows given, 0–1. */
  hiddenFlow: z.number(),
})
export type GraphAnswer = z.output<typeof graphAnswer>

/** The directly-follows graph: of a map's touchpoints, or of all events when no map is named. */
export const followGraph = route({
  name: 'measuring.followGraph',
  method: 'get',
  path: '/api/w/{workspace}/graph',
  access: 'measure.read',
  summary: 'What directly follows what, counted over lived journeys.',
  params: inWorkspace,
  query: z.strictObject({
    from: instant.optional(),
    to: instant.optional(),
    map: z.string().max(40).optional(),
    ...narrowing,
    activities: z.coerce
      .number()
      .int()
      .min(1)
      .max(1000)
      .optional()
      .describe('Only so many activities, the most lived ones; visits of the others are passed over.'),
    times: z
      .enum(['true', 'false'])
      .default('true')
      .describe('Whether to tell how long each passage takes; without, the answer comes sooner.'),
    limit: z.coerce.number().int().min(1).max(5000).default(1000),
  }),
  answer: graphAnswer,
})

/** The traits and values that a cohort can be made of. */
export const listCohorts = route({
  name: 'measuring.listCohorts',
  method: 'get',
  path: '/api/w/{workspace}/cohorts',
  access: 'measure.read',
  summary: 'Lists the traits and values by which measures can be narrowed.',
  params: inWorkspace,
  answer: z.object({
    cohorts: z.array(
      z.object({ cohort: z.string(), trait: z.string(), value: z.string(), customers: z.number().int() }),
    ),
  }),
})

/** How far the traces are: whether all that was received is already measured. */
export const tracesState = route({
  name: 'measuring.tracesState',
  method: 'get',
  path: '/api/w/{workspace}/traces',
  access: 'measure.read',
  summary: 'Says whether the measures hold all that was received, and how far a rebuild is.',
  params: inWorkspace,
  answer: z.object({
    waiting: z.number().int().describe('Customers whose traces are still to be written.'),
    rebuilding: z.array(z.object({ journey: z.string(), done: z.number(), startedAt: z.string() })),
  }),
})

/** What a draft from data would be, or is: phases, steps and the events behind them. */
export const mapDraft = z.object({
  cases: z.number().int(),
  customers: z.number().int(),
  /** Days of the first and the last event of the selection; null where nothing was lived. */
  from: z.string().nullable(),
  to: z.string().nullable(),
  phases: z.array(
    z.object({
      /** The median wait at which the phase was cut from the one before; null for the first. */
      waitSeconds: z.number().nullable(),
      steps: z.array(
        z.object({
          name: z.string(),
          activities: z.array(
            z.object({
              name: z.string(),
              cases: z.number().int(),
              reach: z.number(),
              presence: z.enum(['expected', 'possible']),
              repeatable: z.boolean(),
              channels: z.array(z.string()),
              /** Whether the library has a touchpoint for it, by a rule or by its name. */
              known: z.enum(['bound', 'named']).nullable(),
            }),
          ),
        }),
      ),
    }),
  ),
  /** Events lived too rarely to be drawn, the most frequent first. */
  left: z.array(z.string()),
  /** The map that was created; null for a dry run. */
  map: z.string().nullable(),
})
export type MapDraftAnswer = z.output<typeof mapDraft>

/** A map drafted from lived journeys, never published; with a rule for each event that none claims yet. */
export const draftMap = route({
  name: 'measuring.draftMap',
  method: 'post',
  path: '/api/w/{workspace}/maps/from-data',
  access: 'map.edit',
  summary:
    'Drafts a map from what customers lived: events of enough cases in their median order, phases cut at the longest waits. A dry run only says what would be drawn.',
  params: inWorkspace,
  body: z.strictObject({
    dryRun: z.boolean().default(false),
    from: instant.optional(),
    to: instant.optional(),
    ...narrowing,
    /** Events that a smaller share of cases lived stay off the map. */
    minimumReach: z.number().min(0).max(1).default(0.1),
    /** Events that follow each other within this are one step; 0 makes a step of each. */
    groupWithinSeconds: z.number().int().min(0).max(86_400).default(60),
    /** The events of a variant, in its order, instead of those that reach decides on. */
    activities: z.array(z.string().min(1).max(400)).min(1).max(100).exactOptional(),
    name: z.string().trim().min(1).max(200).exactOptional(),
    language: locale.default('fr'),
  }),
  answer: mapDraft,
})
