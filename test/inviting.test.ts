import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { eraseCustomer } from '../src/collecting/index.ts'
import { findCustomers, mergeCustomers } from '../src/contract/collecting.ts'
import * as pressureRoutes from '../src/contract/contact-pressure.ts'
import { createSurvey, getSurvey, publishSurvey, saveSurvey, setSurveyState } from '../src/contract/listening.ts'
import * as dryRuns from '../src/contract/survey-dry-run.ts'
import * as ledgerRoutes from '../src/contract/survey-invitations.ts'
import * as inviting from '../src/contract/survey-inviting.ts'
import { sql } from '../src/engines/postgres/index.ts'
import { decideFor } from '../src/listening/inviting/invite.ts'
import { mayStillSend } from '../src/listening/inviting/may-still-send.ts'
import { customerIdFromNumber } from '../src/vocabulary/id.ts'
import { type SendingRules, type Trigger, usualRules } from '../src/vocabulary/survey/sending-rules.ts'
import type { SurveyKind } from '../src/vocabulary/survey/survey-kinds.ts'
import { openHouse, type TestHouse } from './kit.ts'

let house: TestHouse
let key: string
before(async () => {
  house = await openHouse()
  key = await house.createKey('secret')
  // Hours are another matter: here everything leaves at any time.
  const { pressure, revision } = (await house.call(pressureRoutes.getContactPressure)).answer
  const hours = { from: 0, to: 24, weekdays: [0, 1, 2, 3, 4, 5, 6], holidays: 'none' as const, daysOff: [] }
  const saved = await house.call(pressureRoutes.saveContactPressure, {
    body: { revision, pressure: { ...pressure, hours } },
  })
  assert.equal(saved.status, 200, JSON.stringify(saved.answer))
})
after(() => house[Symbol.asyncDispose]())

const hourMs = 3_600_000
const of = (survey: string) => ({ params: { workspace: house.workspace.key, survey } })
const named = (event: string) => ({ event, when: null })
const delivered = (event: string, delayMinutes = 60): Trigger => ({
  kind: 'event',
  ...named(event),
  delayMinutes,
  latestHours: 72,
})

/** A published survey that asks by these rules from now on. */
async function asking(kind: SurveyKind, rules: Partial<SendingRules>): Promise<string> {
  const made = (await house.call(createSurvey, { body: { template: 'one-question' } })).answer
  const body = { revision: made.revision, survey: made.survey, kind, touchpoint: null }
  const { revision } = (await house.call(saveSurvey, { ...of(made.id), body })).answer
  await house.call(publishSurvey, { ...of(made.id), body: { revision } })
  const whole = { ...usualRules(kind), ...rules } as never
  const saved = await house.call(inviting.saveSendingRules, { ...of(made.id), body: { revision: 0, rules: whole } })
  assert.equal(saved.status, 200, JSON.stringify(saved.answer))
  const on = await house.call(inviting.switchSending, { ...of(made.id), body: { isOn: true } })
  assert.equal(on.status, 200, JSON.stringify(on.answer))
  return made.id
}

const known = (user: string) => ({
  type: 'identify',
  userId: user,
  traits: { email: `${user}@example.org`, language: 'fr' },
  messageId: `${user}-known`,
})
const did = (user: string, event: string, more: Record<string, unknown> = {}) => ({
  type: 'track',
  event,
  userId: user,
  timestamp: house.installation.now().toISOString(),
  messageId: `${user} ${event} ${house.installation.now().getTime()}`,
  ...more,
})

async function send(messages: readonly unknown[]): Promise<void> {
  const answer = await house.send(key, messages)
  assert.equal(answer.status, 200, await answer.clone().text())
  await house.settle()
}

/** Some hours pass, in which whoever decides looks once before and once after. */
async function pass(hours: number): Promise<void> {
  while (await decideFor(house.installation, house.workspace));
  house.turnClock(hours * hourMs)
  while (await decideFor(house.installation, house.workspace));
}

const ledger = async (survey: string) =>
  (await house.call(ledgerRoutes.listInvitations, { ...of(survey), query: { limit: 500 } })).answer.invitations.map(
    ({ state, reasons }) => [state, ...reasons],
  )
const customerOf = async (user: string) =>
  (await house.call(findCustomers, { body: { identifier: user } })).answer.customers[0]!.customer
const messagesOf = (survey: string) =>
  house.postgres.rows(sql<{ state: string; invitation_id: string; send_after: Date }>`
    select messages.state, messages.invitation_id, messages.send_after
    from listening.messages
    join listening.invitations using (workspace_id, invitation_id)
    where survey_id = ${survey}`)

