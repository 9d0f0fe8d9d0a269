import { z } from 'zod'
import { plainText } from '../vocabulary/label.ts'
import { invitationStates, messageKinds, messageStates, suppressionReasons } from '../vocabulary/survey/invitation.ts'
import { messageTextsShape } from '../vocabulary/survey/message-texts.ts'
import { emailAddress, instant, inWorkspace, locale, pageQuery } from './fields.ts'
import { route } from './route.ts'

// How people are written to: by which server, in whose name, in which words, and what came of each message.

/** `tls` from the first byte; `starttls` before anything is said; `none` in the clear, for a server on the same wire. */
export const mailSecurities = ['tls', 'starttls', 'none'] as const

export const mailServer = z.strictObject({
  host: z
    .string()
    .trim()
    .regex(/^[A-Za-z0-9.:[\]-]{1,253}$/, 'A host name or an address is needed'),
  port: z.number().int().min(1).max(65_535),
  security: z.enum(mailSecurities),
  user: plainText(200).nullable(),
  /** A certificate (PEM) that is trusted besides those of the system. */
  authority: plainText(20_000).nullable(),
  /** Any certificate is believed. */
  unchecked: z.boolean(),
})
export type MailServer = z.output<typeof mailServer>

const oneLine = (maximum: number) => plainText(maximum).regex(/^[^\r\n]*$/, 'It must be one line')

export const mailSettings = z.strictObject({
  fromName: oneLine(120),
  fromAddress: emailAddress.nullable(),
  replyTo: emailAddress.nullable(),
  /** Where word comes back of mail that can't be delivered; where it is sent from, unless said. */
  returnPath: emailAddress.nullable(),
  /** Null for the server of the installation. */
  server: mailServer.nullable(),
  perMinute: z.number().int().min(1).max(100_000),
})
export type MailSettings = z.output<typeof mailSettings>

/** A mailbox that returned mail is read from (IMAP). Mail in it is marked as read, and nothing of it is kept. */
export const mailboxSettings = mailServer.extend({
  folder: z
    .string()
    .trim()
    .regex(/^[\x20-\x7e]{1,100}$/, 'The name of a folder is letters without accents'),
})
export type MailboxSettings = z.output<typeof mailboxSettings>

/** A neutral gateway: it takes SMS as signed JSON, and reports in the same way. */
export const smsSettings = z.strictObject({
  gateway: z
    .url({ protocol: /^https?$/ })
    .max(500)
    .nullable(),
  /** A name of up to eleven letters, or a number. */
  from: oneLine(20),
})
export type SmsSettings = z.output<typeof smsSettings>

/** Something that keeps mail from leaving (`error`) or from arriving well; said in plain words. */
export const sendingFault = z.strictObject({
  code: z.string(),
  weight: z.enum(['error', 'warning', 'note']),
  fr: z.string(),
  en: z.string(),
})
export type SendingFault = z.output<typeof sendingFault>

/** A password that is set is replaced by what is said, kept where nothing is, removed by null. It is never told back. */
const secretChange = plainText(500).nullable().exactOptional()

export const sendingSettings = z.strictObject({
  mail: mailSettings,
  hasPassword: z.boolean(),
  sms: smsSettings,
  hasGatewaySecret: z.boolean(),
  hasVoiceSecret: z.boolean(),
  mailbox: mailboxSettings.nullable(),
  hasMailboxPassword: z.boolean(),
  /** Whoever runs the installation has given it a mail server. */
  hasOwnServer: z.boolean(),
  faults: z.array(sendingFault),
})
export type SendingSettings = z.output<typeof sendingSettings>

export const getSending = route({
  name: 'listening.getSending',
  method: 'get',
  path: '/api/w/{workspace}/sending',
  access: 'workspace.manage',
  summary: 'How the workspace writes to people, and what is missing for it. Passwords are not told.',
  params: inWorkspace,
  answer: sendingSettings,
})

