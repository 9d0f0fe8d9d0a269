import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { strFromU8, unzipSync } from 'fflate'
import readSheet from 'read-excel-file/node'
import { eraseCustomer } from '../src/collecting/index.ts'
import {
  createSurvey,
  createSurveyLink,
  getSurvey,
  listSurveyLinks,
  publishSurvey,
  saveSurvey,
  surveyComments,
  surveyResults,
} from '../src/contract/listening.ts'
import { getKeeping, setKeeping } from '../src/contract/survey-keeping.ts'
import { sql } from '../src/engines/postgres/index.ts'
import { surveyComments as readComments } from '../src/listening/results/comments.ts'
import { exportAnswersOf } from '../src/listening/results/duties.ts'
import { cutSome, roundAnonymous } from '../src/listening/results/forget-in-time.ts'
import { sealOlder } from '../src/listening/results/seal-older.ts'
import { operatorToken } from '../src/server/caller.ts'
import { customerIdFromNumber } from '../src/vocabulary/id.ts'
import type { Survey } from '../src/vocabulary/survey.ts'
import { openHouse, type TestHouse } from './kit.ts'

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
  const known = (await exportAnswersOf(house.context, customer)) as { surveys: readonly { answers: object }[] }
  assert.deepEqual(
    known.surveys.map(({ answers }) => answers),
    [{ nps: 10, comment: 'I am Jo of the High Street', who: { name: 'Jo' } }],
  )
  await eraseCustomer(house.context, customerIdFromNumber(customer))
  await house.settle()
  const keys = await house.postgres.rows(sql`select 1 from listening.answer_keys where response_id = ${response}`)
  assert.equal(keys.length, 0)
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
    rows!.data.slice(1).map(row => [row[8], row[9]]),
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