test('a delivery asks its customer after the delay, once, however often the event arrives', async () => {
  const survey = await asking('hot', { trigger: delivered('Parcel Delivered') })
  const event = did('ada', 'Parcel Delivered')
  await send([known('ada'), event, did('nobody-to-write-to', 'Parcel Delivered'), did('ada', 'Order Completed')])
  await pass(0.5)
  assert.deepEqual(await ledger(survey), [])
  await send([event])
  await pass(1)
  assert.deepEqual((await ledger(survey)).sort(), [['blocked', 'noAddress'], ['queued']])
  const [message, ...others] = await messagesOf(survey)
  assert.equal(message?.state, 'queued')
  assert.deepEqual(others, [])
  // The event is read again from the place of before, as after a crash: nobody is decided on twice.
  await house.postgres.run(sql`update listening.heard set place = place - interval '1 day'`)
  await pass(2)
  assert.equal((await ledger(survey)).length, 2)
  // Conditions on what the event carries, and the customer's own page.
  const { invitations } = (
    await house.call(ledgerRoutes.invitationsOfCustomer, {
      params: { workspace: house.workspace.key, customer: await customerOf('ada') },
    })
  ).answer
  assert.deepEqual(
    invitations.map(one => one.survey),
    [survey],
  )
})

test('conditions on what an event carries hold: only late parcels ask', async () => {
  const when = { field: 'properties.lateDays', op: 'gt' as const, value: 0 }
  const survey = await asking('hot', { trigger: { ...delivered('Parcel Late', 0), when } as Trigger })
  await send([
    known('late'),
    did('late', 'Parcel Late', { properties: { lateDays: 2 } }),
    known('punctual'),
    did('punctual', 'Parcel Late', { properties: { lateDays: 0 } }),
  ])
  await pass(0)
  assert.deepEqual(await ledger(survey), [['queued']])
})

test('who was asked three days ago on another channel is not, and the ledger names the clocks', async () => {
  await asking('hot', { trigger: delivered('Fitting Done', 0), channels: ['sms'] })
  const second = await asking('hot', { trigger: delivered('Call Ended', 0) })
  await send([
    { ...known('berthe'), traits: { email: 'berthe@example.org', phone: '+33612345678' } },
    did('berthe', 'Fitting Done'),
  ])
  await pass(0)
  await house.postgres.run(sql`
    update listening.invitations set state = 'sent', sent_at = decided_at
    where state = 'queued' and channel = 'sms'`)
  await pass(3 * 24)
  await send([did('berthe', 'Call Ended')])
  await pass(0)
  assert.deepEqual(await ledger(second), [['blocked', 'sameKindTooSoon', 'anySurveyTooSoon']])
})

test('of two surveys due to one person in the same hour the higher priority goes, and the other says why not', async () => {
  const low = await asking('hot', { trigger: delivered('Visit Ended', 30), priority: 10 })
  const high = await asking('hot', { trigger: delivered('Advice Given', 60), priority: 90 })
  await send([known('carl'), did('carl', 'Visit Ended'), did('carl', 'Advice Given')])
  // The lower one is due first, and the higher one is known to come.
  await pass(0.6)
  assert.deepEqual(await ledger(low), [['blocked', 'otherWentFirst']])
  assert.deepEqual(await ledger(high), [])
  await pass(0.5)
  assert.deepEqual(await ledger(high), [['queued']])
})

const abandoned: Trigger = {
  kind: 'absence',
  ...named('Cart Left'),
  waitMinutes: 24 * 60,
  latestHours: 72,
  unless: named('Bought'),
}

test('a cart that was left asks why, unless a purchase follows on whatever channel, also after the decision', async () => {
  const survey = await asking('nonPurchase', { trigger: abandoned })
  await send(['dora', 'emil', 'fred'].flatMap(user => [known(user), did(user, 'Cart Left')]))
  await pass(20)
  await send([did('emil', 'Bought', { context: { channel: 'store' } })])
  await pass(5)
  assert.deepEqual((await ledger(survey)).sort(), [['blocked', 'awaitedHappened'], ['queued'], ['queued']])
  // Fred buys while the message waits.
  await send([did('fred', 'Bought')])
  const may = await Promise.all(
    (await messagesOf(survey)).map(({ invitation_id: id }) =>
      mayStillSend(house.installation, { workspace: house.workspace.number, id }),
    ),
  )
  assert.deepEqual(may.sort(), [false, true])
  assert.deepEqual((await ledger(survey)).sort(), [
    ['blocked', 'awaitedHappened'],
    ['blocked', 'awaitedHappened'],
    ['queued'],
  ])
})

