import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, test } from 'node:test'
import { openHouse, type TestHouse } from '../../test/kit.ts'
import * as bindings from '../contract/map-bindings.ts'
import * as contract from '../contract/mapping.ts'
import { sql, u32 } from '../engines/clickhouse/index.ts'
import type { BindingRule } from '../vocabulary/binding.ts'
import { measuredJourneys } from './index.ts'

let house: TestHouse
let journey: string
let touchpoint: (name: string) => string
const instantOf = (minutesAgo: number) => new Date(house.context.now().getTime() - minutesAgo * 60_000).toISOString()

before(async () => {
  house = await openHouse()
  const { answer } = await house.call(contract.createMap, { body: { from: 'discovery-to-return' } })
  journey = answer.journey.id
  touchpoint = name => answer.library.touchpoints.find(one => one.name.fr === name)!.id
  const key = await house.createKey('secret')
  const page = (path: string, n: number) => ({
    type: 'page',
    name: 'Page',
    userId: `u${n}`,
    messageId: randomUUID(),
    timestamp: instantOf(60 + n),
    properties: { path, plan: 'or-42', orderId: `o${n}` },
  })
  const messages = [
    ...Array.from({ length: 12 }, (_, n) => page(`/demenagement/etape-${n}`, n)),
    ...Array.from({ length: 6 }, (_, n) => page('/panier', n)),
    ...Array.from({ length: 2 }, (_, n) => ({
      type: 'track',
      event: 'Coupon Printed',
      userId: `u${n}`,
      messageId: randomUUID(),
      timestamp: instantOf(n),
      properties: {},
    })),
  ]
  assert.equal((await house.send(key, messages)).status, 200)
  await house.settle()
})
after(() => house[Symbol.asyncDispose]())

const inJourney = () => ({ workspace: house.workspace.key, journey })
const rule = (id: string, name: string, when: BindingRule['when'], priority = 100) => ({
  id,
  touchpoint: touchpoint(name),
  priority,
  when,
})
const moving = () =>
  rule('bnd_moving', 'Page d’aide', { field: 'properties.path', op: 'glob', value: '/demenagement/**' })
const pages = () => rule('bnd_pages', 'Fiche produit', { field: 'kind', op: 'eq', value: 'page' }, 50)
const save = (one: ReturnType<typeof rule>) =>
  house.call(bindings.saveBinding, { params: { workspace: house.workspace.key, binding: one.id }, body: { rule: one } })
const preview = async (one: ReturnType<typeof rule>) => {
  const { status, answer } = await house.call(bindings.previewBinding, { params: inJourney(), body: { rule: one } })
  assert.equal(status, 200, JSON.stringify(answer))
  return answer
}
const coverage = async () => {
  const { status, answer } = await house.call(bindings.getCoverage, { params: inJourney() })
  assert.equal(status, 200, JSON.stringify(answer))
  return answer
}

test('before any rule, every event is in the tray, the most frequent first', async () => {
  const told = await coverage()
  assert.deepEqual([told.events, told.claimed, told.conflicts], [20, 0, 0])
  assert.deepEqual(
    told.unclaimed.map(one => [one.kind, one.events, one.share]),
    [
      ['page', 18, 0.9],
      ['track', 2, 0.1],
    ],
  )
})

test('a rule is previewed before it is saved: what it matches, what is still unclaimed, masked examples', async () => {
  const told = await preview(moving())
  assert.deepEqual([told.events, told.matches, told.wins, told.overlaps], [20, 12, 12, []])
  assert.deepEqual([told.unclaimedBefore, told.unclaimedAfter], [1, 0.4])
  assert.equal(told.examples.length, 5)
  const [latest] = told.examples
  assert.equal(latest!.properties.path, '/demenagement/etape-0', 'what the rule reads is shown')
  assert.match(latest!.occurredAt, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/)
  assert.ok(Math.abs(Date.parse(latest!.occurredAt) - Date.parse(instantOf(60))) < 60_000)
  assert.equal(latest!.properties.plan, 'xx-99', 'the rest is masked')
  assert.equal((await coverage()).claimed, 0, 'and nothing was saved')
})

test('an event that two rules match is counted once, for the higher priority, and told as a conflict', async () => {
  assert.equal((await save(moving())).status, 200)
  const wide = await preview(pages())
  assert.deepEqual([wide.matches, wide.wins], [18, 6])
  assert.deepEqual(
    wide.overlaps.map(one => [one.rule, one.events, one.loses]),
    [['bnd_moving', 12, 12]],
  )
  assert.deepEqual([wide.unclaimedBefore, wide.unclaimedAfter], [0.4, 0.1])
  const loud = await preview({ ...pages(), priority: 500 })
  assert.deepEqual([loud.wins, loud.overlaps[0]!.loses], [18, 0])

  assert.equal((await save(pages())).status, 200)
  const told = await coverage()
  assert.deepEqual([told.claimed, told.conflicts], [18, 12])
  assert.deepEqual(
    told.rules.map(one => [one.rule, one.matches, one.wins]),
    [
      ['bnd_moving', 12, 12],
      ['bnd_pages', 18, 6],
    ],
  )
  assert.equal(told.claimed + told.unclaimed.reduce((sum, one) => sum + one.events, 0), told.events)
  assert.deepEqual(
    told.unclaimed.map(one => one.events),
    [2],
  )
})

