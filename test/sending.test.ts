import assert from 'node:assert/strict'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { after, before, test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { findCustomers, getTimeline } from '../src/contract/collecting.ts'
import { createSurvey, publishSurvey, saveSurvey, setSurveyState } from '../src/contract/listening.ts'
import * as messageRoutes from '../src/contract/survey-messages.ts'
import { setProtection } from '../src/contract/survey-protection.ts'
import * as contract from '../src/contract/survey-sending.ts'
import * as suppressionRoutes from '../src/contract/survey-suppressions.ts'
import { saveSurveyVoice } from '../src/contract/survey-voice.ts'
import { sql } from '../src/engines/postgres/index.ts'
import { listening } from '../src/listening/index.ts'
import { isSigned, signatureOf } from '../src/listening/sending/sms-gateway.ts'
import { listSuppressions } from '../src/listening/sending/suppressions.ts'
import { recoverMessages } from '../src/listening/sending/take-messages.ts'
import { numberFromCustomerId } from '../src/vocabulary/id.ts'
import { openHouse, type TestHouse } from './kit.ts'
import { type Delivered, type MailServer, openMailServer } from './mail-server.ts'
import { openMailboxServer } from './mailbox-server.ts'

let house: TestHouse
let server: MailServer
let key: string
/** Messages leave by day: the house lives on the next Tuesday at ten, local time. */
function untilOpen(): number {
  const now = new Date()
  const days = (9 - now.getUTCDay()) % 7 || 7
  return Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate() + days, 9) - now.getTime()
}

const env = () => ({
  PARCOURS_SMTP_URL: `smtp://127.0.0.1:${server.port}?tls=none`,
  PARCOURS_PRIVATE_HOSTS: 'allowed',
  PARCOURS_LOG: 'error',
})
before(async () => {
  server = await openMailServer()
  // Closed and opened again in the midst of a test; the second one clears the directory away.
  house = await openHouse({ env: env(), keep: true })
  house.turnClock(untilOpen())
  key = await house.createKey('secret')
  const saved = await house.call(contract.saveSending, { body: { mail: mailSettings } })
  assert.equal(saved.status, 200, JSON.stringify(saved.answer))
})
after(async () => {
  await house[Symbol.asyncDispose]()
  await server[Symbol.asyncDispose]()
})

const mailSettings: contract.MailSettings = {
  fromName: 'Atelier "Dumas", SARL',
  fromAddress: 'avis@atelier.example',
  replyTo: 'contact@atelier.example',
  returnPath: 'retours@atelier.example',
  server: null,
  perMinute: 100_000,
}

const of = <More extends object>(survey: string, more: More = {} as More) => ({
  params: { workspace: house.workspace.key, survey, ...more },
})

/** A live survey of a template. */
async function published(template: string): Promise<string> {
  const made = (await house.call(createSurvey, { body: { template } })).answer
  const { id, kind, survey } = made
  const saved = (
    await house.call(saveSurvey, { ...of(id), body: { revision: made.revision, survey, kind, touchpoint: null } })
  ).answer
  const told = await house.call(publishSurvey, { ...of(id), body: { revision: saved.revision } })
  assert.equal(told.status, 200, JSON.stringify(told.answer))
  return id
}

let people = 0
/** Somebody that the company knows. */
async function customer(traits: Record<string, string> = {}): Promise<{ readonly id: string; readonly email: string }> {
  const userId = `person-${++people}`
  const email = traits.email ?? `${userId}@client.example`
  const sent = await house.send(key, [{ type: 'identify', userId, messageId: userId, traits: { email, ...traits } }])
  assert.equal(sent.status, 200)
  await house.settle()
  const [found] = (await house.call(findCustomers, { body: { identifier: userId } })).answer.customers
  return { id: found!.customer, email }
}

let asked = 0
/** Puts a decision to ask somebody and its message where the room that decides puts them. */
async function invite(
  survey: string,
  person: string,
  more: { channel?: string; language?: string; expiresAt?: Date; kind?: string } = {},
): Promise<string> {
  const id = `asked-${String(++asked).padStart(6, '0')}`
  const { channel = 'email', language = 'fr', expiresAt = null, kind = 'invitation' } = more
  const now = house.installation.now()
  await house.postgres.transaction(async transaction => {
    await transaction.run(sql`
      insert into listening.invitations (
        workspace_id, invitation_id, survey_id, customer_id, channel, cause, state, language, decided_at, expires_at
      )
      values (
        ${house.workspace.number}, ${id}, ${survey}, ${String(numberFromCustomerId(person))}::bigint, ${channel}, ${id},
        'queued', ${language}, ${now}, ${expiresAt}
      )`)
    await transaction.run(sql`
      insert into listening.messages (workspace_id, message_id, invitation_id, kind, channel, send_after)
      values (${house.workspace.number}, ${`m-${id}`}, ${id}, ${kind}, ${channel}, ${now})`)
  })
  return id
}

/** What a person would wait for. */
async function until<Seen>(what: string, look: () => Promise<Seen | undefined> | Seen | undefined): Promise<Seen> {
  const deadline = Date.now() + 60_000
  for (;;) {
    const seen = await look()
    if (seen !== undefined && seen !== false) return seen
    if (Date.now() > deadline) throw new Error(`Waited in vain: ${what}.`)
    await pause(25)
  }
}

