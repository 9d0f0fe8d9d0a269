import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, test } from 'node:test'
import { solveChallenge } from 'altcha-lib'
import { deriveKey } from 'altcha-lib/algorithms/sha'
import { createWorkspace } from '../src/admitting/index.ts'
import { anchorOf } from '../src/collecting/index.ts'
import { findCustomers } from '../src/contract/collecting.ts'
import { getContactPressure, saveContactPressure } from '../src/contract/contact-pressure.ts'
import { createSurvey, publishSurvey, setSurveyState } from '../src/contract/listening.ts'
import { createSegment } from '../src/contract/segmenting.ts'
import { listSurveyLinks } from '../src/contract/survey-links.ts'
import { getProtection, leaveOutMarked, setProtection } from '../src/contract/survey-protection.ts'
import { surveyComments, surveyResults } from '../src/contract/survey-results.ts'
import { getSurveyWebsite, saveSurveyWebsite } from '../src/contract/survey-website.ts'
import { sql, text } from '../src/engines/clickhouse/index.ts'
import { sql as postgresSql } from '../src/engines/postgres/index.ts'
import { operatorToken } from '../src/server/caller.ts'
import { type SurveyDisplay, usualDisplay } from '../src/vocabulary/survey/survey-display.ts'
import { openHouse, type TestHouse } from './kit.ts'

let house: TestHouse
let writeKey: string
before(async () => {
  house = await openHouse()
  writeKey = await house.createKey('write')
})
after(() => house[Symbol.asyncDispose]())

const of = (survey: string) => ({ params: { workspace: house.workspace.key, survey } })

async function onSite(display: Partial<SurveyDisplay> = {}, template = 'one-question'): Promise<string> {
  const made = (await house.call(createSurvey, { body: { template } })).answer
  await house.call(publishSurvey, { ...of(made.id), body: { revision: made.revision } })
  await set(made.id, display)
  return made.id
}

async function set(survey: string, display: Partial<SurveyDisplay>): Promise<void> {
  const { pages, notPages, sites, ...rest } = { ...usualDisplay, isOn: true, ...display }
  const body = { ...rest, pages: [...pages], notPages: [...notPages], sites: [...sites] }
  const saved = await house.call(saveSurveyWebsite, { ...of(survey), body })
  assert.equal(saved.status, 200, JSON.stringify(saved.answer))
}

async function ask(path: string, body: object, origin = 'https://shop.example') {
  const answer = await fetch(`${house.url}/v1/surveys${path}`, {
    method: 'POST',
    headers: { 'content-type': 'text/plain', origin },
    body: JSON.stringify({ writeKey, ...body }),
  })
  return { status: answer.status, ...((await answer.json()) as Record<string, unknown>) } as {
    status: number
    surveys?: { survey: string }[]
    others?: { survey: string; why: string }[]
    show?: boolean
    why?: string
    impression?: string
    language?: string
    code?: string
  }
}

const visitor = () => ({ anonymousId: randomUUID() })
const show = (survey: string, who: object, path = '/', origin?: string) =>
  ask('/show', { survey, path, languages: ['en-GB'], ...who }, origin)

function answer(
  impression: string | undefined,
  who: { anonymousId: string; userId?: string },
  said: object,
  key = writeKey,
) {
  const form = new URLSearchParams({
    writeKey: key,
    impression: impression ?? '',
    page: 'first',
    asked: 'score comment',
    ...who,
  })
  for (const [name, value] of Object.entries(said)) form.set(name, String(value))
  return fetch(`${house.url}/v1/surveys/answers`, { method: 'POST', body: form })
}

test('a survey is offered where its rules say, and who asks why it is not is told', async () => {
  const shown = await onSite({ sites: ['shop.example'], share: 1 })
  const off = await onSite({ isOn: false })
  const nobody = await onSite({ share: 0 })
  const paused = await onSite()
  await house.call(setSurveyState, { ...of(paused), body: { state: 'paused' } })
  const who = visitor()
  const told = await ask('', { ...who, explain: true })
  assert.deepEqual(
    told.surveys?.map(({ survey }) => survey).filter(one => [shown, off, nobody, paused].includes(one)),
    [shown],
  )
  const why = new Map(told.others?.map(one => [one.survey, one.why]))
  assert.deepEqual(
    [off, nobody, paused].map(one => why.get(one)),
    ['off', 'share', 'notLive'],
  )
  assert.equal((await show(shown, who, '/', 'https://evil.example')).why, 'site')
  assert.equal((await ask('', { ...who, writeKey: 'nobody’s' })).code, 'key_unknown')
})

