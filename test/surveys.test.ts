import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { encodeQR } from 'qr'
import decodeQR from 'qr/decode.js'
import { exportAnswers } from '../src/contract/answer-files.ts'
import { findCustomers } from '../src/contract/collecting.ts'
import {
  createSurvey,
  getSurvey,
  listSurveys,
  publishSurvey,
  saveSurvey,
  setSurveyState,
} from '../src/contract/listening.ts'
import * as mapping from '../src/contract/mapping.ts'
import type { CallOf } from '../src/contract/route.ts'
import { surveyFileReport } from '../src/contract/survey-files.ts'
import {
  addPlaces,
  closeSurveyLink,
  createSurveyLink,
  drawCode,
  listSurveyLinks,
  printCodes,
} from '../src/contract/survey-links.ts'
import { recordResponses } from '../src/contract/survey-recording.ts'
import { deleteResponse, surveyComments, surveyResults } from '../src/contract/survey-results.ts'
import { listSentFiles } from '../src/contract/survey-sent-files.ts'
import { getQuotas, listSurveyVersions } from '../src/contract/survey-writing.ts'
import { sql, text } from '../src/engines/clickhouse/index.ts'
import { sql as postgresSql } from '../src/engines/postgres/index.ts'
import { forgetUntaken } from '../src/listening/answering/sent-files/files-store.ts'
import { drawSlip } from '../src/listening/receipts/draw-slip.ts'
import { operatorToken } from '../src/server/caller.ts'
import { stepsOf } from '../src/vocabulary/map/journey-map.ts'
import type { Survey } from '../src/vocabulary/survey/survey.ts'
import { surveyFileShape } from '../src/vocabulary/survey/survey-file.ts'
import { comparableSince } from '../src/vocabulary/survey/survey-versions.ts'
import { openHouse, type TestHouse } from './kit.ts'
import { examplePng } from './pictures.ts'

let house: TestHouse
before(async () => {
  house = await openHouse()
})
after(() => house[Symbol.asyncDispose]())

const of = <More extends object>(survey: string, more: More = {} as More) => ({
  params: { workspace: house.workspace.key, survey, ...more },
})

/** A published survey of a template, and the path of its address. */
async function published(template: string, change: (survey: Survey) => Survey = same => same) {
  const made = (await house.call(createSurvey, { body: { template } })).answer
  const { id, kind } = made
  const body = { revision: made.revision, survey: change(made.survey), kind, touchpoint: null }
  const saved = (await house.call(saveSurvey, { ...of(id), body })).answer
  const told = await house.call(publishSurvey, { ...of(id), body: { revision: saved.revision } })
  assert.equal(told.status, 200, JSON.stringify(told.answer))
  const [link] = (await house.call(listSurveyLinks, of(id))).answer.links
  return { id, link: link!, address: new URL(link!.address).pathname }
}

const read = (path: string) => fetch(`${house.url}${path}`, { headers: { 'accept-language': 'en' } })

/** Sends a page as a browser without programmes does: the hidden fields that the page holds, and what is answered. */
async function send(path: string, said: Record<string, string | readonly string[]>): Promise<Response> {
  const markup = await (await read(path)).text()
  const form = new URLSearchParams()
  for (const [, name, value] of markup.matchAll(/<input type="hidden" name="(\w+)" value="([^"]*)">/g))
    form.set(name!, value!)
  for (const [name, value] of Object.entries(said)) for (const one of [value].flat()) form.append(`q:${name}`, one)
  return fetch(`${house.url}${path}`, {
    method: 'POST',
    body: form,
    redirect: 'manual',
    headers: { 'accept-language': 'en' },
  })
}

const next = (answer: Response) => {
  assert.equal(answer.status, 303)
  return (answer.headers.get('location') ?? '').replace(/\?.*/, '')
}

const count = async () =>
  Number((await house.postgres.first(postgresSql<{ n: string }>`select count(*) as n from listening.responses`))?.n)

