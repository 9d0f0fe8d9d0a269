import { z } from 'zod'
import { invitationStates, notSentReasons } from '../vocabulary/survey/invitation.ts'
import { count, instant, ofSurvey } from './fields.ts'
import { route } from './route.ts'

// What the rules of a survey would have asked.

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