test('it shows to a visitor once in so many days, whoever of their tabs asks, and again after', async () => {
  const survey = await onSite({ everyDays: 30, pages: ['/orders/*'] })
  const who = visitor()
  assert.equal((await show(survey, who, '/basket')).why, 'page')
  const both = await Promise.all([show(survey, who, '/orders/1'), show(survey, who, '/orders/2')])
  assert.deepEqual(both.map(one => one.show).sort(), [false, true])
  assert.equal((await show(survey, { ...who, userId: 'u1' }, '/orders/3')).why, 'shownLately')
  house.turnClock(31 * 86_400_000)
  assert.equal((await show(survey, who, '/orders/1')).show, true)
  assert.equal((await house.call(getSurveyWebsite, of(survey))).answer.shown, 2)
})

test('whoever was shown enough surveys of a month, or was just asked by mail, is shown no other', async () => {
  const surveys = [await onSite(), await onSite(), await onSite(), await onSite()]
  const who = { ...visitor(), userId: 'cus-often' }
  for (const survey of surveys.slice(0, 3)) assert.equal((await show(survey, who)).show, true)
  assert.equal((await show(surveys[3]!, who)).why, 'asked')
  assert.equal((await show(surveys[3]!, visitor())).show, true)
  const invited = { ...visitor(), userId: 'cus-invited' }
  const customer = anchorOf(house.installation, house.workspace.number, 'user_id', invited.userId)
  await house.installation.postgres.run(postgresSql`
    insert into listening.invitations (
      workspace_id, invitation_id, survey_id, customer_id, channel, cause, state, decided_at, sent_at
    )
    values (
      ${house.workspace.number}, 'ask_often', ${surveys[0]!}, ${String(customer)}, 'email', 'list:1', 'sent',
      ${house.installation.now()}, ${house.installation.now()}
    )`)
  assert.equal((await show(surveys[3]!, invited)).why, 'asked')
  house.turnClock(8 * 86_400_000)
  assert.equal((await show(surveys[3]!, invited)).show, true)
})

test('a customer of a segment that is never asked is shown nothing, and the page is not told why', async () => {
  const who = { ...visitor(), userId: 'cus-apart' }
  await house.send(writeKey, [
    { type: 'identify', userId: who.userId, messageId: 'apart-known', traits: { plan: 'a' } },
  ])
  await house.settle()
  const [found] = (await house.call(findCustomers, { body: { identifier: who.userId } })).answer.customers
  const made = await house.call(createSegment, { body: { name: 'Kept apart', customers: [found!.customer] } })
  assert.equal(made.status, 201, JSON.stringify(made.answer))
  const held = (await house.call(getContactPressure, {})).answer
  const keep = async (revision: number, excludedSegments: string[]) => {
    const body = { revision, pressure: { ...held.pressure, excludedSegments } }
    const saved = await house.call(saveContactPressure, { body })
    assert.equal(saved.status, 200, JSON.stringify(saved.answer))
    return saved.answer.revision
  }
  const revision = await keep(held.revision, [made.answer.id])
  const survey = await onSite()
  assert.equal((await show(survey, who)).why, 'asked')
  assert.equal((await show(survey, visitor())).show, true)
  await keep(revision, [])
  assert.equal((await show(survey, who)).show, true)
})

test('a share of visitors is the same ones each time, another one for another survey', async () => {
  const [one, other] = [await onSite({ share: 0.5 }), await onSite({ share: 0.5 })]
  const people = Array.from({ length: 40 }, visitor)
  const offered = async (survey: string) =>
    (await Promise.all(people.map(who => ask('', who)))).map(told => told.surveys!.some(each => each.survey === survey))
  const first = await offered(one)
  assert.deepEqual(await offered(one), first)
  assert.notDeepEqual(await offered(other), first)
  const share = first.filter(Boolean).length
  assert.ok(share > 6 && share < 34, `${share} of 40`)
})

