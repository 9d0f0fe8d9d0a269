import { z } from 'zod'
import { plainText } from '../vocabulary/label.ts'
import { invitationStates, messageKinds, messageStates } from '../vocabulary/survey/invitation.ts'
import { messageTextsShape } from '../vocabulary/survey/message-texts.ts'
import { instant, locale, ofSurvey, pageQuery } from './fields.ts'
import { route } from './route.ts'
import { sendingFault } from './survey-sending.ts'

// In which words people are written to, and what came of each message.

export const surveyMessageTexts = z.strictObject({
  texts: messageTextsShape,
  languages: z.array(locale),
  /** Its first question can be asked in an SMS: it is a score. */
  asksBySms: z.boolean(),
  /** What keeps messages from leaving by the channels that the survey chooses. */
  faults: z.array(sendingFault),
})
export type SurveyMessageTexts = z.output<typeof surveyMessageTexts>

export const getMessageTexts = route({
  name: 'listening.getMessageTexts',
  method: 'get',
  path: '/api/w/{workspace}/surveys/{survey}/texts',
  access: 'measure.read',
  summary: 'What is written to people who are asked; empty where nothing was, and words of ours are sent.',
  params: ofSurvey,
  answer: surveyMessageTexts,
})

export const saveMessageTexts = route({
  name: 'listening.saveMessageTexts',
  method: 'put',
  path: '/api/w/{workspace}/surveys/{survey}/texts',
  access: 'survey.edit',
  summary: 'Sets what is written to people who are asked. What is queued leaves in these words.',
  params: ofSurvey,
  body: z.strictObject({ texts: messageTextsShape }),
  answer: surveyMessageTexts,
})

export const previewMessage = route({
  name: 'listening.previewMessage',
  method: 'post',
  path: '/api/w/{workspace}/surveys/{survey}/texts/preview',
  access: 'measure.read',
  summary: 'A message as it would leave, for nobody in particular. Its links lead nowhere.',
  params: ofSurvey,
  body: z.strictObject({
    texts: messageTextsShape,
    kind: z.enum(messageKinds),
    language: locale,
    firstName: plainText(60).nullable(),
  }),
  answer: z.strictObject({ subject: z.string(), html: z.string(), text: z.string(), sms: z.string() }),
})

export const testMessage = route({
  name: 'listening.testMessage',
  method: 'post',
  path: '/api/w/{workspace}/surveys/{survey}/texts/test',
  access: 'survey.edit',
  summary: 'Sends the mail of a survey to the member who asks, at the address they sign in with.',
  params: ofSurvey,
  body: z.strictObject({ kind: z.enum(messageKinds), language: locale }),
  answer: z.strictObject({ code: z.string() }),
})

export const surveyMessage = z.strictObject({
  id: z.string(),
  invitation: z.string(),
  /** The customer, for those who may read customers. */
  customer: z.string().nullable(),
  kind: z.enum(messageKinds),
  channel: z.string(),
  state: z.enum(messageStates),
  /** What became of the invitation. */
  asked: z.enum(invitationStates),
  /** A code: of the carrier (`550 5.1.1`), or of ours (`noAddress`, `suppressed`). */
  said: z.string().nullable(),
  attempts: z.number().int(),
  sendAfter: instant,
  takenAt: instant.nullable(),
  endedAt: instant.nullable(),
})
export type SurveyMessage = z.output<typeof surveyMessage>

export const listMessages = route({
  name: 'listening.listMessages',
  method: 'get',
  path: '/api/w/{workspace}/surveys/{survey}/messages',
  access: 'customer.read',
  summary: 'What was sent for a survey or waits to be, the latest first, with what the carrier said of it.',
  params: ofSurvey,
  query: z.strictObject({ ...pageQuery, state: z.enum(messageStates).optional() }),
  answer: z.strictObject({
    messages: z.array(surveyMessage),
    counts: z.record(z.string(), z.number().int()),
    cursor: z.string().nullable(),
  }),
})

export const retryMessage = route({
  name: 'listening.retryMessage',
  method: 'post',
  path: '/api/w/{workspace}/surveys/{survey}/messages/{message}/retry',
  access: 'survey.edit',
  summary: 'Queues a message again that failed, or of which nobody knows whether it left.',
  params: ofSurvey.extend({ message: z.string().max(40) }),
})
