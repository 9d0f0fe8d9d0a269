import { z } from 'zod'
import { objectId } from '../vocabulary/extensible.ts'
import { labelShape } from '../vocabulary/label.ts'
import { questionKinds } from '../vocabulary/survey/survey-kinds.ts'
import { count, instant, inWorkspace } from './fields.ts'
import { route } from './route.ts'
import { difference, scoreShape } from './survey-figures.ts'

// What was answered to a survey, told apart by the journey that whoever answered had lived until then.

const onMap = inWorkspace.extend({ map: z.string().max(40) })

/** By what of the journey: the way it went, each touchpoint or channel that was met, or how long it took so far. */
export const crossings = ['variant', 'touchpoint', 'channel', 'duration'] as const
export type Crossing = (typeof crossings)[number]

const asked = {
  survey: z.string().max(40),
  question: objectId,
  by: z.enum(crossings).default('variant'),
  from: instant.optional().describe('Of the answers.'),
  to: instant.optional(),
}

export const crossedAnswers = z.strictObject({
  by: z.enum(crossings),
  scale: z.strictObject({ kind: z.enum(questionKinds), min: z.number(), max: z.number() }).nullable(),
  /** Answers whose journey is known, of all that were told as events. One to a touchpoint or a channel is in several groups. */
  told: count,
  all: count,
  groups: z.array(
    z.strictObject({
      key: z.string(),
      /** The touchpoints of a variant in order, or the one, as the map names them. */
      names: z.array(labelShape),
      /** The quarter of durations, in seconds. */
      seconds: z.tuple([z.number(), z.number()]).nullable(),
      n: count,
      score: scoreShape.nullable(),
      hidden: z.boolean(),
    }),
  ),
  difference: difference.nullable(),
  refused: z.enum(['tooFew', 'otherScale']).nullable(),
})
export type CrossedAnswers = z.output<typeof crossedAnswers>

export const crossAnswers = route({
  name: 'measuring.crossAnswers',
  method: 'get',
  path: '/api/w/{workspace}/maps/{map}/crossing',
  access: 'measure.read',
  summary:
    'The score of a survey by what those who answered had lived of a journey until then: its variant, touchpoints, channels or duration.',
  params: onMap,
  query: z.strictObject({
    ...asked,
    first: z.string().max(60).optional().describe('The keys of two groups that are compared.'),
    second: z.string().max(60).optional(),
  }),
  answer: crossedAnswers,
})

export const crossedRow = z.strictObject({
  customer: z.string(),
  answer: z.number(),
  answeredAt: instant,
  /** The journey until then. */
  started: instant,
  activities: z.array(z.string()),
})

export const listCrossed = route({
  name: 'measuring.listCrossed',
  method: 'get',
  path: '/api/w/{workspace}/maps/{map}/crossing/answers',
  access: 'customer.read',
  summary: 'The answers behind one group of a crossing, the latest first, by the very question that counted it.',
  params: onMap,
  query: z.strictObject({
    ...asked,
    key: z.string().max(60),
    cursor: z.string().max(20).optional(),
    limit: z.coerce.number().int().min(1).max(500).default(50),
  }),
  answer: z.strictObject({
    total: count,
    hidden: z.boolean(),
    rows: z.array(crossedRow),
    cursor: z.string().nullable(),
  }),
})
