import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { editMap, getMap, importMap } from '../src/contract/mapping.ts'
import { draftMap, followGraph, type MapMeasures, measureMap } from '../src/contract/measuring.ts'
import { createPublicLink } from '../src/contract/public-reading.ts'
import { fillSample } from '../src/sample/index.ts'
import { operatorToken } from '../src/server/caller.ts'
import { stepsOf } from '../src/vocabulary/map/journey-map.ts'
import { openHouse, type TestHouse } from './kit.ts'

const map = 'map-buy-a-lamp'
const until = new Date(Math.floor(Date.now() / 86_400_000) * 86_400_000)
const period = { from: new Date(until.getTime() - 90 * 86_400_000).toISOString(), to: until.toISOString() }

let house: TestHouse
let measures: MapMeasures
before(async () => {
  house = await openHouse()
  const key = await house.createKey('secret')
  await fillSample(
    {
      importMap: async file => {
        assert.equal((await house.call(importMap, { body: file })).status, 201)
      },
      sendBatch: async messages => {
        const response = await fetch(`${house.url}/v1/import`, {
          method: 'POST',
          headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
          body: JSON.stringify({ batch: messages }),
        })
        assert.equal(response.status, 200)
      },
    },
    { customers: 300, until },
  )
  await house.settle()
  measures = (await house.call(measureMap, { params: { workspace: house.workspace.key, map }, query: period })).answer
})
after(() => house[Symbol.asyncDispose]())

const draw = async (query: Record<string, string>) => {
  const search = new URLSearchParams({ ...period, format: 'svg', language: 'en', ...query })
  const answer = await fetch(`${house.url}/api/w/${house.workspace.key}/maps/${map}/measured-drawing?${search}`, {
    headers: { authorization: `Bearer ${operatorToken(house.installation)}` },
  })
  const text = await answer.text()
  assert.equal(answer.status, 200, text.slice(0, 300))
  return text.replace(/<style>[\s\S]*?<\/style>/, '')
}

const shown = () => measures.steps.filter(one => one.emotion.reading !== 'hidden' && one.emotion.mean !== null)

test('an export says the figures of the screen: each mean with its n, the reach, the period and the number of journeys', async () => {
  const svg = await draw({ view: 'lived' })
  assert.ok(shown().length > 1)
  for (const { emotion } of shown()) assert.match(svg, new RegExp(`>n.${emotion.customers}<`))
  const reach = measures.touchpoints.find(one => one.reach !== null && !measures.unbound.includes(one.touchpoint))!
  assert.ok(svg.includes(`>${Math.round(reach.reach! * 100)}% of journeys`))
  assert.ok(svg.includes(`n = ${measures.cases.value} journeys`), 'the foot says n')
  assert.doesNotMatch(svg, />Δ|\(Δ/)
})

test('the gap is said beside each point, and what the team declares steps back', async () => {
  const svg = await draw({ view: 'gap' })
  assert.match(svg, /\(Δ.[+−]?\d/)
  assert.match(svg, />desired</)
  assert.doesNotMatch(svg, />declared</)
})

test('a public page shows what was lived only where its maker asked for it, and never what a confidential lane tells', async () => {
  const params = { workspace: house.workspace.key, map }
  const open = async (blocks?: string[]) => {
    const body = { shows: 'draft', ...(blocks ? { blocks } : {}) }
    const made = await house.call(createPublicLink, { params, body: body as never })
    const address = made.answer.address.replace(house.installation.publicUrl, house.url)
    return await (await fetch(address, { headers: { 'accept-language': 'en' } })).text()
  }
  const usual = await open()
  assert.doesNotMatch(usual, /of journeys come here|measured with customers|Measured/)
  const asked = await open(['touchpoints', 'emotion', 'desired', 'measures'])
  assert.match(asked, /class="key lived">measured with customers/)
  assert.match(asked, /\d% of journeys come here/)
  assert.match(asked, /Measured .*, n = \d+ journeys/)
  assert.match(asked, /n = \d+/)

  const whole = (await house.call(getMap, { params, query: {} })).answer
  const lane = whole.map.lanes.find(one => one.type === 'touchpoint')
  const edits = lane
    ? [{ op: 'setLane', lane: lane.id, set: { visibility: ['analyst'] } }]
    : [{ op: 'addLane', lane: { id: 'lan-t', type: 'touchpoint', name: null, visibility: ['analyst'] } }]
  const edited = await house.call(editMap, { params, body: { revision: whole.revision, edits: edits as never } })
  assert.equal(edited.status, 200)
  house.turnClock(11 * 60_000)
  const closed = await open(['touchpoints', 'emotion', 'desired', 'measures'])
  assert.ok(stepsOf(whole.map).length > 0)
  assert.doesNotMatch(closed, /of journeys come here/)
  assert.doesNotMatch(closed, /measured with customers/)
})

test('a case that events name is one on the map too, however long nothing happened in it', async () => {
  const key = await house.createKey('secret', 'Files')
  const begun = until.getTime() - 80 * 86_400_000
  const lived = ['Letter Came', 'Letter Answered', 'Letter Filed'].map((event, nth) => ({ event, day: nth * 35 }))
  await house.send(
    key,
    [...Array(6).keys()].flatMap(number =>
      lived.slice(0, number < 3 ? 2 : 3).map(({ event, day }) => ({
        type: 'track',
        event,
        userId: `writer-${number}`,
        caseKey: `file-${number}`,
        timestamp: new Date(begun + day * 86_400_000).toISOString(),
      })),
    ),
  )
  await house.settle()
  const only = JSON.stringify(lived.map(({ event }) => event))
  const drafted = await house.call(draftMap, { body: { only, minimumReach: 0, language: 'en' } })
  assert.equal(drafted.status, 200, JSON.stringify(drafted.answer))
  await house.settle()
  const graph = (await house.call(followGraph, { query: { only, limit: 100 } })).answer
  const params = { workspace: house.workspace.key, map: drafted.answer.map! }
  const own = (await house.call(measureMap, { params, query: period })).answer
  assert.deepEqual([graph.cases, own.cases.value], [6, 6])
})
