import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import fc from 'fast-check'
import { askConformance, askFunnel, listDeviating } from '../src/contract/exploring.ts'
import { askFlow, listWaits } from '../src/contract/map-flow.ts'
import { importMap, listJourneys } from '../src/contract/mapping.ts'
import {
  followGraph,
  listBehind,
  listCohorts,
  type MapMeasures,
  measureMap,
  type TouchpointMeasure,
} from '../src/contract/measuring.ts'
import { askChannels } from '../src/contract/measuring-channels.ts'
import { askDurations, askSpectrum } from '../src/contract/measuring-durations.ts'
import * as lists from '../src/contract/measuring-lists.ts'
import type { CallOf } from '../src/contract/route.ts'
import { fillSample } from '../src/sample/index.ts'
import { channelCodes } from '../src/vocabulary/channel.ts'
import { openHouse, type TestHouse } from './kit.ts'

const customers = 300
const filters = Number(process.env.PARCOURS_FILTERS ?? 2)
const until = new Date(Math.floor(Date.now() / 86_400_000) * 86_400_000)

let house: TestHouse
let maps: readonly string[]
before(async () => {
  house = await openHouse()
  const key = await house.createKey('secret')
  await fillSample(
    {
      importMap: async file => {
        const { status, answer } = await house.call(importMap, { body: file })
        assert.equal(status, 201, JSON.stringify(answer))
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
    { customers, until },
  )
  await house.settle()
  const { answer } = await house.call(listJourneys, {})
  maps = answer.journeys.flatMap(journey => journey.maps.map(map => map.id))
})
after(() => house[Symbol.asyncDispose]())

type Filter = CallOf<typeof measureMap>['query']
type Behind = CallOf<typeof listBehind>['query']['behind']

const inWorkspace = () => ({ workspace: house.workspace.key })

const measure = async (map: string, query: Filter): Promise<MapMeasures> => {
  const { status, answer } = await house.call(measureMap, { params: { ...inWorkspace(), map }, query })
  assert.equal(status, 200, JSON.stringify(answer))
  return answer
}

const list = async (map: string, touchpoint: string, query: CallOf<typeof listBehind>['query']) => {
  const { status, answer } = await house.call(listBehind, { params: { ...inWorkspace(), map, touchpoint }, query })
  assert.equal(status, 200, JSON.stringify(answer))
  return answer
}

/** Every number of a touchpoint that a person can open, with what opens it. */
function numbersOf(measured: TouchpointMeasure): readonly {
  readonly behind: Behind
  readonly value: number | null
  readonly more?: { readonly next?: string; readonly construct?: 'satisfaction' | 'nps' | 'effort' | 'sentiment' }
}[] {
  return [
    { behind: 'visits', value: measured.visits.value },
    { behind: 'cases', value: measured.cases.value },
    { behind: 'customers', value: measured.customers.value },
    { behind: 'wait', value: measured.wait.n },
    { behind: 'dropOff', value: measured.dropOff.cases },
    { behind: 'end', value: measured.end.visits },
    ...measured.next.map(way => ({ behind: 'next' as const, value: way.visits, more: { next: way.touchpoint } })),
    ...measured.satisfaction.map(point => ({
      behind: 'satisfaction' as const,
      value: point.answers,
      more: { construct: point.construct },
    })),
    ...(measured.leading ? [{ behind: 'leading' as const, value: measured.leading.n }] : []),
  ]
}

/** Holds every number of a map, under one filter, against the list that opens behind it. Returns how many were seen. */
async function compare(map: string, filter: Filter): Promise<number> {
  const measured = await measure(map, filter)
  let seen = 0
  for (const touchpoint of measured.touchpoints) {
    await Promise.all(
      numbersOf(touchpoint).map(async ({ behind, value, more = {} }) => {
        const said = `${behind} of ${touchpoint.touchpoint} ${JSON.stringify({ ...more, ...filter })}`
        const listed = await list(map, touchpoint.touchpoint, { ...filter, ...more, behind, limit: 3 })
        assert.ok(listed.rows.length <= 3)
        if (touchpoint.customers.hidden) {
          // A group too small to be shown has no number and no list.
          assert.ok(value === null || value === 0 || behind === 'satisfaction', said)
          if (behind === 'visits' || behind === 'cases' || behind === 'customers') {
            assert.deepEqual([value, listed.hidden, listed.rows], [null, true, []], said)
          }
        } else if (listed.hidden) {
          // The group is shown, a part of it is too small to be listed.
          assert.deepEqual(listed.rows, [], said)
          assert.ok(value === null || value > 0, said)
        } else {
          assert.equal(listed.total, value, said)
          assert.equal(listed.rows.length, Math.min(3, value!), said)
        }
        seen++
      }),
    )
  }
  return seen
}

const year = { from: new Date(until.getTime() - 400 * 86_400_000).toISOString(), to: until.toISOString() }

test('without a filter, every number of every map is the total of its list', { timeout: 300_000 }, async () => {
  assert.equal(maps.length, 2)
  let seen = 0
  for (const map of maps) seen += await compare(map, year)
  assert.ok(seen > 100, String(seen))
  const measured = await measure(maps[0]!, year)
  assert.ok(measured.touchpoints.filter(each => (each.visits.value ?? 0) > 100).length > 8)
})

test(`under ${filters} random filters, every number is the total of its list`, { timeout: 600_000 }, async () => {
  const { answer } = await house.call(listCohorts, {})
  const cohorts = answer.cohorts.map(({ cohort }) => cohort)
  const drawn = fc.record(
    {
      startDaysAgo: fc.integer({ min: 1, max: 380 }),
      days: fc.oneof(fc.constant(1), fc.integer({ min: 2, max: 30 }), fc.integer({ min: 31, max: 380 })),
      channel: fc.option(fc.shuffledSubarray([...channelCodes], { minLength: 1, maxLength: 4 })),
      cohort: fc.option(fc.oneof(fc.constantFrom(...cohorts), fc.constant("persona:'; drop table events --"))),
    },
    { noNullPrototype: true },
  )
  await fc.assert(
    fc.asyncProperty(drawn, fc.constantFrom(...maps), async ({ startDaysAgo, days, channel, cohort }, map) => {
      const from = until.getTime() - startDaysAgo * 86_400_000
      await compare(map, {
        from: new Date(from).toISOString(),
        to: new Date(from + days * 86_400_000).toISOString(),
        ...(channel === null ? {} : { channel: channel.join(',') }),
        ...(cohort === null ? {} : { cohort }),
      })
    }),
    { numRuns: filters, endOnFailure: true },
  )
})

test('every deviation from a map is the total of its list', { timeout: 300_000 }, async () => {
  let seen = 0
  for (const map of maps) {
    const params = { ...inWorkspace(), map }
    const { answer: told } = await house.call(askConformance, { params, query: year })
    assert.equal(told.unjudgedCases, 0)
    for (const { kind, touchpoint, placement, cases } of told.deviations.slice(0, 20)) {
      const query = { ...year, kind, touchpoint, limit: 2, ...(placement === null ? {} : { placement }) }
      const { answer: listed } = await house.call(listDeviating, { params, query })
      const said = `${kind} ${touchpoint} ${placement}`
      if (listed.hidden) assert.deepEqual(listed.rows, [], said)
      else {
        assert.equal(listed.total, cases, said)
        assert.equal(listed.rows.length, Math.min(2, cases), said)
        seen++
      }
    }
    const measured = await measure(map, year)
    assert.equal(told.closed.cases + told.open.cases, measured.cases.value)
    assert.equal(told.closed.cases, measured.closedCases)
  }
  assert.ok(seen > 3, String(seen))
})

test('every wait before a step, and every place where customers go off the map, is the total of its list', async () => {
  let seen = 0
  for (const map of maps) {
    const params = { ...inWorkspace(), map }
    const { answer: flow } = await house.call(askFlow, { params, query: year })
    for (const { step, n, hidden } of flow.waits) {
      const { answer: listed } = await house.call(listWaits, { params, query: { ...year, step, limit: 2 } })
      assert.deepEqual([listed.total, listed.hidden], [n, hidden], step)
      if (!hidden) assert.ok(listed.rows.every(row => row.waitSeconds !== null))
      seen++
    }
    for (const { touchpoint, after, cases } of flow.strays) {
      const query = { ...year, kind: 'unexpected' as const, touchpoint, after: after ?? 'start', limit: 2 }
      const { answer: listed } = await house.call(listDeviating, { params, query })
      assert.equal(listed.total, cases, `${touchpoint} after ${after}`)
      seen++
    }
  }
  assert.ok(seen > 5, String(seen))
})

test('a list can be read to its end, each row once', async () => {
  const measured = await measure(maps[0]!, year)
  const most = measured.touchpoints.reduce((best, each) =>
    (each.visits.value ?? 0) > (best.visits.value ?? 0) ? each : best,
  )
  for (const behind of ['visits', 'cases', 'customers'] as const) {
    const rows: unknown[] = []
    let cursor: string | null = null
    do {
      const page = await list(maps[0]!, most.touchpoint, {
        ...year,
        behind,
        limit: 200,
        ...(cursor === null ? {} : { cursor }),
      })
      rows.push(...page.rows)
      cursor = page.cursor
    } while (cursor !== null && rows.length < 100_000)
    assert.equal(rows.length, most[behind].value)
    if (behind === 'customers')
      assert.equal(new Set(rows.map(row => (row as { customer: string }).customer)).size, rows.length)
  }
})

test('every cell of the matrix of channels, every duration, every passage and every step of a funnel is the total of its list', async () => {
  const params = inWorkspace()
  let seen = 0
  for (const map of [undefined, maps[0]!]) {
    const query = { ...year, ...(map ? { map } : {}) }
    const { answer: told } = await house.call(askChannels, { params, query })
    for (const { from, to, moves } of told.matrix.filter(cell => cell.moves !== null).slice(0, 5)) {
      const asked = { ...query, fromChannel: from, toChannel: to, limit: 2 }
      const { answer: listed } = await house.call(lists.listMoves, { params, query: asked })
      assert.equal(listed.total, moves, `${from} to ${to}`)
      assert.deepEqual([listed.rows[0]!.fromChannel, listed.rows[0]!.toChannel], [from, to])
      seen++
    }
    const { answer: lasting } = await house.call(askDurations, { params, query })
    const states = { closed: lasting.closed.journeys, open: lasting.open.journeys }
    for (const [state, journeys] of Object.entries(states) as ['closed' | 'open', number | null][]) {
      const { answer: listed } = await house.call(lists.listTimed, { params, query: { ...query, state } })
      assert.equal(listed.total, journeys ?? 0, state)
      const spans = listed.rows.map(row => Date.parse(row.ended) - Date.parse(row.started))
      assert.deepEqual(
        spans,
        spans.toSorted((a, b) => b - a),
      )
    }
    for (const { phase, journeys } of lasting.stages) {
      const { answer: listed } = await house.call(lists.listTimed, { params, query: { ...query, phase } })
      assert.equal(listed.total, journeys ?? 0, phase)
    }
    const { answer: graph } = await house.call(followGraph, { params, query })
    const most = graph.follows.find(one => one.from !== one.to)!
    const edge = { ...query, start: most.from, end: most.to, bins: 'month' as const }
    const { answer: spectrum } = await house.call(askSpectrum, { params, query: edge })
    const all = await house.call(lists.listPassages, { params, query: { ...edge, limit: 3 } })
    assert.equal(all.answer.total, spectrum.passages)
    for (const { bin, quarter, passages } of spectrum.bins.filter(one => one.passages !== null).slice(0, 4)) {
      const { answer: listed } = await house.call(lists.listPassages, { params, query: { ...edge, bin, quarter } })
      assert.equal(listed.total, passages, `${bin} ${quarter}`)
    }
    for (const by of ['customer', 'case'] as const) {
      const steps = JSON.stringify([most.from, most.to])
      const { answer: funnel } = await house.call(askFunnel, { params, query: { ...query, steps, by } })
      const asked = { ...query, steps, by, step: 1, limit: 500 }
      const dropped = await house.call(lists.listFunnel, { params, query: { ...asked, behind: 'dropped' } })
      const reached = await house.call(lists.listFunnel, { params, query: { ...asked, behind: 'reached' } })
      assert.deepEqual(
        [dropped.answer.total, reached.answer.total],
        [funnel.steps[0]!.dropped ?? 0, funnel.steps[0]!.amount],
      )
    }
  }
  assert.ok(seen > 3, String(seen))
})

test('a segment made of a list holds its customers, and narrows the question to them', async () => {
  const params = inWorkspace()
  const { activities } = (await house.call(followGraph, { params, query: year })).answer
  const steps = JSON.stringify(activities.slice(0, 2).map(one => one.name))
  const query = { ...year, steps, step: '1', behind: 'dropped' }
  const made = await house.call(lists.makeSegment, {
    params,
    body: { name: 'Stopped here', list: 'measuring.listFunnel', query },
  })
  assert.equal(made.status, 201, JSON.stringify(made.answer))
  const listed = await house.call(lists.listFunnel, { params, query: { ...query, limit: 500 } as never })
  assert.equal(made.answer.customers, new Set(listed.answer.rows.map(row => row.customer)).size)
  assert.equal(made.answer.origin?.list, 'measuring.listFunnel')
  const narrowed = await house.call(lists.listFunnel, {
    params,
    query: { ...query, segment: made.answer.id, limit: 1 } as never,
  })
  assert.equal(narrowed.answer.total, listed.answer.total)
  const { answer: measured } = await house.call(measureMap, {
    params: { ...params, map: maps[0]! },
    query: { ...year, segment: made.answer.id },
  })
  assert.ok((measured.customers.value ?? 0) <= made.answer.customers!)
  const refused = await house.call(lists.makeSegment, {
    params,
    body: { name: 'Nobody', list: 'measuring.listCases', query: { first: 'Never sent' } },
  })
  assert.equal(refused.status, 404)
  const few = await house.call(lists.makeSegment, {
    params,
    body: { name: 'Nobody', list: 'measuring.listCases', query: { lasting: 'P3000D..' } },
  })
  assert.equal((few.answer as unknown as { code: string }).code, 'segment_too_small')
})
