import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { gatherPeople, type Person } from '../../../test/access/people.ts'
import { openHouse, type TestHouse } from '../../../test/kit.ts'
import * as peopleRoutes from '../../contract/map-people.ts'
import * as talk from '../../contract/map-talk.ts'
import * as contract from '../../contract/mapping.ts'
import { commentLimits, mention } from '../../vocabulary/map/comment.ts'
import { stepsOf } from '../../vocabulary/map/journey-map.ts'
import type { MapTarget } from '../../vocabulary/map/map-target.ts'

let house: TestHouse
let people: readonly Person[]
let map: string
let step: string
let lane: string
let department: string
let ids: Readonly<Record<string, string>>
const workspace = () => ({ workspace: house.workspace.key })
const params = () => ({ ...workspace(), map })
const as = (role: string) => ({ ...people.find(one => one.who === `the ${role} of Test`)!.headers })

const say = (role: string, body: string, place: { target?: MapTarget; thread?: string }) =>
  house.call(talk.addComment, { params: params(), body: { body, ...place } }, as(role))
const threads = async (role: string) =>
  (await house.call(talk.listComments, { params: params() }, as(role))).answer.threads
const inbox = async (role: string) => (await house.call(talk.listInbox, { params: workspace() }, as(role))).answer

before(async () => {
  house = await openHouse()
  people = (await gatherPeople(house)).people
  const made = (await house.call(contract.createMap, { body: { from: 'discovery-to-return' } })).answer
  map = made.map.id
  step = stepsOf(made.map)[0]!.id
  lane = made.map.lanes.find(one => one.type === 'thought')!.id
  department = made.library.departments[0]!.id
  const found = await house.call(peopleRoutes.listPeople, { params: workspace() }, as('viewer'))
  ids = Object.fromEntries(found.answer.people.map(one => [one.role, one.id]))
  assert.ok(!JSON.stringify(found.answer).includes('@'), 'no address is told')
})
after(() => house[Symbol.asyncDispose]())

test('a viewer begins a thread, a colleague answers, and each is told of what concerns them, once', async () => {
  const begun = await say('viewer', `Vrai ? ${mention(ids.editor!)}`, { target: { kind: 'step', id: step } })
  assert.equal(begun.status, 201)
  assert.equal((await inbox('editor')).unread, 1)
  const answered = await say('editor', 'Oui <script>alert(1)</script> =HYPERLINK("x")', { thread: begun.answer.id })
  assert.deepEqual(
    answered.answer.comments.map(one => [one.author, one.body]),
    [
      [ids.viewer, `Vrai ? ${mention(ids.editor!)}`],
      [ids.editor, 'Oui <script>alert(1)</script> =HYPERLINK("x")'],
    ],
  )
  const [notice] = (await inbox('viewer')).notices
  assert.deepEqual([notice!.kind, notice!.by, notice!.subject], ['reply', ids.editor, answered.answer.comments[1]!.id])
  assert.equal((await inbox('analyst')).unread, 0)
  const read = (notices: 'all' | string[]) =>
    house.call(talk.readInbox, { params: workspace(), body: { notices } }, as('editor'))
  // Nobody reads the notices of somebody else.
  await read([notice!.id])
  assert.equal((await inbox('viewer')).unread, 1)
  await read('all')
  assert.equal((await inbox('editor')).unread, 0)
  assert.notEqual((await inbox('editor')).notices[0]!.readAt, null)
})