test('answers sent again and again, and by two at once, are one response of the visitor, told as their event', async () => {
  const survey = await onSite()
  const who = { ...visitor(), userId: 'cus-77' }
  const { impression } = await show(survey, who)
  const sent = await Promise.all([1, 2, 3].map(() => answer(impression, who, { 'q:score': 4, lang: 'en' })))
  assert.deepEqual(
    sent.map(one => one.status),
    [200, 200, 200],
  )
  assert.equal((await answer(impression, who, { 'q:score': 1 })).status, 200)
  const { completed, questions } = (await house.call(surveyResults, of(survey))).answer
  assert.deepEqual([completed, questions[0]!.answers.find(({ answer }) => answer === '4')?.n], [1, 1])
  const told = (await house.call(getSurveyWebsite, of(survey))).answer
  assert.deepEqual([told.shown, told.started, told.completed, told.dismissed], [1, 1, 1, 0])
  // The address of the web site is none that people are given.
  assert.equal((await house.call(listSurveyLinks, of(survey))).answer.links.length, 1)
  const key = await house.createKey('secret')
  await house.send(key, [{ type: 'track', event: 'Order Completed', userId: 'cus-77', properties: {} }])
  for (let waited = 0; ; waited++) {
    const left = await house.postgres.first(
      postgresSql<{
        n: string
      }>`select count(*) as n from listening.responses where told_at is null and completed_at is not null`,
    )
    if (Number(left?.n) === 0) break
    await new Promise(resolve => setTimeout(resolve, 100))
    assert.ok(waited < 600)
  }
  await house.settle()
  const rows = await house.clickhouse.rows<{ names: string[]; people: string }>(
    sql`select arraySort(groupUniqArray(name)) as names, uniqExact(anchor) as people from events
      where name = ${text('Order Completed')} or (name = ${text('Survey Answered')} and texts['survey'] = ${text(survey)})`,
  )
  assert.deepEqual(rows[0], { names: ['Order Completed', 'Survey Answered'], people: '1' }, JSON.stringify(rows))
  const kept = await house.postgres.first(
    postgresSql<{
      sealed: Buffer | null
    }>`select sender_sealed as sealed from listening.responses where survey_id = ${survey}`,
  )
  assert.equal(kept?.sealed, null, 'once it is told, nothing says what they are called')
})

test('nothing is taken that was never shown, was shown to another, or is answered with the key of another workspace', async () => {
  const survey = await onSite({ sites: ['shop.example'] })
  const who = visitor()
  const { impression } = await show(survey, who)
  const elsewhere = await createWorkspace(house.installation, {
    key: 'elsewhere',
    name: 'Elsewhere',
    timeZone: 'Europe/Paris',
    locale: 'fr',
    measurementConsent: 'opt-out',
    actor: { kind: 'system' },
  })
  const { createKey, sourceByName } = await import('../src/admitting/index.ts')
  const there = { ...house.context, workspace: elsewhere }
  const { key } = await createKey(there, { kind: 'write', sourceId: (await sourceByName(there, 'Site', 'web')).id })
  const refused = [
    await answer(randomUUID(), who, { 'q:score': 4 }),
    await answer(impression, visitor(), { 'q:score': 4 }),
    await answer(impression, who, { 'q:score': 4 }, key),
    // The site that it is sent from is not among those of the survey.
    await answer(impression, who, { 'q:score': 4 }),
  ]
  assert.deepEqual(
    refused.map(one => one.status),
    [404, 404, 404, 403],
  )
  const stolen = await ask('/show', { survey, path: '/', languages: [], ...visitor(), writeKey: key })
  assert.deepEqual([stolen.show, stolen.why], [false, 'notLive'])
  assert.equal((await house.call(surveyResults, of(survey))).answer.started, 0)
})

test('an answer off its scale or to no question is told with its question, and nothing is kept', async () => {
  const survey = await onSite()
  const who = visitor()
  const { impression } = await show(survey, who)
  for (const said of [{ 'q:score': '11' }, { 'q:score': 'x' }, {}, { 'q:score': '4', 'q:<script>': 'x' }]) {
    const told = await answer(impression, who, said)
    assert.equal(told.status, 422)
    assert.ok(((await told.json()) as { faults: unknown[] }).faults.length > 0)
  }
  assert.equal((await answer(impression, who, { 'q:score': 4, 'q:comment': 'x'.repeat(70_000) })).status, 413)
  assert.equal((await house.call(surveyResults, of(survey))).answer.started, 0)
})