test('an unhappy customer answers without a programme in the page, is asked why, and is thanked in their way', async () => {
  const { id, address } = await published('after-delivery')
  const first = await read(address)
  assert.equal(first.status, 200)
  const markup = await first.text()
  assert.match(markup, /How satisfied are you with your delivery\?/)
  assert.ok(markup.length < 50_000 && !/<script/.test(markup))
  const second = next(await send(address, { score: '2' }))
  assert.match(await (await read(second)).text(), /What went wrong\?/)
  assert.equal(next(await send(second, { wrong: ['late', 'news'], comment: 'It came a week late.' })), second)
  assert.match(await (await read(second)).text(), /Thank you for telling us/)
  const { started, completed, questions } = (await house.call(surveyResults, of(id))).answer
  assert.deepEqual([started, completed], [1, 1])
  assert.deepEqual(
    questions.map(({ question, n, doubt }) => [question, n, doubt]),
    [
      ['score', 1, 'tooFew'],
      ['wrong', 1, 'tooFew'],
      ['comment', 1, 'tooFew'],
    ],
  )
  assert.deepEqual(
    questions[1]!.answers.filter(({ n }) => n > 0).map(({ answer }) => answer),
    ['late', 'news'],
  )
})

test('a happy one is never asked what went wrong, and a score of nobody is no score', async () => {
  const { id, address } = await published('after-delivery')
  const none = (await house.call(surveyResults, of(id))).answer
  assert.deepEqual([none.questions[0]!.n, none.questions[0]!.score], [0, null])
  const second = next(await send(address, { score: '5' }))
  const markup = await (await read(second)).text()
  assert.doesNotMatch(markup, /What went wrong/)
  next(await send(second, {}))
  const { score, n } = (await house.call(surveyResults, of(id))).answer.questions[0]!
  assert.deepEqual([score?.value, n], [100, 1])
})

test('a SurveyJS file is told before anything is written, becomes a draft, and leaves as a file of ours', async () => {
  const file = {
    title: 'Your stay',
    pages: [
      { elements: [{ type: 'rating', name: 'nps', title: 'Would you recommend us?', rateMin: 0, rateMax: 10 }] },
      {
        visibleIf: '{nps} <= 6',
        elements: [
          { type: 'comment', name: 'why' },
          { type: 'signaturepad', name: 'sign' },
        ],
      },
    ],
  }
  const path = `${house.url}/api/w/${house.workspace.key}/surveys`
  const authorization = `Bearer ${operatorToken(house.installation)}`
  const sendFile = async (query: string) => {
    const headers = { authorization, 'content-type': 'application/octet-stream', 'x-file-name': 'nps.json' }
    const sent = await fetch(`${path}/import-file?${query}`, { method: 'POST', headers, body: JSON.stringify(file) })
    assert.equal(sent.status, 200)
    return surveyFileReport.parse(await sent.json())
  }
  const held = (await house.call(listSurveys)).answer.surveys.length
  const dry = await sendFile('dryRun=true')
  assert.deepEqual([dry.survey, dry.questions, dry.conditions], [null, 2, 1])
  assert.ok(dry.remarks.some(({ at }) => at === 'sign'))
  assert.equal((await house.call(listSurveys)).answer.surveys.length, held)
  const { survey } = await sendFile('')
  assert.deepEqual(survey?.survey.pages[1]?.showIf, { question: 'nps', to: 6 })
  const left = await fetch(`${path}/${survey!.id}/file`, { headers: { authorization } })
  const told = surveyFileShape.parse(await left.json())
  assert.deepEqual([told.kind, told.survey], [survey!.kind, survey!.survey])
})

test('a survey whose touchpoint leaves its map is flagged, and its answers stay', async () => {
  const made = (await house.call(mapping.createMap, { body: { from: 'discovery-to-return' } })).answer.map
  const step = stepsOf(made).find(one => one.placements.length > 0)!
  const { touchpoint } = step.placements[0]!
  const { id: survey, address } = await published('one-question')
  next(await send(address, { score: '4' }))
  const whole = (await house.call(getSurvey, of(survey))).answer
  const body = {
    revision: whole.revision,
    survey: whole.survey,
    kind: whole.kind,
    touchpoint,
    map: made.id,
    step: step.id,
  }
  assert.equal((await house.call(saveSurvey, { ...of(survey), body })).answer.binding, 'placed')
  const there = step.placements.filter(one => one.touchpoint === touchpoint)
  const edits = there.map(({ id: placement }) => ({ op: 'removePlacement' as const, placement }))
  const params = { workspace: house.workspace.key, map: made.id }
  const { revision } = (await house.call(mapping.getMap, { params })).answer
  assert.equal((await house.call(mapping.editMap, { params, body: { revision, edits } })).status, 200)
  const [line] = (await house.call(listSurveys)).answer.surveys.filter(one => one.id === survey)
  assert.deepEqual([line?.binding, line?.started], ['moved', 1])
})

