import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { openHouse, type TestHouse } from '../../../test/kit.ts'
import { removeBinding, saveBinding } from '../../contract/map-bindings.ts'
import { getMap } from '../../contract/mapping.ts'
import { draftMap, measureMap } from '../../contract/measuring.ts'
import { newId } from '../../vocabulary/id.ts'

let house: TestHouse
const hour = 3_600_000
const start = Date.now() - 40 * 24 * hour

before(async () => {
  house = await openHouse()
  const key = await house.createKey('secret')
  const messages = Array.from({ length: 50 }, (_, customer) => {
    const at = (hours: number) => new Date(start + customer * 60_000 + hours * hour).toISOString()
    const track = (event: string, hours: number, channel = 'web') => ({
      type: 'track',
      event,
      userId: `customer ${customer}`,
      messageId: `${customer} ${event} ${hours}`,
      timestamp: at(hours),
      properties: { channel },
    })
    return [
      track('Product Viewed', 0),
      track('Product Viewed', 0.001),
      ...(customer < 40 ? [track('product_added', 0.005)] : []),
      ...(customer < 30 ? [track('Order Completed', 0.3, 'app')] : []),
      ...(customer < 28 ? [track('Parcel Delivered', 72, 'carrier')] : []),
      ...(customer < 6 ? [track('Review Written', 200)] : []),
      ...(customer < 3 ? [track('Complaint Made', 100)] : []),
    ]
  }).flat()
  const answer = await house.send(key, messages)
  assert.equal(answer.status, 200)
  await house.settle()
})
after(() => house[Symbol.asyncDispose]())

test('a dry run tells what was lived, in its order, cut at the longest waits, and writes nothing', async () => {
  const { status, answer } = await house.call(draftMap, { body: { dryRun: true } })
  assert.equal(status, 200, JSON.stringify(answer))
  assert.deepEqual([answer.cases, answer.customers, answer.map], [50, 50, null])
  assert.deepEqual(
    answer.phases.map(phase =>
      phase.steps.map(step => step.activities.map(one => [one.name, one.cases, one.presence])),
    ),
    [
      [
        [
          ['Product Viewed', 50, 'expected'],
          ['product_added', 40, 'possible'],
        ],
        [['Order Completed', 30, 'possible']],
        [['Parcel Delivered', 28, 'possible']],
      ],
      [[['Review Written', 6, 'possible']]],
    ],
  )
  assert.deepEqual(answer.left, ['Complaint Made'])
  assert.equal(answer.phases[0]!.steps[0]!.name, 'Product Viewed')
  assert.ok(answer.phases[0]!.steps[0]!.activities[0]!.repeatable)
})

test('the draft is a map with rules and evidence, not published, and it measures what it was made from', async () => {
  const made = await house.call(draftMap, { body: { name: 'Ce que nous vivons' } })
  assert.equal(made.status, 200, JSON.stringify(made.answer))
  const { answer } = await house.call(getMap, { params: { workspace: house.workspace.key, map: made.answer.map! } })
  assert.deepEqual(
    [answer.map.version, answer.journey.status, answer.journey.name.fr],
    [0, 'draft', 'Ce que nous vivons'],
  )
  assert.equal(answer.bindings.length, 5)
  assert.deepEqual(
    answer.library.touchpoints.map(touchpoint => touchpoint.name.fr),
    ['Product Viewed', 'Product added', 'Order Completed', 'Parcel Delivered', 'Review Written'],
  )
  const [evidence] = answer.library.evidence
  assert.deepEqual([evidence!.method, evidence!.sampleSize], ['dataAnalysis', 50])
  for (const placement of answer.map.phases.flatMap(phase => phase.steps).flatMap(step => step.placements))
    assert.deepEqual(placement.evidence, [evidence!.id])
  await house.settle()
  const period = { from: new Date(start - hour).toISOString(), to: new Date().toISOString() }
  const measured = await house.call(measureMap, {
    params: { workspace: house.workspace.key, map: made.answer.map! },
    query: period,
  })
  const reached = measured.answer.touchpoints.map(one => one.cases.value)
  assert.deepEqual([...reached].sort(), [28, 30, 40, 50, 6].sort())
})

test('a second draft takes the touchpoints that the library has by then, and adds no rule twice', async () => {
  const again = await house.call(draftMap, { body: {} })
  const { answer } = await house.call(getMap, { params: { workspace: house.workspace.key, map: again.answer.map! } })
  assert.ok(
    again.answer.phases
      .flatMap(phase => phase.steps)
      .every(step => step.activities.every(one => one.known === 'bound')),
  )
  assert.equal(answer.bindings.length, 5)
})

test('an event that a rule claims for a touchpoint of another name is drawn as that touchpoint', async () => {
  const first = await house.call(draftMap, { body: { dryRun: true, minimumReach: 0.01 } })
  assert.ok(first.answer.phases.flatMap(phase => phase.steps).some(step => step.name === 'Complaint Made'))
  const { answer } = await house.call(draftMap, { body: { activities: ['Complaint Made'] } })
  const map = await house.call(getMap, { params: { workspace: house.workspace.key, map: answer.map! } })
  const touchpoint = map.answer.library.touchpoints[0]!.id
  const binding = newId('bnd')
  await house.call(saveBinding, {
    params: { workspace: house.workspace.key, binding },
    body: { rule: { id: binding, touchpoint, when: { field: 'type', op: 'in', value: ['Return Asked'] } } },
  })
  const told = await house.call(draftMap, { body: { dryRun: true, activities: ['Complaint Made', 'Order Completed'] } })
  assert.deepEqual(
    told.answer.phases.flatMap(phase => phase.steps.map(step => step.name)),
    ['Complaint Made', 'Order Completed'],
  )
})

test('two events of one touchpoint place it once, where the first of them was lived', async () => {
  const { answer } = await house.call(draftMap, { body: { activities: ['Order Completed', 'Parcel Delivered'] } })
  const map = await house.call(getMap, { params: { workspace: house.workspace.key, map: answer.map! } })
  const [order] = map.answer.library.touchpoints
  const binding = newId('bnd')
  const known = map.answer.bindings.find(rule => rule.touchpoint !== order!.id)!
  await house.call(removeBinding, { params: { workspace: house.workspace.key, binding: known.id } })
  await house.call(saveBinding, {
    params: { workspace: house.workspace.key, binding },
    body: { rule: { id: binding, touchpoint: order!.id, when: known.when } },
  })
  const again = await house.call(draftMap, { body: { activities: ['Order Completed', 'Parcel Delivered'] } })
  const drawn = await house.call(getMap, { params: { workspace: house.workspace.key, map: again.answer.map! } })
  const placements = drawn.answer.map.phases.flatMap(phase => phase.steps).flatMap(step => step.placements)
  assert.deepEqual(
    placements.map(placement => placement.touchpoint),
    [order!.id],
  )
})

test('a selection in which nothing was lived is told as such, and no empty map is made', async () => {
  const body = { from: '2001-01-01T00:00:00Z', to: '2001-02-01T00:00:00Z' }
  const dry = await house.call(draftMap, { body: { ...body, dryRun: true } })
  assert.deepEqual([dry.answer.cases, dry.answer.phases, dry.answer.from], [0, [], null])
  const { status } = await house.call(draftMap, { body })
  assert.equal(status, 400)
})
