import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { gatherPeople, type Person } from '../../../test/access/people.ts'
import { openHouse, type TestHouse } from '../../../test/kit.ts'
import * as libraryRoutes from '../../contract/map-library.ts'
import * as talk from '../../contract/map-people.ts'
import * as contract from '../../contract/mapping.ts'
import { stepsOf } from '../../vocabulary/map/journey-map.ts'
import type { MapEdit } from '../../vocabulary/map/map-edit.ts'

let house: TestHouse
let people: readonly Person[]
let map: string
let finance: string
let step: string
let placement: string
let revision: number
const params = () => ({ workspace: house.workspace.key, map })
const headersOf = (who: string) => ({ ...people.find(one => one.who === who)!.headers })
const owner = () => headersOf('the owner of Test')
const editor = () => headersOf('the editor of Test')
const viewer = () => headersOf('the viewer of Test')
const analyst = () => headersOf('the analyst of Test')
const secretKey = () => headersOf('a secret key of Test')

const edit = async (edits: MapEdit[], headers: Record<string, string>) => {
  const answer = await house.call(contract.editMap, { params: params(), body: { revision, edits } }, headers)
  if (answer.status === 200) revision = answer.answer.revision
  return answer
}
/** Words that stand nowhere but in what is confidential. */
const secrets = ['4,20 € par appel', 'lan_cost', 'met_secret', 'Coût d’un contact', '31337', 'evd_secret']
const tells = (answer: unknown) => secrets.filter(secret => (JSON.stringify(answer) ?? '').includes(secret))

before(async () => {
  house = await openHouse()
  people = (await gatherPeople(house)).people
  const made = await house.call(contract.createMap, { body: { from: 'discovery-to-return' } })
  map = made.answer.map.id
  revision = made.answer.revision
  const found = stepsOf(made.answer.map).find(one => one.placements.length > 0)!
  step = found.id
  placement = found.placements[0]!.id
  finance = made.answer.library.departments[0]!.id
  const written = await house.call(libraryRoutes.editLibrary, {
    body: {
      edits: [
        {
          op: 'add',
          kind: 'metrics',
          object: { id: 'met_secret', name: { fr: 'Coût d’un contact' }, kind: 'financial' },
        },
        { op: 'add', kind: 'evidence', object: { id: 'evd_secret', method: 'crm' } },
        {
          op: 'set',
          kind: 'touchpoints',
          id: found.placements[0]!.touchpoint,
          set: { costPerVisit: { amountMinor: 31337, currency: 'EUR' } },
        },
      ] as never,
    },
  })
  assert.equal(written.status, 200, JSON.stringify(written.answer))
  const drawn = await edit(
    [
      {
        op: 'addLane',
        at: 0,
        lane: { id: 'lan_cost', type: 'metric', name: { fr: 'Coûts' }, visibility: [finance] },
      },
      {
        op: 'setCell',
        step,
        lane: 'lan_cost',
        cell: { lane: 'lan_cost', text: { fr: '4,20 € par appel' }, refs: [], span: 1, evidence: ['evd_secret'] },
      },
      {
        op: 'setPlacement',
        placement,
        set: { metrics: [{ metric: 'met_secret', role: 'cost', lag: null, validation: 'untested' }] },
      },
    ] as never,
    owner(),
  )
  assert.equal(drawn.status, 200, JSON.stringify(drawn.answer))
  const everybody = await house.call(talk.listPeople, {}, owner())
  const analystId = everybody.answer.people.find(one => one.role === 'analyst')!.id
  const joined = await house.call(
    talk.setDepartments,
    { params: { workspace: house.workspace.key, member: analystId }, body: { departments: [finance] } },
    owner(),
  )
  assert.deepEqual(joined.answer.departments, [finance])
})
after(() => house[Symbol.asyncDispose]())

test('a member of Finance sees the cost lane; another viewer, an editor and a key do not', async () => {
  for (const [headers, sees] of [
    [owner(), true],
    [analyst(), true],
    [viewer(), false],
    [editor(), false],
    [secretKey(), false],
  ] as const) {
    const { answer } = await house.call(contract.getMap, { params: params() }, headers)
    assert.deepEqual(tells(answer), sees ? secrets : [], JSON.stringify(headers).slice(0, 40))
  }
})

test('neither does their file, their library, nor the answer to their edits', async () => {
  for (const [headers, sees] of [
    [analyst(), true],
    [viewer(), false],
    [secretKey(), false],
  ] as const) {
    const file = await house.call(contract.exportMap, { params: params() }, headers)
    assert.deepEqual(tells(file.answer), sees ? secrets : [])
    const library = await house.call(libraryRoutes.getLibrary, {}, headers)
    const inLibrary = ['met_secret', 'Coût d’un contact', '31337', 'evd_secret']
    assert.deepEqual(tells(library.answer), sees ? inLibrary : [])
  }
  const answer = await edit([{ op: 'setStep', step, set: { description: { fr: 'Autrement' } } }], editor())
  assert.equal(answer.status, 200)
  assert.deepEqual(tells(answer.answer), [])
  for (const route of [contract.listJourneys, contract.listVersions]) {
    assert.deepEqual(tells((await house.call(route, { params: params() }, editor())).answer), [])
  }
})