const stateOf = async (invitation: string) =>
  house.postgres.first(sql<{ asked: string; state: string; said: string | null; attempts: number }>`
    select invitations.state as asked, messages.state, carrier_said as said, attempts
    from listening.invitations join listening.messages using (workspace_id, invitation_id)
    where workspace_id = ${house.workspace.number} and invitation_id = ${invitation}
    order by message_id limit 1`)

const became = (invitation: string, state: string) =>
  until(`${invitation} is ${state}`, async () => {
    const now = await stateOf(invitation)
    return now?.state === state ? now : undefined
  })

const mailTo = (email: string): Promise<Delivered> =>
  until(`a mail to ${email}`, () => server.delivered.find(({ to }) => to === email))

const pathIn = (text: string, at: 's' | 'u') => new RegExp(`/${at}/[0-9A-Z]{13}`).exec(text)?.[0] ?? ''

const read = (path: string, language = 'en') =>
  fetch(`${house.url}${path}`, { headers: { 'accept-language': language } })

/** Sends the page at a path as a browser does that runs nothing. */
async function send(path: string, said: Record<string, string>): Promise<Response> {
  const markup = await (await read(path)).text()
  const form = new URLSearchParams()
  for (const [, name, value] of markup.matchAll(/<input type="hidden" name="(\w+)" value="([^"]*)">/g))
    form.set(name!, value!)
  for (const [name, value] of Object.entries(said)) form.set(`q:${name}`, value)
  return fetch(`${house.url}${path}`, { method: 'POST', body: form, redirect: 'manual' })
}

const responses = async (survey: string) =>
  house.postgres.rows(sql<{ response_id: string; completed_at: Date | null; customer_id: string | null }>`
    select response_id, completed_at, customer_id from listening.responses
    where workspace_id = ${house.workspace.number} and survey_id = ${survey}`)

