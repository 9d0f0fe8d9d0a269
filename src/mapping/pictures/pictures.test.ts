import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { gatherPeople, type Person } from '../../../test/access/people.ts'
import { openHouse, type TestHouse } from '../../../test/kit.ts'
import * as contract from '../../contract/mapping.ts'
import { operatorToken } from '../../server/caller.ts'
import type { MapEdit } from '../../vocabulary/map/map-edit.ts'
import { readPictures, sweepPictures } from './pictures-store.ts'
import { claimingPng, trialPng } from './trial-pictures.ts'

let house: TestHouse
let people: readonly Person[]
before(async () => {
  house = await openHouse()
  people = (await gatherPeople(house)).people
})
after(() => house[Symbol.asyncDispose]())

const member = (role: string) => people.find(one => one.who === `the ${role} of Test`)!.headers
const operator = () => ({ authorization: `Bearer ${operatorToken(house.installation)}` })
const base = () => `${house.url}/api/w/${house.workspace.key}`

async function bring(content: Uint8Array, headers: Record<string, string> = operator(), name = 'lamp.png') {
  const answer = await fetch(`${base()}/pictures`, {
    method: 'POST',
    headers: { ...headers, 'content-type': 'application/octet-stream', 'x-file-name': name },
    body: content as BodyInit,
  })
  return { status: answer.status, answer: (await answer.json()) as { id: string; code: string } }
}

async function newMap() {
  const made = await house.call(contract.createMap, {
    params: { workspace: house.workspace.key },
    body: { from: 'retail', name: { en: 'Pictures' } },
  })
  return made.answer
}

const look = (map: string, id: string, headers: Record<string, string>, query = '') =>
  fetch(`${base()}/maps/${map}/pictures/${id}${query}`, { headers })

async function edit(
  whole: { map: { id: string }; revision: number },
  edits: MapEdit[],
  headers?: Record<string, string>,
) {
  return await house.call(
    contract.editMap,
    { params: { workspace: house.workspace.key, map: whole.map.id }, body: { revision: whole.revision, edits } },
    headers,
  )
}

test('a picture is given back byte by byte, and browsers are told to believe its type', async () => {
  const { map } = await newMap()
  const png = trialPng(3, 2)
  const { status, answer } = await bring(png)
  assert.equal(status, 201)
  assert.deepEqual(answer, { id: answer.id, type: 'image/png', width: 3, height: 2 })
  const seen = await look(map.id, answer.id, operator())
  assert.equal(seen.headers.get('content-type'), 'image/png')
  assert.equal(seen.headers.get('x-content-type-options'), 'nosniff')
  assert.match(seen.headers.get('content-security-policy') ?? '', /default-src 'self'/)
  assert.deepEqual(Buffer.from(await seen.arrayBuffer()), Buffer.from(png))
})

test('the same picture brought twice is kept once', async () => {
  const png = trialPng(4, 4)
  const ids = await Promise.all(
    [bring(png), bring(png, operator(), 'other.png')].map(async one => (await one).answer.id),
  )
  assert.equal(ids[0], ids[1])
})

const bytes = (text: string) => new TextEncoder().encode(text)
const refused: readonly { says: string; content: Uint8Array; code: string }[] = [
  {
    says: 'a page that calls itself a picture',
    content: bytes('<script>alert(1)</script>'),
    code: 'picture_unreadable',
  },
  {
    says: 'an SVG, which may hold programs',
    content: bytes('<?xml version="1.0"?>\n<svg xmlns="…">'),
    code: 'picture_svg',
  },
  { says: 'nothing', content: bytes(''), code: 'picture_unreadable' },
  { says: 'a head that breaks off', content: trialPng(2, 2).slice(0, 14), code: 'picture_unreadable' },
  {
    says: 'a JPEG that breaks off',
    content: new Uint8Array([0xff, 0xd8, 0xff, 0xe0, 0, 16, 1]),
    code: 'picture_unreadable',
  },
  { says: 'more pixels than memory', content: claimingPng(50_000, 50_000), code: 'picture_too_large' },
  {
    says: 'more than 2 MB',
    content: Buffer.concat([trialPng(2, 2), Buffer.alloc(2_000_000)]),
    code: 'picture_too_large',
  },
]
for (const { says, content, code } of refused) {
  test(`what is no picture of ours is refused: ${says}`, async () => {
    assert.equal((await bring(content)).answer.code, code)
  })
}

