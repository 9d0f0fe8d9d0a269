import { z } from 'zod'
import { labelShape } from '../vocabulary/label.ts'
import { surveyKinds } from '../vocabulary/survey/survey-kinds.ts'
import { count, inWorkspace, locale } from './fields.ts'
import { wholeSurvey } from './listening.ts'
import { route } from './route.ts'

// Surveys as files: our own, without loss, and those of SurveyJS, with all that is left or read otherwise told.

export const largestSurveyFileBytes = 4 * 1024 * 1024

/** An `error` keeps anything from being written; a `warning` says what is read otherwise than written, or not at all. */
export const surveyRemark = z.strictObject({
  weight: z.enum(['error', 'warning']),
  /** The name that the file gives to the question, page or setting; null for the whole. */
  at: z.string().nullable(),
  value: z.string().nullable(),
  fr: z.string(),
  en: z.string(),
})
export type SurveyRemark = z.output<typeof surveyRemark>

export const surveyFileReport = z.strictObject({
  /** Null where the file is neither. */
  format: z.enum(['surveyjs', 'parcours']).nullable(),
  title: labelShape.nullable(),
  kind: z.enum(surveyKinds).nullable(),
  /** The languages that the survey will have. */
  languages: z.array(locale),
  pages: count,
  questions: count,
  conditions: count,
  endings: count,
  remarks: z.array(surveyRemark),
  /** The survey that was made; null for a dry run, and where the file has an error. */
  survey: wholeSurvey.nullable(),
})
export type SurveyFileReport = z.output<typeof surveyFileReport>

export const importSurveyFile = route({
  name: 'listening.importSurveyFile',
  method: 'post',
  path: '/api/w/{workspace}/surveys/import-file',
  access: 'survey.edit',
  summary:
    'Makes a draft from a file: a survey of Parcours, or a SurveyJS definition. A dry run tells everything that would be left or read otherwise; a file with an error is refused whole.',
  params: inWorkspace,
  query: z.strictObject({
    dryRun: z.enum(['true', 'false']).default('false'),
    /** The language of words that do not say theirs. Guessed when it is left out. */
    language: locale.exactOptional(),
  }),
  takesFile: true,
  answer: surveyFileReport,
})

export const exportSurveyFile = route({
  name: 'listening.exportSurveyFile',
  method: 'get',
  path: '/api/w/{workspace}/surveys/{survey}/file',
  access: 'measure.read',
  summary: 'Gives a survey as a file of JSON that makes the same survey again, here or elsewhere.',
  params: inWorkspace.extend({ survey: z.string().max(40) }),
  query: z.strictObject({ version: z.coerce.number().int().min(1).exactOptional() }),
  streams: 'application/json',
})