test('an invitation arrives as a letter of both kinds in the person’s language, that no machine answers and nobody is watched by', async () => {
  const survey = await published('relationship')
  const { id, email } = await customer({ firstName: 'Zoé <b>' })
  await house.call(messageRoutes.saveMessageTexts, {
    ...of(survey),
    body: {
      texts: {
        invitation: {
          subject: { fr: '{prénom|Cher client}, votre avis ?\u2028Bcc: other@client.example', en: 'Your view?' },
          body: { fr: 'Bonjour {firstName},\n\nDites-nous <tout>.\nMerci.' },
        },
      },
    },
  })
  const invitation = await invite(survey, id)
  const { mail, returnPath, raw } = await mailTo(email)
  assert.equal((await became(invitation, 'sent')).asked, 'sent')
  const header = (name: string) => mail.headers.find(one => one.key === name)?.value ?? ''
  assert.deepEqual(mail.from, { name: 'Atelier "Dumas", SARL', address: 'avis@atelier.example' })
  assert.deepEqual(mail.to, [{ name: '', address: email }])
  assert.equal(mail.replyTo?.[0]?.address, 'contact@atelier.example')
  assert.equal(returnPath, 'retours@atelier.example')
  // A name that holds markup is none; what comes after a line end begins no header.
  assert.equal(mail.subject, 'Cher client, votre avis ? Bcc: other@client.example')
  assert.equal(mail.bcc, undefined)
  assert.equal(header('auto-submitted'), 'auto-generated')
  assert.equal(header('message-id'), `<m-${invitation}@atelier.example>`)
  assert.equal(header('list-unsubscribe-post'), 'List-Unsubscribe=One-Click')
  const unsubscribe = pathIn(mail.text!, 'u')
  assert.match(header('list-unsubscribe'), new RegExp(`^<http[^>]+${unsubscribe}>, <mailto:retours@atelier.example\\?`))
  assert.match(mail.text!, /^Bonjour,\n\nDites-nous <tout>\.\nMerci\.\n\n/)
  assert.match(mail.html!, /Dites-nous &lt;tout&gt;\.<br>Merci\./)
  assert.equal(mail.html!.match(/\?score=\d+"/g)?.length, 11)
  assert.doesNotMatch(mail.html!, /<img|https?:\/\/(?!127\.0\.0\.1|localhost)|<script/)
  assert.equal(pathIn(mail.text!, 's'), pathIn(mail.html!, 's'))
  assert.doesNotMatch(raw, /b>/)
})

test('programmes that open every link of a letter neither begin, finish nor unsubscribe', async () => {
  const survey = await published('relationship')
  const { id, email } = await customer()
  const invitation = await invite(survey, id)
  const { mail } = await mailTo(email)
  for (const [, link] of mail.html!.matchAll(/href="([^"]+)"/g)) {
    const { pathname, search } = new URL(link!.replaceAll('&amp;', '&'))
    const opened = await read(pathname + search)
    assert.equal(opened.status, 200, link)
    const chosen = /score=(\d+)/.exec(search)?.[1]
    if (chosen) assert.match(await opened.text(), new RegExp(`value="${chosen}" checked`))
  }
  assert.deepEqual(await responses(survey), [])
  assert.equal((await stateOf(invitation))?.asked, 'sent')
  const suppressed = await house.postgres.first(sql<{ n: string }>`select count(*) as n from listening.suppressions`)
  assert.equal(suppressed?.n, '0')
  // The page speaks the language of the invitation, whatever the browser asks.
  assert.match(await (await read(pathIn(mail.text!, 's'), 'en')).text(), /<html lang="fr"/)
})

test('a personal address makes one response, gone on with on any device, and is the customer’s own in their timeline', async () => {
  const survey = await published('relationship')
  const { id, email } = await customer()
  const invitation = await invite(survey, id)
  const address = pathIn((await mailTo(email)).mail.text!, 's')
  await became(invitation, 'sent')
  // Two tabs begin at once: one response.
  const [one, other] = await Promise.all([send(address, { score: '9' }), send(address, { score: '9' })])
  assert.deepEqual([one.status, other.status], [303, 303])
  assert.equal(one.headers.get('location'), other.headers.get('location'))
  assert.equal((await responses(survey)).length, 1)
  assert.equal((await stateOf(invitation))?.asked, 'started')
  // Another device opens the letter again, and is where the first one stopped.
  const again = await fetch(`${house.url}${address}`, { redirect: 'manual' })
  assert.equal(again.status, 303)
  const going = (again.headers.get('location') ?? '').replace(/\?.*/, '')
  for (let pages = 0; pages < 5; pages++) assert.equal((await send(going, {})).status, 303)
  const [response] = await responses(survey)
  assert.ok(response?.completed_at)
  assert.equal((await stateOf(invitation))?.asked, 'completed')
  // Opened once more, a polite page, and nothing is kept.
  const done = await read(address)
  assert.equal(done.status, 200)
  assert.match(await done.text(), /<html lang="fr"[\s\S]*<main class="end">/)
  assert.equal((await responses(survey)).length, 1)
  const event = await until('the answer in the timeline', async () => {
    await house.settle()
    const { status, answer } = await house.call(getTimeline, {
      params: { workspace: house.workspace.key, customer: id },
    })
    assert.equal(status, 200)
    return answer.events.find(({ name }) => name === 'Survey Answered')
  })
  assert.equal(event.channel, 'email')
})

test('where a code is asked for, six digits of a mail open the survey on each device, and neither looking nor guessing does', async () => {
  const survey = await published('relationship')
  await house.call(setProtection, { ...of(survey), body: { level: 4 } })
  const { id, email } = await customer()
  await invite(survey, id)
  const path = pathIn((await mailTo(email)).mail.text!, 's')
  const before = server.delivered.length
  const asked = await (await read(path)).text()
  assert.match(asked, /Get a code by e-mail|Recevoir un code/)
  assert.ok(!asked.includes(email), 'whoever holds the address learns no other')
  assert.equal((await send(path, { score: '9' })).status, 403)
  assert.equal(server.delivered.length, before, 'looking sends nothing')
  const press = (said: Record<string, string> = {}) =>
    fetch(`${house.url}${path}/code`, { method: 'POST', body: new URLSearchParams(said), redirect: 'manual' })
  const codeSent = async () => {
    assert.equal((await press()).status, 303)
    const letter = await until('a code', () => server.delivered.slice(before).findLast(({ to }) => to === email))
    return /\b\d{6}\b/.exec(letter.mail.text!)![0]
  }
  const code = await codeSent()
  assert.equal((await press()).status, 429, 'once a minute')
  const other = code === '000000' ? '111111' : '000000'
  for (let guess = 0; guess < 5; guess++) assert.equal((await press({ code: other })).status, 422)
  assert.equal((await press({ code })).status, 422, 'guessed at too often')
  house.turnClock(2 * 60_000)
  const again = await codeSent()
  const opened = await press({ code: `${again.slice(0, 3)} ${again.slice(3)}` })
  assert.equal(opened.status, 303)
  assert.equal((await press({ code: again })).status, 422, 'it serves once')
  const cookie = (opened.headers.get('set-cookie') ?? '').split(';')[0]!
  const body = new URLSearchParams({ page: 'first', asked: 'score', 'q:score': '9' })
  const begun = await fetch(`${house.url}${path}`, { method: 'POST', body, headers: { cookie }, redirect: 'manual' })
  assert.equal(begun.status, 303)
  const place = begun.headers.get('location')!
  const onward = await fetch(`${house.url}${place}`, { headers: { cookie } })
  assert.match(await onward.text(), /<textarea/)
  const elsewhere = await fetch(`${house.url}${place}`, { redirect: 'manual' })
  assert.equal(elsewhere.headers.get('location')?.split('?')[0], path, 'another device is asked too')
})

test('an address that expired, was taken back or never was is the same page, and says nothing', async () => {
  const survey = await published('one-question')
  const { id, email } = await customer()
  const expiresAt = new Date(house.installation.now().getTime() + 3_600_000)
  const invitation = await invite(survey, id, { expiresAt })
  const address = pathIn((await mailTo(email)).mail.text!, 's')
  await became(invitation, 'sent')
  assert.equal((await read(address)).status, 200)
  await house.postgres.run(sql`
    update listening.invitations set expires_at = ${new Date(house.installation.now().getTime() - 1)}
    where invitation_id = ${invitation}`)
  const expired = await read(address)
  const unknown = await read('/s/0000000000000')
  assert.deepEqual([expired.status, unknown.status], [404, 404])
  assert.equal(await expired.text(), await unknown.text())
  assert.equal((await send(address, { score: '4' })).status, 404)
})

test('a recipient whom the server refuses for good bounced: no reminder goes, and no other survey', async () => {
  const survey = await published('one-question')
  const { id, email } = await customer()
  server.refuse = to => (to === email ? { code: 550, text: `5.1.1 <${email}> unknown` } : undefined)
  const invitation = await invite(survey, id)
  const refused = await became(invitation, 'bounced')
  assert.deepEqual([refused.asked, refused.said], ['bounced', '550 5.1.1'])
  server.refuse = () => undefined
  const second = await invite(survey, id)
  assert.deepEqual((await became(second, 'cancelled')).said, 'suppressed')
  assert.equal((await stateOf(second))?.asked, 'refused')
  assert.ok(!server.delivered.some(({ to }) => to === email))
})

test('a server that is busy is asked again later; one that will not have us costs nobody their address', async () => {
  const survey = await published('one-question')
  const busy = await customer()
  server.refuse = to => (to === busy.email ? { code: 451, text: '4.7.1 Greylisted' } : undefined)
  const later = await invite(survey, busy.id)
  const waiting = await until('a second try is due', async () => {
    const now = await stateOf(later)
    return now?.said === '451 4.7.1' ? now : undefined
  })
  assert.deepEqual([waiting.state, waiting.asked, waiting.attempts], ['queued', 'queued', 1])
  const blocked = await customer()
  server.refuse = to => (to === blocked.email ? { code: 554, text: '5.7.1 Relaying denied' } : undefined)
  const denied = await invite(survey, blocked.id)
  assert.equal((await became(denied, 'failed')).said, '554 5.7.1')
  server.refuse = () => undefined
  house.turnClock(61_000)
  await mailTo(busy.email)
  assert.equal((await became(later, 'sent')).attempts, 2)
  const held = await house.postgres.rows(sql<{ reason: string }>`select reason from listening.suppressions`)
  assert.deepEqual(
    held.map(({ reason }) => reason),
    ['bounced'],
  )
})

test('what waits for a survey that is paused waits on, and leaves for nobody once it is closed', async () => {
  const survey = await published('one-question')
  const { id, email } = await customer()
  await house.call(setSurveyState, { ...of(survey), body: { state: 'paused' } })
  const invitation = await invite(survey, id)
  await until('it was looked at', async () => {
    const row = await house.postgres.first(sql<{ waits: boolean }>`
      select send_after > ${house.installation.now()} as waits from listening.messages where invitation_id = ${invitation}`)
    return row?.waits || undefined
  })
  await house.call(setSurveyState, { ...of(survey), body: { state: 'closed' } })
  house.turnClock(16 * 60_000)
  await became(invitation, 'cancelled')
  assert.ok(!server.delivered.some(({ to }) => to === email))
})

test('one click and the button both stop what is queued and what would come; looking at the page does not', async () => {
  const survey = await published('one-question')
  const { id, email } = await customer()
  const first = await invite(survey, id)
  const path = pathIn((await mailTo(email)).mail.text!, 'u')
  await became(first, 'sent')
  const page = await read(path)
  assert.equal(page.status, 200)
  assert.match(await page.text(), /<html lang="fr"[\s\S]*<form method="post">/)
  assert.equal((await stateOf(first))?.asked, 'sent')
  const later = await invite(await published('one-question'), id)
  await house.postgres.run(sql`update listening.messages set state = 'cancelled' where invitation_id = ${later}`)
  await house.postgres.run(sql`
    update listening.messages set state = 'queued', send_after = now() + interval '1 year' where invitation_id = ${later}`)
  const clicked = await fetch(`${house.url}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: 'List-Unsubscribe=One-Click',
  })
  assert.equal(clicked.status, 200)
  assert.deepEqual([(await stateOf(first))?.asked, (await stateOf(later))?.state], ['refused', 'cancelled'])
  const third = await invite(survey, id)
  assert.equal((await became(third, 'cancelled')).said, 'suppressed')
  assert.equal((await fetch(`${house.url}/u/0000000000000`, { method: 'POST' })).status, 404)
})

/** A mail as a mailbox holds it, handed in with a key. */
const handIn = async (headers: readonly string[], body: string, with_ = key) => {
  const answer = await fetch(`${house.url}/v1/mail/inbound`, {
    method: 'POST',
    headers: { authorization: `Bearer ${with_}`, 'content-type': 'message/rfc822' },
    body: [...headers, '', body].join('\r\n'),
  })
  return { status: answer.status, told: (await answer.json()) as { understood?: string; matched?: boolean } }
}

const returned = (message: string, status: string) =>
  handIn(
    [
      'From: mailer-daemon@relay.example',
      'MIME-Version: 1.0',
      'Content-Type: multipart/report; report-type=delivery-status; boundary="b"',
    ],
    [
      '--b',
      'Content-Type: message/delivery-status',
      '',
      'Reporting-MTA: dns; relay.example',
      '',
      `Action: failed\r\nStatus: ${status}`,
      '',
      '--b',
      'Content-Type: text/rfc822-headers',
      '',
      `Message-ID: <${message}@atelier.example>`,
      '--b--',
    ].join('\r\n'),
  )

test('what comes back is understood: three full boxes or one unknown address end it, an absent person changes nothing', async () => {
  const { id, email } = await customer()
  const written: string[] = []
  for (const _ of [1, 2, 3]) {
    const invitation = await invite(await published('one-question'), id)
    await became(invitation, 'sent')
    written.push(invitation)
  }
  const away = await handIn(
    [`From: <${email}>`, 'Subject: Absent', 'Auto-Submitted: auto-replied'],
    'Je reviens lundi.',
  )
  assert.deepEqual(away, { status: 200, told: { understood: 'automatic', matched: false } })
  const suppressed = async () =>
    (await house.call(suppressionRoutes.listSuppressions, {})).answer.suppressions.filter(
      ({ reason }) => reason === 'bounced',
    ).length
  const held = await suppressed()
  for (const invitation of written) {
    assert.equal(await suppressed(), held)
    // Told twice, counted once.
    for (const _ of [1, 2])
      assert.deepEqual((await returned(`m-${invitation}`, '4.2.2')).told, { understood: 'delay', matched: true })
    assert.equal((await stateOf(invitation))?.asked, 'bounced')
  }
  assert.equal(await suppressed(), held + 1)
  assert.equal((await returned('m-nobody', '5.1.1')).told.matched, false)
  assert.equal((await handIn(['Subject: x'], 'x', await house.createKey('write'))).status, 403)
  assert.equal((await handIn(['Subject: x'], 'x', 'unknown')).status, 401)
})

test('mail that came back is read from a mailbox by the same rules, each once, and a password that is refused is told', async () => {
  await using mailbox = await openMailboxServer('retours', Buffer.from('an "odd" pass\\word é').toString('latin1'))
  const { id } = await customer()
  const invitation = await invite(await published('one-question'), id)
  await became(invitation, 'sent')
  const report = [
    'From: mailer-daemon@relay.example',
    'MIME-Version: 1.0',
    'Content-Type: multipart/report; report-type=delivery-status; boundary="b"',
    '',
    '--b',
    'Content-Type: message/delivery-status',
    '',
    'Action: failed\r\nStatus: 5.1.1',
    '',
    '--b',
    'Content-Type: text/rfc822-headers',
    '',
    `Message-ID: <m-${invitation}@atelier.example>`,
    '--b--',
  ].join('\r\n')
  mailbox.mails.push({ raw: report, seen: false }, { raw: `Subject: big\r\n\r\n${'x'.repeat(5_000_000)}`, seen: false })
  const settings = {
    host: '127.0.0.1',
    port: mailbox.port,
    security: 'none' as const,
    user: 'retours',
    authority: null,
    unchecked: false,
    folder: 'INBOX',
  }
  const save = (mailboxPassword: string) =>
    house.call(contract.saveSending, { body: { mail: mailSettings, mailbox: settings, mailboxPassword } })
  await save('wrong')
  const fault = await until('the refusal is told', async () =>
    (await house.call(contract.getSending, {})).answer.faults.find(({ code }) => code === 'mailbox'),
  )
  assert.match(fault.en, /password refused/)
  assert.equal((await stateOf(invitation))?.asked, 'sent')
  const saved = await save('an "odd" pass\\word é')
  assert.deepEqual([saved.answer.hasMailboxPassword, JSON.stringify(saved.answer).includes('odd')], [true, false])
  await until('all is read', () => mailbox.mails.every(({ seen }) => seen) || undefined)
  assert.equal((await stateOf(invitation))?.asked, 'bounced')
  // Too large to be a report: marked, and never fetched.
  assert.equal(mailbox.said.filter(told => told.includes('BODY.PEEK')).length, 1)
  await house.call(contract.saveSending, { body: { mail: mailSettings, mailbox: null } })
})

test('a list of addresses is excluded once, lines that are none are told, and who may not read sees them masked', async () => {
  const { id, email } = await customer()
  const lines = [email.toUpperCase(), '"+33 6 12 34 56 78";', '0033612345678', '06 12 34 56 78', 'nobody', '12', '']
  const told = (await house.call(suppressionRoutes.addSuppressions, { body: { lines } })).answer
  assert.deepEqual([told.added, told.known], [2, 2])
  assert.deepEqual(
    told.left.map(({ line }) => line),
    [5, 6],
  )
  const invitation = await invite(await published('one-question'), id)
  assert.equal((await became(invitation, 'cancelled')).said, 'suppressed')
  const list = (await house.call(suppressionRoutes.listSuppressions, {})).answer.suppressions
  const line = list.find(({ address }) => address === email.toUpperCase())
  assert.equal(line?.reason, 'excluded')
  const masked = await listSuppressions(
    { ...house.context, may: () => false },
    { params: of('').params, query: { limit: 50 }, body: undefined },
  )
  assert.ok(masked.suppressions.every(({ address }) => address === null || address.includes('•')))
  const removed = await house.call(suppressionRoutes.removeSuppression, {
    params: { workspace: house.workspace.key, suppression: line!.id },
  })
  assert.equal(removed.status, 204)
  await became(await invite(await published('one-question'), id), 'sent')
})

test('a test mail tells the words of the server, and passwords are never told back', async () => {
  server.refuse = to => (to === 'nobody@client.example' ? { code: 550, text: '5.1.1 No such person' } : undefined)
  const refused = await house.call(contract.testMail, { body: { to: 'nobody@client.example', language: 'fr' } })
  server.refuse = () => undefined
  assert.equal(refused.status, 422)
  assert.match(JSON.stringify(refused.answer), /No such person/)
  const other = { host: '127.0.0.1', port: server.port, security: 'none', user: null, authority: null, unchecked: true }
  const saved = await house.call(contract.saveSending, {
    body: { mail: { ...mailSettings, server: { ...other, security: 'none' } }, password: 'sesame-ouvre-toi' },
  })
  assert.equal(saved.answer.hasPassword, true)
  assert.ok(saved.answer.faults.some(({ code }) => code === 'unchecked'))
  const told = await house.call(contract.getSending, {})
  assert.doesNotMatch(JSON.stringify([saved.answer, told.answer]), /sesame/)
  const row = await house.postgres.first(sql<{ held: string }>`
    select settings::text || encode(secrets, 'escape') as held from listening.senders`)
  assert.doesNotMatch(row!.held, /sesame/)
  assert.equal(
    (await house.call(contract.testMail, { body: { to: 'you@client.example', language: 'fr' } })).status,
    200,
  )
  assert.ok(server.delivered.some(({ to }) => to === 'you@client.example'))
  await house.call(contract.saveSending, { body: { mail: mailSettings, password: null } })
})

test('an SMS leaves by the gateway, signed; STOP in whatever case ends it and is confirmed once; nobody else can say it', async () => {
  const sent: { body: string; signature: string; told: { to: string; from: string; text: string; ref: string } }[] = []
  const gateway = createServer(async (request, response) => {
    const parts: Buffer[] = []
    for await (const part of request) parts.push(part as Buffer)
    const body = Buffer.concat(parts).toString('utf8')
    sent.push({ body, signature: String(request.headers['parcours-signature']), told: JSON.parse(body) })
    response.writeHead(202).end()
  })
  await new Promise<void>(listening => gateway.listen(0, '127.0.0.1', listening))
  const secret = 'a secret of both sides'
  try {
    const { port } = gateway.address() as AddressInfo
    const saved = await house.call(contract.saveSending, {
      body: {
        mail: mailSettings,
        sms: { gateway: `http://127.0.0.1:${port}/sms`, from: 'Atelier' },
        gatewaySecret: secret,
      },
    })
    assert.equal(saved.status, 200, JSON.stringify(saved.answer))
    assert.doesNotMatch(JSON.stringify(saved.answer), /both sides/)
    const { id } = await customer({ phone: '06 98 76 54 32' })
    const invitation = await invite(await published('one-question'), id, { channel: 'sms' })
    await became(invitation, 'sent')
    const [first] = sent
    assert.deepEqual(
      [first?.told.to, first?.told.from, first?.told.ref],
      ['+33698765432', 'Atelier', `m-${invitation}`],
    )
    assert.match(first!.told.text, /\/s\/[0-9A-Z]{13} STOP pour ne plus en recevoir$/)
    assert.ok(isSigned(secret, first!.body, first!.signature, house.installation.now()))
    const report = (told: object, signedBy = secret, at = house.installation.now()) => {
      const body = JSON.stringify(told)
      return fetch(`${house.url}/v1/sms/${house.workspace.key}`, {
        method: 'POST',
        headers: { 'parcours-signature': signatureOf(signedBy, body, at) },
        body,
      })
    }
    const stop = { from: '0698765432', text: 'Stop' }
    assert.equal((await report(stop, 'the secret of another')).status, 400)
    assert.equal((await report(stop, secret, new Date(house.installation.now().getTime() - 600_000))).status, 400)
    assert.equal((await stateOf(invitation))?.asked, 'sent')
    assert.equal((await report({ ref: `m-${invitation}`, status: 'delivered' })).status, 200)
    assert.equal((await stateOf(invitation))?.state, 'delivered')
    for (const text of ['Stop', 'ARRET', 'stop']) assert.equal((await report({ ...stop, text })).status, 200)
    assert.equal(sent.length, 2)
    assert.match(sent[1]!.told.text, /ne recevrez plus d’enquêtes/)
    assert.equal((await stateOf(invitation))?.asked, 'refused')
    const later = await invite(await published('one-question'), id, { channel: 'sms' })
    assert.equal((await became(later, 'cancelled')).said, 'suppressed')

    // Asked in the SMS itself: one question after the other, and the same reply told twice is one.
    const replying = await customer({ phone: '06 98 76 54 33' })
    const survey = await published('relationship')
    await house.call(messageRoutes.saveMessageTexts, { ...of(survey), body: { texts: { smsAsks: true } } })
    const asking = await invite(survey, replying.id, { channel: 'sms' })
    await became(asking, 'sent')
    assert.match(sent.at(-1)!.told.text, /un nombre de 0 \(.*\) à 10 .* STOP pour/)
    // While that question is open another survey sends its address: no answer could be told apart.
    const second = await published('one-question')
    await house.call(messageRoutes.saveMessageTexts, { ...of(second), body: { texts: { smsAsks: true } } })
    await became(await invite(second, replying.id, { channel: 'sms' }), 'sent')
    assert.match(sent.at(-1)!.told.text, /\/s\/[0-9A-Z]{13}/)
    const from = '0698765433'
    const before = sent.length
    const answers = []
    for (const [text, name] of [
      ['dix mille', 'in-1'],
      ['10', 'in-2'],
      ['10', 'in-2'],
      ['super', 'in-3'],
    ])
      answers.push(((await (await report({ from, text, id: name })).json()) as { understood: string }).understood)
    assert.deepEqual(answers, ['again', 'answer', 'answer', 'answer'])
    assert.equal(sent.length, before + 3)
    assert.match(sent[before]!.told.text, /^Nous n’avons pas compris\./)
    const [response] = await responses(survey)
    assert.equal(response?.customer_id, String(numberFromCustomerId(replying.id)))
    const kept = await house.postgres.rows(sql<{ question_id: string; value: unknown; sealed: Buffer | null }>`
      select question_id, value, sealed from listening.answers
      where response_id = ${response!.response_id} order by question_id`)
    assert.deepEqual(
      kept.map(({ question_id: id, value, sealed }) => [id, value, sealed !== null]),
      [
        ['comment', null, true],
        ['score', 10, false],
      ],
    )
    // The customer is forgotten: nothing is open for the number, and what they write means nothing.
    const customerNumber = numberFromCustomerId(replying.id)!
    await listening.erase!(house.installation, house.workspace.number, [customerNumber])
    assert.equal((await house.postgres.rows(sql`select from listening.sms_dialogues`)).length, 0)
    assert.deepEqual(await (await report({ from, text: '5' })).json(), { understood: 'words' })
  } finally {
    gateway.close()
    await house.call(contract.saveSending, { body: { mail: mailSettings, sms: { gateway: null, from: '' } } })
  }
})

