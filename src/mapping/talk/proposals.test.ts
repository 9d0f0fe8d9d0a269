import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { gatherPeople, type Person } from '../../../test/access/people.ts'
import { openHouse, type TestHouse } from '../../../test/kit.ts'
import { listAudit } from '../../contract/admitting-audit.ts'
import * as impactRoutes from '../../contract/asset-impact.ts'
import * as library from '../../contract/map-library.ts'
import * as peopleRoutes from '../../contract/map-people.ts'
import * as proposalRoutes from '../../contract/map-proposals.ts'
import * as talk from '../../contract/map-talk.ts'
import * as workshops from '../../contract/map-workshops.ts'
import type { WholeMap } from '../../contract/mapping.ts'
import * as contract from '../../contract/mapping.ts'
import { placementsOf, type Step, stepsOf } from '../../vocabulary/map/journey-map.ts'
import type { MapEdit } from '../../vocabulary/map/map-edit.ts'
import type { MapTarget } from '../../vocabulary/map/map-target.ts'

let house: TestHouse
let people: readonly Person[]
let made: WholeMap
let step: Step
let ids: Readonly<Record<string, string>>
const workspace = () => ({ workspace: house.workspace.key })
const params = () => ({ ...workspace(), map: made.map.id })
const as = (role: string) => ({ ...people.find(one => one.who === `the ${role} of Test`)!.headers })
const draft = async () => (await house.call(contract.getMap, { params: params() })).answer
const inbox = async (role: string) => (await house.call(talk.listInbox, { params: workspace() }, as(role))).answer

async function propose(role: string, edits: MapEdit[], reason = '') {
  const { revision } = await draft()
  return await house.call(proposalRoutes.addProposal, { params: params(), body: { revision, edits, reason } }, as(role))
}
const accept = (role: string, proposal: string) =>
  house.call(proposalRoutes.acceptProposal, { params: { ...params(), proposal }, body: {} }, as(role))
const decline = (role: string, proposal: string, reason = '') =>
  house.call(proposalRoutes.declineProposal, { params: { ...params(), proposal }, body: { reason } }, as(role))
const retitle = (fr: string): MapEdit => ({ op: 'setStep', step: step.id, set: { title: { fr } } })

before(async () => {
  house = await openHouse()
  people = (await gatherPeople(house)).people
  made = (await house.call(contract.createMap, { body: { from: 'discovery-to-return' } })).answer
  step = stepsOf(made.map)[0]!
  const found = await house.call(peopleRoutes.listPeople, { params: workspace() }, as('viewer'))
  ids = Object.fromEntries(found.answer.people.map(one => [one.role, one.id]))
  // The analyst belongs to the department that answers for the first step.
  const department = made.library.departments[0]!.id
  const { revision } = await draft()
  await house.call(contract.editMap, {
    params: params(),
    body: {
      revision,
      edits: [
        {
          op: 'setPlacement',
          placement: step.placements[0]!.id,
          set: { raci: [{ role: 'accountable', department, person: null }] },
        },
      ],
    },
  })
  await house.call(peopleRoutes.setDepartments, {
    params: { ...workspace(), member: ids.analyst! },
    body: { departments: [department] },
  })
})
after(() => house[Symbol.asyncDispose]())

test('a viewer proposes, the department that answers for the step accepts, and the map changes only then', async () => {
  const before = (await draft()).map
  const asked = await propose('viewer', [retitle('Je tombe sur la marque')], 'Plus parlant')
  assert.equal(asked.status, 201)
  assert.deepEqual(asked.answer.changes, [
    { part: 'title', before: step.title, after: { fr: 'Je tombe sur la marque' } },
  ])
  assert.deepEqual([asked.answer.mayDecide, asked.answer.state], [false, 'open'])
  assert.deepEqual((await draft()).map, before)
  // Only those who answer for the step are told.
  assert.deepEqual(
    (await inbox('analyst')).notices.map(one => [one.kind, one.subject]),
    [['proposal', asked.answer.id]],
  )
  assert.equal((await inbox('adviser')).unread, 0)
  assert.equal((await accept('viewer', asked.answer.id)).status, 403)
  assert.equal((await accept('adviser', asked.answer.id)).status, 403)
  const accepted = await accept('analyst', asked.answer.id)
  assert.deepEqual([accepted.status, accepted.answer.state, accepted.answer.decidedBy], [200, 'accepted', ids.analyst])
  assert.deepEqual(stepsOf((await draft()).map)[0]!.title, { fr: 'Je tombe sur la marque' })
  assert.deepEqual((await inbox('viewer')).notices[0]!.kind, 'decision')
  assert.equal((await accept('analyst', asked.answer.id)).status, 409)
  const log = await house.call(listAudit, { query: {} })
  const acts = log.answer.entries.map(one => one.action)
  assert.ok(acts.includes('proposal.made') && acts.includes('proposal.accepted'))
})

