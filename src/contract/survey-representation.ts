import { z } from 'zod'
import { objectId } from '../vocabulary/extensible.ts'
import { count, inWorkspace, share } from './fields.ts'
import { route } from './route.ts'
import { scoredQuestions, scoreShape } from './survey-figures.ts'

/** By what those who answered are held against those who were asked. */
export const comparedBy = ['channel', 'segment'] as const
export type ComparedBy = (typeof comparedBy)[number]

const surveyRepresentation = z.strictObject({
  questions: scoredQuestions,
  question: z.string().nullable(),
  by: z.enum(comparedBy),
  /** Why nothing can be said: answers that lead to no invitation, or nobody was sent one. */
  refused: z.enum(['anonymous', 'nobodyAsked']).nullable(),
  /** Who was sent an invitation, and who of them answered the question. */
  asked: count,
  answered: count,
  groups: z.array(
    z.strictObject({
      key: z.string(),
      name: z.string().nullable(),
      asked: count,
      answered: count,
      shareOfAsked: share,
      shareOfAnswers: share,
      /** Answered, of those asked, less the same of all others; null where it cannot be told. */
      difference: z
        .strictObject({ value: z.number(), low: z.number(), high: z.number(), means: z.boolean() })
        .nullable(),
      hidden: z.boolean(),
    }),
  ),
  /** The score as it is, and as if each group had answered as often. */
  plain: scoreShape.nullable(),
  weighted: z.strictObject({ score: scoreShape, effective: z.number(), designEffect: z.number() }).nullable(),
  /** Why there is no weighted score: a group has too few answers, or no segment was chosen to weigh by. */
  notWeighted: z.enum(['thin', 'choose']).nullable(),
  /** What a plan of the next wave begins with. */
  plan: z
    .strictObject({
      variance: z.number(),
      /** Of its own answers; else what is usual. */
      isOwn: z.boolean(),
      responseRate: share.nullable(),
      population: count.nullable(),
    })
    .nullable(),
})
export type SurveyRepresentation = z.output<typeof surveyRepresentation>

export const askRepresentation = route({
  name: 'listening.surveyRepresentation',
  method: 'get',
  path: '/api/w/{workspace}/surveys/{survey}/representation',
  access: 'measure.read',
  summary:
    'Whether those who answered are like those who were asked, the score weighted for it with what that costs, and how many answers a margin takes.',
  params: inWorkspace.extend({ survey: z.string().max(40) }),
  query: z.strictObject({
    question: objectId.optional(),
    by: z.enum(comparedBy).default('channel'),
    segment: z.string().max(40).optional().describe('By segment: the one that answers are weighed by, in it or not.'),
  }),
  answer: surveyRepresentation,
})
