import { z } from 'zod'
import { invitationChannels, invitationStates, notSentReasons } from '../vocabulary/survey/invitation.ts'
import { count, instant, inWorkspace, ofSurvey, pageQuery } from './fields.ts'
import { route } from './route.ts'

// The ledger: every decision to ask somebody or not to, and what came of it.

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
