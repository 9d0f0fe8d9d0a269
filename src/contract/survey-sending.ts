import { z } from 'zod'
import { plainText } from '../vocabulary/label.ts'
import { emailAddress, inWorkspace, locale } from './fields.ts'
import { route } from './route.ts'

// How people are written to: by which server, and in whose name.

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