test('what was changed since is not written over: the proposal says so and stays to be declined', async () => {
  const asked = await propose('viewer', [retitle('Proposé')])
  const { revision } = await draft()
  await house.call(contract.editMap, { params: params(), body: { revision, edits: [retitle('Changé depuis')] } })
  const late = await accept('editor', asked.answer.id)
  assert.equal(late.status, 409)
  assert.equal((late.answer as unknown as { code: string }).code, 'proposal_outdated')
  assert.deepEqual(stepsOf((await draft()).map)[0]!.title, { fr: 'Changé depuis' })
  const declined = await decline('editor', asked.answer.id, 'Déjà revu')
  assert.deepEqual([declined.answer.state, declined.answer.decision], ['declined', 'Déjà revu'])
})

test('its author withdraws a proposal; nobody else of their rank declines it', async () => {
  const asked = await propose('viewer', [retitle('Un essai')])
  assert.equal((await decline('adviser', asked.answer.id)).status, 403)
  assert.equal((await decline('viewer', asked.answer.id)).answer.state, 'withdrawn')
})

test('a proposal is about one step, and about something', async () => {
  const other = stepsOf(made.map)[1]!
  const attempts: MapEdit[][] = [
    [retitle('Un'), { op: 'setStep', step: other.id, set: { title: { fr: 'Deux' } } }],
    [{ op: 'removeStep', step: step.id }],
    [{ op: 'addLane', lane: { id: 'l', type: 'text', name: null, visibility: 'all' } }],
    [{ op: 'setStep', step: step.id, set: { title: stepsOf((await draft()).map)[0]!.title } }],
  ]
  for (const attempt of attempts) assert.equal((await propose('viewer', attempt)).status, 400)
  assert.equal((await propose('viewer', [{ ...retitle('x'), step: 'stp_none' } as MapEdit])).status, 404)
})

test('nobody proposes in a lane they may not see, nor hears of proposals there', async () => {
  const { revision } = await draft()
  await house.call(
    contract.editMap,
    {
      params: params(),
      body: {
        revision,
        edits: [{ op: 'addLane', lane: { id: 'lan_secret', type: 'text', name: null, visibility: ['editor'] } }],
      },
    },
    as('owner'),
  )
  const write: MapEdit = {
    op: 'setCell',
    step: step.id,
    lane: 'lan_secret',
    cell: { lane: 'lan_secret', text: { fr: 'Secret' }, refs: [], span: 1, evidence: [] } as never,
  }
  assert.equal((await propose('viewer', [write])).status, 404)
  const asked = await propose('editor', [write])
  assert.equal(asked.status, 201)
  const heard = async (role: string) =>
    JSON.stringify((await house.call(proposalRoutes.listProposals, { params: params() }, as(role))).answer).includes(
      'Secret',
    )
  assert.deepEqual([await heard('editor'), await heard('analyst')], [true, false])
  assert.equal((await accept('analyst', asked.answer.id)).status, 404)
  // Through one who sees less, a proposal keeps what they do not see.
  const around = await propose('viewer', [retitle('Autour')])
  assert.equal((await accept('editor', asked.answer.id)).status, 200)
  assert.equal((await accept('analyst', around.answer.id)).status, 200)
  assert.ok(JSON.stringify((await draft()).map).includes('Secret'))
})