const addressOf = async (survey: string) =>
  `${house.url}${new URL((await house.call(listSurveyLinks, of(survey))).answer.links[0]!.address).pathname}`

const sendTo = (address: string, more: Record<string, string> = {}, headers: Record<string, string> = {}) =>
  fetch(address, {
    method: 'POST',
    redirect: 'manual',
    headers,
    body: new URLSearchParams({ page: 'first', asked: 'score comment', 'q:score': '4', ...more }),
  })

async function challengeOn(address: string): Promise<string | undefined> {
  const markup = await (await fetch(address)).text()
  return /data-challenge="([^"]*)"/.exec(markup)?.[1]?.replaceAll('&quot;', '"')
}

test('a survey that asks browsers to work takes a response for each work, once, and for that survey alone', async () => {
  const [survey, other] = [await onSite(), await onSite()]
  await house.call(setProtection, { ...of(survey), body: { level: 2 } })
  const address = await addressOf(survey)
  assert.equal((await sendTo(address)).status, 403)
  const challenge = JSON.parse((await challengeOn(address))!)
  const solution = await solveChallenge({ challenge, deriveKey })
  const proof = JSON.stringify({ challenge, solution })
  const forged = JSON.stringify({ challenge: { ...challenge, signature: 'ab'.repeat(32) }, solution })
  assert.equal((await sendTo(address, { proof: forged })).status, 403)
  await house.call(setProtection, { ...of(other), body: { level: 2 } })
  assert.equal((await sendTo(await addressOf(other), { proof })).status, 403)
  assert.equal((await sendTo(address, { proof })).status, 303)
  assert.equal((await sendTo(address, { proof })).status, 403, 'used once')
  assert.equal((await house.call(surveyResults, of(survey))).answer.completed, 1)
  const who = visitor()
  const told = (await show(survey, who)) as { impression?: string; challenge?: string }
  const refused = await answer(told.impression, who, { 'q:score': 4 })
  assert.deepEqual([refused.status, ((await refused.json()) as { code: string }).code], [403, 'survey_unproven'])
  const work = JSON.parse(told.challenge!)
  const done = JSON.stringify({ challenge: work, solution: await solveChallenge({ challenge: work, deriveKey }) })
  assert.equal((await answer(told.impression, who, { 'q:score': 4, proof: done })).status, 200)
})

test('a second response of one device is marked, whoever stands in line behind it is not, and no two are joined', async () => {
  const survey = await onSite()
  const address = await addressOf(survey)
  const send = (cookie: string) => sendTo(address, {}, { cookie })
  const [first, other] = [await sendTo(address), await sendTo(address)]
  const cookie = first.headers.get('set-cookie')?.split(';')[0] ?? ''
  assert.match(first.headers.get('set-cookie') ?? '', /Path=\/s\/; HttpOnly; SameSite=Lax; Max-Age=2592000/)
  assert.notEqual(other.headers.get('set-cookie')?.split(';')[0], cookie)
  const again = await send(cookie)
  assert.deepEqual([again.status, again.headers.get('set-cookie')], [303, null])
  const { marked } = (await house.call(getProtection, of(survey))).answer
  assert.equal(marked.find(({ mark }) => mark === 'device')?.n, 1)
  await house.call(setProtection, { ...of(survey), body: { level: 0 } })
  assert.equal((await sendTo(address)).headers.get('set-cookie'), null, 'nothing is kept where nothing is watched')
})