test('what was answered stands in later questions and in the end, as text', async () => {
  const { address } = await published('not-bought', survey => ({
    ...survey,
    pages: [
      ...survey.pages,
      {
        id: 'more',
        questions: [{ id: 'again', kind: 'text', text: { en: 'Because of {answer:comment|that}, at {place|home}?' } }],
      },
    ],
    endings: [{ id: 'end', title: { en: 'Thanks, {answer:reason}.' } }],
  }))
  const second = next(await send(address, { reason: 'later', comment: '<b>{place}</b>' }))
  assert.match(await (await read(second)).text(), /Because of &lt;b&gt;\{place\}&lt;\/b&gt;, at home\?/)
  next(await send(second, {}))
  assert.match(await (await read(second)).text(), /Thanks, I am still thinking\./)
})

test('however many finish at once, no quota is overrun, and whom it ends reads why', async () => {
  const { id, address } = await published('one-question', survey => ({
    ...survey,
    pages: [...survey.pages, { id: 'more', questions: [{ id: 'age', kind: 'number', text: { en: 'How old?' } }] }],
    quotas: [
      { id: 'unhappy', limit: 2, when: { question: 'score', to: 2 }, title: { en: 'Enough for now.' } },
      { id: 'all', limit: 3 },
    ],
  }))
  const begun = await Promise.all(Array.from({ length: 6 }, () => send(address, { score: '1' })))
  const seconds = begun.map(next)
  await Promise.all(seconds.map(path => send(path, {})))
  const ends = await Promise.all(seconds.map(async path => (await read(path)).text()))
  assert.equal(ends.filter(markup => /Enough for now\./.test(markup)).length, 4)
  // Known to be full after the first page: the second is not asked.
  assert.match(await (await read(next(await send(address, { score: '1' })))).text(), /Enough for now\./)
  next(await send(next(await send(address, { score: '5' })), {}))
  assert.match(await (await read(address)).text(), /We already have enough answers/)
  const { quotas } = (await house.call(getQuotas, of(id))).answer
  assert.deepEqual(quotas, [
    { quota: 'all', taken: 3, ended: 0 },
    { quota: 'unhappy', taken: 2, ended: 5 },
  ])
  assert.equal((await house.call(surveyResults, of(id))).answer.completed, 3)
})

test('a scale that grew breaks the count, whatever is declared, and the history says so', async () => {
  const { id } = await published('after-delivery')
  const whole = (await house.call(getSurvey, of(id))).answer
  const [first, ...others] = whole.survey.pages
  const grown = { ...whole.survey, pages: [{ ...first!, questions: [{ ...first!.questions[0]!, max: 7 }] }, ...others] }
  const body = { revision: whole.revision, survey: grown, kind: whole.kind, touchpoint: null }
  const { revision } = (await house.call(saveSurvey, { ...of(id), body })).answer
  const told = await house.call(publishSurvey, { ...of(id), body: { revision, comparable: { score: 'same' } } })
  assert.equal(told.status, 200, JSON.stringify(told.answer))
  const { versions } = (await house.call(listSurveyVersions, of(id))).answer
  assert.deepEqual(
    versions.map(({ number, comparable }) => [number, comparable.score, comparable.comment]),
    [
      [2, 'rescaled', 'same'],
      [1, undefined, undefined],
    ],
  )
  assert.match(versions[0]!.changes[0]!.en, /scale from 1–5 to 1–7/)
  assert.deepEqual(versions[1]!.survey, whole.survey)
  assert.equal(comparableSince(versions, 'score'), 2)
})

test('programmes that follow links change nothing, whatever they open', async () => {
  const { address } = await published('relationship')
  const held = await count()
  for (const path of [address, `${address}?lang=fr`, `${address}?q:score=9`])
    assert.equal((await read(path)).status, 200)
  assert.equal(await count(), held)
})

test('a page that lacks what it requires, or holds what no question takes, is told where, and nothing is kept', async () => {
  const { address } = await published('relationship')
  const held = await count()
  const refused: readonly (readonly [Record<string, string>, RegExp])[] = [
    [{}, /An answer is needed here/],
    ...['11', '-1', '6.5', 'nine', '9 or so'].map(score => [{ score }, /Choose a number from 0 to 10/] as const),
    [{ score: '9', '<script>': 'x' }, /./],
  ]
  for (const [said, words] of refused) {
    const answer = await send(address, said)
    assert.equal(answer.status, 422, JSON.stringify(said))
    assert.match(await answer.text(), words)
  }
  assert.equal(await count(), held)
})