test('an editor who may not see a lane cannot write in it, move it, or open it', async () => {
  const attempts: [MapEdit, status: number][] = [
    [{ op: 'setLane', lane: 'lan_cost', set: { visibility: 'all' } }, 404],
    [{ op: 'removeLane', lane: 'lan_cost' }, 404],
    [{ op: 'moveLane', lane: 'lan_cost', to: 2 }, 404],
    [{ op: 'setCell', step, lane: 'lan_cost', cell: null }, 404],
    [{ op: 'setPlacement', placement, set: { metrics: [] } }, 403],
    [{ op: 'removePlacement', placement }, 403],
    [{ op: 'removeStep', step }, 403],
  ]
  for (const [attempt, status] of attempts) {
    const answer = await edit([attempt], editor())
    assert.equal(answer.status, status, JSON.stringify([attempt, answer.answer]))
    // The id of the lane stands in the answer only because the question named it.
    assert.deepEqual(
      tells(answer.answer).filter(secret => !JSON.stringify(attempt).includes(secret)),
      [],
    )
  }
})

test('an editor deletes no map for good that holds what they may not see', async () => {
  const answer = await house.call(contract.removeMap, { params: params() }, editor())
  assert.equal(answer.status, 403)
})

test('what is hidden stays through the edits around it, and positions mean what their author sees', async () => {
  const seen = (await house.call(contract.getMap, { params: params() }, editor())).answer.map.lanes.map(({ id }) => id)
  const added = await edit(
    [{ op: 'addLane', at: 0, lane: { id: 'lan_new', type: 'text', name: null, visibility: 'all' } }],
    editor(),
  )
  assert.deepEqual(
    added.answer.map.lanes.map(({ id }) => id),
    ['lan_new', ...seen],
  )
  const moved = await edit([{ op: 'moveLane', lane: 'lan_new', to: 1 }], editor())
  assert.deepEqual(moved.answer.map.lanes.map(({ id }) => id).slice(0, 2), [seen[0], 'lan_new'])
  assert.deepEqual(moved.answer.inverse, [{ op: 'moveLane', lane: 'lan_new', to: 0 }])
  const back = await edit(moved.answer.inverse, editor())
  assert.deepEqual(
    back.answer.map.lanes.map(({ id }) => id),
    ['lan_new', ...seen],
  )
  const { answer } = await house.call(contract.getMap, { params: params() }, analyst())
  assert.deepEqual(tells(answer), secrets)
})

test('an editor hides no lane from themselves, and lets nobody into a department that opens one to them', async () => {
  const hidden = await edit([{ op: 'setLane', lane: 'lan_new', set: { visibility: [finance] } }], editor())
  assert.equal(hidden.status, 400)
  const me = (await house.call(talk.listPeople, {}, editor())).answer.people.find(one => one.role === 'editor')!
  const at = { workspace: house.workspace.key, member: me.id }
  const joining = (departments: string[]) =>
    house.call(talk.setDepartments, { params: at, body: { departments } }, editor())
  assert.equal((await joining([finance])).status, 403)
  const other = (await house.call(libraryRoutes.getLibrary, {})).answer.library.departments.find(
    one => one.id !== finance,
  )!
  assert.equal((await joining([other.id])).status, 200)
})

test('a lane made confidential today is so in the versions of yesterday, and a file replaces nothing unseen', async () => {
  await edit([{ op: 'setLane', lane: 'lan_cost', set: { visibility: 'all' } }], owner())
  const whole = (await house.call(contract.getMap, { params: params() }, owner())).answer
  // Every expected placement needs somebody accountable before it can be published.
  const wanting = whole.problems.filter(one => one.weight === 'error').flatMap(one => one.at.slice(0, 1))
  await edit(
    wanting.map(one => ({
      op: 'setPlacement' as const,
      placement: one.id,
      set: { raci: [{ role: 'accountable' as const, department: finance, person: null }] },
    })),
    owner(),
  )
  const published = await house.call(contract.publishMap, { params: params(), body: { revision } }, owner())
  assert.equal(published.status, 201, JSON.stringify(published.answer))
  await edit([{ op: 'setLane', lane: 'lan_cost', set: { visibility: [finance] } }], owner())
  for (const route of [contract.getMap, contract.exportMap] as const) {
    const asked = { params: params(), query: { version: 1 } }
    assert.deepEqual(tells((await house.call(route as typeof contract.getMap, asked, viewer())).answer), [])
    assert.deepEqual(tells((await house.call(route as typeof contract.getMap, asked, analyst())).answer), secrets)
  }
  const file = JSON.parse((await house.call(contract.exportMap, { params: params() }, editor())).answer as never)
  const same = await house.call(contract.importMap, { body: file, query: { dryRun: 'true' } }, editor())
  assert.deepEqual([same.status, same.answer.collisions], [201, []])
  file.map.phases[0].name = { fr: 'Autre' }
  const again = await house.call(contract.importMap, { body: file, query: { onCollision: 'replace' } }, editor())
  assert.equal(again.status, 403)
  assert.deepEqual(tells(again.answer), [])
})
