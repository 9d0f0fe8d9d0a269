import { z } from 'zod'
import { objectId } from '../vocabulary/extensible.ts'
import { plainText } from '../vocabulary/label.ts'
import { answerShape } from '../vocabulary/survey/survey.ts'
import { count, instant, inWorkspace, locale } from './fields.ts'
import { route } from './route.ts'

// Answers that were given elsewhere: on paper, to an adviser, in the tool used before.

const recordedResponse = z.strictObject({
  /** Whoever records says which one it is: recorded twice, it is one. */
  id: z.string().min(1).max(100),
  answeredAt: instant,
  language: locale.default('fr'),
  /** An id or any identifier of the customer; left out where it names nobody, or where the survey is anonymous. */
  customer: z.string().min(1).max(300).exactOptional(),
  /** One of the survey’s places, by its name. */
  place: plainText(120).exactOptional(),
  answers: z.record(objectId, answerShape),
})
export type RecordedResponse = z.output<typeof recordedResponse>

export const recordResponses = route({
  name: 'listening.recordResponses',
  method: 'post',
  path: '/api/w/{workspace}/surveys/{survey}/responses',
  access: 'survey.edit',
  summary:
    'Keeps whole responses that were given elsewhere, with their own dates: on paper, by telephone, in another tool. Judged as those of a page are; one that does not fit is told, and the others are kept.',
  params: inWorkspace.extend({ survey: z.string().max(40) }),
  body: z.strictObject({
    responses: z.array(recordedResponse).min(1).max(500),
    /** Their scores came in as events already: they are not told once more. */
    isToldAlready: z.boolean().default(false),
  }),
  answer: z.strictObject({
    taken: count,
    /** Recorded before. */
    known: count,
    refused: z.array(
      z.strictObject({
        id: z.string(),
        /** What is wrong; of one question where it says which. */
        faults: z.array(z.strictObject({ question: z.string().nullable(), fr: z.string(), en: z.string() })),
      }),
    ),
  }),
})
