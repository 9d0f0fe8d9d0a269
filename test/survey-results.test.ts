import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { strFromU8, unzipSync } from 'fflate'
import readSheet from 'read-excel-file/node'
import { eraseCustomer } from '../src/collecting/index.ts'
import { knownProperties } from '../src/contract/known-events.ts'
import { createSurvey, getSurvey, publishSurvey, saveSurvey } from '../src/contract/listening.ts'
import { askSurveyGroups, askSurveyRates, askSurveyTrend } from '../src/contract/survey-figures.ts'
import { getKeeping, setKeeping } from '../src/contract/survey-keeping.ts'
import { createSurveyLink, listSurveyLinks } from '../src/contract/survey-links.ts'
import { askRepresentation } from '../src/contract/survey-representation.ts'
import { surveyComments, surveyResults } from '../src/contract/survey-results.ts'
import { closeWave, listWaveResults } from '../src/contract/survey-waves.ts'
import { sql as clickhouseSql } from '../src/engines/clickhouse/index.ts'
import { sql } from '../src/engines/postgres/index.ts'

import { keepArrived } from '../src/listening/answering/sent-files/files-store.ts'
import { surveyComments as readComments } from '../src/listening/results/comments.ts'
import { exportAnswersOf } from '../src/listening/results/duties.ts'
import { cutSome, roundAnonymous } from '../src/listening/results/forget-in-time.ts'
import { sealOlder } from '../src/listening/results/seal-older.ts'
import { createFixed } from '../src/segmenting/index.ts'
import { operatorToken } from '../src/server/caller.ts'
import { customerIdFromNumber } from '../src/vocabulary/id.ts'
import type { Survey } from '../src/vocabulary/survey/survey.ts'
import { openHouse, type TestHouse } from './kit.ts'
import { examplePng } from './pictures.ts'

let house: TestHouse
before(async () => {
  house = await openHouse()
})
after(() => house[Symbol.asyncDispose]())

const of = (survey: string, more: Record<string, string> = {}) => ({
  params: { workspace: house.workspace.key, survey, ...more },
})

const asked: Survey = {
  languages: ['en', 'fr'],
  title: { en: 'Delivery', fr: 'Livraison' },
  pages: [
    {
      id: 'first',
      questions: [
        {
          id: 'nps',
          kind: 'nps',
          text: { en: 'Would you recommend us?', fr: 'Nous recommanderiez-vous ?' },
          min: 0,
          max: 10,
        },
        { id: 'comment', kind: 'text', text: { en: 'Why?', fr: 'Pourquoi ?' }, limit: 2000 },
        {
          id: 'who',
          kind: 'contact',
          text: { en: 'May we call?', fr: 'Pouvons-nous appeler ?' },
          fields: ['name', 'phone'],
        },
      ],
    },
  ],
  endings: [{ id: 'thanks', title: { en: 'Thank you.', fr: 'Merci.' } }],
}

/** Publishes a survey and gives its id and the path of its general address. */
async function published(survey: Survey = asked, touchpoint: string | null = null) {
  const made = (await house.call(createSurvey, { body: { template: null } })).answer
  const body = { revision: made.revision, survey, kind: 'hot' as const, touchpoint }
  const saved = (await house.call(saveSurvey, { ...of(made.id), body })).answer
  const told = await house.call(publishSurvey, { ...of(made.id), body: { revision: saved.revision } })
  assert.equal(told.status, 200, JSON.stringify(told.answer))
  const [link] = (await house.call(listSurveyLinks, of(made.id))).answer.links
  return { id: made.id, link: link!.id, path: new URL(link!.address).pathname }
}

/** Answers the one page of a survey, and gives the id of the response. */
async function answer(path: string, survey: string, said: Record<string, string>): Promise<string> {
  const form = new URLSearchParams({ page: 'first', asked: 'nps comment who' })
  for (const [name, value] of Object.entries(said)) form.set(`q:${name}`, value)
  const sent = await fetch(`${house.url}${path}`, { method: 'POST', body: form, redirect: 'manual' })
  assert.equal(sent.status, 303)
  const row = await house.postgres.first(sql<{ response_id: string }>`
    select response_id from listening.responses where survey_id = ${survey} order by started_at desc limit 1`)
  return row!.response_id
}