test('a saved rule is previewed against the others, not against itself', async () => {
  const told = await preview(moving())
  assert.deepEqual(
    told.overlaps.map(one => one.rule),
    ['bnd_pages'],
  )
  assert.equal(told.matches, 12)
})

test('what is measured follows the rules: each event goes to the number of one touchpoint', async () => {
  const [measured] = await measuredJourneys(house.installation, house.workspace.number)
  assert.equal(measured!.journeyId, journey)
  assert.equal(measured!.touchpoints.length, 20)
  const numberOf = (name: string) => measured!.touchpoints.find(one => one.name.fr === name)!.number
  const rows = await house.clickhouse.rows<{ went: number; events: string }>(sql`
    select ${measured!.sql.touchpoint} as went, count() as events
    from events
    where workspace_id = ${u32(house.workspace.number)}
    group by went
    order by events desc`)
  assert.deepEqual(
    rows.map(row => [row.went, Number(row.events)]),
    [
      [numberOf('Page d’aide'), 12],
      [numberOf('Fiche produit'), 6],
      [0, 2],
    ],
  )
  const helped = measured!.touchpoints.find(one => one.name.fr === 'Page d’aide')!
  assert.deepEqual([helped.bound, helped.mergeSeconds, helped.leadingProperty], [true, 1800, null])
  assert.equal(measured!.touchpoints.find(one => one.name.fr === 'Conseil en magasin')!.mergeSeconds, 0)
})

test('the case rule of a journey becomes SQL that gives each event its case', async () => {
  const set = await house.call(contract.setJourney, {
    params: inJourney(),
    body: {
      set: {
        caseRule: {
          correlationKey: 'orderId',
          startWhen: { field: 'properties.path', op: 'startsWith', value: '/demenagement' },
          endWhen: { field: 'type', op: 'eq', value: 'Coupon Printed' },
          abandonAfter: 'P10D',
          maxDuration: 'P60D',
        },
      },
    },
  })
  assert.equal(set.status, 200, JSON.stringify(set.answer))
  const [measured] = await measuredJourneys(house.installation, house.workspace.number)
  assert.deepEqual([measured!.abandonAfterSeconds, measured!.maxDurationSeconds], [864_000, 5_184_000])
  const row = await house.clickhouse.first<Record<string, string>>(sql`
    select
      uniqExactIf(${measured!.sql.caseKey}, ${measured!.sql.caseKey} != '') as cases,
      sum(${measured!.sql.starts!}) as starts,
      sum(${measured!.sql.ends!}) as ends,
      sum(${measured!.sql.failed}) as failures
    from events
    where workspace_id = ${u32(house.workspace.number)}`)
  assert.deepEqual(row, { cases: '12', starts: '12', ends: '2', failures: '0' })
})

test('a rule that cannot run or can match nothing is refused, in words', async () => {
  for (const when of [
    { field: 'properties.path', op: 'regex', value: '(a)\\1' },
    { field: 'properties.path', op: 'regex', value: '((a{100}){100}){100}' },
    { field: 'score', op: 'contains', value: 'bad' },
  ] as const) {
    const { status, answer } = await save(rule('bnd_bad', 'Panier', when))
    assert.equal(status, 400, JSON.stringify(answer))
    assert.ok(JSON.stringify(answer).includes('binding_invalid'))
  }
  const hostile = await preview(
    rule('bnd_hostile', 'Panier', { field: 'properties.path', op: 'regex', value: '(a+)+$' }),
  )
  assert.equal(hostile.matches, 0)
})

test('a rule is changed only by who saw it as it is, and removing answers it for undo', async () => {
  const params = { workspace: house.workspace.key, binding: 'bnd_pages' }
  const { answer } = await house.call(bindings.listBindings, { query: { touchpoint: touchpoint('Fiche produit') } })
  const seen = answer.bindings[0]!
  const stale = await house.call(bindings.saveBinding, {
    params,
    body: { rule: seen, before: { ...seen, priority: 1 } },
  })
  assert.equal(stale.status, 409)
  const created = await house.call(bindings.saveBinding, { params, body: { rule: seen, before: null } })
  assert.equal(created.status, 409, 'somebody else has it already')
  const changed = await house.call(bindings.saveBinding, {
    params,
    body: { rule: { ...seen, priority: 60 }, before: seen },
  })
  assert.equal(changed.status, 200)
  const removed = await house.call(bindings.removeBinding, { params })
  assert.equal(removed.answer.priority, 60)
  assert.equal((await house.call(bindings.removeBinding, { params })).status, 404)
})
