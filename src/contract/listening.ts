import { z } from 'zod'
import { objectId } from '../vocabulary/extensible.ts'
import { surveyShape } from '../vocabulary/survey/survey.ts'
import { bindingStates } from '../vocabulary/survey/survey-binding.ts'
import { surveyKinds } from '../vocabulary/survey/survey-kinds.ts'
import { comparabilities } from '../vocabulary/survey/survey-versions.ts'
import { count, instant, inWorkspace, locale, ofSurvey } from './fields.ts'
import { route } from './route.ts'

// Surveys: what is asked, and until when.

/** A `draft` was never published; a `live` one takes answers, a `paused` or `closed` one says that it does not. */
export const surveyStates = ['draft', 'live', 'paused', 'closed'] as const
export type SurveyState = (typeof surveyStates)[number]

export const surveyFault = z.strictObject({
  code: z.string(),
  weight: z.enum(['error', 'warning']),
  at: z.string().exactOptional(),
  fr: z.string(),
  en: z.string(),
})

const summary = {
  id: z.string(),
  kind: z.enum(surveyKinds),
  state: z.enum(surveyStates),
  /** The touchpoint that it asks about; null for the whole relationship. */
  touchpoint: z.string().nullable(),
  /** The map and the step that it asks about, where it says one. */
  map: z.string().nullable(),
  step: z.string().nullable(),
  /** Whether all these are still there. */
  binding: z.enum(bindingStates),
  /** The number of the version that is answered now; null before the first. */
  version: z.number().int().nullable(),
  changedAt: instant,
}

export const surveyLine = z.strictObject({
  ...summary,
  title: surveyShape.shape.title,
  /** Responses that hold an answer, and those among them that went to the end. */
  started: count,
  completed: count,
  lastAnswerAt: instant.nullable(),
})
export type SurveyLine = z.output<typeof surveyLine>

export const wholeSurvey = z.strictObject({
  ...summary,
  /** Counts every change of the draft: what is saved says which one it changes. */
  revision: z.number().int(),
  survey: surveyShape,
  /** The draft says something else than the version that is answered. */
  isChanged: z.boolean(),
  faults: z.array(surveyFault),
  /** The longest that it takes, in seconds, and what one of its kind should. */
  seconds: count,
  budgetSeconds: count,
})
export type WholeSurvey = z.output<typeof wholeSurvey>

export const listSurveys = route({
  name: 'listening.listSurveys',
  method: 'get',
  path: '/api/w/{workspace}/surveys',
  access: 'measure.read',
  summary: 'Lists the surveys of the workspace, the last changed first, with how many answered each.',
  params: inWorkspace,
  answer: z.strictObject({ surveys: z.array(surveyLine) }),
})

export const createSurvey = route({
  name: 'listening.createSurvey',
  method: 'post',
  path: '/api/w/{workspace}/surveys',
  access: 'survey.edit',
  summary: 'Makes a survey from a template, or with one empty question.',
  params: inWorkspace,
  body: z.strictObject({ template: z.string().max(40).nullable() }),
  answer: wholeSurvey,
  status: 201,
})

export const getSurvey = route({
  name: 'listening.getSurvey',
  method: 'get',
  path: '/api/w/{workspace}/surveys/{survey}',
  access: 'measure.read',
  summary: 'One survey as it is being written, with all that is to be mended before it is published.',
  params: ofSurvey,
  answer: wholeSurvey,
})

export const saveSurvey = route({
  name: 'listening.saveSurvey',
  method: 'put',
  path: '/api/w/{workspace}/surveys/{survey}',
  access: 'survey.edit',
  summary: 'Saves the draft of a survey. Answers go on to the version that was published before.',
  params: ofSurvey,
  body: z.strictObject({
    revision: z.number().int(),
    survey: surveyShape,
    kind: z.enum(surveyKinds),
    touchpoint: objectId.nullable(),
    map: objectId.nullable().exactOptional(),
    step: objectId.nullable().exactOptional(),
  }),
  answer: wholeSurvey,
})

export const publishSurvey = route({
  name: 'listening.publishSurvey',
  method: 'post',
  path: '/api/w/{workspace}/surveys/{survey}/publish',
  access: 'survey.edit',
  summary: 'Makes the draft a version that never changes, which is answered from now on.',
  params: ofSurvey,
  body: z.strictObject({
    revision: z.number().int(),
    /** Of questions that were changed, whether their answers count on; proposed from the changes where it is not said. */
    comparable: z.record(objectId, z.enum(comparabilities)).exactOptional(),
  }),
  answer: wholeSurvey,
})

export const previewPage = route({
  name: 'listening.previewPage',
  method: 'post',
  path: '/api/w/{workspace}/surveys/preview',
  access: 'measure.read',
  summary: 'One page of a survey exactly as it would be answered. Nothing is kept.',
  params: inWorkspace,
  body: z.strictObject({ survey: surveyShape, page: objectId.nullable(), language: locale }),
  streams: 'text/html; charset=utf-8',
})

export const setSurveyState = route({
  name: 'listening.setSurveyState',
  method: 'post',
  path: '/api/w/{workspace}/surveys/{survey}/state',
  access: 'survey.edit',
  summary: 'Pauses a survey, takes it up again, or closes it. Answers already given stay.',
  params: ofSurvey,
  body: z.strictObject({ state: z.enum(['live', 'paused', 'closed']) }),
  answer: wholeSurvey,
})