const stored = async (response: string) =>
  JSON.stringify(
    await house.postgres.rows(sql`
      select responses.*, answers.*, encode(sealed, 'escape') as plainly from listening.responses
      left join listening.answers using (workspace_id, response_id) where response_id = ${response}`),
  )

test('what people wrote and who they are is sealed where it is stored, and read by those who may', async () => {
  const { id, path } = await published()
  const comment = 'Le livreur a sonné au 06 12 34 56 78, écrivez à jo@example.org'
  const response = await answer(path, id, {
    nps: '3',
    comment,
    'who:name': 'Camille Renaud',
    'who:phone': '0612345678',
  })
  assert.doesNotMatch(await stored(response), /livreur|Renaud|0612345678/)
  const [said] = (await house.call(surveyComments, of(id))).answer.comments
  assert.deepEqual([said?.text, said?.score], [comment, 3])
  const { comments } = await masked(id)
  assert.equal(comments[0]?.text, 'Le livreur a sonné au ••• 78, écrivez à j•••@example.org')
  const { questions } = (await house.call(surveyResults, of(id))).answer
  assert.deepEqual(
    questions.map(({ n }) => n),
    [1, 1, 1],
  )
})

async function masked(survey: string, query: { search?: string; scoreFrom?: number } = {}) {
  const context = { ...house.context, may: (permission: string) => permission !== 'personal.read' }
  return await readComments(context, { ...of(survey), query: { limit: 50, ...query }, body: undefined })
}

test('comments are found by words, whatever their accents, by score and by place', async () => {
  const { id, path } = await published()
  const till = (await house.call(createSurveyLink, { ...of(id), body: { place: 'Till 3' } })).answer
  await answer(path, id, { nps: '2', comment: 'Délai trop long' })
  await answer(path, id, { nps: '9', comment: 'Parfait, aucun délai' })
  await answer(new URL(till.address).pathname, id, { nps: '5', comment: 'Caisse fermée' })
  const texts = async (query: object) =>
    (await house.call(surveyComments, { ...of(id), query })).answer.comments.map(({ text }) => text).sort()
  assert.deepEqual(await texts({ search: 'DELAI' }), ['Délai trop long', 'Parfait, aucun délai'])
  assert.deepEqual(await texts({ search: 'delai', scoreTo: 6 }), ['Délai trop long'])
  assert.deepEqual(await texts({ place: till.id }), ['Caisse fermée'])
  assert.deepEqual(await texts({ question: 'nothing' }), [])
  const first = (await house.call(surveyComments, { ...of(id), query: { limit: 2 } })).answer
  const next = (await house.call(surveyComments, { ...of(id), query: { limit: 2, cursor: first.cursor! } })).answer
  assert.deepEqual([first.comments.length, next.comments.length, next.cursor], [2, 1, null])
})

test('words that were stored before they were sealed are sealed', async () => {
  const { id, path } = await published()
  const response = await answer(path, id, { nps: '3', comment: 'x' })
  await house.postgres.run(sql`
    update listening.answers set value = '"Written long ago"', part = null, sealed = null
    where response_id = ${response} and question_id = 'comment'`)
  assert.equal(await sealOlder(house.installation), false)
  assert.doesNotMatch(await stored(response), /Written/)
  assert.equal((await house.call(surveyComments, of(id))).answer.comments[0]?.text, 'Written long ago')
})