test('the same words again are marked, and marks keep responses out of every figure and list only once somebody chose so', async () => {
  const survey = await onSite()
  const address = await addressOf(survey)
  const said = { 'q:comment': 'Nobody told us that the parcel would come a week late.' }
  const browser = { 'accept-language': 'en-GB,en;q=0.8' }
  for (const more of [said, said, { 'q:comment': 'Fine.' }])
    assert.equal((await sendTo(address, more, browser)).status, 303)
  assert.equal((await sendTo(address, {}, { 'accept-language': '*' })).status, 303)
  const told = (await house.call(getProtection, of(survey))).answer
  const amount = (mark: string) => told.marked.find(one => one.mark === mark)?.n ?? 0
  assert.deepEqual(['repeated', 'locale', 'device'].map(amount), [1, 1, 0])
  const seen = async () => {
    const { completed, questions } = (await house.call(surveyResults, of(survey))).answer
    const { comments } = (await house.call(surveyComments, of(survey))).answer
    const rows = await fetch(`${house.url}/api/w/${house.workspace.key}/surveys/${survey}/answers?format=jsonl`, {
      headers: { authorization: `Bearer ${operatorToken(house.installation)}` },
    })
    return [completed, questions[0]!.n, comments.length, (await rows.text()).trim().split('\n').length]
  }
  assert.deepEqual(await seen(), [4, 4, 3, 4], 'a mark alone changes nothing')
  const chosen = await house.call(leaveOutMarked, { ...of(survey), body: { marks: ['repeated', 'locale'] } })
  assert.deepEqual([chosen.answer.leftOut, chosen.answer.amountLeftOut], [['locale', 'repeated'], 2])
  assert.deepEqual(await seen(), [2, 2, 2, 2])
  assert.equal((await sendTo(address, said, browser)).status, 303)
  assert.deepEqual(await seen(), [2, 2, 2, 2], 'what comes later is left out as it comes')
  await house.call(leaveOutMarked, { ...of(survey), body: { marks: [] } })
  assert.deepEqual(await seen(), [5, 5, 4, 5])
})

test('a page of a survey stands in frames of the sites that its author named alone, and tells no other site where it is', async () => {
  const survey = await onSite({ sites: ['shop.example.com'] })
  const address = await addressOf(survey)
  const begun = await sendTo(address)
  const pages: readonly (readonly [Response, string])[] = [
    [await fetch(address), 'https://shop.example.com'],
    [await sendTo(address, { 'q:score': '99' }), 'https://shop.example.com'],
    [await fetch(`${house.url}${begun.headers.get('location')}`), 'https://shop.example.com'],
    [await fetch(await addressOf(await onSite())), "'none'"],
    [await fetch(`${house.url}/s/0000000000000`), "'none'"],
    [await fetch(`${house.url}/u/0000000000000`), "'none'"],
  ]
  for (const [page, frames] of pages) {
    const policy = (page.headers.get('content-security-policy') ?? '').split('; ')
    assert.ok(policy.includes(`frame-ancestors ${frames}`), `${page.url} ${policy}`)
    assert.ok(policy.includes("default-src 'none'") && policy.includes("form-action 'self'"))
    assert.ok(!policy.some(rule => rule.startsWith('script-src')))
    assert.equal(page.headers.get('referrer-policy'), 'no-referrer')
    assert.match(page.headers.get('x-robots-tag') ?? '', /noindex/)
    assert.match(await page.text(), /<meta name="robots" content="noindex, nofollow">/)
  }
})

test('a survey for personal addresses alone opens at no other, nor on a web site', async () => {
  const survey = await onSite()
  const address = await addressOf(survey)
  await house.call(setProtection, { ...of(survey), body: { level: 3 } })
  assert.equal((await fetch(address)).status, 404)
  assert.equal((await sendTo(address)).status, 404)
  assert.equal((await show(survey, visitor())).why, 'notLive')
})

test('far more answers than usual raise the protection for an hour and are marked; nobody is refused for it', async () => {
  const survey = await onSite()
  const address = await addressOf(survey)
  for (let sent = 0; sent < 42; sent++) assert.equal((await sendTo(address)).status, 303)
  const raised = (await house.call(getProtection, of(survey))).answer
  assert.ok(raised.raisedUntil, 'the team is told')
  assert.ok(await challengeOn(address), 'browsers are asked to work')
  assert.equal((await sendTo(address)).status, 303, 'who cannot is let in')
  const { marked } = (await house.call(getProtection, of(survey))).answer
  assert.ok(marked.some(({ mark, n }) => mark === 'unproven' && n >= 1))
  house.turnClock(2 * 3_600_000)
  assert.equal(await challengeOn(address), undefined)
})
