import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { openHouse, type TestHouse } from '../../../test/kit.ts'
import * as contract from '../../contract/mapping.ts'
import * as publicReading from '../../contract/public-reading.ts'
import { sql } from '../../engines/postgres/index.ts'
import { operatorToken } from '../../server/caller.ts'
import { stepsOf } from '../../vocabulary/map/journey-map.ts'
import { trialPng } from '../pictures/trial-pictures.ts'

let house: TestHouse
before(async () => {
  house = await openHouse()
})
after(() => house[Symbol.asyncDispose]())

async function done<T>(call: Promise<{ status: number; answer: T }>): Promise<T> {
  const { status, answer } = await call
  assert.ok(status < 300, `${status} ${JSON.stringify(answer)}`)
  return answer
}

const at = (map: string) => ({ workspace: house.workspace.key, map })

/** A published map with a confidential lane, hostile words and somebody accountable. */
async function published() {
  const whole = await done(house.call(contract.createMap, { body: { from: 'discovery-to-return' } }))
  const { map } = whole
  const [first] = stepsOf(map)
  const cell = (lane: string, fr: string) => ({ lane, text: { fr }, refs: [], span: 1, evidence: [] })
  const edits = [
    { op: 'addLane', lane: { id: 'lan-secret', type: 'text', name: { fr: 'Marges' }, visibility: ['editor'] } },
    { op: 'addLane', lane: { id: 'lan-open', type: 'text', name: { fr: 'Idées' } } },
    { op: 'setCell', step: first!.id, lane: 'lan-secret', cell: cell('lan-secret', 'Nous gagnons 41 euros') },
    { op: 'setCell', step: first!.id, lane: 'lan-open', cell: cell('lan-open', '<script>alert(1)</script>') },
    {
      op: 'setDeclared',
      step: first!.id,
      persona: null,
      emotion: { persona: null, valence: -0.4, intensity: 0.5, label: 'perdu' },
    },
  ]
  await done(house.call(contract.editMap, { params: at(map.id), body: { revision: 0, edits: edits as never } }))
  await done(house.call(contract.publishMap, { params: at(map.id), body: { revision: 1 } }))
  return whole
}

const open = (map: string, body: object = {}) =>
  done(house.call(publicReading.createPublicLink, { params: at(map), body: body as never }))
const local = (address: string) => address.replace(house.installation.publicUrl, house.url)
const read = (address: string, headers: Record<string, string> = {}) =>
  fetch(local(address), { redirect: 'manual', headers: { 'accept-language': 'fr', ...headers } })
const give = (address: string, password: string) =>
  fetch(local(address), {
    method: 'POST',
    redirect: 'manual',
    headers: { 'content-type': 'application/x-www-form-urlencoded', 'accept-language': 'fr' },
    body: new URLSearchParams({ password }).toString(),
  })
const lookAt = async (map: string) => (await done(house.call(publicReading.listPublicLinks, { params: at(map) }))).links

test('a map is read by nobody until somebody opens it; then without confidential lanes, as words and never as markup', async () => {
  const { map } = await published()
  assert.deepEqual(await lookAt(map.id), [])
  const link = await open(map.id, { name: 'For the agency' })
  assert.equal(link.withPassword, false)
  const answer = await read(link.address)
  const text = await answer.text()
  assert.equal(answer.status, 200, text)
  assert.match(text, /<h1>/)
  assert.match(text, /Idées/)
  assert.match(text, /&lt;script&gt;alert\(1\)&lt;\/script&gt;/)
  assert.doesNotMatch(text, /<script|41 euros|Marges/)
  assert.match(text, /−0,4 mal<\/span> perdu/)
  // Who answers for what, and every figure of customers, are not among what is shown unless asked.
  assert.doesNotMatch(text, /Responsables/)
  for (const [name, value] of Object.entries({
    'cache-control': 'no-store',
    'x-robots-tag': 'noindex, nofollow, noarchive',
    'x-content-type-options': 'nosniff',
    'content-type': 'text/html; charset=utf-8',
  })) {
    assert.equal(answer.headers.get(name), value)
  }
  const policy = answer.headers.get('content-security-policy')!
  assert.match(policy, /default-src 'none'/)
  assert.doesNotMatch(policy, /script|unsafe/)
  assert.equal(answer.headers.get('set-cookie'), null)
  assert.ok(text.length < 60_000, `${text.length} characters for a phone`)
})

test('whoever opens a page chooses what it shows', async () => {
  const { map } = await published()
  const { address } = await open(map.id, { blocks: ['owners'] })
  const text = await (await read(address)).text()
  assert.match(text, /Responsables/)
  assert.doesNotMatch(text, /Idées|perdu|Points de contact/)
})

test('the secret is in the address alone, and every use but the last is forgotten', async () => {
  const { map } = await published()
  const link = await open(map.id)
  const token = link.address.split('/').at(-1)!
  assert.ok(Buffer.from(token, 'base64url').length >= 16, 'at least 128 bits')
  await read(link.address)
  await read(link.address, { 'sec-purpose': 'prefetch' })
  const [kept] = await lookAt(map.id)
  assert.deepEqual([kept!.reads, kept!.lastReadAt !== null], [1, true])
  const rows = await house.postgres.rows(sql<{ row: string }>`select l::text as row from mapping.public_links as l`)
  assert.ok(rows.every(({ row }) => !row.includes(token)))
  assert.ok(!JSON.stringify(await lookAt(map.id)).includes(token))
})

