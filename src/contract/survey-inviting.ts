import { z } from 'zod'
import { conditionShape } from '../vocabulary/binding.ts'
import { day } from '../vocabulary/extensible.ts'
import { plainText } from '../vocabulary/label.ts'
import { traitTests } from '../vocabulary/segment.ts'
import { invitationChannels, invitationStates, notSentReasons } from '../vocabulary/survey/invitation.ts'
import { mostReminders } from '../vocabulary/survey/sending-rules.ts'
import { surveyKinds } from '../vocabulary/survey/survey-kinds.ts'
import { instant, inWorkspace, pageQuery } from './fields.ts'
import { route } from './route.ts'

// Who is asked, when and why not: the rules of a survey, what a workspace lets its customers bear, and the ledger.

const count = z.number().int().min(0)
const ofSurvey = inWorkspace.extend({ survey: z.string().max(40) })
const days = z.number().int().min(0).max(1000)
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

const eventName = plainText(200)
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

const segmentIds = z.array(z.string().max(40)).max(20)

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

export const dryRunFace = z.strictObject({
  state: z.enum(['waiting', 'running', 'ended', 'stopped', 'failed']),
  /** 0 to 1. */
  progress: z.number(),
  askedAt: instant,
  result: z
    .strictObject({
      /** Days that were looked at; 0 where everybody was decided on as of now. */
      days: count,
      decided: count,
      asked: count,
      states: z.record(z.string(), count),
      reasons: z.record(z.string(), count),
      /** Some of them, of each decision. */
      some: z.array(
        z.strictObject({
          customer: z.string(),
          at: instant,
          state: z.enum(invitationStates),
          reasons: z.array(z.enum(notSentReasons)),
        }),
      ),
    })
    .nullable(),
})
export type DryRunFace = z.output<typeof dryRunFace>

export const startDryRun = route({
  name: 'listening.startDryRun',
  method: 'post',
  path: '/api/w/{workspace}/surveys/{survey}/dry-run',
  access: 'survey.edit',
  summary: 'Decides by the rules of a survey on the last 90 days, and sends nothing.',
  params: ofSurvey,
  answer: dryRunFace,
  status: 202,
})

export const getDryRun = route({
  name: 'listening.getDryRun',
  method: 'get',
  path: '/api/w/{workspace}/surveys/{survey}/dry-run',
  access: 'customer.read',
  summary: 'How far the dry run of a survey is, and what it found.',
  params: ofSurvey,
  answer: z.strictObject({ dryRun: dryRunFace.nullable() }),
})

export const stopDryRun = route({
  name: 'listening.stopDryRun',
  method: 'post',
  path: '/api/w/{workspace}/surveys/{survey}/dry-run/stop',
  access: 'survey.edit',
  summary: 'Stops the dry run of a survey.',
  params: ofSurvey,
})

export const invitationLine = z.strictObject({
  id: z.string(),
  survey: z.string(),
  /** Null once the customer was forgotten. */
  customer: z.string().nullable(),
  channel: z.enum(invitationChannels),
  cause: z.string(),
  state: z.enum(invitationStates),
  reasons: z.array(z.enum(notSentReasons)),
  decidedAt: instant,
  sendAfter: instant.nullable(),
  sentAt: instant.nullable(),
  startedAt: instant.nullable(),
  endedAt: instant.nullable(),
})
export type InvitationLine = z.output<typeof invitationLine>

const ledgerFilter = {
  state: z.enum(invitationStates).optional(),
  reason: z.enum(notSentReasons).optional(),
}

export const listInvitations = route({
  name: 'listening.listInvitations',
  method: 'get',
  path: '/api/w/{workspace}/surveys/{survey}/invitations',
  access: 'customer.read',
  summary: 'Every decision to ask somebody, or not to, the last first, with all its reasons.',
  params: ofSurvey,
  query: z.strictObject({ ...pageQuery, ...ledgerFilter }),
  answer: z.strictObject({ invitations: z.array(invitationLine), cursor: z.string().nullable() }),
})

export const exportInvitations = route({
  name: 'listening.exportInvitations',
  method: 'get',
  path: '/api/w/{workspace}/surveys/{survey}/invitations/export',
  access: 'customer.read',
  summary: 'The ledger of a survey as a table of comma-separated values.',
  params: ofSurvey,
  query: z.strictObject(ledgerFilter),
  streams: 'text/csv; charset=utf-8',
})

const share = z.number().nullable()

export const invitationFunnel = z.strictObject({
  /** Decisions, and what came of them; everybody who was shown a survey on a page stands apart. */
  decided: count,
  eligible: count,
  notSampled: count,
  deferred: count,
  blocked: count,
  /** Decisions by each rule that spoke against them. One may have several. */
  reasons: z.record(z.string(), count),
  waiting: count,
  sent: count,
  bounced: count,
  failed: count,
  delivered: count,
  started: count,
  partial: count,
  completed: count,
  screenedOut: count,
  refused: count,
  expired: count,
  reminders: count,
  rates: z.strictObject({
    /** Delivered of sent, started of delivered, completed of started. */
    delivery: share,
    start: share,
    completion: share,
    /** Completed, and completed or partial, of all eligible who were drawn, delivered or not. */
    responseOne: share,
    responseTwo: share,
  }),
})
export type InvitationFunnel = z.output<typeof invitationFunnel>

export const getInvitationFunnel = route({
  name: 'listening.getInvitationFunnel',
  method: 'get',
  path: '/api/w/{workspace}/surveys/{survey}/invitations/funnel',
  access: 'measure.read',
  summary: 'What became of all decisions of a survey, with the denominators of its rates.',
  params: ofSurvey,
  query: z.strictObject({ channel: z.enum(invitationChannels).optional() }),
  answer: invitationFunnel,
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

export const invitationsOfCustomer = route({
  name: 'listening.invitationsOfCustomer',
  method: 'get',
  path: '/api/w/{workspace}/customers/{customer}/invitations',
  access: 'customer.read',
  summary: 'Why a customer was asked, or was not: all decisions, whatever number the customer had then.',
  params: inWorkspace.extend({ customer: z.string().max(40) }),
  answer: z.strictObject({
    invitations: z.array(
      invitationLine.extend({
        title: z.strictObject({ fr: z.string().exactOptional(), en: z.string().exactOptional() }),
      }),
    ),
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

export const knownEventNames = route({
  name: 'listening.knownEventNames',
  method: 'get',
  path: '/api/w/{workspace}/survey-events',
  access: 'measure.read',
  summary: 'The events by which a survey can be made to ask, with how many came in the last 90 days.',
  params: inWorkspace,
  answer: z.strictObject({ events: z.array(z.strictObject({ name: z.string(), amount: count })) }),
})
