import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { acceptDeviation, askConformance, type ConformanceAnswer, listDeviating } from '../src/contract/exploring.ts'
import { importMap } from '../src/contract/mapping.ts'
import { openHouse, type TestHouse } from './kit.ts'

// A map of three touchpoints: ordered, delivered within two days, asked for help where nothing else helps.

const names = ['Ordered', 'Delivered', 'Help Asked'] as const
const dayMs = 86_400_000
const begun = Date.now() - 100 * dayMs

type Life = { readonly waitDays: number; readonly failed?: boolean; readonly helped?: number }
/** Twelve customers each: in time, slightly late, late, failed and late, with help before. */
const lives: readonly Life[] = [
  ...Array.from({ length: 12 }, () => ({ waitDays: 1 })),
  ...Array.from({ length: 12 }, () => ({ waitDays: 2.2 })),
  ...Array.from({ length: 12 }, () => ({ waitDays: 5 })),
  ...Array.from({ length: 12 }, () => ({ waitDays: 3, failed: true })),
  ...Array.from({ length: 12 }, () => ({ waitDays: 1, helped: 1 })),
]

let house: TestHouse
const onMap = () => ({ workspace: house.workspace.key, map: 'map-delivery' })
before(async () => {
  house = await openHouse()
  const imported = await house.call(importMap, { body: drawnMap() as never })
  assert.equal(imported.status, 201, JSON.stringify(imported.answer))
  const key = await house.createKey('write')
  const messages = lives.flatMap(({ waitDays, failed, helped }, customer) => {
    const at = begun + customer * 60_000
    const event = (name: string, later: number, properties = {}) => ({
      type: 'track',
      event: name,
      userId: `customer-${customer}`,
      messageId: `${customer}-${name}`,
      timestamp: new Date(at + later * dayMs).toISOString(),
      properties,
    })
    return [
      event(names[0], 0),
      ...(helped ? [event(names[2], 0.5)] : []),
      event(names[1], waitDays + (helped ?? 0), { result: failed ? 'nobody home' : 'handed over' }),
    ]
  })
  for (let from = 0; from < messages.length; from += 100) {
    const response = await fetch(`${house.url}/v1/import`, {
      method: 'POST',
      headers: { authorization: `Basic ${btoa(`${key}:`)}`, 'content-type': 'application/json' },
      body: JSON.stringify({ batch: messages.slice(from, from + 100) }),
    })
    assert.equal(response.status, 200, await response.text())
  }
  await house.settle()
})
after(() => house[Symbol.asyncDispose]())

async function ask(): Promise<ConformanceAnswer> {
  const { status, answer } = await house.call(askConformance, { params: onMap() })
  assert.equal(status, 200, JSON.stringify(answer))
  return answer
}

const countOf = (told: ConformanceAnswer, kind: string, touchpoint: string) =>
  told.deviations.find(one => one.kind === kind && one.touchpoint === touchpoint)?.cases ?? 0

test('visits that failed or came late are counted, and each count opens its journeys', async () => {
  const told = await ask()
  assert.equal(told.closed.cases, 60)
  assert.deepEqual(
    (['failed', 'late', 'slightlyLate'] as const).map(kind => countOf(told, kind, 'tch-delivered')),
    [12, 24, 12],
    'a failed visit may be late as well',
  )
  for (const one of told.deviations) {
    const { answer } = await house.call(listDeviating, {
      params: onMap(),
      query: { kind: one.kind, touchpoint: one.touchpoint, ...(one.placement ? { placement: one.placement } : {}) },
    })
    assert.deepEqual([answer.total, answer.rows.length], [one.cases, Math.min(50, one.cases)], JSON.stringify(one))
  }
})

test('what the map lets pass counts against no journey, stays listed, and can be forbidden again', async () => {
  const before = await ask()
  assert.deepEqual([before.closed.conforming, countOf(before, 'outOfOrder', 'tch-help')], [48, 12])
  const body = { kind: 'outOfOrder' as const, touchpoint: 'tch-help', accepted: true }
  const accept = (accepted: boolean) => house.call(acceptDeviation, { params: onMap(), body: { ...body, accepted } })
  assert.deepEqual((await accept(true)).answer, { accepted: true })
  const passed = await ask()
  assert.deepEqual([passed.closed.conforming, passed.closed.conformRate], [60, 1])
  const listed = passed.deviations.find(one => one.kind === 'outOfOrder')
  assert.deepEqual([listed?.accepted, listed?.cases], [true, 12])
  assert.equal(passed.closed.fitness, before.closed.fitness, 'fitness says how it was lived, whatever is accepted')
  await accept(false)
  assert.equal((await ask()).closed.conforming, 48)
  const nowhere = await house.call(acceptDeviation, {
    params: onMap(),
    body: { ...body, touchpoint: 'tch-nowhere' },
  })
  assert.equal(nowhere.status, 404)
})

function drawnMap() {
  const touchpoint = (id: string, name: string) => ({ id: `tch-${id}`, name: { en: name }, channels: ['web'] })
  const binding = (id: string, name: string, visit = {}) => ({
    id: `bnd-${id}`,
    touchpoint: `tch-${id}`,
    when: { field: 'type', op: 'eq', value: name },
    merge: { window: 'PT0S', by: [] },
    ...visit,
  })
  const step = (id: string, placement: object) => ({
    id: `stp-${id}`,
    title: { en: id },
    placements: [{ id: `plc-${id}`, touchpoint: `tch-${id}`, presence: 'expected', ...placement }],
  })
  return {
    format: 'parcours.map',
    formatVersion: '1.0',
    exportedAt: '2026-01-01T00:00:00.000Z',
    defaultLocale: 'en',
    journey: {
      id: 'jny-delivery',
      name: { en: 'I have it delivered' },
      status: 'active',
      caseRule: { abandonAfter: 'P30D' },
    },
    map: {
      id: 'map-delivery',
      name: { en: 'Delivery' },
      phases: [
        {
          id: 'pha-buy',
          name: { en: 'Buy' },
          // Help has its place, before anything is ordered: after that the map does not foresee it.
          steps: [step('help', { presence: 'possible' }), step('ordered', {})],
        },
        { id: 'pha-receive', name: { en: 'Receive' }, steps: [step('delivered', { maxWait: 'P2D' })] },
      ],
    },
    library: {
      touchpoints: [touchpoint('ordered', names[0]), touchpoint('delivered', names[1]), touchpoint('help', names[2])],
    },
    bindings: [
      binding('ordered', names[0]),
      binding('delivered', names[1], {
        visit: { outcome: { failedWhen: { field: 'properties.result', op: 'eq', value: 'nobody home' } } },
      }),
      binding('help', names[2]),
    ],
  }
}