test('a workshop gives each person votes, counts them live, and becomes evidence where it was voted', async () => {
  const open = (role: string) =>
    house.call(
      workshops.openWorkshop,
      { params: params(), body: { question: 'Où souffre-t-on ?', votesEach: 3 } },
      as(role),
    )
  assert.equal((await open('viewer')).status, 403)
  const workshop = (await open('editor')).answer.id
  assert.equal((await open('owner')).status, 409)
  const vote = (role: string, target: MapTarget, dots: number) =>
    house.call(workshops.castVotes, { params: { ...params(), workshop }, body: { target, dots } }, as(role))
  const placement = placementsOf((await draft()).map)[3]!
  await vote('viewer', { kind: 'step', id: step.id }, 2)
  const second = await vote('analyst', { kind: 'placement', id: placement.id }, 3)
  assert.deepEqual(
    second.answer.results.map(one => one.dots),
    [3, 2],
  )
  assert.deepEqual([second.answer.voters, second.answer.mine.length], [2, 1])
  const spent = await vote('viewer', { kind: 'placement', id: placement.id }, 2)
  assert.equal(spent.status, 409)
  // Two clicks at once never spend more than what was given.
  await Promise.all([1, 2, 3].map(() => vote('viewer', { kind: 'placement', id: placement.id }, 1)))
  await vote('viewer', { kind: 'step', id: step.id }, 0)
  assert.equal((await vote('viewer', { kind: 'step', id: 'stp_nowhere' }, 1)).status, 404)
  const closed = await house.call(
    workshops.closeWorkshop,
    { params: { ...params(), workshop }, body: {} },
    as('editor'),
  )
  assert.equal(closed.status, 200, JSON.stringify(closed.answer))
  assert.deepEqual(
    closed.answer.results.map(one => one.dots),
    [4],
  )
  assert.equal((await vote('viewer', { kind: 'map' }, 1)).status, 409)
  const whole = await draft()
  const evidence = whole.library.evidence.find(one => one.id === closed.answer.evidence)!
  assert.deepEqual([evidence.method, evidence.sampleSize, evidence.name], ['workshop', 2, { fr: 'Où souffre-t-on ?' }])
  assert.deepEqual(
    placementsOf(whole.map)
      .filter(one => one.evidence.includes(evidence.id))
      .map(one => one.id),
    [placement.id],
  )
  const history = await house.call(workshops.listWorkshops, { params: params() }, as('viewer'))
  assert.deepEqual(
    history.answer.workshops.map(one => [one.id, one.closedAt !== null]),
    [[workshop, true]],
  )
})

test('the steps that rest on a tool are found on every map, as far as the reader may see', async () => {
  const tool = 'ast_erp'
  await house.call(library.editLibrary, {
    body: { edits: [{ op: 'add', kind: 'assets', object: { id: tool, type: 'tool', name: { fr: 'ERP' } } }] as never },
  })
  const second = (await house.call(contract.createMap, { body: { from: 'awareness-to-loyalty' } })).answer
  for (const map of [made.map.id, second.map.id]) {
    const { answer } = await house.call(contract.getMap, { params: { ...workspace(), map } })
    const placement = placementsOf(answer.map)[0]!.id
    const edits: MapEdit[] = [{ op: 'setPlacement', placement, set: { assets: [tool] } }]
    const body = { revision: answer.revision, edits }
    assert.equal((await house.call(contract.editMap, { params: { ...workspace(), map }, body })).status, 200)
  }
  const impact = (role: string) =>
    house.call(impactRoutes.getAssetImpact, { params: { ...workspace(), asset: tool } }, as(role))
  assert.deepEqual(
    (await impact('viewer')).answer.places.map(one => one.map),
    [made.map.id, second.map.id],
  )
  const { answer } = await house.call(contract.getMap, { params: { ...workspace(), map: second.map.id } })
  const lane = { id: 'lan_tools', type: 'tool' as const, name: null, visibility: ['editor'] }
  await house.call(contract.editMap, {
    params: { ...workspace(), map: second.map.id },
    body: { revision: answer.revision, edits: [{ op: 'addLane', lane }] },
  })
  assert.deepEqual(
    (await impact('viewer')).answer.places.map(one => one.map),
    [made.map.id],
  )
})