test('a picture in a confidential lane is seen by those who see the lane, and nobody brings it out', async () => {
  const whole = await newMap()
  const { id } = (await bring(trialPng(5, 5))).answer
  const [step] = whole.map.phases[0]!.steps
  const shown = await edit(whole, [
    { op: 'addLane', lane: { id: 'lan_secret', type: 'image', name: null, visibility: ['analyst'] } },
    {
      op: 'setCell',
      step: step!.id,
      lane: 'lan_secret',
      cell: { lane: 'lan_secret', text: null, refs: [], span: 1, evidence: [], picture: { id, alt: { en: 'A lamp' } } },
    },
  ])
  assert.equal(shown.status, 200, JSON.stringify(shown.answer))
  const [analyst, editor] = [member('analyst'), member('editor')]
  assert.equal((await look(whole.map.id, id, analyst)).status, 200)
  assert.equal((await look(whole.map.id, id, editor)).status, 404)
  const [key] = [await house.createKey('secret')]
  assert.notEqual((await look(whole.map.id, id, { authorization: `Bearer ${key}` })).status, 200)

  const own = await newMap()
  const stolen: MapEdit[] = [
    { op: 'addLane', lane: { id: 'lan_own', type: 'image', name: null, visibility: 'all' } },
    {
      op: 'setCell',
      step: own.map.phases[0]!.steps[0]!.id,
      lane: 'lan_own',
      cell: { lane: 'lan_own', text: null, refs: [], span: 1, evidence: [], picture: { id, alt: null } },
    },
  ]
  const answer = await edit(own, stolen, editor)
  assert.equal(answer.status, 400, JSON.stringify(answer.answer))
  assert.equal((await look(own.map.id, id, editor)).status, 404)
})

test('whoever takes a picture off may put it back, and one that nothing shows goes after thirty days', async () => {
  const whole = await newMap()
  const step = whole.map.phases[0]!.steps[0]!.id
  const { id } = (await bring(trialPng(6, 5))).answer
  const cell = { lane: 'lan_1', text: null, refs: [], span: 1, evidence: [], picture: { id, alt: null } }
  const first = await edit(whole, [
    { op: 'addLane', lane: { id: 'lan_1', type: 'image', name: null, visibility: 'all' } },
    { op: 'setCell', step, lane: 'lan_1', cell },
  ])
  const editor = member('editor')
  const at = (answer: { revision: number }) => ({ map: whole.map, revision: answer.revision })
  const off = await edit(at(first.answer), [{ op: 'setCell', step, lane: 'lan_1', cell: null }], editor)
  assert.equal(off.status, 200)
  const back = await edit(at(off.answer), [...off.answer.inverse], editor)
  assert.equal(back.status, 200, JSON.stringify(back.answer))

  const { postgres } = house.installation
  const number = house.workspace.number
  const later = new Date(house.installation.now().getTime() + 40 * 86_400_000)
  const before = (days: number) => new Date(later.getTime() - days * 86_400_000)
  const isKept = async () => (await readPictures(postgres, number, new Set([id]))).length === 1
  await sweepPictures(postgres, number, later, before(30))
  assert.ok(await isKept())
  await edit(at(back.answer), [{ op: 'setCell', step, lane: 'lan_1', cell: null }])
  await sweepPictures(postgres, number, later, before(-1))
  assert.ok(!(await isKept()))
})

test('a map goes into a file with its pictures, and comes out of it elsewhere the same', async () => {
  const whole = await newMap()
  const { id } = (await bring(trialPng(7, 5))).answer
  await edit(whole, [
    { op: 'addLane', lane: { id: 'lan_f', type: 'image', name: null, visibility: 'all' } },
    {
      op: 'setCell',
      step: whole.map.phases[0]!.steps[0]!.id,
      lane: 'lan_f',
      cell: { lane: 'lan_f', text: null, refs: [], span: 1, evidence: [], picture: { id, alt: { fr: 'Une lampe' } } },
    },
  ])
  const fetched = await fetch(`${base()}/maps/${whole.map.id}/export`, { headers: operator() })
  const file = JSON.parse(await fetched.text())
  assert.equal(file.pictures.length, 1)
  const other = people.find(one => one.who === 'the owner of Zanzibar')!.headers
  const importAt = async (body: unknown) =>
    await house.call(
      contract.importMap,
      { params: { workspace: 'zanzibar' }, query: { onCollision: 'replace' }, body: body as never },
      other,
    )
  const { pictures, ...without } = file
  assert.equal((await importAt(without)).status, 400)
  const wrong = [{ ...pictures[0], data: Buffer.from(trialPng(1, 9)).toString('base64') }]
  assert.equal((await importAt({ ...without, pictures: wrong })).status, 400)
  assert.equal((await importAt(file)).status, 201)
  const again = await fetch(`${house.url}/api/w/zanzibar/maps/${whole.map.id}/export`, { headers: other })
  assert.deepEqual({ ...JSON.parse(await again.text()), exportedAt: '' }, { ...file, exportedAt: '' })
})
