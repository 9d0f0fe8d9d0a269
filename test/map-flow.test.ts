import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { askConformance, listDeviating } from '../src/contract/exploring.ts'
import { askFlow, listWaits } from '../src/contract/map-flow.ts'
import { rollUp } from '../src/contract/map-roll-up.ts'
import { importMap } from '../src/contract/mapping.ts'
import { listBehind, measureMap } from '../src/contract/measuring.ts'
import { setCalendar } from '../src/contract/workspace-calendar.ts'
import { openSeconds } from '../src/vocabulary/opening/open-stretches.ts'
import { openHouse, type TestHouse } from './kit.ts'

// Three steps, A, then B or C, then D; `X` stands on another map of the journey.

const map = 'map-flow'
const hour = 3_600_000
const names = ['A', 'B', 'C', 'D', 'X'] as const

let house: TestHouse
before(async () => {
  house = await openHouse()
  for (const file of [mapOf(map, ['A'], ['B', 'C'], ['D']), mapOf('another', ['X'])]) {
    const told = await house.call(importMap, { query: { dryRun: 'false' }, body: file })
    assert.equal(told.status, 201, JSON.stringify(told.answer))
  }
})
after(() => house[Symbol.asyncDispose]())

/** What was lived, customer by customer. */
const lives: { readonly event: string; readonly at: number }[][] = []

/** Each customer lives a story; hours say when each event comes after the one before. */
async function live(stories: readonly { story: string; hours: readonly number[]; times: number }[]) {
  const key = await house.createKey('secret')
  let customer = 0
  const batch = stories.flatMap(({ story, hours, times }) =>
    Array.from({ length: times }, () => {
      customer++
      let at = Date.now() - 60 * 24 * hour
      const life: { event: string; at: number }[] = []
      lives.push(life)
      return [...story].map((event, index) => {
        at += (hours[index] ?? 1) * hour
        life.push({ event, at })
        return {
          type: 'track',
          event,
          userId: `customer-${customer}`,
          messageId: `${customer}-${index}`,
          timestamp: new Date(at).toISOString(),
        }
      })
    }).flat(),
  )
  const answer = await house.send(key, batch)
  assert.equal(answer.status, 200)
  await house.settle()
}

test('waits are told before the step that ends them, and strays after the step where customers left the map', async () => {
  await live([
    // Ten customers wait 2 hours for B, then 5 for D; the wait between B and C, of one step, is none before a step.
    { story: 'ABCD', hours: [0, 2, 1, 5], times: 10 },
    // Six stray after A; their wait for B began when they had strayed.
    { story: 'AXBD', hours: [0, 3, 4, 5], times: 6 },
    // Six stray before anything else.
    { story: 'XABD', hours: [0, 1, 2, 5], times: 6 },
    // Two stray at the end: too few to be told.
    { story: 'ABDX', hours: [0, 2, 5, 9], times: 2 },
  ])
  const params = { workspace: house.workspace.key, map }
  const { answer: flow } = await house.call(askFlow, { params, query: {} })
  assert.equal(flow.cases, 24)
  assert.deepEqual(
    flow.waits.map(({ step, median, n, hidden }) => ({ step, hours: median! / 3600, n, hidden })),
    [
      { step: 's1', hours: 1, n: 6, hidden: false },
      { step: 's2', hours: 2, n: 24, hidden: false },
      { step: 's3', hours: 5, n: 24, hidden: false },
    ],
  )
  // What is left out must not follow from the rest: of three places, the smallest is hidden together with another.
  assert.equal(flow.hiddenStrays, 2)
  assert.deepEqual(
    flow.strays.map(({ touchpoint, cases, visits }) => ({ touchpoint, cases, visits })),
    [{ touchpoint: 'X', cases: 6, visits: 6 }],
  )
  const { answer: told } = await house.call(askConformance, { params, query: {} })
  const all = told.deviations.find(one => one.kind === 'unexpected' && one.touchpoint === 'X')!
  assert.equal(all.cases, 14)

  const { answer: waits } = await house.call(listWaits, { params, query: { step: 's2', limit: 100 } })
  assert.equal(waits.total, 24)
  assert.deepEqual(
    [...new Set(waits.rows.map(row => `${row.touchpoint} ${Math.round(row.waitSeconds! / 3600)}`))].sort(),
    ['B 2', 'B 4'],
  )
  const [stray] = flow.strays
  const { answer: strayed } = await house.call(listDeviating, {
    params,
    query: { kind: 'unexpected', touchpoint: 'X', after: stray!.after ?? 'start' },
  })
  assert.equal(strayed.total, 6)
  assert.deepEqual([...new Set(strayed.rows.map(row => row.activities.join('')))].length, 1)
})

test('a step that opens into a journey brings up the figures which that journey has on its own map', async () => {
  const file = mapOf('parent-map', ['A'])
  const [phase] = file.map.phases
  const opening = { ...phase!.steps[0]!, id: 'opening', placements: [], subJourney: 'flow' }
  const gone = { ...opening, id: 'gone', subJourney: 'nowhere' }
  const told = await house.call(importMap, {
    query: { dryRun: 'false' },
    body: {
      ...file,
      journey: { ...file.journey, id: 'parent' },
      map: { ...file.map, phases: [{ ...phase, steps: [opening, gone] }] },
    },
  })
  assert.equal(told.status, 201, JSON.stringify(told.answer))
  const query = { from: new Date(Date.now() - 90 * 24 * hour).toISOString(), to: new Date().toISOString() }
  const at = (id: string) => ({ workspace: house.workspace.key, map: id })
  const { answer: up } = await house.call(rollUp, { params: at('parent-map'), query })
  const { answer: own } = await house.call(measureMap, { params: at(map), query })
  assert.deepEqual(
    up.steps.map(({ step, journey, map }) => ({ step, journey, map })),
    [{ step: 'opening', journey: 'flow', map }],
  )
  const { measures } = up.steps[0]!
  assert.equal(own.cases.value, 24)
  assert.deepEqual(
    [measures!.cases, measures!.customers, measures!.throughput],
    [own.cases, own.customers, own.throughput],
  )
  assert.equal(measures!.emotion.reading, 'hidden')
})

