import { z } from 'zod'
import { plainText } from '../vocabulary/label.ts'
import { surveyKinds } from '../vocabulary/survey/survey-kinds.ts'
import { count, instant, inWorkspace } from './fields.ts'
import { route } from './route.ts'
import { days, eventName, segmentIds, sendingHours } from './survey-inviting.ts'

// What a workspace lets its customers bear, whichever survey asks.

const byKind = z.strictObject(
  Object.fromEntries(surveyKinds.map(kind => [kind, days])) as Record<(typeof surveyKinds)[number], typeof days>,
)

export const contactPressure = z.strictObject({
  sameSurveyDays: byKind,
  sameKindDays: byKind,
  anySurveyDays: days,
  yearlyCap: z.number().int().min(0).max(1000),
  impressions: z.strictObject({ most: z.number().int().min(0).max(1000), inDays: z.number().int().min(1).max(366) }),
  collisionHours: byKind,
  hours: sendingHours,
  excludedSegments: segmentIds,
  openCase: z.strictObject({
    opens: eventName.min(1).nullable(),
    closes: eventName.min(1).nullable(),
    trait: z.strictObject({ name: plainText(100).min(1), values: z.array(plainText(200)).min(1).max(50) }).nullable(),
  }),
})

export const pressureFace = z.strictObject({ pressure: contactPressure, revision: count, pausedAt: instant.nullable() })
export type PressureFace = z.output<typeof pressureFace>

export const getContactPressure = route({
  name: 'listening.getContactPressure',
  method: 'get',
  path: '/api/w/{workspace}/contact-pressure',
  access: 'measure.read',
  summary: 'How often customers may be asked, when messages leave, and who is never asked.',
  params: inWorkspace,
  answer: pressureFace,
})

export const saveContactPressure = route({
  name: 'listening.saveContactPressure',
  method: 'put',
  path: '/api/w/{workspace}/contact-pressure',
  access: 'survey.edit',
  summary: 'Changes how often customers may be asked. It holds for every decision from now on.',
  params: inWorkspace,
  body: z.strictObject({ revision: count, pressure: contactPressure }),
  answer: pressureFace,
})

export const pauseSending = route({
  name: 'listening.pauseSending',
  method: 'post',
  path: '/api/w/{workspace}/contact-pressure/pause',
  access: 'survey.edit',
  summary: 'Holds back everything that would leave to customers, or lets it go on.',
  params: inWorkspace,
  body: z.strictObject({ isPaused: z.boolean() }),
  answer: pressureFace,
})
