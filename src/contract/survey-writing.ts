import { z } from 'zod'
import { surveyShape } from '../vocabulary/survey/survey.ts'
import { comparabilities } from '../vocabulary/survey/survey-versions.ts'
import { instant, ofSurvey } from './fields.ts'
import { route } from './route.ts'

// What writers of a survey see beside its draft: how full its quotas are, and what its versions were.

export const getQuotas = route({
  name: 'listening.getQuotas',
  method: 'get',
  path: '/api/w/{workspace}/surveys/{survey}/quotas',
  access: 'measure.read',
  summary: 'How many finished responses each quota of a survey holds, over all its versions, and how many it ended.',
  params: ofSurvey,
  answer: z.strictObject({
    quotas: z.array(z.strictObject({ quota: z.string(), taken: z.int().min(0), ended: z.int().min(0) })),
  }),
})

export const surveyVersion = z.strictObject({
  number: z.int(),
  publishedAt: instant,
  /** How each question stands to the version before; empty for the first. */
  comparable: z.record(z.string(), z.enum(comparabilities)),
  /** What it says otherwise than the version before, a sentence each. */
  changes: z.array(z.strictObject({ at: z.string().nullable(), fr: z.string(), en: z.string() })),
  survey: surveyShape,
})
export type SurveyVersion = z.output<typeof surveyVersion>

export const listSurveyVersions = route({
  name: 'listening.listSurveyVersions',
  method: 'get',
  path: '/api/w/{workspace}/surveys/{survey}/versions',
  access: 'measure.read',
  summary: 'Every version of a survey as it is and was answered, the latest first, with what each changed.',
  params: ofSurvey,
  answer: z.strictObject({ versions: z.array(surveyVersion) }),
})