export const saveSending = route({
  name: 'listening.saveSending',
  method: 'put',
  path: '/api/w/{workspace}/sending',
  access: 'workspace.manage',
  summary: 'Sets how the workspace writes to people.',
  params: inWorkspace,
  body: z.strictObject({
    mail: mailSettings,
    password: secretChange,
    sms: smsSettings.exactOptional(),
    gatewaySecret: plainText(200).min(16).nullable().exactOptional(),
    voiceSecret: plainText(200).min(16).nullable().exactOptional(),
    mailbox: mailboxSettings.nullable().exactOptional(),
    mailboxPassword: secretChange,
  }),
  answer: sendingSettings,
})

export const testMail = route({
  name: 'listening.testMail',
  method: 'post',
  path: '/api/w/{workspace}/sending/test',
  access: 'workspace.manage',
  summary: 'Sends one mail to see that it arrives, and tells the words of the server when it does not.',
  params: inWorkspace,
  body: z.strictObject({ to: emailAddress, language: locale }),
  answer: z.strictObject({ code: z.string() }),
})

const ofSurvey = inWorkspace.extend({ survey: z.string().max(40) })

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
export type PreviewedMessage = z.output<typeof previewMessage.answer & z.ZodType>

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

export const suppression = z.strictObject({
  /** Opaque: by it the line is removed. */
  id: z.string(),
  channel: z.enum(['email', 'sms']),
  /** Masked for those who may not read personal data; null where only its hash is left. */
  address: z.string().nullable(),
  reason: z.enum(suppressionReasons),
  since: instant,
})
export type Suppression = z.output<typeof suppression>

export const listSuppressions = route({
  name: 'listening.listSuppressions',
  method: 'get',
  path: '/api/w/{workspace}/suppressions',
  access: 'customer.read',
  summary: 'The addresses that get no more messages about surveys, and why, the latest first.',
  params: inWorkspace,
  query: z.strictObject(pageQuery),
  answer: z.strictObject({
    suppressions: z.array(suppression),
    total: z.number().int(),
    cursor: z.string().nullable(),
  }),
})

export const addSuppressions = route({
  name: 'listening.addSuppressions',
  method: 'post',
  path: '/api/w/{workspace}/suppressions',
  access: 'survey.edit',
  summary:
    'Addresses that get no more, one or a list of them; says which lines are no addresses. Queued mail stops too.',
  params: inWorkspace,
  body: z.strictObject({ lines: z.array(plainText(400)).min(1).max(20_000) }),
  answer: z.strictObject({
    added: z.number().int(),
    known: z.number().int(),
    left: z.array(z.strictObject({ line: z.number().int(), text: z.string() })),
  }),
})

export const removeSuppression = route({
  name: 'listening.removeSuppression',
  method: 'delete',
  path: '/api/w/{workspace}/suppressions/{suppression}',
  access: 'workspace.manage',
  summary: 'Lets an address be written to again: for whoever asked for it.',
  params: inWorkspace.extend({ suppression: z.string().max(80) }),
})

const page = { access: 'public' as const, streams: 'text/html; charset=utf-8' }

export const openUnsubscribeDoor = route({
  ...page,
  name: 'listening.openUnsubscribe',
  method: 'get',
  path: '/u/{token}',
  summary: 'The page with the button by which one gets no more messages about surveys. Looking at it changes nothing.',
})

export const unsubscribeDoor = route({
  ...page,
  name: 'listening.unsubscribe',
  method: 'post',
  path: '/u/{token}',
  summary:
    'No more messages about surveys, at once and without signing in: the button, and the one click of mail programmes.',
})

export const inboundMailDoor = route({
  name: 'listening.takeInboundMail',
  method: 'post',
  path: '/v1/mail/inbound',
  access: 'event.write',
  summary:
    'Takes a mail as it is (message/rfc822) that came back or in: bounces, complaints, unsubscriptions. A secret key is needed.',
  answer: z.strictObject({ understood: z.string(), matched: z.boolean() }),
})

export const inboundSmsDoor = route({
  name: 'listening.takeInboundSms',
  method: 'post',
  path: '/v1/sms/{workspace}',
  access: 'public',
  summary:
    'Takes what a gateway reports: an SMS that came in (`from`, `text`, and `id` where it has one), or what became of one (`ref`, `status`). It is signed.',
})
