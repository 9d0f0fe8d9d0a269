import { z } from 'zod'
import { route } from './route.ts'

// What people and gateways open or call without signing in: a way out of messages, and what comes back.

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
