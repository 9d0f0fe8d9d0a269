import assert from 'node:assert/strict'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { after, before, test } from 'node:test'
import { gatherPeople, type Person } from '../../../test/access/people.ts'
import { openHouse, type TestHouse } from '../../../test/kit.ts'
import { drawMap } from '../../contract/map-drawing.ts'
import * as contract from '../../contract/mapping.ts'
import { Problem } from '../../vocabulary/problem.ts'
import { drawApart } from './draw-apart.ts'
import { trialMap, trialRequest } from './trial-map.ts'

let house: TestHouse
let people: readonly Person[]
let map: string

before(async () => {
  house = await openHouse()
  people = (await gatherPeople(house)).people
  const made = await house.call(contract.createMap, { body: { from: 'discovery-to-return' } })
  map = made.answer.map.id
  const secret = await house.call(contract.editMap, {
    params: { workspace: house.workspace.key, map },
    body: {
      revision: made.answer.revision,
      edits: [
        {
          op: 'addLane',
          at: 0,
          lane: { id: 'lan-cost', type: 'text', name: { fr: 'Coûts cachés' }, visibility: ['dep-finance'] },
        },
        {
          op: 'setCell',
          step: made.answer.map.phases[0]!.steps[0]!.id,
          lane: 'lan-cost',
          cell: { lane: 'lan-cost', text: { fr: 'quatre euros' }, refs: [], span: 1, evidence: [] },
        },
      ] as never,
    },
  })
  assert.equal(secret.status, 200, JSON.stringify(secret.answer))
})
after(() => house[Symbol.asyncDispose]())

async function draw(who: string, query: string) {
  const path = drawMap.path.replace('{workspace}', house.workspace.key).replace('{map}', map)
  const { headers } = people.find(person => person.who === who)!
  const response = await fetch(`${house.url}${path}?${query}`, { headers })
  return { response, bytes: Buffer.from(await response.arrayBuffer()) }
}

test('a map is drawn in every format, under its own name, the same each time', async () => {
  for (const [format, type, starts] of [
    ['svg', 'image/svg+xml', '<?xml'],
    ['png', 'image/png', '\x89PNG'],
    ['pdf', 'application/pdf', '%PDF'],
    ['pptx', 'application/vnd.openxmlformats-officedocument.presentationml.presentation', 'PK'],
  ] as const) {
    const { response, bytes } = await draw('the operator', `format=${format}&language=en`)
    assert.equal(response.status, 200, bytes.toString())
    assert.equal(response.headers.get('content-type'), type)
    const disposition = decodeURIComponent(response.headers.get('content-disposition') ?? '')
    assert.match(disposition, new RegExp(`I buy and receive a product.*\\.${format}`))
    assert.equal(bytes.subarray(0, starts.length).toString('latin1'), starts)
    assert.ok((await draw('the operator', `format=${format}&language=en`)).bytes.equals(bytes), format)
  }
})

test('a confidential lane is in the drawing of those who may see it, and in nobody else’s', async () => {
  const seen = await draw('the operator', 'format=svg&language=fr')
  assert.match(seen.bytes.toString(), /quatre euros/)
  const viewer = people.find(person => person.is.kind === 'member' && person.is.role === 'viewer')!.who
  const hidden = await draw(viewer, 'format=svg&language=fr')
  assert.equal(hidden.response.status, 200)
  assert.doesNotMatch(hidden.bytes.toString(), /quatre euros|Coûts cachés/)
  const asked = await draw(viewer, 'format=svg&language=fr&lanes=lan-cost')
  assert.doesNotMatch(asked.bytes.toString(), /quatre euros|Coûts cachés/)
})

test('what cannot be drawn is refused with a sentence', async () => {
  for (const [query, status] of [
    ['format=gif', 400],
    ['paper=B5', 400],
    ['lanes=a b', 400],
    ['version=9', 404],
  ] as const) {
    assert.equal((await draw('the operator', query)).response.status, status, query)
  }
})

test('requests go on being answered while the largest of maps is drawn', async () => {
  const delay = monitorEventLoopDelay({ resolution: 5 })
  const request = trialRequest(trialMap({ steps: 400, lanes: 20 }), { paper: 'A1' })
  await drawApart('svg', request)
  delay.enable()
  const { bytes } = await drawApart('pdf', request)
  delay.disable()
  assert.ok(bytes.length > 100_000)
  // The thread has its own loop; what is left here is the copy of the map on its way there.
  assert.ok(delay.max / 1e6 < 500, `${Math.round(delay.max / 1e6)} ms`)
})

test('a drawing that takes too long is given up, says so, and the next one is drawn', async () => {
  const request = trialRequest(trialMap({ steps: 400, lanes: 20 }))
  await assert.rejects(
    drawApart('png', request, 300),
    error => error instanceof Problem && error.code === 'drawing_too_heavy',
  )
  assert.ok((await drawApart('svg', trialRequest(trialMap({ steps: 3, lanes: 3 })))).bytes.length > 1000)
})

test('more drawings at once than may wait are asked to come back', async () => {
  const request = trialRequest(trialMap({ steps: 3, lanes: 3 }))
  const asked = await Promise.allSettled(Array.from({ length: 40 }, () => drawApart('svg', request)))
  const refused = asked.filter(one => one.status === 'rejected')
  assert.ok(refused.length >= 10 && refused.length < 40, String(refused.length))
  for (const { reason } of refused) assert.equal((reason as Problem).code, 'too_many_requests')
})