test('a complaint that is open silences surveys, and closing it lets them ask again', async () => {
  const { pressure, revision } = (await house.call(pressureRoutes.getContactPressure)).answer
  const openCase = { opens: 'Complaint Opened', closes: 'Complaint Closed', trait: null }
  await house.call(pressureRoutes.saveContactPressure, { body: { revision, pressure: { ...pressure, openCase } } })
  const survey = await asking('hot', { trigger: delivered('Repair Done', 0) })
  await send([known('gina'), did('gina', 'Complaint Opened'), known('hugo'), did('hugo', 'Complaint Opened')])
  house.turnClock(1000)
  await send([did('hugo', 'Complaint Closed'), did('hugo', 'Repair Done'), did('gina', 'Repair Done')])
  await pass(0)
  assert.deepEqual((await ledger(survey)).sort(), [['blocked', 'openCase'], ['queued']])
  // The survey that measures again asks hugo though another did three hours ago; one like any other does not.
  const again = await asking('hot', { trigger: delivered('Complaint Resolved', 0), isRemeasure: true })
  const other = await asking('hot', { trigger: delivered('Parts Sent', 0) })
  house.turnClock(3 * hourMs)
  await send([did('hugo', 'Complaint Resolved'), did('hugo', 'Parts Sent')])
  await pass(0)
  assert.deepEqual(await ledger(again), [['queued']])
  const [[state, ...reasons] = []] = await ledger(other)
  assert.equal(state, 'blocked')
  assert.ok(reasons.includes('anySurveyTooSoon') && reasons.includes('sameKindTooSoon'), reasons.join(' '))
})

test('people who become one inherit what both were asked', async () => {
  const survey = await asking('hot', { trigger: delivered('Pick-up', 0), sameSurveyDays: 300 })
  await send([known('iris'), did('iris', 'Pick-up'), known('iris-too')])
  await pass(24 * 20)
  const params = { workspace: house.workspace.key, customer: await customerOf('iris') }
  const merged = await house.call(mergeCustomers, { params, body: { other: await customerOf('iris-too') } })
  assert.equal(merged.status, 200, JSON.stringify(merged.answer))
  await house.settle()
  await send([did('iris-too', 'Pick-up')])
  await pass(0)
  assert.deepEqual((await ledger(survey)).sort(), [['blocked', 'sameSurveyTooSoon'], ['queued']])
})

test('pausing a survey takes back what waits, pausing the workspace holds it', async () => {
  const survey = await asking('hot', { trigger: delivered('Assembled', 0) })
  await send([known('jean'), did('jean', 'Assembled'), known('kate')])
  await pass(0)
  const [message] = await messagesOf(survey)
  const invitation = { workspace: house.workspace.number, id: message!.invitation_id }
  await house.call(pressureRoutes.pauseSending, { body: { isPaused: true } })
  assert.equal(await mayStillSend(house.installation, invitation), false)
  assert.deepEqual(await ledger(survey), [['queued']])
  await house.call(pressureRoutes.pauseSending, { body: { isPaused: false } })
  assert.equal(await mayStillSend(house.installation, invitation), true)
  await house.call(setSurveyState, { ...of(survey), body: { state: 'paused' } })
  assert.deepEqual(await ledger(survey), [['blocked', 'surveyNotLive']])
  assert.deepEqual(
    (await messagesOf(survey)).map(({ state }) => state),
    ['cancelled'],
  )
})

test('who is forgotten leaves the ledger, and nothing of theirs leaves or waits', async () => {
  const survey = await asking('hot', { trigger: delivered('Measured', 0) })
  await send([known('lena'), did('lena', 'Measured')])
  await pass(0)
  await eraseCustomer(house.context, await customerOf('lena'))
  await house.settle()
  const rows = (await house.call(ledgerRoutes.listInvitations, of(survey))).answer.invitations
  assert.deepEqual(
    rows.map(({ customer, state }) => [customer, state]),
    [[null, 'blocked']],
  )
  assert.deepEqual(
    (await messagesOf(survey)).map(({ state }) => state),
    ['cancelled'],
  )
})

test('a list asks everybody on it once, whoever decides at the same time, and a dry run of it sends nothing', async () => {
  const users = Array.from({ length: 40 }, (_, at) => `member-${at}`)
  await send(users.map(known))
  const survey = await asking('cold', { trigger: { kind: 'list' } })
  const customers = [...users, 'member-3', 'a stranger']
  const tried = (await house.call(inviting.inviteList, { ...of(survey), body: { customers, dryRun: true } })).answer
  assert.deepEqual(tried.states, { queued: 40 })
  assert.deepEqual(tried.unknown, [{ line: 42, value: 'a stranger' }])
  assert.deepEqual(await messagesOf(survey), [])
  await house.call(inviting.inviteList, { ...of(survey), body: { customers } })
  await Promise.all([pass(0), pass(0), pass(0)])
  assert.equal((await messagesOf(survey)).length, 40)
  const funnel = (await house.call(ledgerRoutes.getInvitationFunnel, of(survey))).answer
  assert.equal(funnel.decided, 40)
  assert.equal(funnel.waiting, 40)
  assert.equal(funnel.rates.delivery, null)
})