test('a response is gone on with from any device, and going back keeps what was answered', async () => {
  const { address } = await published('relationship')
  const second = next(await send(address, { score: '3' }))
  assert.match(await (await read(`${second}?page=first`)).text(), /value="3" checked/)
  next(await send(second, { comment: 'It was <b>slow</b> & "dear".' }))
  const markup = await (await read(`${second}?page=why`)).text()
  assert.match(markup, /It was &lt;b&gt;slow&lt;\/b&gt; &amp; &quot;dear&quot;\./)
})

test('two tabs of one response make one response, and the second is thanked too', async () => {
  const { id, address } = await published('one-question')
  const form = new URLSearchParams({ page: 'first', asked: 'score comment', 'q:score': '4' })
  const begun = await fetch(`${house.url}${address}`, { method: 'POST', body: form, redirect: 'manual' })
  const place = next(begun)
  form.set('q:score', '1')
  const again = await fetch(`${house.url}${place}`, { method: 'POST', body: form, redirect: 'manual' })
  assert.equal(again.status, 303)
  const { completed, questions } = (await house.call(surveyResults, of(id))).answer
  assert.deepEqual([completed, questions[0]!.answers.find(({ answer }) => answer === '4')?.n], [1, 1])
})

test('pages that a form names by hand do not pile up', async () => {
  const { id, address } = await published('relationship')
  const second = next(await send(address, { score: '9' }))
  for (const page of ['nowhere', '<b>', 'x'.repeat(2000)]) {
    const body = new URLSearchParams({ page, asked: '' })
    await fetch(`${house.url}${second}`, { method: 'POST', body, redirect: 'manual' })
  }
  const row = await house.postgres.first(
    postgresSql<{ passed: string[] }>`select passed from listening.responses where survey_id = ${id}`,
  )
  assert.deepEqual(row?.passed, ['first'])
})

test('answers off the way that was taken in the end are dropped and counted', async () => {
  const { id, address } = await published('after-delivery')
  const second = next(await send(address, { score: '1' }))
  const form = { wrong: 'late', comment: 'Late.' }
  // The first page is answered anew before the last one is sent.
  const firstAgain = new URLSearchParams({ page: 'first', asked: 'score', 'q:score': '5' })
  const whyFirst = new URLSearchParams({ page: 'why', asked: 'wrong', 'q:wrong': 'late' })
  await fetch(`${house.url}${second}`, { method: 'POST', body: whyFirst, redirect: 'manual' })
  await fetch(`${house.url}${second}`, { method: 'POST', body: firstAgain, redirect: 'manual' })
  next(await send(second, { comment: form.comment }))
  const row = await house.postgres.first(
    postgresSql<{ dropped: number }>`select dropped from listening.responses where survey_id = ${id}`,
  )
  assert.equal(row?.dropped, 1)
  const { questions } = (await house.call(surveyResults, of(id))).answer
  assert.equal(questions.find(({ question }) => question === 'wrong')?.n, 0)
})

test('an address that was closed, never was, or is mistyped gives the same page', async () => {
  const { id, link, address } = await published('one-question')
  const closed = await house.call(closeSurveyLink, { ...of(id, { surveyLink: link.id }) })
  assert.equal(closed.status, 204)
  const pages = await Promise.all(
    [address, '/s/0000000000000', '/s/what', `${address}/0000000000000`].map(async path => {
      const answer = await read(path)
      assert.equal(answer.status, 404)
      return answer.text()
    }),
  )
  assert.equal(new Set(pages).size, 1)
})

test('a token typed by hand is read as it was meant', async () => {
  const { address } = await published('one-question')
  assert.equal((await read(address.toLowerCase().replaceAll('0', 'o').replaceAll('1', 'l'))).status, 200)
})

test('sixty begin behind one shop address in ten minutes; then they are asked to wait, and let in again', async () => {
  const { address } = await published('one-question')
  const form = new URLSearchParams({ page: 'first', asked: 'score comment', 'q:score': '4' })
  const begin = async () =>
    (await fetch(`${house.url}${address}`, { method: 'POST', body: form, redirect: 'manual' })).status
  for (let round = 0; round < 6; round++) {
    const statuses = await Promise.all(Array.from({ length: 10 }, begin))
    assert.deepEqual(new Set(statuses), new Set([303]))
  }
  assert.equal(await begin(), 429)
  house.turnClock(11 * 60_000)
  assert.equal(await begin(), 303)
})

