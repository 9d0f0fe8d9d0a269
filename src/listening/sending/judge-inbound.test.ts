import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Inbound, judgeInbound } from './judge-inbound.ts'

const lines = (...all: readonly string[]) => Buffer.from(all.join('\r\n'))

const report = (type: string, part: string, ...fields: readonly string[]) =>
  lines(
    'From: Mail Delivery <mailer-daemon@relay.example>',
    'To: retours@atelier.example',
    'Subject: Undelivered',
    'MIME-Version: 1.0',
    `Content-Type: multipart/report; report-type=${type}; boundary="b"`,
    '',
    '--b',
    'Content-Type: text/plain',
    '',
    'It could not be delivered.',
    '--b',
    `Content-Type: ${part}`,
    '',
    ...fields,
    '',
    '--b',
    'Content-Type: message/rfc822',
    '',
    'Message-ID: <m-7@atelier.example>',
    'Subject: Votre avis',
    '',
    'Bonjour',
    '--b--',
    '',
  )

const delivery = (action: string, status: string) =>
  report(
    'delivery-status',
    'message/delivery-status',
    'Reporting-MTA: dns; relay.example',
    '',
    'Final-Recipient: rfc822; a@client.example',
    `Action: ${action}`,
    `Status: ${status}`,
  )

const plain = (...headers: readonly string[]) =>
  lines('From: Zoé <zoe@client.example>', 'To: avis@atelier.example', ...headers, '', 'Bonjour')

const about = ['m-7@atelier.example']
const cases: readonly (readonly [string, Buffer, Inbound])[] = [
  ['an address that is none', delivery('failed', '5.1.1'), { kind: 'bounce', weight: 'hard', code: '5.1.1', about }],
  ['an account that was closed', delivery('failed', '5.2.1'), { kind: 'bounce', weight: 'hard', code: '5.2.1', about }],
  ['a box that is full', delivery('failed', '4.2.2'), { kind: 'bounce', weight: 'soft', code: '4.2.2', about }],
  ['a refusal by policy', delivery('failed', '5.7.1'), { kind: 'bounce', weight: 'soft', code: '5.7.1', about }],
  ['a delay', delivery('delayed', '4.4.1'), { kind: 'bounce', weight: 'soft', code: '4.4.1', about }],
  ['word that it arrived', delivery('delivered', '2.0.0'), { kind: 'automatic' }],
  [
    'a complaint',
    report('feedback-report', 'message/feedback-report', 'Feedback-Type: abuse', 'Version: 1'),
    { kind: 'complaint', about },
  ],
  ['an absent person', plain('Subject: Absent', 'Auto-Submitted: auto-replied'), { kind: 'automatic' }],
  ['a list', plain('Subject: News', 'Precedence: bulk'), { kind: 'automatic' }],
  ['one of our own', plain('Subject: Votre avis', 'X-Parcours-Message: m-7'), { kind: 'automatic' }],
  ['an empty return path', plain('Subject: Hm', 'Return-Path: <>'), { kind: 'automatic' }],
  [
    'whoever would have no more',
    plain('Subject: unsubscribe 0123456789ABC'),
    { kind: 'unsubscribe', token: '0123456789ABC' },
  ],
  [
    'a person who answers',
    plain('Subject: Re: Votre avis', 'In-Reply-To: <m-7@atelier.example>'),
    { kind: 'reply', about },
  ],
]

for (const [what, raw, expected] of cases)
  test(`a mail that came in is understood: ${what}`, async () => {
    assert.deepEqual(await judgeInbound(raw), expected)
  })
