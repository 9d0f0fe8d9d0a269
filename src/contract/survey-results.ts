import { z } from 'zod'
import { objectId } from '../vocabulary/extensible.ts'
import { surveyShape } from '../vocabulary/survey/survey.ts'
import { questionKinds } from '../vocabulary/survey/survey-kinds.ts'
import { count, instant, locale, ofSurvey, pageQuery } from './fields.ts'
import { route } from './route.ts'

// What was answered.

const score = z.strictObject({
  value: z.number(),
  low: z.number(),
  high: z.number(),
  n: count,
  mean: z.number(),
})

export const questionResult = z.strictObject({
  question: z.string(),
  kind: z.enum(questionKinds),
  text: surveyShape.shape.title,
  /** How many answered it. */
  n: count,
  /** How many it was shown to: who was not asked passed nothing over. Null of answers from before that was noted. */
  asked: count.nullable(),
  /** By answer: a number of the scale, or the id of a choice, with its words. A matrix: `row/choice`. */
  answers: z.array(z.strictObject({ answer: z.string(), label: surveyShape.shape.title.nullable(), n: count })),
  /** NPS, CSAT or CES with its 95 % interval; null for other kinds, and of no answer. */
  score: score.nullable(),
  /** Why the score is not put forward, or told with its doubt. */
  doubt: z.enum(['none', 'few', 'tooFew']),
})
export type QuestionResult = z.output<typeof questionResult>

export const surveyResults = route({
  name: 'listening.surveyResults',
  method: 'get',
  path: '/api/w/{workspace}/surveys/{survey}/results',
  access: 'measure.read',
  summary: 'What was answered, question by question, to one version of a survey.',
  params: ofSurvey,
  query: z.strictObject({
    version: z.coerce.number().int().min(1).optional(),
    from: instant.optional(),
    to: instant.optional(),
    place: z.string().max(40).optional(),
  }),
  answer: z.strictObject({
    versions: z.array(z.strictObject({ number: z.number().int(), publishedAt: instant })),
    version: z.number().int().nullable(),
    started: count,
    completed: count,
    questions: z.array(questionResult),
    /** An anonymous survey tells nothing of so few, nor of a part that leaves so few. */
    withheld: z.boolean(),
  }),
})

export const surveyComments = route({
  name: 'listening.surveyComments',
  method: 'get',
  path: '/api/w/{workspace}/surveys/{survey}/comments',
  access: 'customer.read',
  summary: 'What people wrote, the latest first, page by page.',
  params: ofSurvey,
  query: z.strictObject({
    ...pageQuery,
    question: objectId.optional(),
    place: z.string().max(40).optional(),
    /** Of those who gave such a score, on the scale of the first question that has one. */
    scoreFrom: z.coerce.number().optional(),
    scoreTo: z.coerce.number().optional(),
    /** Looked for in the words, whatever their accents. A page may then hold few, and lead on to others. */
    search: z.string().max(80).optional(),
  }),
  answer: z.strictObject({
    comments: z.array(
      z.strictObject({
        response: z.string(),
        question: z.string(),
        text: z.string(),
        language: locale,
        place: z.string(),
        /** The answer to the first question of a score in the same response. */
        score: z.number().nullable(),
        at: instant,
      }),
    ),
    cursor: z.string().nullable(),
    /** An anonymous survey tells nothing of so few. */
    withheld: z.boolean(),
  }),
})

export const deleteResponse = route({
  name: 'listening.deleteResponse',
  method: 'delete',
  path: '/api/w/{workspace}/surveys/{survey}/responses/{response}',
  access: 'survey.edit',
  summary: 'Deletes one response with all it holds, for whoever asks that theirs be forgotten.',
  params: ofSurvey.extend({ response: z.string().max(40) }),
})