test('a customer is given what they answered, and once erased it is of nobody, while the figures stay', async () => {
  const key = await house.createKey('write')
  await house.send(key, [{ type: 'track', event: 'Order Completed', userId: 'C-7', messageId: 'erase-1' }])
  await house.settle()
  const row = await house.postgres.first(sql<{ customer: string }>`select customer from collecting.customers limit 1`)
  const customer = BigInt(row!.customer)
  const { id, path } = await published()
  const response = await answer(path, id, { nps: '10', comment: 'I am Jo of the High Street', 'who:name': 'Jo' })
  await house.postgres.run(sql`
    update listening.responses set customer_id = ${String(customer)}::bigint where response_id = ${response}`)
  const where = { workspace: house.workspace.number, survey: id, question: 'photo' }
  const file = await keepArrived(house.installation, where, { format: 'png', content: examplePng })
  await house.postgres.run(sql`
    update listening.files set response_id = ${response}, arrived_at = null where file_id = ${file}`)
  const known = (await exportAnswersOf(house.context, customer)) as {
    surveys: readonly { answers: object }[]
    files: readonly { content: string }[]
  }
  assert.deepEqual(
    known.files.map(({ content }) => content),
    [examplePng.toString('base64')],
  )
  assert.deepEqual(
    known.surveys.map(({ answers }) => answers),
    [{ nps: 10, comment: 'I am Jo of the High Street', who: { name: 'Jo' } }],
  )
  const { number } = house.workspace
  await house.postgres.run(sql`
    insert into listening.invitations (
      workspace_id, invitation_id, survey_id, customer_id, channel, cause, state, decided_at
    )
    values (${number}, 'asked-once', ${id}, ${String(customer)}::bigint, 'email', 'list', 'sent', now())`)
  await house.postgres.run(sql`
    insert into listening.messages (
      workspace_id, message_id, invitation_id, kind, channel, state, send_after, address_token
    )
    values (${number}, 'sent-once', 'asked-once', 'invitation', 'email', 'sent', now(), 'hash of an address')`)
  await eraseCustomer(house.context, customerIdFromNumber(customer))
  await house.settle()
  const held = await house.postgres.rows(sql`
    select reason, address_sealed from listening.suppressions where address_token = 'hash of an address'`)
  assert.deepEqual(
    held,
    [{ reason: 'excluded', address_sealed: null }],
    'written to never again, and known by no address',
  )
  const keys = await house.postgres.rows(sql`select 1 from listening.answer_keys where response_id = ${response}`)
  const parts = await house.postgres.rows(sql`select 1 from listening.file_parts`)
  assert.deepEqual([keys.length, parts.length], [0, 0])
  assert.doesNotMatch(await stored(response), new RegExp(String(customer)))
  assert.deepEqual((await house.call(surveyComments, of(id))).answer.comments, [])
  const { questions, completed } = (await house.call(surveyResults, of(id))).answer
  assert.deepEqual([completed, ...questions.map(({ n }) => n)], [1, 1, 1, 1])
})

test('after its months a survey forgets who answered, later what they wrote, and says so', async () => {
  const { id, path } = await published()
  const response = await answer(path, id, { nps: '0', comment: 'Never again', 'who:name': 'Jo' })
  const set = await house.call(setKeeping, {
    ...of(id),
    body: { anonymity: 'identified', identityMonths: 2, wordsMonths: 6 },
  })
  assert.equal(set.status, 200)
  const age = (months: number) =>
    house.postgres.run(sql`
      update listening.responses set started_at = now() - make_interval(months => ${months}), customer_id = 7
      where response_id = ${response}`)
  const parts = async () =>
    (
      await house.postgres.rows(sql<{ part: string }>`
        select part from listening.answer_keys where response_id = ${response} order by part`)
    ).map(({ part }) => part)
  await age(1)
  await cutSome(house.installation, house.workspace.number, 'identity')
  assert.deepEqual(await parts(), ['identity', 'words'])
  await age(3)
  for (const part of ['identity', 'words'] as const) await cutSome(house.installation, house.workspace.number, part)
  assert.deepEqual(await parts(), ['words'])
  await age(7)
  for (const part of ['identity', 'words'] as const) await cutSome(house.installation, house.workspace.number, part)
  assert.deepEqual(await parts(), [])
  const { cuts } = (await house.call(getKeeping, of(id))).answer
  assert.deepEqual(
    cuts.map(({ part, responses }) => [part, responses]),
    [
      ['identity', 2],
      ['words', 1],
    ],
  )
  assert.equal((await house.call(surveyResults, of(id))).answer.questions[0]!.n, 1)
})

