import { z } from 'zod'
import { instant, ofSurvey } from './fields.ts'
import { route } from './route.ts'

// What is kept of the answers to a survey, for how long, and whose they are.

/**
 * `identified` answers may be those of a known customer, who is told to those who may read customers; `pseudonymous` ones
 * are crossed with what customers did and never told with who they are; `anonymous` ones are of nobody, and of a day.
 */
export const anonymities = ['identified', 'pseudonymous', 'anonymous'] as const
export type Anonymity = (typeof anonymities)[number]

const months = z.number().int().min(1).max(120)
const settings = {
  anonymity: z.enum(anonymities),
  /** After so many months nobody knows any more who answered. */
  identityMonths: months,
  /** After so many, what they wrote is gone; what they chose stays. */
  wordsMonths: months,
}

export const surveyKeeping = z.strictObject({
  ...settings,
  /** What was forgotten so far, and when last. */
  cuts: z.array(
    z.strictObject({ part: z.enum(['identity', 'words']), at: instant, responses: z.number().int().min(0) }),
  ),
})
export type SurveyKeeping = z.output<typeof surveyKeeping>

export const getKeeping = route({
  name: 'listening.getKeeping',
  method: 'get',
  path: '/api/w/{workspace}/surveys/{survey}/keeping',
  access: 'measure.read',
  summary: 'What is kept of the answers to a survey and for how long, and what was forgotten already.',
  params: ofSurvey,
  answer: surveyKeeping,
})

export const setKeeping = route({
  name: 'listening.setKeeping',
  method: 'put',
  path: '/api/w/{workspace}/surveys/{survey}/keeping',
  access: 'survey.edit',
  summary: 'Sets what is kept and for how long. A shorter time cuts what is older; nothing that was cut comes back.',
  params: ofSurvey,
  body: z.strictObject(settings),
  answer: surveyKeeping,
})
