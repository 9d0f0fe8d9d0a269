import { z } from 'zod'
import { conditionShape } from '../vocabulary/binding.ts'
import { day } from '../vocabulary/extensible.ts'
import { plainText } from '../vocabulary/label.ts'
import { traitTests } from '../vocabulary/segment.ts'
import { invitationChannels } from '../vocabulary/survey/invitation.ts'
import { mostReminders } from '../vocabulary/survey/sending-rules.ts'
import { count, instant, inWorkspace, ofSurvey } from './fields.ts'
import { route } from './route.ts'

// Who is asked, and when: the rules of a survey, its lists and its waves.

export const days = z.number().int().min(0).max(1000)

const minutes = z
  .number()
  .int()
  .min(0)
  .max(366 * 24 * 60)

export const sendingHours = z
  .strictObject({
    from: z.number().int().min(0).max(23),
    to: z.number().int().min(1).max(24),
    weekdays: z.array(z.number().int().min(0).max(6)).max(7),
    holidays: z.enum(['france', 'none']),
    daysOff: z.array(day).max(200),
  })
  .refine(({ from, to }) => from < to, 'The last hour is after the first')

export const eventName = plainText(200)

const awaited = { event: eventName, when: conditionShape.nullable() }

export const trigger = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('list') }),
  z.strictObject({
    kind: z.literal('event'),
    ...awaited,
    delayMinutes: minutes,
    latestHours: z
      .number()
      .int()
      .min(1)
      .max(366 * 24),
  }),
  z.strictObject({
    kind: z.literal('absence'),
    ...awaited,
    waitMinutes: minutes.min(1),
    latestHours: z
      .number()
      .int()
      .min(1)
      .max(366 * 24),
    unless: z.strictObject(awaited),
  }),
  z.strictObject({
    kind: z.literal('wave'),
    startsOn: z.union([day, z.literal('')]),
    everyDays: z.number().int().min(1).max(1000).nullable(),
    spreadDays: z.number().int().min(1).max(366),
  }),
])

export const segmentIds = z.array(z.string().max(40)).max(20)

export const sendingRules = z.strictObject({
  trigger,
  channels: z.array(z.enum(invitationChannels)).max(4),
  audience: z.strictObject({
    segments: segmentIds,
    exceptSegments: segmentIds,
    traits: z
      .array(
        z.strictObject({
          kind: z.literal('trait'),
          trait: plainText(100).min(1),
          is: z.enum(traitTests),
          values: z.array(plainText(200)).max(100),
        }),
      )
      .max(10),
  }),
  sampleRate: z.number().min(0).max(1),
  period: z.strictObject({ from: day.nullable(), to: day.nullable() }),
  totalLimit: z.number().int().min(1).max(1_000_000_000).nullable(),
  priority: z.number().int().min(1).max(100),
  sameSurveyDays: days.nullable(),
  sameKindDays: days.nullable(),
  waitsWhenTooSoon: z.boolean(),
  isRemeasure: z.boolean(),
  hours: sendingHours.nullable(),
  expiresDays: z.number().int().min(1).max(366),
  reminders: z.strictObject({
    most: z.number().int().min(0).max(mostReminders),
    everyDays: z.number().int().min(1).max(60),
  }),
})

const bothSentences = z.strictObject({ fr: z.string(), en: z.string() })

export const sendingFace = z.strictObject({
  rules: sendingRules,
  revision: count,
  /** Since when its rules ask; null while they do not. */
  since: instant.nullable(),
  /** What keeps the rules from being switched on. */
  flaw: bothSentences.nullable(),
  /** The days of the workspace for this kind, which hold where the rules say null. */
  usual: z.strictObject({ sameSurveyDays: days, sameKindDays: days, hours: sendingHours }),
  isPaused: z.boolean(),
  /** How many wait for their moment. */
  waiting: count,
  /** The waves and lists, the last first. */
  waves: z.array(
    z.strictObject({
      id: z.string(),
      kind: z.enum(['wave', 'list']),
      startedAt: instant,
      endedAt: instant.nullable(),
      stoppedAt: instant.nullable(),
      decided: count,
      asked: count,
    }),
  ),
})
export type SendingFace = z.output<typeof sendingFace>

export const getSendingRules = route({
  name: 'listening.getSendingRules',
  method: 'get',
  path: '/api/w/{workspace}/surveys/{survey}/sending-rules',
  access: 'measure.read',
  summary: 'By which rules a survey asks: what makes it ask, whom, by which ways, how often.',
  params: ofSurvey,
  answer: sendingFace,
})

export const saveSendingRules = route({
  name: 'listening.saveSendingRules',
  method: 'put',
  path: '/api/w/{workspace}/surveys/{survey}/sending-rules',
  access: 'survey.edit',
  summary: 'Changes the rules by which a survey asks. They hold for every decision from now on.',
  params: ofSurvey,
  body: z.strictObject({ revision: count, rules: sendingRules }),
  answer: sendingFace,
})

export const switchSending = route({
  name: 'listening.switchSending',
  method: 'post',
  path: '/api/w/{workspace}/surveys/{survey}/sending-rules/switch',
  access: 'survey.edit',
  summary: 'Lets the rules of a survey ask, or stops them. Events of before ask nobody.',
  params: ofSurvey,
  body: z.strictObject({ isOn: z.boolean() }),
  answer: sendingFace,
})

export const inviteList = route({
  name: 'listening.inviteList',
  method: 'post',
  path: '/api/w/{workspace}/surveys/{survey}/invite',
  access: 'survey.edit',
  summary: 'Asks the customers of a list or a segment, by all the rules; or says who would be asked.',
  params: ofSurvey,
  body: z.strictObject({
    /** Ids of customers, or any identifier by which they are known. */
    customers: z.array(plainText(320)).max(50_000).exactOptional(),
    segment: z.string().max(40).exactOptional(),
    dryRun: z.boolean().default(false),
  }),
  answer: z.strictObject({
    /** Under which the decisions stand in the ledger; null for a dry run. */
    wave: z.string().nullable(),
    found: count,
    /** Lines that name nobody, by their number from 1. */
    unknown: z.array(z.strictObject({ line: count, value: z.string() })),
    states: z.record(z.string(), count).nullable(),
    reasons: z.record(z.string(), count).nullable(),
  }),
  status: 202,
})

export const stopWave = route({
  name: 'listening.stopWave',
  method: 'post',
  path: '/api/w/{workspace}/surveys/{survey}/waves/{wave}/stop',
  access: 'survey.edit',
  summary: 'Stops a wave or a list: nobody further is decided on, and who waits is not asked.',
  params: ofSurvey.extend({ wave: z.string().max(40) }),
  answer: sendingFace,
})

export const knownEventNames = route({
  name: 'listening.knownEventNames',
  method: 'get',
  path: '/api/w/{workspace}/survey-events',
  access: 'measure.read',
  summary: 'The events by which a survey can be made to ask, with how many came in the last 90 days.',
  params: inWorkspace,
  answer: z.strictObject({ events: z.array(z.strictObject({ name: z.string(), amount: count })) }),
})