test('a body that is too long is told so, in the language of the survey', async () => {
  const { address } = await published('one-question')
  const long = new URLSearchParams({ page: 'first', asked: 'comment', 'q:comment': 'x'.repeat(70_000) })
  const answer = await fetch(`${house.url}${address}?lang=fr`, { method: 'POST', body: long })
  assert.equal(answer.status, 413)
  assert.match(await answer.text(), /trop long/)
})

const withFiles = (survey: Survey): Survey => ({
  ...survey,
  pages: [
    {
      id: 'first',
      questions: [
        ...survey.pages[0]!.questions,
        {
          id: 'photo',
          kind: 'file',
          text: { fr: 'Une photo de l’objet ?', en: 'A picture of the item?' },
          required: true,
          files: 2,
          largest: 1,
        },
      ],
    },
  ],
})

/** Sends a page with files as a browser does. */
async function sendFiles(
  path: string,
  said: Record<string, string>,
  files: readonly (Blob | string)[],
  language = 'en',
) {
  const form = new FormData()
  for (const [name, value] of Object.entries({ page: 'first', asked: 'score comment photo', ...said }))
    form.append(name, value)
  for (const file of files) form.append('q:photo', file as Blob, ...((typeof file === 'string' ? [] : ['x.png']) as []))
  return fetch(`${house.url}${path}?lang=${language}`, { method: 'POST', body: form, redirect: 'manual' })
}

test('a photo is an answer: looked at as bytes, without the place where it was taken, saved by those who may', async () => {
  const { id, address } = await published('one-question', withFiles)
  const markup = await (await read(address)).text()
  assert.match(markup, /enctype="multipart\/form-data"/)
  assert.match(markup, /accept="image\/jpeg,image\/png,image\/webp,application\/pdf" multiple/)
  const held = await count()
  const picture = new Blob([examplePng, 'SECRET place behind its end'], { type: 'image/png' })
  const refused: readonly (readonly [readonly Blob[], number, RegExp])[] = [
    [[new Blob(['<!doctype html><script>alert(1)</script>'], { type: 'image/png' })], 415, /ne peut pas être lu comme/],
    [[new Blob([examplePng, new Uint8Array(1_100_000)])], 413, /dépasse 1 Mo/],
    [[], 422, /Il faut un fichier ici/],
    [[picture, picture, picture], 422, /Envoyez au plus 2 fichiers/],
  ]
  for (const [files, status, words] of refused) {
    const answer = await sendFiles(address, { 'q:score': '4' }, files, 'fr')
    assert.equal(answer.status, status)
    assert.match(await answer.text(), words)
  }
  const long = await sendFiles(address, { 'q:score': '4', 'q:comment': 'x'.repeat(20_000) }, [picture], 'fr')
  assert.equal(long.status, 422)
  const told = await long.text()
  assert.match(told, /Écrivez au plus \d+ signes/)
  assert.equal(await count(), held)
  // What arrived with a page that was refused is not asked for again.
  const [, kept] = /name="q:photo" value="(fil_[\w-]+)" checked/.exec(told) ?? []
  const other = await published('one-question', withFiles)
  const stolen = await sendFiles(other.address, { 'q:score': '4' }, [kept!])
  assert.deepEqual([stolen.status, /no longer here/.test(await stolen.text())], [422, true])
  next(await sendFiles(address, { 'q:score': '4' }, [kept!]))
  const { files } = (await house.call(listSentFiles, { ...of(id), query: {} })).answer
  assert.deepEqual(
    files.map(({ file, question, format, bytes }) => [file, question, format, bytes]),
    [[kept, 'photo', 'png', examplePng.length]],
  )
  const save = async (token: string) =>
    fetch(`${house.url}/api/w/${house.workspace.key}/surveys/${id}/files/${kept}`, {
      headers: { authorization: `Bearer ${token}` },
    })
  const saved = await save(operatorToken(house.installation))
  assert.match(saved.headers.get('content-disposition') ?? '', /^attachment; filename="fil_[\w-]+\.png"/)
  assert.equal(saved.headers.get('x-content-type-options'), 'nosniff')
  assert.deepEqual(Buffer.from(await saved.arrayBuffer()), examplePng)
  // A key that reads answers sees no faces.
  assert.equal((await save(await house.createKey('secret'))).status, 403)
  const table = await fetch(`${house.url}/api/w/${house.workspace.key}/surveys/${id}/answers?format=csv`, {
    headers: { authorization: `Bearer ${operatorToken(house.installation)}` },
  })
  assert.match(await table.text(), new RegExp(`/surveys/${id}/files/${kept}`))
  const stored = await house.postgres.rows(postgresSql<{ sealed: Buffer }>`
    select sealed from listening.file_parts where file_id = ${kept!}`)
  assert.ok(stored.every(({ sealed }) => !sealed.includes('IHDR')))
  const [file] = files
  await house.call(deleteResponse, of(id, { response: file!.response }))
  house.turnClock(3 * 3_600_000)
  await forgetUntaken(house.installation)
  const left = await house.postgres.rows(postgresSql`select 1 from listening.file_parts`)
  assert.equal(left.length, 0, 'nothing is left, of it or of pages that were refused')
})