test('an anonymous survey keeps the day and nobody, and tells nothing of fewer than five', async () => {
  const { id, path, link } = await published()
  await house.call(setKeeping, { ...of(id), body: { anonymity: 'anonymous', identityMonths: 13, wordsMonths: 36 } })
  const response = await answer(path, id, { nps: '8', comment: 'Fine' })
  await house.postgres.run(sql`update listening.responses set customer_id = 7 where response_id = ${response}`)
  const read = () =>
    house.postgres.first(sql<{ customer_id: string | null; at: string; address_token: string | null }>`
      select customer_id, address_token, to_char(started_at at time zone 'Europe/Paris', 'HH24:MI:SS') as at
      from listening.responses where response_id = ${response}`)
  assert.equal((await read())?.customer_id, null, 'whoever writes it')
  house.turnClock(2 * 3_600_000)
  await roundAnonymous(house.installation, house.workspace)
  assert.deepEqual(await read(), { customer_id: null, address_token: null, at: '00:00:00' })
  const few = (await house.call(surveyResults, of(id))).answer
  assert.deepEqual([few.withheld, few.started, few.questions], [true, 0, []])
  assert.equal((await house.call(surveyComments, of(id))).answer.withheld, true)
  for (let more = 0; more < 4; more++) await answer(path, id, { nps: '8', comment: 'Fine' })
  assert.equal((await house.call(surveyResults, of(id))).answer.started, 5)
  const till = (await house.call(createSurveyLink, { ...of(id), body: { place: 'Till 3' } })).answer
  await answer(new URL(till.address).pathname, id, { nps: '1' })
  for (const place of [till.id, link]) {
    const part = (await house.call(surveyResults, { ...of(id), query: { place } })).answer
    assert.equal(part.withheld, true, 'nor of five, when what is left is one')
  }
  assert.equal((await house.call(getSurvey, of(id))).status, 200)
})

test('answers leave as CSV, workbook, lines of JSON and for SPSS: the same rows, and nothing in them runs', async () => {
  const { id, path } = await published()
  await answer(path, id, { nps: '9', comment: '=HYPERLINK("http://x.example")', 'who:phone': '0612345678' })
  await answer(path, id, { nps: '3', comment: 'Écrit à jo@example.org; "merci"' })
  const take = async (query: object) => {
    const search = new URLSearchParams({ ...query }).toString()
    const response = await fetch(`${house.url}/api/w/${house.workspace.key}/surveys/${id}/answers?${search}`, {
      headers: { authorization: `Bearer ${operatorToken(house.installation)}` },
    })
    assert.equal(response.status, 200)
    return new Uint8Array(await response.arrayBuffer())
  }
  const text = async (query: object) => strFromU8(await take(query))
  const csv = await text({ format: 'csv', separator: 'semicolon' })
  assert.match(csv, /^response;version;/)
  assert.match(csv, /"'=HYPERLINK\(""http:\/\/x\.example""\)"/)
  const lines = (await text({ format: 'jsonl' }))
    .trim()
    .split('\n')
    .map(line => JSON.parse(line))
  assert.deepEqual(
    lines.map(({ answers }) => answers.nps),
    [9, 3],
  )
  const [rows] = await readSheet(Buffer.from(await take({ format: 'xlsx' })))
  assert.deepEqual(
    rows!.data.slice(1).map(row => [row[9], row[10]]),
    [
      [9, '=HYPERLINK("http://x.example")'],
      [3, 'Écrit à jo@example.org; "merci"'],
    ],
  )
  assert.ok(rows!.data[1]![5] instanceof Date)
  const files = unzipSync(await take({ format: 'spss', language: 'en' }))
  assert.match(strFromU8(files['answers.sps']!), /nps 'Would you recommend us\?'/)
  assert.equal(strFromU8(files['answers.csv']!).trim().split('\r\n').length, 3)
  const key = await house.createKey('secret')
  const masked = await fetch(`${house.url}/api/w/${house.workspace.key}/surveys/${id}/answers`, {
    headers: { authorization: `Bearer ${key}` },
  })
  const shown = await masked.text()
  assert.doesNotMatch(shown, /0612345678|jo@example|who\.phone/)
})