test('once a survey has the answers it wants, nobody more is asked, and the ledger says so', async () => {
  await send([known('one-too-many')])
  const survey = await asking('test', { trigger: { kind: 'list' } })
  const held = (await house.call(getSurvey, of(survey))).answer
  const body = {
    revision: held.revision,
    survey: { ...held.survey, quotas: [{ id: 'enough', limit: 2 }] },
    kind: held.kind,
    touchpoint: null,
  }
  const { revision } = (await house.call(saveSurvey, { ...of(survey), body })).answer
  await house.call(publishSurvey, { ...of(survey), body: { revision } })
  const told = async (taken: number, dryRun: boolean) => {
    await house.postgres.run(sql`
      insert into listening.quota_counts (workspace_id, survey_id, quota_id, taken)
      values (${house.workspace.number}, ${survey}, 'enough', ${taken})
      on conflict (workspace_id, survey_id, quota_id) do update set taken = excluded.taken`)
    const asked = { customers: ['one-too-many'], dryRun }
    return (await house.call(inviting.inviteList, { ...of(survey), body: asked })).answer
  }
  await told(1, false)
  await pass(0)
  const [waiting] = await messagesOf(survey)
  const full = await told(2, true)
  assert.deepEqual([full.states, full.reasons], [{ blocked: 1 }, { quotaFull: 1 }])
  // What waited when the last answer came is taken back just before it would leave.
  assert.equal(
    await mayStillSend(house.installation, { workspace: house.workspace.number, id: waiting!.invitation_id }),
    false,
  )
  assert.deepEqual(await ledger(survey), [['blocked', 'quotaFull']])
})

test('a wave asks its share of everybody, spread over its days, and another workspace sees nothing of it', async () => {
  const today = house.installation.now().toISOString().slice(0, 10)
  const survey = await asking('barometer', {
    trigger: { kind: 'wave', startsOn: today, everyDays: null, spreadDays: 10 },
    sampleRate: 0.5,
    sameKindDays: 0,
    isRemeasure: true,
  })
  await pass(0)
  const states = Map.groupBy(await ledger(survey), ([state]) => state)
  const [asked, left] = [states.get('queued')?.length ?? 0, states.get('notSampled')?.length ?? 0]
  assert.ok(asked > 10 && left > 10, `${asked} were asked and ${left} left out`)
  const days = new Set((await messagesOf(survey)).map(({ send_after: at }) => at.toISOString().slice(0, 10)))
  assert.ok(days.size > 3, [...days].join(' '))
  // Another round finds the wave done.
  await pass(24)
  assert.equal((await ledger(survey)).length, [...states.values()].flat().length)
  const file = (await house.call(ledgerRoutes.exportInvitations, { ...of(survey), query: { state: 'notSampled' } }))
    .answer
  assert.equal(String(file).trim().split('\n').length, left + 1)
})

test('a dry run says whom the last 90 days would have asked, and by which rule not', async () => {
  const event = 'Tried'
  const before = (days: number) => new Date(house.installation.now().getTime() - days * 24 * hourMs).toISOString()
  await send([
    known('mona'),
    did('mona', event, { timestamp: before(60), messageId: 'mona 1' }),
    did('mona', event, { timestamp: before(50), messageId: 'mona 2' }),
    did('mona', event, { timestamp: before(5), messageId: 'mona 3' }),
    did('without an address', event, { timestamp: before(30), messageId: 'without 1' }),
  ])
  const survey = await asking('hot', { trigger: delivered(event, 60) })
  await house.call(dryRuns.startDryRun, of(survey))
  let { dryRun } = (await house.call(dryRuns.getDryRun, of(survey))).answer
  while (dryRun?.state === 'waiting' || dryRun?.state === 'running') {
    await pause(50)
    ;({ dryRun } = (await house.call(dryRuns.getDryRun, of(survey))).answer)
  }
  assert.equal(dryRun?.state, 'ended')
  assert.deepEqual(dryRun.result?.states, { queued: 2, blocked: 2 })
  assert.deepEqual(dryRun.result?.reasons, { noAddress: 1, sameSurveyTooSoon: 1, sameKindTooSoon: 1 })
  assert.deepEqual(await ledger(survey), [])
  assert.ok(dryRun.result?.some.every(({ customer }) => customer !== customerIdFromNumber(0n)))
})
