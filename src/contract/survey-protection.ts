import { z } from 'zod'
import { instant, ofSurvey } from './fields.ts'
import { route } from './route.ts'

// How hard it is to answer a survey more than once, or by a programme.

/**
 * 0: anybody, as often as they like, and nothing is watched. 1: doubtful answers are marked. 2: besides, the browser works
 * a moment for each response. 3: personal addresses only. 4: and a code that is sent to the customer's e-mail address.
 */
export const protectionLevels = [0, 1, 2, 3, 4] as const
/** Why a response is doubtful. */
export const responseMarks = ['fast', 'trap', 'straight', 'repeated', 'device', 'locale', 'unproven'] as const
export type ResponseMark = (typeof responseMarks)[number]

const level = z.literal([0, 1, 2, 3, 4])

export const surveyProtection = z.strictObject({
  level,
  /** Until then a proof is asked for, as far more answers came than usual; null where all is as usual. */
  raisedUntil: instant.nullable(),
  /** How many finished responses are marked, by mark. */
  marked: z.array(z.strictObject({ mark: z.string(), n: z.number().int() })),
  /** The marks that keep a response out of results, as somebody chose, and how many finished ones that are. */
  leftOut: z.array(z.string()),
  amountLeftOut: z.number().int(),
})
export type SurveyProtection = z.output<typeof surveyProtection>

export const getProtection = route({
  name: 'listening.getProtection',
  method: 'get',
  path: '/api/w/{workspace}/surveys/{survey}/protection',
  access: 'measure.read',
  summary: 'How a survey is protected against answers by programmes, and which responses are doubtful.',
  params: ofSurvey,
  answer: surveyProtection,
})

export const setProtection = route({
  name: 'listening.setProtection',
  method: 'put',
  path: '/api/w/{workspace}/surveys/{survey}/protection',
  access: 'survey.edit',
  summary: 'Sets how a survey is protected. Responses that were begun before can be finished.',
  params: ofSurvey,
  body: z.strictObject({ level }),
  answer: surveyProtection,
})

export const leaveOutMarked = route({
  name: 'listening.leaveOutMarked',
  method: 'put',
  path: '/api/w/{workspace}/surveys/{survey}/protection/left-out',
  access: 'survey.edit',
  summary:
    'Chooses which marks keep a response out of results, lists and files. Nothing is deleted; the choice is in the audit log.',
  params: ofSurvey,
  body: z.strictObject({ marks: z.array(z.enum(responseMarks)).max(20) }),
  answer: surveyProtection,
})

export const sendSurveyCodeDoor = route({
  access: 'public',
  streams: 'text/html; charset=utf-8',
  name: 'listening.sendSurveyCode',
  method: 'post',
  path: '/s/{token}/code',
  summary:
    'Sends a code to the e-mail address of an invitation, or takes the digits of one, where a survey asks for that.',
})