test('a score is told over time in the days of the workspace, broken where the scale changed', async () => {
  const { id, path } = await published()
  const late = await answer(path, id, { nps: '10' })
  await answer(path, id, { nps: '0' })
  // Half past eleven at night in London is the next day in Paris.
  await house.postgres.run(sql`
    update listening.responses set started_at = '2026-01-31T23:30:00Z' where response_id = ${late}`)
  const month = (await house.call(askSurveyTrend, { ...of(id), query: { every: 'month' } })).answer
  assert.equal(month.question, 'nps')
  const points = month.series[0]!.points
  assert.deepEqual([points[0]?.day, points[0]?.score?.value], ['2026-02-01', 100])
  assert.deepEqual(
    points.slice(1, -1).map(({ n, score }) => [n, score]),
    points.slice(1, -1).map(() => [0, null]),
    'nothing is drawn through months without answers',
  )
  assert.equal(month.marks[0]?.version, 1)
})

test('groups are held against each other, small ones are not told, and a difference that is none is said to be none', async () => {
  const { id, path } = await published()
  const till = (await house.call(createSurveyLink, { ...of(id), body: { place: 'Till 3' } })).answer
  const other = (await house.call(createSurveyLink, { ...of(id), body: { place: 'Till 4' } })).answer
  const at = async (address: string, scores: readonly number[]) => {
    for (const score of scores) await answer(new URL(address).pathname, id, { nps: String(score) })
  }
  await at(
    till.address,
    Array.from({ length: 12 }, () => 10),
  )
  await at(
    other.address,
    Array.from({ length: 12 }, () => 2),
  )
  await at(`https://x.example${path}`, [5, 5])
  const told = (
    await house.call(askSurveyGroups, { ...of(id), query: { by: 'place', first: till.id, second: other.id } })
  ).answer
  assert.equal(told.all, 26)
  assert.deepEqual(told.groups.map(({ name, hidden }) => [name, hidden]).sort(), [
    ['', true],
    ['Till 3', told.groups.find(({ name }) => name === 'Till 3')!.hidden],
    ['Till 4', told.groups.find(({ name }) => name === 'Till 4')!.hidden],
  ])
  assert.equal(told.groups.filter(({ hidden }) => hidden).length, 2, 'nor what could be computed from the whole')
  await at(
    `https://x.example${path}`,
    Array.from({ length: 10 }, () => 8),
  )
  const compared = (
    await house.call(askSurveyGroups, { ...of(id), query: { by: 'place', first: till.id, second: other.id } })
  ).answer
  assert.equal(compared.difference?.means, true)
  assert.ok(compared.difference!.low > 100)
})