test('a survey is answered on the telephone: 1 then 0 is 10, told twice it is one answer, and a test is counted nowhere', async () => {
  const secret = 'a secret of line and house'
  const saved = await house.call(contract.saveSending, { body: { mail: mailSettings, voiceSecret: secret } })
  assert.deepEqual([saved.status, saved.answer.hasVoiceSecret], [200, true])
  const survey = await published('relationship')
  await house.call(saveSurveyVoice, { ...of(survey), body: { isOn: true, recording: 'notice', welcome: null } })
  const { id, email } = await customer()
  type Next = { turn: number; say: string[]; expect: { kind: string; question?: string } | null }
  const tell = async (told: object, at = 'next', signedBy = secret) => {
    const body = JSON.stringify(told)
    const answer = await fetch(`${house.url}/v1/voice/${house.workspace.key}/${at}`, {
      method: 'POST',
      headers: { 'parcours-signature': signatureOf(signedBy, body, house.installation.now()) },
      body,
    })
    return { status: answer.status, told: (await answer.json()) as Next }
  }
  const first = { call: 'call 1', survey, customer: email }
  assert.equal((await tell(first, 'next', 'the secret of another')).status, 400)
  const begun = (await tell(first)).told
  assert.match(begun.say.join(' '), /0 .*10/)
  assert.deepEqual((await tell(first)).told, begun)
  assert.deepEqual(await responses(survey), [])
  // Sent twice at once and once more: the call stands where one answer brings it.
  const ten = { call: 'call 1', turn: begun.turn, heard: { digits: '10' } }
  const twice = await Promise.all([tell(ten), tell(ten)])
  const next = (await tell(ten)).told
  assert.deepEqual(
    twice.map(({ told }) => told),
    [next, next],
  )
  const [response] = await responses(survey)
  assert.equal(response?.customer_id, String(numberFromCustomerId(id)))
  const held = await house.postgres.rows(sql<{ value: unknown }>`
    select value from listening.answers where response_id = ${response!.response_id}`)
  assert.deepEqual(
    held.map(({ value }) => value),
    [10],
  )
  let now = next
  const awaited: string[] = []
  for (let turns = 0; now.expect !== null && turns < 12; turns++) {
    const isWords = now.expect.kind === 'record'
    if (isWords) awaited.push(now.expect.question!)
    now = (await tell({ call: 'call 1', turn: now.turn, heard: isWords ? { recorded: true } : { digits: '1' } })).told
  }
  assert.equal(now.expect, null)
  assert.ok((await responses(survey))[0]?.completed_at)
  // Written down after the call; told twice it is kept once.
  for (const understood of ['words', 'nothing'])
    assert.deepEqual((await tell({ call: 'call 1', question: awaited[0], words: 'Tout va bien.' }, 'status')).told, {
      understood,
    })
  assert.deepEqual((await tell({ call: 'call 1', status: 'ended' }, 'status')).told, { understood: 'ended' })
  const event = await until('the answer in the timeline', async () => {
    await house.settle()
    const params = { workspace: house.workspace.key, customer: id }
    const { answer } = await house.call(getTimeline, { params })
    return answer.events.find(({ name }) => name === 'Survey Answered')
  })
  assert.equal(event.channel, 'phone')
  // Two inputs that are not understood: what was said stays, as a partial response.
  let other = (await tell({ call: 'call 2', survey })).told
  for (const digits of ['3', '', '', ''])
    other = (await tell({ call: 'call 2', turn: other.turn, heard: { digits } })).told
  assert.equal(other.expect, null)
  assert.equal((await responses(survey)).filter(one => one.completed_at === null).length, 1)
  const tried = (await tell({ call: 'call 3', survey, test: true })).told
  await tell({ call: 'call 3', turn: tried.turn, heard: { digits: '9' } })
  assert.equal((await responses(survey)).length, 2)
  const known = await house.postgres.first(sql<{ held: string }>`
    select string_agg(calls::text, ' ') as held from listening.calls`)
  assert.doesNotMatch(known!.held, /call 1|client\.example/)
})