test('only its author changes a comment; an owner may take back anybody’s, and the answers stay', async () => {
  const { id } = (await say('viewer', 'Premier', { target: { kind: 'map' } })).answer
  const answer = (await say('editor', 'Second', { thread: id })).answer.comments[1]!
  const change = (role: string, comment: string) =>
    house.call(talk.editComment, { params: { ...params(), comment }, body: { body: 'Changé' } }, as(role))
  const remove = (role: string, comment: string) =>
    house.call(talk.removeComment, { params: { ...params(), comment } }, as(role))
  assert.equal((await change('editor', id)).status, 403)
  assert.equal((await change('owner', id)).status, 403)
  const changed = await change('viewer', id)
  assert.deepEqual([changed.answer.comments[0]!.body, changed.answer.comments[0]!.editedAt !== null], ['Changé', true])
  assert.equal((await remove('editor', id)).status, 403)
  assert.equal((await remove('viewer', id)).status, 200)
  assert.equal((await change('viewer', id)).status, 404)
  const left = (await threads('analyst')).find(one => one.id === id)!
  assert.deepEqual(
    left.comments.map(one => one.body),
    [null, 'Second'],
  )
  assert.equal((await remove('owner', answer.id)).status, 200)
  assert.equal(
    (await threads('analyst')).find(one => one.id === id),
    undefined,
  )
})

test('a thread is resolved and opened again by anybody who takes part', async () => {
  const { id } = (await say('viewer', 'À revoir', { target: { kind: 'cell', step, lane } })).answer
  const resolve = (resolved: boolean) =>
    house.call(talk.resolveThread, { params: { ...params(), comment: id }, body: { resolved } }, as('analyst'))
  const resolved = (await resolve(true)).answer
  assert.deepEqual([resolved.resolvedBy, resolved.resolvedAt !== null], [ids.analyst, true])
  assert.equal((await resolve(false)).answer.resolvedAt, null)
})

test('nothing is said of what is not there, nothing empty, nothing endless', async () => {
  assert.equal((await say('viewer', 'Où ?', { target: { kind: 'step', id: 'stp_nowhere' } })).status, 404)
  assert.equal((await say('viewer', 'Où ?', {})).status, 400)
  assert.equal((await say('viewer', '   ', { target: { kind: 'map' } })).status, 400)
  const long = 'a'.repeat(commentLimits.characters + 1)
  assert.equal((await say('viewer', long, { target: { kind: 'map' } })).status, 400)
})

test('what is said of a confidential lane is heard by those who see the lane, and mentions nobody else', async () => {
  const { revision } = (await house.call(contract.getMap, { params: params() })).answer
  const hidden = await house.call(
    contract.editMap,
    {
      params: params(),
      body: {
        revision,
        edits: [
          { op: 'addLane', lane: { id: 'lan_secret', type: 'text', name: null, visibility: [department, 'editor'] } },
        ],
      },
    },
    as('owner'),
  )
  assert.equal(hidden.status, 200)
  const before = (await inbox('viewer')).unread
  const target: MapTarget = { kind: 'cell', step, lane: 'lan_secret' }
  const said = await say('editor', `Confidentiel ${mention(ids.viewer!)}`, { target })
  assert.equal(said.status, 201)
  assert.ok((await threads('editor')).some(one => one.id === said.answer.id))
  assert.ok(!JSON.stringify(await threads('viewer')).includes('Confidentiel'))
  assert.equal((await inbox('viewer')).unread, before)
  for (const attempt of [
    say('viewer', 'Moi aussi', { target }),
    say('viewer', 'Moi aussi', { thread: said.answer.id }),
    house.call(
      talk.resolveThread,
      { params: { ...params(), comment: said.answer.id }, body: { resolved: true } },
      as('viewer'),
    ),
  ])
    assert.equal((await attempt).status, 404)
})

test('a key neither reads nor writes what colleagues say', async () => {
  const key = { ...people.find(one => one.who === 'a secret key of Test')!.headers }
  assert.equal((await house.call(talk.listComments, { params: params() }, key)).status, 403)
})

test('a map goes with what was said of it', async () => {
  const other = (await house.call(contract.createMap, { body: { from: 'empty', name: { fr: 'Autre' } } })).answer.map.id
  const at = { ...workspace(), map: other }
  const body = { body: mention(ids.viewer!), target: { kind: 'map' as const } }
  assert.equal((await house.call(talk.addComment, { params: at, body }, as('editor'))).status, 201)
  assert.equal((await house.call(contract.removeMap, { params: at })).status, 200)
  assert.equal((await house.call(talk.listComments, { params: at }, as('editor'))).status, 404)
  assert.ok((await inbox('viewer')).notices.every(one => one.map !== other))
})