test('an address that was closed, has run out or never was: one and the same answer', async () => {
  const { map } = await published()
  const [closed, spent] = [await open(map.id), await open(map.id, { days: 1 })]
  await done(house.call(publicReading.revokePublicLink, { params: { ...at(map.id), link: closed.id } }))
  house.turnClock(25 * 3_600_000)
  const never = closed.address.replace(/[^/]+$/, 'A'.repeat(43))
  const answers = []
  for (const address of [closed.address, spent.address, never]) {
    const answer = await read(address)
    answers.push([answer.status, await answer.text()])
  }
  assert.equal(answers[0]![0], 404)
  assert.deepEqual(answers[1], answers[0])
  assert.deepEqual(answers[2], answers[0])
})

test('a page that nothing is published for says so; one of the draft shows it as it goes', async () => {
  const { map } = await done(house.call(contract.createMap, { body: { from: 'discovery-to-return' } }))
  const [published, draft] = [await open(map.id), await open(map.id, { shows: 'draft' })]
  const answer = await read(published.address)
  assert.equal(answer.status, 404)
  assert.match(await answer.text(), /Rien n’est encore publié/)
  const text = await (await read(`${draft.address}?lang=en`)).text()
  assert.match(text, /Journey map · draft/)
  assert.match(text, /lang="en"/)
})

test('a page with a password shows nothing before it, and guesses are slowed down', async () => {
  const { map } = await published()
  const { address } = await open(map.id, { password: 'la lampe du couloir' })
  const asked = await read(address)
  const form = await asked.text()
  assert.equal(asked.status, 200)
  assert.match(form, /<form method="post"/)
  assert.doesNotMatch(form, /Découverte|Idées/)
  assert.equal((await lookAt(map.id))[0]!.reads, 0)

  const wrong = await give(address, 'une lampe')
  assert.equal(wrong.status, 403)
  assert.match(await wrong.text(), /Ce n’est pas le bon mot de passe/)
  const right = await give(address, 'la lampe du couloir')
  assert.equal(right.status, 303)
  const cookie = right.headers.get('set-cookie')!
  assert.match(cookie, /HttpOnly; SameSite=Lax/)
  assert.match(cookie, new RegExp(`Path=/p/${address.split('/').at(-1)};`))
  const pass = { cookie: cookie.split(';')[0]! }
  assert.match(await (await read(address, pass)).text(), /Idées/)
  // A pass is of one page.
  const other = await open(map.id, { password: 'la lampe du couloir' })
  assert.match(await (await read(other.address, pass)).text(), /<form/)

  for (let guess = 0; guess < 6; guess++) assert.equal((await give(address, `guess ${guess}`)).status, 403)
  const slowed = await give(address, 'la lampe du couloir')
  assert.equal(slowed.status, 429)
  assert.ok(Number(slowed.headers.get('retry-after')) > 0)
  assert.match(await slowed.text(), /Trop d’essais/)
  assert.match(await (await read(address, pass)).text(), /Idées/, 'whoever is in stays in')
  house.turnClock(3_600_001)
  assert.match(await (await read(address, pass)).text(), /<form/, 'for an hour')
  assert.equal((await give(address, 'la lampe du couloir')).status, 303)
  const rows = await house.postgres.rows(sql<{ password: string }>`
    select password from mapping.public_links where password is not null`)
  assert.ok(rows.every(({ password }) => /^\$(argon2id|scrypt)\$/.test(password)))
})

test('opening and closing stand in the audit log', async () => {
  const rows = await house.postgres.rows(sql<{ action: string }>`
    select distinct action from admitting.audit_entries where workspace_id = ${house.workspace.number}`)
  const actions = rows.map(one => one.action)
  for (const action of ['map.opened', 'map.closed', 'map.published']) assert.ok(actions.includes(action), action)
})

test('a public page shows the pictures of open lanes; the others stay where they are, whatever address is tried', async () => {
  const { map } = await published()
  const bring = async (side: number) => {
    const answer = await fetch(`${house.url}/api/w/${house.workspace.key}/pictures`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${operatorToken(house.installation)}`,
        'content-type': 'application/octet-stream',
      },
      body: trialPng(side, side) as BodyInit,
    })
    return ((await answer.json()) as { id: string }).id
  }
  const [shown, hidden] = [await bring(11), await bring(12)]
  const [step] = stepsOf(map)
  const cell = (lane: string, id: string) => ({
    ...{ op: 'setCell', step: step!.id, lane },
    cell: { lane, text: null, refs: [], span: 1, evidence: [], picture: { id, alt: { fr: 'Le <rayon>' } } },
  })
  const edits = [
    { op: 'addLane', lane: { id: 'lan-pictures', type: 'image', name: null, visibility: 'all' } },
    cell('lan-pictures', shown),
    cell('lan-secret', hidden),
  ]
  await done(house.call(contract.editMap, { params: at(map.id), body: { revision: 1, edits: edits as never } }))
  const link = await open(map.id, { shows: 'draft' })
  const page = await (await read(link.address)).text()
  assert.match(page, new RegExp(`<img src="/p/[^"]+/pictures/${shown}" alt="Le &lt;rayon&gt;"`))
  assert.ok(!page.includes(hidden))
  const look = async (address: string, id: string) => await read(`${address}/pictures/${id}`)
  const given = await look(link.address, shown)
  assert.equal(given.headers.get('content-type'), 'image/png')
  assert.deepEqual(new Uint8Array(await given.arrayBuffer()), trialPng(11, 11))
  assert.equal((await look(link.address, hidden)).status, 404)
  // The version that was published has no picture, a page without cells shows none, a password comes first.
  for (const body of [{}, { shows: 'draft', blocks: ['goals'] }, { shows: 'draft', password: 'open the map' }]) {
    assert.equal((await look((await open(map.id, body)).address, shown)).status, 404, JSON.stringify(body))
  }
})