test('a survey that is paused says so, and one that is taken up again goes on', async () => {
  const { id, address } = await published('one-question')
  for (const [state, status] of [
    ['paused', 503],
    ['live', 200],
    ['closed', 404],
  ] as const) {
    await house.call(setSurveyState, { ...of(id), body: { state } })
    assert.equal((await read(address)).status, status)
  }
})

test('a new scale makes a version of its own, and the answers of the old one stay what they were', async () => {
  const { id, address } = await published('after-contact')
  next(await send(address, { effort: '7' }))
  const { revision, survey, kind } = (await house.call(getSurvey, of(id))).answer
  const narrower: Survey = JSON.parse(JSON.stringify(survey).replace('"max":7', '"max":5'))
  const body = { revision, survey: narrower, kind, touchpoint: null }
  const saved = (await house.call(saveSurvey, { ...of(id), body })).answer
  assert.equal(saved.isChanged, true)
  assert.equal((await house.call(saveSurvey, { ...of(id), body })).status, 409, 'who saves over somebody is told')
  assert.match(await (await read(address)).text(), /value="7"/, 'the draft is not answered')
  const told = (await house.call(publishSurvey, { ...of(id), body: { revision: saved.revision } })).answer
  assert.deepEqual([told.version, told.isChanged], [2, false])
  assert.doesNotMatch(await (await read(address)).text(), /value="7"/)
  const by = async (version: number) =>
    (await house.call(surveyResults, { ...of(id), query: { version } })).answer.questions[0]!
  assert.deepEqual([(await by(1)).n, (await by(2)).n], [1, 0])
  assert.equal((await by(1)).score?.value, 100)
})

test('a survey that cannot be answered is not published, and says why', async () => {
  const made = (await house.call(createSurvey, { body: { template: null } })).answer
  assert.ok(made.faults.some(({ weight }) => weight === 'error'))
  const told = await house.call(publishSurvey, { ...of(made.id), body: { revision: made.revision } })
  assert.equal(told.status, 422)
  assert.match(JSON.stringify(told.answer), /This text is empty/)
})