test('answers are crossed with the segments of those who gave them, and with what they lived before', async () => {
  const key = await house.createKey('write')
  const people = Array.from({ length: 24 }, (_, at) => `crossed-${at}`)
  const message = (userId: string, at: number) => ({
    type: 'track',
    event: 'Order Shipped',
    userId,
    messageId: `crossed-${at}`,
    properties: { days: at < 12 ? 2 : 9, carrier: at < 12 ? 'Swift' : 'Slow' },
    timestamp: new Date(house.installation.now().getTime() - 3_600_000).toISOString(),
  })
  assert.equal((await house.send(key, people.map(message))).status, 200)
  await house.settle()
  const { id, path } = await published()
  const found = await house.clickhouse.rows<{ customer: string; carrier: string }>(clickhouseSql`
    select toString(anchor) as customer, texts['carrier'] as carrier from events where name = 'Order Shipped'`)
  assert.equal(found.length, 24)
  for (const { customer, carrier } of found) {
    const response = await answer(path, id, { nps: carrier === 'Swift' ? '10' : '3' })
    await house.postgres.run(sql`
      update listening.responses set customer_id = ${customer}::bigint where response_id = ${response}`)
  }
  const ask = async (query: object) => (await house.call(askSurveyGroups, { ...of(id), query })).answer
  const carriers = await ask({
    by: 'property',
    event: 'Order Shipped',
    property: 'carrier',
    first: 'Swift',
    second: 'Slow',
  })
  assert.deepEqual(carriers.groups.map(({ key, score }) => [key, score?.value]).sort(), [
    ['Slow', -100],
    ['Swift', 100],
  ])
  assert.equal(carriers.difference?.means, true)
  const known = (await house.call(knownProperties, { query: { event: 'Order Shipped' } })).answer.properties
  assert.deepEqual(
    known.map(({ name, values }) => [name, values]),
    [
      ['carrier', ['Slow', 'Swift']],
      ['days', []],
    ],
  )
  const days = await ask({ by: 'property', event: 'Order Shipped', property: 'days' })
  assert.deepEqual(days.groups.map(({ key, n }) => [key, n]).sort(), [
    ['2', 12],
    ['9', 12],
  ])
  assert.deepEqual(
    (await ask({ by: 'event', event: 'Order Shipped' })).groups.map(({ key, n }) => [key, n]),
    [['lived', 24]],
  )
  const swift = found.filter(({ carrier }) => carrier === 'Swift').map(({ customer }) => BigInt(customer))
  const segment = await createFixed(house.context, { name: 'Shipped swiftly' }, [swift])
  const segments = await ask({ by: 'segment' })
  assert.deepEqual(
    segments.groups.map(({ key, name, n, score }) => [key, name, n, score?.value]),
    [[segment.id, 'Shipped swiftly', 12, 100]],
  )
  assert.deepEqual([segments.told, segments.all], [12, 24])
})

test('rates say what they are shares of, and of a code on a poster no response rate exists', async () => {
  const { id, path } = await published()
  await answer(path, id, { nps: '9' })
  const states = ['completed', 'completed', 'started', 'sent', 'bounced', 'blocked']
  for (const [at, state] of states.entries())
    await house.postgres.run(sql`
      insert into listening.invitations (
        workspace_id, invitation_id, survey_id, customer_id, channel, cause, state, reasons, decided_at, sent_at
      ) values (
        ${house.workspace.number}, ${`rates-${at}`}, ${id}, ${at}, 'email', 'test', ${state},
        ${state === 'blocked' ? ['yearlyCap'] : []}::text[], now(), ${state === 'blocked' ? null : new Date()}
      )`)
  for (const at of [0, 1, 2]) {
    const response = await answer(path, id, { nps: '7' })
    await house.postgres.run(sql`
      update listening.responses
      set link_id = null, invitation_id = ${`rates-${at}`}, completed_at = case when ${at} = 2 then null else now() end
      where response_id = ${response}`)
  }
  const { ways, notSent, pages } = (await house.call(askSurveyRates, of(id))).answer
  const email = ways.find(({ channel }) => channel === 'email')!
  assert.deepEqual(
    [email.eligible, email.sent, email.delivered, email.response, email.responseWithPartials, email.completion],
    [5, 5, 4, { hits: 2, of: 5 }, { hits: 3, of: 5 }, { hits: 2, of: 3 }],
  )
  const poster = ways.find(({ channel }) => channel === 'address')!
  assert.deepEqual([poster.started, poster.response], [1, null])
  assert.deepEqual(notSent, [{ reason: 'yearlyCap', n: 1 }])
  assert.deepEqual(
    pages.map(({ sent, stopped }) => [sent, stopped]),
    [[4, 1]],
  )
})

