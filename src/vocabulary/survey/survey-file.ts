import { z } from 'zod'
import { objectId } from '../extensible.ts'
import { type Survey, surveyShape } from './survey.ts'
import type { SurveyBinding } from './survey-binding.ts'
import { surveyKinds } from './survey-kinds.ts'

/** A survey as a file of ours: all that is asked, and what it is about. It makes the same survey again. */
export const surveyFileShape = z.strictObject({
  format: z.literal('parcours.survey'),
  /** Raised when a reader of the former could not read the next. */
  formatVersion: z.literal(1),
  kind: z.enum(surveyKinds),
  touchpoint: objectId.nullable(),
  map: objectId.nullable(),
  step: objectId.nullable(),
  survey: surveyShape,
})
export type SurveyFile = z.output<typeof surveyFileShape>

export const surveyFile = (kind: SurveyFile['kind'], binding: SurveyBinding, survey: Survey): SurveyFile => ({
  format: 'parcours.survey',
  formatVersion: 1,
  kind,
  ...binding,
  survey,
})