test('an order has one address however often it is asked for, which takes one response, the customer’s own', async () => {
  const survey = await published('one-question')
  const { id, email } = await customer()
  const ask = async (order: object, with_ = key) => {
    const answer = await fetch(`${house.url}/v1/surveys/orders`, {
      method: 'POST',
      headers: { authorization: `Bearer ${with_}`, 'content-type': 'application/json' },
      body: JSON.stringify(order),
    })
    return { status: answer.status, told: (await answer.json()) as { address: string; lines: { fr: string } } }
  }
  const order = { survey, order: 'A-1', customer: email }
  assert.equal((await ask(order, await house.createKey('write'))).status, 403)
  assert.equal((await ask({ ...order, place: 'nowhere' })).status, 404)
  const first = await ask(order)
  assert.deepEqual([first.status, (await ask(order)).told], [200, first.told])
  assert.notEqual((await ask({ ...order, order: 'A-2' })).told.address, first.told.address)
  assert.match(first.told.lines.fr, /\/s\/[0-9A-Z]{13}$/)
  const path = new URL(first.told.address).pathname
  assert.equal((await read(path)).status, 200)
  const [one, other] = await Promise.all([send(path, { score: '4' }), send(path, { score: '4' })])
  assert.equal(one.headers.get('location'), other.headers.get('location'))
  const [response, ...others] = await responses(survey)
  assert.deepEqual([response?.customer_id, others], [String(numberFromCustomerId(id)), []])
  assert.equal((await fetch(`${house.url}${path}`, { redirect: 'manual' })).status, 303)
  await listening.erase!(house.installation, house.workspace.number, [numberFromCustomerId(id)!])
  assert.equal((await read(path)).status, 404)
})