test('those who answered are held against those who were asked, and weights are told with what they cost', async () => {
  const { id } = await published()
  const ask = async (query: object = {}) => (await house.call(askRepresentation, { ...of(id), query })).answer
  assert.deepEqual([(await ask()).refused, (await ask()).plan?.isOwn], ['nobodyAsked', false])
  const number = house.workspace.number
  // Of a hundred asked by mail forty answer, and are happy; of a hundred asked by SMS ten do, and are not.
  const people = sql`generate_series(1, 200) as n`
  await house.postgres.run(sql`
    insert into listening.invitations (
      workspace_id, invitation_id, survey_id, customer_id, channel, cause, state, decided_at, sent_at, version
    )
    select ${number}, 'ask_like_' || n, ${id}, 770000 + n, case when n <= 100 then 'email' else 'sms' end, 'once',
      case when n <= 40 or n > 190 then 'completed' else 'sent' end, now(), now(), 1
    from ${people}`)
  await house.postgres.run(sql`
    insert into listening.responses (
      workspace_id, response_id, survey_id, version, invitation_id, token_hash, language, started_at, completed_at, customer_id
    )
    select ${number}, 'rsp_like_' || n, ${id}, 1, 'ask_like_' || n, decode(md5('like' || n), 'hex'), 'en', now(), now(), 770000 + n
    from ${people} where n <= 40 or n > 190`)
  await house.postgres.run(sql`
    insert into listening.answers (workspace_id, response_id, question_id, value)
    select ${number}, 'rsp_like_' || n, 'nps', case when n <= 40 then '10'::jsonb else '0'::jsonb end
    from ${people} where n <= 40 or n > 190`)
  const told = await ask()
  assert.deepEqual(
    [told.asked, told.answered, Math.round(told.plain!.value), told.weighted?.score.value],
    [200, 50, 60, 0],
  )
  // Weights 0.625 and 2.5 on 40 and 10 answers: 50² / (40 · 0.625² + 10 · 2.5²).
  assert.ok(Math.abs(told.weighted!.effective - 32) < 1e-9)
  assert.deepEqual(
    told.groups.map(({ key, asked, answered, difference }) => [key, asked, answered, difference?.means]),
    [
      ['email', 100, 40, true],
      ['sms', 100, 10, true],
    ],
  )
  assert.deepEqual([told.plan?.responseRate, told.plan?.population, told.plan?.isOwn], [0.25, 200, true])
  const byMail = Array.from({ length: 100 }, (_, at) => BigInt(770001 + at))
  const segment = await createFixed(house.context, { name: 'Asked by mail' }, [byMail])
  const segments = await ask({ by: 'segment' })
  assert.deepEqual([segments.notWeighted, segments.groups.map(({ key }) => key)], ['choose', [segment.id]])
  assert.equal((await ask({ by: 'segment', segment: segment.id })).weighted?.score.value, 0)
})

test('what is answered after a wave was closed is kept apart, and its figures do not move', async () => {
  const { id, path } = await published()
  await house.postgres.run(sql`
    insert into listening.waves (workspace_id, wave_id, survey_id, kind, started_at, starts_on)
    values (${house.workspace.number}, 'wave-1', ${id}, 'wave', now(), now()::date)`)
  const answerInWave = async (at: number, nps: string) => {
    await house.postgres.run(sql`
      insert into listening.invitations (workspace_id, invitation_id, survey_id, customer_id, channel, cause, state, decided_at)
      values (${house.workspace.number}, ${`wave-${at}`}, ${id}, ${at}, 'email', 'wave-1', 'completed', now())`)
    const response = await answer(path, id, { nps })
    await house.postgres.run(sql`
      update listening.responses set invitation_id = ${`wave-${at}`} where response_id = ${response}`)
    return response
  }
  const first = await answerInWave(901, '10')
  await answerInWave(902, '2')
  const told = async () => {
    const [wave] = (await house.call(listWaveResults, of(id))).answer.waves
    return [wave?.completed, wave?.late, wave?.scores[0]?.score?.value, wave?.scores[0]?.score?.n]
  }
  assert.deepEqual(await told(), [2, 0, 0, 2])
  assert.equal((await house.call(closeWave, { params: { ...of(id).params, wave: 'wave-1' } })).status, 200)
  house.turnClock(1000)
  await answerInWave(903, '10')
  await house.postgres.run(sql`delete from listening.responses where response_id = ${first}`)
  assert.deepEqual(await told(), [2, 1, 0, 2])
  assert.equal((await house.call(closeWave, { params: { ...of(id).params, wave: 'nothing' } })).status, 404)
})
