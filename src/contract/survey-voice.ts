import { z } from 'zod'
import { labelShape, plainText } from '../vocabulary/label.ts'
import { recordings } from '../vocabulary/survey/voice-dialogue.ts'
import { locale, ofSurvey } from './fields.ts'
import { route } from './route.ts'

// Surveys asked on the telephone: how a survey speaks, and the two addresses that any line of telephony calls.

export const voiceSettings = z.strictObject({
  isOn: z.boolean(),
  recording: z.enum(recordings),
  /** Said first; the title of the survey unless there is one. */
  welcome: labelShape.nullable(),
})
export type VoiceSettings = z.output<typeof voiceSettings>

export const surveyVoice = z.strictObject({
  settings: voiceSettings,
  /** Both sides have a secret to sign with. */
  hasSecret: z.boolean(),
  started: z.number().int(),
  completed: z.number().int(),
})
export type SurveyVoice = z.output<typeof surveyVoice>

export const getSurveyVoice = route({
  name: 'listening.getSurveyVoice',
  method: 'get',
  path: '/api/w/{workspace}/surveys/{survey}/voice',
  access: 'measure.read',
  summary: 'How a survey is asked on the telephone, and how many answered so.',
  params: ofSurvey,
  answer: surveyVoice,
})

export const saveSurveyVoice = route({
  name: 'listening.saveSurveyVoice',
  method: 'put',
  path: '/api/w/{workspace}/surveys/{survey}/voice',
  access: 'survey.edit',
  summary: 'Sets how a survey is asked on the telephone, or that it is not.',
  params: ofSurvey,
  body: voiceSettings,
  answer: surveyVoice,
})

const call = z.string().min(1).max(200)

/** What a line tells: which call, and what was heard since it was last told what to say. */
export const nextOfCallBody = z.object({
  call,
  /** With the first one. */
  survey: z.string().max(40).optional(),
  language: locale.optional(),
  /** An identifier of the caller, where the line knows it: their number, their mail, their id. */
  customer: z.string().max(320).optional(),
  /** Nothing of a test is counted. */
  test: z.boolean().optional(),
  /** As it was told with what was said: the same turn told twice is taken once. */
  turn: z.number().int().min(0).optional(),
  heard: z
    .object({
      digits: z.string().max(40).optional(),
      words: plainText(5000).optional(),
      recorded: z.boolean().optional(),
    })
    .optional(),
})

const expected = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('digits'),
    most: z.number().int(),
    finishOn: z.literal('#'),
    firstMs: z.number().int(),
    betweenMs: z.number().int(),
  }),
  z.strictObject({
    kind: z.literal('record'),
    question: z.string(),
    finishOn: z.literal('#'),
    mostSeconds: z.number().int(),
    silenceMs: z.number().int(),
  }),
])

/** Doors take their time of signature from the header, and say no more to whoever cannot sign. */
const door = { method: 'post' as const, access: 'public' as const }

export const nextOfCallDoor = route({
  ...door,
  name: 'listening.nextOfCall',
  path: '/v1/voice/{workspace}/next',
  summary: 'What to say next on a call and what to wait for, from what was heard. It is signed.',
  answer: z.strictObject({
    turn: z.number().int(),
    language: locale,
    say: z.array(z.string()),
    /** Null: hang up once it was said. */
    expect: expected.nullable(),
  }),
})

export const statusOfCallBody = z.union([
  z.object({ call, status: z.enum(['ended', 'failed']) }),
  z.object({ call, question: z.string().max(80), words: plainText(5000) }),
])

export const statusOfCallDoor = route({
  ...door,
  name: 'listening.statusOfCall',
  path: '/v1/voice/{workspace}/status',
  summary: 'A call ended, or what was recorded in it was written down. It is signed.',
  answer: z.strictObject({ understood: z.enum(['ended', 'words', 'nothing']) }),
})
