import { z } from 'zod'
import { objectId } from '../vocabulary/extensible.ts'
import { labelShape } from '../vocabulary/label.ts'
import { questionKinds } from '../vocabulary/survey/survey-kinds.ts'
import { trendUnits } from '../vocabulary/survey/survey-trend.ts'
import { count, instant, ofSurvey } from './fields.ts'
import { route } from './route.ts'

// What the answers to a survey say over time, of one group beside another, and of how many were asked.

const calendarDay = z.iso.date()

export const scoreShape = z.strictObject({
  value: z.number(),
  low: z.number(),
  high: z.number(),
  n: count,
  mean: z.number(),
})

const scale = z.strictObject({ kind: z.enum(questionKinds), min: z.number().int(), max: z.number().int() })

/** The questions that have a score, by which all of these are asked. */
export const scoredQuestions = z.array(z.strictObject({ id: z.string(), text: labelShape, scale }))

export const surveyTrend = z.strictObject({
  questions: scoredQuestions,
  /** The one that is told; null when none has a score. */
  question: z.string().nullable(),
  every: z.enum(trendUnits),
  series: z.array(
    z.strictObject({
      scale,
      versions: z.array(z.number().int()),
      points: z.array(z.strictObject({ day: calendarDay, n: count, score: scoreShape.nullable() })),
    }),
  ),
  /** When each version began to be answered; a `break` asks another thing, or on another scale. */
  marks: z.array(z.strictObject({ day: calendarDay, version: z.number().int(), break: z.boolean() })),
})
export type SurveyTrend = z.output<typeof surveyTrend>

export const askSurveyTrend = route({
  name: 'listening.surveyTrend',
  method: 'get',
  path: '/api/w/{workspace}/surveys/{survey}/trend',
  access: 'measure.read',
  summary:
    'A score by day, week or month in the time zone of the workspace, with its interval, broken where it is another measure.',
  params: ofSurvey,
  query: z.strictObject({
    question: objectId.optional(),
    every: z.enum(trendUnits).default('week'),
    place: z.string().max(40).optional(),
  }),
  answer: surveyTrend,
})

/** By what answers are told apart. The last three are of responses to which a customer is known. */
export const groupings = ['place', 'language', 'version', 'channel', 'period', 'segment', 'event', 'property'] as const
export type Grouping = (typeof groupings)[number]

export const difference = z.strictObject({
  value: z.number(),
  low: z.number(),
  high: z.number(),
  /** It is more than chance makes. */
  means: z.boolean(),
})

export const surveyGroups = z.strictObject({
  questions: scoredQuestions,
  question: z.string().nullable(),
  by: z.enum(groupings),
  /** Answers that this tells apart, of all to the question. */
  told: count,
  all: count,
  groups: z.array(
    z.strictObject({
      key: z.string(),
      /** A place or segment by its name; else null, and the key says it. */
      name: z.string().nullable(),
      scale,
      n: count,
      score: scoreShape.nullable(),
      /** Too few to be told, or what is left would tell of too few. */
      hidden: z.boolean(),
    }),
  ),
  /** Of `first` over `second`; null with the reason when they are not compared. */
  difference: difference.nullable(),
  refused: z.enum(['tooFew', 'otherScale']).nullable(),
})
export type SurveyGroups = z.output<typeof surveyGroups>

export const askSurveyGroups = route({
  name: 'listening.surveyGroups',
  method: 'get',
  path: '/api/w/{workspace}/surveys/{survey}/groups',
  access: 'measure.read',
  summary:
    'A score by place, language, version, channel, period, segment or what customers did before, and whether two of them differ.',
  params: ofSurvey,
  query: z.strictObject({
    question: objectId.optional(),
    by: z.enum(groupings).default('place'),
    /** The keys of the two groups that are compared. */
    first: z.string().max(200).optional(),
    second: z.string().max(200).optional(),
    /** The period; with `period`, the one that is compared with the other. */
    from: instant.optional(),
    to: instant.optional(),
    otherFrom: instant.optional(),
    otherTo: instant.optional(),
    /** What customers did before they answered, and what of it. */
    event: z.string().max(200).optional(),
    property: z.string().max(200).optional(),
  }),
  answer: surveyGroups,
})

const share = z.strictObject({ hits: count, of: count })

export const surveyRates = z.strictObject({
  /** By way of asking and place. A rate has its whole beside it; null where none exists. */
  ways: z.array(
    z.strictObject({
      channel: z.string(),
      place: z.string(),
      /** Decided for, whether or not a message arrived. */
      eligible: count.nullable(),
      sent: count.nullable(),
      delivered: count.nullable(),
      /** Times that it was shown on a web site. */
      shown: count.nullable(),
      started: count,
      /** Not finished, with an answer to a question that has a score. */
      partial: count,
      completed: count,
      response: share.nullable(),
      responseWithPartials: share.nullable(),
      start: share.nullable(),
      completion: share,
    }),
  ),
  /** Of the version answered now: after which page people stopped. */
  version: z.number().int().nullable(),
  pages: z.array(
    z.strictObject({
      page: z.string(),
      first: labelShape.nullable(),
      /** Who sent the page, and who sent no other after it and did not finish. */
      sent: count,
      stopped: count,
    }),
  ),
  /** Invitations that were not sent, by why. */
  notSent: z.array(z.strictObject({ reason: z.string(), n: count })),
})
export type SurveyRates = z.output<typeof surveyRates>

export const askSurveyRates = route({
  name: 'listening.surveyRates',
  method: 'get',
  path: '/api/w/{workspace}/surveys/{survey}/rates',
  access: 'measure.read',
  summary: 'How many of those asked began, finished and stopped, each rate with what it is a share of.',
  params: ofSurvey,
  query: z.strictObject({ from: instant.optional(), to: instant.optional() }),
  answer: surveyRates,
})
