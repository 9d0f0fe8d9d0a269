import { z } from 'zod'
import { clockAsked, clockTold } from './clock.ts'
import { exploreFilter } from './exploring.ts'
import { count, inWorkspace } from './fields.ts'
import { toldRate } from './measuring-contacts.ts'
import { route } from './route.ts'

const told = count.nullable()
const seconds = z.number().nullable()

export const durationsAnswer = z.object({
  clock: clockTold,
  closed: z.object({
    journeys: told,
    /** From the first visit to the last; null where too few. */
    median: seconds,
    p75: seconds,
    p90: seconds,
  }),
  /** Not over yet, so apart: their time so far. */
  open: z.object({ journeys: told, medianSoFar: seconds }),
  /** The median of all journeys, open ones counted for as long as they are known (Kaplan–Meier); null where not reached. */
  withOpen: z.object({
    median: seconds,
    curve: z.array(z.object({ seconds: z.number(), still: z.number(), low: z.number(), high: z.number() })),
  }),
  /** Share of the time of closed journeys in which nothing happened for longer than `activeMinutes`. */
  waitingShare: z.number().nullable(),
  activeMinutes: count,
  /** Days of the calendar without a visit after which a journey is closed. */
  closedAfterDays: z.number(),
  stages: z.array(z.object({ phase: z.string(), journeys: told, median: seconds, p75: seconds, p90: seconds })),
  /** The parts lie between 0 and 1, 1 being smooth; null where unknown, and then not in the index. */
  fluidity: z.object({
    index: z.number().nullable(),
    loops: z.number().nullable(),
    backtracks: z.number().nullable(),
    forcedSwitches: z.number().nullable(),
    repeatContacts: z.number().nullable(),
    time: z.number().nullable(),
    /** What the time is held against: what the map promises, or the quickest quarter of completed journeys. */
    reference: z.object({ seconds: z.number(), of: z.enum(['promise', 'quickest']) }).nullable(),
    /** The plainer reading: visits that neither repeat, go back, nor fail. */
    smoothVisits: z.number().nullable(),
  }),
  friction: z.object({
    journeys: told,
    visits: told,
    moves: told,
    /** Journeys that come to the same place twice. */
    reworked: toldRate,
    loops: toldRate,
    backtracks: toldRate,
    pingpongs: toldRate,
    quickBacks: toldRate,
    rework: toldRate.describe('Visits beyond the first of each place in a journey, of all visits.'),
    failures: z.array(z.string()),
    places: z.array(
      z.object({ activity: z.string(), visits: told, loops: told, returns: told, pingpongs: told, quickBacks: told }),
    ),
    /** Clicks of anger and the like, as the browser SDK sends them. */
    clicks: z.array(z.object({ name: z.string(), events: told, customers: told })),
  }),
})
export type DurationsAnswer = z.output<typeof durationsAnswer>

export const askDurations = route({
  name: 'measuring.askDurations',
  method: 'get',
  path: '/api/w/{workspace}/durations',
  access: 'measure.read',
  summary: 'How long journeys take, where the time goes, how smoothly they go, and where they stumble.',
  params: inWorkspace,
  query: exploreFilter.extend({
    activeMinutes: z.coerce
      .number()
      .int()
      .min(0)
      .max(10_080)
      .default(30)
      .describe('Longer than this between two visits is waiting.'),
    clock: clockAsked.default('always'),
    failures: z.string().max(20_000).optional().describe('Signals of failure, `A | B` or a JSON list.'),
  }),
  answer: durationsAnswer,
})

export const spectrumAnswer = z.object({
  passages: told,
  customers: told,
  /** Limits between the quarters of all passages, in seconds. */
  quartiles: z.tuple([z.number(), z.number(), z.number()]).nullable(),
  overtaken: toldRate,
  batched: toldRate,
  bins: z.array(
    z.object({
      bin: z.string().describe('The local day on which it begins.'),
      quarter: count.describe('1 for the fastest quarter of all passages, 4 for the slowest.'),
      passages: told,
      median: seconds,
    }),
  ),
})
export type SpectrumAnswer = z.output<typeof spectrumAnswer>

export const askSpectrum = route({
  name: 'measuring.askSpectrum',
  method: 'get',
  path: '/api/w/{workspace}/spectrum',
  access: 'measure.read',
  summary:
    'Passages directly from one activity to another over time, by how fast they are: queues, batches, overtaking.',
  params: inWorkspace,
  query: exploreFilter.extend({
    start: z.string().max(400).describe('The activity that is left.'),
    end: z.string().max(400).describe('The activity that directly follows.'),
    bins: z.enum(['day', 'week', 'month']).default('week'),
  }),
  answer: spectrumAnswer,
})