test('stopped in the middle of many letters and started again, everybody has exactly one; what may have left is not sent twice', async () => {
  const many = 120
  const survey = await published('one-question')
  const batch = Array.from({ length: many }, (_, at) => ({
    type: 'identify',
    userId: `many-${at}`,
    messageId: `many-${at}`,
    traits: { email: `many-${at}@client.example` },
  }))
  assert.equal((await house.send(key, batch)).status, 200)
  await house.settle()
  const { number } = house.workspace
  const now = house.installation.now()
  await house.postgres.run(sql`
    insert into listening.invitations (
      workspace_id, invitation_id, survey_id, customer_id, channel, cause, state, language, decided_at
    )
    select workspace_id, 'many-' || anchor, ${survey}, customer, 'email', 'many', 'queued', 'fr', ${now}
    from collecting.identifiers
    where workspace_id = ${number} and anchor in (
      select anchor from collecting.traits where workspace_id = ${number} and key = 'email'
    )
    order by first_seen_at desc, anchor
    limit ${many}`)
  server.clear()
  let taken = 0
  const half = Promise.withResolvers<void>()
  server.beforeTaking = async () => {
    if (++taken === many / 2) half.resolve()
  }
  await house.postgres.run(sql`
    insert into listening.messages (workspace_id, message_id, invitation_id, kind, channel, send_after)
    select workspace_id, 'm-' || invitation_id, invitation_id, 'invitation', 'email', ${now}
    from listening.invitations where workspace_id = ${number} and cause = 'many'`)
  await half.promise
  await house[Symbol.asyncDispose]()
  server.beforeTaking = async () => {}
  const before = server.delivered.length
  assert.ok(before >= many / 2 && before < many, `${before} of ${many} had left`)
  house = await openHouse({ dataDirectory: house.dataDirectory, env: env() })
  house.turnClock(now.getTime() - house.installation.now().getTime() + 60_000)
  const left = async () => {
    const row = await house.postgres.first(sql<{ n: string }>`
      select count(*) as n from listening.messages join listening.invitations using (workspace_id, invitation_id)
      where cause = 'many' and messages.state <> 'sent'`)
    return row?.n === '0' || undefined
  }
  await until('all have left', left)
  assert.equal(server.delivered.length, many)
  assert.equal(new Set(server.delivered.map(({ to }) => to)).size, many)
  // As a kill leaves them: one was only taken, one was handed over and its answer was never written down.
  const [first, second] = await house.postgres.rows(sql<{ message_id: string; invitation_id: string }>`
    update listening.messages set state = 'taken', handed_at = null
    where message_id in (
      select message_id from listening.messages join listening.invitations using (workspace_id, invitation_id)
      where cause = 'many' limit 2
    )
    returning message_id, invitation_id`)
  await house.postgres.run(sql`
    update listening.messages set handed_at = now() where message_id = ${second!.message_id}`)
  await recoverMessages(house.installation)
  await until('all are sent', left)
  const again = (message: string) =>
    server.delivered.filter(({ raw }) => raw.includes(`Message-ID: <${message}@`)).length
  assert.deepEqual([again(first!.message_id), again(second!.message_id)], [2, 1])
})