test('each place has an address of its own, counted apart; what people wrote there is read and leaves as words', async () => {
  const { id } = await published('one-question')
  const till = (await house.call(createSurveyLink, { ...of(id), body: { place: '=Till 3' } })).answer
  next(await send(new URL(till.address).pathname, { score: '1', comment: '=HYPERLINK("http://x.example")' }))
  const { links } = (await house.call(listSurveyLinks, of(id))).answer
  assert.deepEqual(
    links.map(({ place, completed }) => [place, completed]),
    [
      ['', 0],
      ['=Till 3', 1],
    ],
  )
  const { comments } = (await house.call(surveyComments, of(id))).answer
  assert.deepEqual(
    comments.map(({ text, score, place }) => [text, score, place]),
    [['=HYPERLINK("http://x.example")', 1, '=Till 3']],
  )
  const file = (await house.call(exportAnswers, of(id))).answer as unknown as string
  const [, line] = file.split('\r\n')
  assert.match(line!, /,'=Till 3,/)
  assert.match(line!, /"'=HYPERLINK\(""http:\/\/x\.example""\)"/)
  const gone = await house.call(deleteResponse, { ...of(id, { response: comments[0]!.response }) })
  assert.equal(gone.status, 204)
  assert.deepEqual((await house.call(surveyComments, of(id))).answer.comments, [])
})

test('forty places come from a spreadsheet: those that stand twice or are empty are told, the others are printed', async () => {
  const { id } = await published('one-question')
  const places = Array.from({ length: 40 }, (_, at) => `Shop ${at + 1}`)
  places[7] = ' shop 3 '
  places[20] = 'SHOP 12'
  places[31] = ''
  const told = (await house.call(addPlaces, { ...of(id), body: { places } })).answer
  assert.deepEqual(told, {
    made: 37,
    left: [
      { line: 8, place: 'shop 3', why: 'twice' },
      { line: 21, place: 'SHOP 12', why: 'twice' },
      { line: 32, place: '', why: 'empty' },
    ],
  })
  const again = (await house.call(addPlaces, { ...of(id), body: { places: places.slice(0, 2) } })).answer
  assert.equal(again.made, 0)
  const { links } = (await house.call(listSurveyLinks, of(id))).answer
  const shop = links.find(({ place }) => place === 'Shop 40')!
  const code = (await house.call(drawCode, of(id, { surveyLink: shop.id }))).answer as unknown as string
  assert.match(code, /^<svg|^<\?xml/)
  const pdf = (await house.call(printCodes, of(id))).answer as unknown as string
  assert.match(pdf, /^%PDF-/)
  assert.equal(pdf.match(/\/Type \/Page\b/g)?.length, 7, '38 cards, six a sheet')
  // A printer of receipts puts so many dots on its roll, no more and no fewer.
  for (const [width, dots] of [
    ['58', 384],
    ['80', 576],
  ] as const) {
    const slip = await drawSlip(house.context, {
      ...of(id, { surveyLink: shop.id }),
      query: { kind: 'receipt', width, language: 'both' },
      body: undefined,
    })
    assert.equal(Buffer.from(slip.content as Uint8Array).readUInt32BE(16), dots)
  }
})

test('a scanner reads the address out of a code', () => {
  const address = 'https://parcours.lumen.example/s/7J3K9QWERTZ0M'
  const modules = encodeQR(address, 'raw', { ecc: 'quartile', border: 4, scale: 4 })
  const height = modules.length
  const data = new Uint8Array(modules.flat().flatMap(dark => (dark ? [0, 0, 0, 255] : [255, 255, 255, 255])))
  assert.equal(decodeQR({ width: height, height, data }), address)
})

test('a scale that was answered is an event with its score, told once though the telling is repeated', async () => {
  const { id, address } = await published('relationship')
  const second = next(await send(address, { score: '10' }))
  next(await send(second, { comment: 'Nothing to say that events may hold.' }))
  next(await send(second, { effort: '6' }))
  const events = async () => {
    await house.settle()
    return house.clickhouse.rows<{ construct: string; score: number; said: string }>(sql`
      select toString(construct) as construct, round(score, 3) as score, toString(texts) as said
      from events
      where name = 'Survey Answered' and texts['survey'] = ${text(id)}
      order by construct`)
  }
  const deadline = Date.now() + 60_000
  while ((await events()).length < 2 && Date.now() < deadline) await pause(100)
  await house.postgres.run(postgresSql`update listening.responses set told_at = null where survey_id = ${id}`)
  const retold = async () =>
    await house.postgres.first(
      postgresSql`select 1 from listening.responses where told_at is null and survey_id = ${id}`,
    )
  while ((await retold()) && Date.now() < deadline) await pause(100)
  const told = await events()
  assert.deepEqual(
    told.map(({ construct, score }) => [construct, score]),
    [
      ['effort', 0.667],
      ['nps', 1],
    ],
  )
  assert.doesNotMatch(JSON.stringify(told), /Nothing to say/, 'words stay out of the analytical store')
  const { total } = (await house.call(findCustomers, { body: {} })).answer
  assert.equal(total, 0, 'whoever answers namelessly stands in no list of customers')
})

test('what was answered on paper is kept with its own date, once, judged as on a page, and no secret opens it', async () => {
  const { id } = await published('after-delivery')
  const record = (responses: CallOf<typeof recordResponses>['body']['responses']) =>
    house.call(recordResponses, { ...of(id), body: { responses } })
  const answeredAt = '2026-03-02T09:30:00.000Z'
  const paper = { id: 'sheet-1', answeredAt, language: 'fr' as const }
  const first = await record([
    { ...paper, answers: { score: 2, wrong: ['late'], comment: 'Trop tard.' } },
    { ...paper, id: 'sheet-2', answers: { score: 5, wrong: ['late'] } },
    { ...paper, id: 'sheet-3', answers: { score: 6 } },
    { ...paper, id: 'sheet-4', answers: { score: 4 }, place: 'Nowhere' },
    { ...paper, id: 'sheet-5', answers: { score: 4 }, answeredAt: '2199-01-01T00:00:00Z' },
  ])
  const { taken, known, refused } = first.answer
  assert.deepEqual(
    [taken, known, refused.map(one => [one.id, one.faults[0]!.question])],
    [
      2,
      0,
      [
        ['sheet-3', 'score'],
        ['sheet-4', null],
        ['sheet-5', null],
      ],
    ],
  )
  const again = await record([{ ...paper, answers: { score: 1 } }])
  assert.deepEqual([again.answer.taken, again.answer.known], [0, 1])
  const { questions, completed } = (await house.call(surveyResults, of(id))).answer
  assert.deepEqual([completed, questions.map(({ n }) => n)], [2, [2, 1, 1]])
  const rows = await house.postgres.rows(postgresSql<{ day: string; dropped: number }>`
    select to_char(completed_at at time zone 'UTC', 'YYYY-MM-DD HH24:MI') as day, dropped
    from listening.responses where survey_id = ${id} order by dropped`)
  assert.deepEqual(rows, [
    { day: '2026-03-02 09:30', dropped: 0 },
    { day: '2026-03-02 09:30', dropped: 1 },
  ])
})

test('of rotating blocks each person is asked theirs, from page to page, and who was not asked passed nothing over', async () => {
  const words = (told: string) => ({ fr: told, en: told })
  const asked = (id: string) => ({ id, kind: 'csat' as const, text: words(id), min: 1, max: 5 })
  const { id, address } = await published('relationship', survey => ({
    ...survey,
    pages: [
      { id: 'first', questions: [asked('whole')] },
      { id: 'pa', block: 'a', questions: [asked('ask-a')] },
      { id: 'pb', block: 'b', questions: [asked('ask-b')] },
    ],
    rotate: { take: 1 },
    variables: [
      {
        id: 'total',
        label: words('Total'),
        how: 'sum',
        of: ['whole', 'ask-a', 'ask-b'].map(question => ({ question })),
      },
    ],
    endings: [
      { id: 'low', title: words('Only {answer:total|0}.'), showIf: { question: 'total', to: 4 } },
      { id: 'end', title: words('Thanks') },
    ],
  }))
  const drawn: string[] = []
  for (let person = 0; person < 8; person++) {
    // The language is changed before the first answer: the same blocks are drawn.
    const markup = await (await read(address)).text()
    const [, deal] = /deal=([0-9a-f]{12})/.exec(markup) ?? []
    assert.ok(deal, 'the first page remembers what was drawn')
    const form = new URLSearchParams({ page: 'first', asked: 'whole', since: '0', 'q:whole': '2' })
    const begun = await fetch(`${house.url}${address}?lang=en&deal=${deal}`, {
      method: 'POST',
      body: form,
      redirect: 'manual',
    })
    const path = next(begun)
    const second = await (await read(path)).text()
    const [, block] = /name="q:ask-(a|b)"/.exec(second) ?? []
    assert.equal(
      second,
      await (await read(path))
        .text()
        .then(again => again.replace(/since" value="\d+/, /since" value="\d+/.exec(second)![0])),
    )
    drawn.push(block ?? '')
    if (person === 0)
      assert.match(await (await read(next(await send(path, { [`ask-${block}`]: '1' })))).text(), /Only 3\./)
    else next(await send(path, {}))
  }
  assert.deepEqual([...new Set(drawn)].sort().join(''), drawn.every(one => one === drawn[0]) ? drawn[0] : 'ab')
  const { questions } = (await house.call(surveyResults, { ...of(id), query: {} })).answer
  const told = Object.fromEntries(questions.map(one => [one.question, [one.n, one.asked]]))
  const amount = (block: string) => drawn.filter(one => one === block).length
  assert.deepEqual(told.whole, [8, 8])
  assert.deepEqual([told['ask-a']![1], told['ask-b']![1]], [amount('a'), amount('b')])
  assert.equal(told['ask-a']![0]! + told['ask-b']![0]!, 1)
  const csv = (await house.call(exportAnswers, of(id))).answer as unknown as string
  const [head, ...rows] = csv.trim().split(/\r?\n/)
  assert.match(head!, /asked,whole,ask-a,ask-b,total$/)
  assert.ok(rows.some(row => row.endsWith(',3')) && rows.filter(row => row.endsWith(',2')).length === 7, csv)
})