test('waits are counted by opening hours where these are asked, in the number and in its list', async () => {
  const params = { workspace: house.workspace.key, map }
  const query = {
    from: new Date(Date.now() - 90 * 24 * hour).toISOString(),
    to: new Date().toISOString(),
    clock: 'open',
  } as const
  assert.equal((await house.call(askFlow, { params, query })).status, 409)
  // Three hours in six, so that some are open and some are not whenever this runs.
  const week = [1, 2, 3, 4, 5, 6, 7].flatMap(weekday =>
    [
      ['00', '03'],
      ['06', '09'],
      ['12', '15'],
      ['18', '21'],
    ].map(([opens, closes]) => ({ weekday, opens: `${opens}:00`, closes: `${closes}:00` })),
  )
  const calendar = { name: 'Shifts', week, daysOff: [], holidays: 'none' } as const
  const kept = await house.call(setCalendar, { body: { revision: 0, calendar: calendar as never } })
  assert.equal(kept.status, 200, JSON.stringify(kept.answer))

  const stepOf: Readonly<Record<string, string>> = { A: 's1', B: 's2', C: 's2', D: 's3' }
  const moves = lives.flatMap(life =>
    life.slice(1).map((to, index) => {
      const from = life[index]!
      const wait = openSeconds(calendar, house.workspace.timeZone, new Date(from.at), new Date(to.at))
      return { from: from.event, to: to.event, wait }
    }),
  )
  assert.ok(moves.some(one => one.wait > 0))
  const sorted = (waits: readonly (number | null)[]) => waits.map(wait => wait ?? -1).sort((a, b) => a - b)
  const agrees = (told: { median: number | null; p90: number | null; n: number }, waits: readonly number[]) => {
    assert.equal(told.n, waits.length)
    for (const [value, share] of [
      [told.median, 0.5],
      [told.p90, 0.9],
    ] as const) {
      const ordered = sorted(waits)
      const place = share * (ordered.length - 1)
      const [below, above] = [ordered[Math.floor(place)]!, ordered[Math.ceil(place)]!]
      assert.ok(Math.abs(value! - (below + (above - below) * (place % 1))) < 1e-3)
    }
  }
  const near = (rows: readonly { waitSeconds: number | null }[], waits: readonly number[]) => {
    const [told, expected] = [sorted(rows.map(row => row.waitSeconds)), sorted(waits)]
    assert.equal(told.length, expected.length)
    assert.ok(told.every((wait, index) => Math.abs(wait - expected[index]!) < 1e-3))
  }
  const { answer: flow } = await house.call(askFlow, { params, query })
  assert.deepEqual(flow.clock, { counts: 'open', calendar: calendar.name })
  for (const told of flow.waits) {
    const own = moves.filter(one => stepOf[one.to] === told.step && stepOf[one.from] !== told.step).map(one => one.wait)
    agrees(told, own)
    const { answer: list } = await house.call(listWaits, { params, query: { ...query, step: told.step, limit: 100 } })
    near(list.rows, own)
  }
  const { answer: measures } = await house.call(measureMap, { params, query })
  assert.deepEqual(measures.clock, flow.clock)
  for (const { touchpoint, wait } of measures.touchpoints) {
    const own = moves.filter(one => one.to === touchpoint).map(one => one.wait)
    agrees(wait, own)
    const { answer: list } = await house.call(listBehind, {
      params: { ...params, touchpoint },
      query: { ...query, behind: 'wait', limit: 100 },
    })
    near(list.rows, own)
  }
})

test('a step that is not on the map has no list of waits', async () => {
  const params = { workspace: house.workspace.key, map }
  const { status } = await house.call(listWaits, { params, query: { step: 'nowhere' } })
  assert.equal(status, 404)
})

function mapOf(id: string, ...steps: readonly (readonly string[])[]) {
  const stepOf = (step: string, touchpoints: readonly string[]) => ({
    id: step,
    title: { en: `Step ${step}` },
    placements: touchpoints.map(touchpoint => ({ id: `p${touchpoint}`, touchpoint, presence: 'possible' })),
  })
  return {
    format: 'parcours.map',
    formatVersion: '1.0',
    exportedAt: '2026-01-01T00:00:00Z',
    defaultLocale: 'en',
    journey: { id: 'flow', name: { en: 'Flow' }, status: 'active', caseRule: { abandonAfter: 'P30D' } },
    map: {
      id,
      phases: [
        {
          id: 'ph1',
          name: { en: 'Only' },
          steps: steps.map((touchpoints, index) => stepOf(`s${index + 1}`, touchpoints)),
        },
      ],
    },
    library: { touchpoints: names.map(name => ({ id: name, name: { en: name }, channels: ['web'] })) },
    bindings: names.map(name => ({
      id: `bnd-${name}`,
      touchpoint: name,
      when: { field: 'type', op: 'eq', value: name },
      merge: { window: 'PT0S', by: [] },
    })),
    measures: { included: false },
  }
}
