import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { eraseCustomer } from '../src/collecting/index.ts'
import { findCustomers, mergeCustomers } from '../src/contract/collecting.ts'
import { listCases } from '../src/contract/exploring.ts'
import { askSegments } from '../src/contract/measuring-explanations.ts'
import * as contract from '../src/contract/segmenting.ts'
import { addListed, newMembers, publish } from '../src/segmenting/members.ts'
import { refreshDue } from '../src/segmenting/refresh-segments.ts'
import { numberFromCustomerId } from '../src/vocabulary/id.ts'
import type { SegmentCondition, SegmentRule } from '../src/vocabulary/segment.ts'
import { openHouse, type TestHouse } from './kit.ts'

// Segments, against what a few lines of TypeScript find in the same lives.

type Act = { readonly name: string; readonly at: number; readonly shelf: number; readonly tone: string }
type Life = {
  readonly id: string
  readonly plan: string | undefined
  readonly age: number
  readonly acts: readonly Act[]
}
const dayMs = 86_400_000
const hostile = `Rob'); drop table segments; -- {x:String} “é”`
const now = Date.now()
const lives: readonly Life[] = Array.from({ length: 40 }, (_, index) => ({
  id: `life-${index}`,
  plan: ['gold', 'free', undefined, hostile][index % 4],
  age: 20 + index,
  acts: Array.from({ length: 1 + (index % 5) }, (_, place) => ({
    name: place % 2 === 0 ? 'Looked' : hostile,
    at: now - (1.5 + ((index * 7 + place * 13) % 60)) * dayMs,
    shelf: index % 3,
    tone: index % 2 === 0 ? 'warm' : 'cold',
  })),
}))

let house: TestHouse
const idOf = new Map<string, string>()
before(async () => {
  house = await openHouse()
  const key = await house.createKey('secret')
  const batch = lives.flatMap(({ id, plan, age, acts }) =>
    acts.map(({ name, at, shelf, tone }, index) => ({
      type: 'track',
      event: name,
      userId: id,
      messageId: `${id}-${index}`,
      timestamp: new Date(at).toISOString(),
      properties: { shelf, tone },
      context: { traits: { age, ...(plan === undefined ? {} : { plan }) } },
    })),
  )
  const response = await fetch(`${house.url}/v1/import`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    body: JSON.stringify({ batch }),
  })
  assert.equal(response.status, 200, await response.text())
  await house.settle()
  for (const { id } of lives) {
    const { answer } = await house.call(findCustomers, { body: { identifier: id } })
    idOf.set(id, answer.customers[0]!.customer)
  }
})
after(() => house[Symbol.asyncDispose]())

const rule = (...conditions: SegmentCondition[]): SegmentRule => ({ match: 'all', conditions })
const did = (more: Partial<Extract<SegmentCondition, { kind: 'event' }>>): SegmentCondition => ({
  ...{ kind: 'event', event: 'Looked', how: 'at least', times: 1, period: null, having: null },
  ...more,
})
let made = 0
async function create(asked: SegmentRule) {
  const { status, answer } = await house.call(contract.createSegment, {
    body: { name: `Segment ${++made}`, rule: asked } as never,
  })
  assert.equal(status, 201, JSON.stringify(answer))
  return answer
}
async function membersOf(segment: string): Promise<readonly string[]> {
  const rows: string[] = []
  for (let cursor: string | undefined; ; ) {
    const { answer } = await house.call(contract.listSegmentCustomers, {
      params: { workspace: house.workspace.key, segment },
      query: { limit: 7, ...(cursor ? { cursor } : {}) },
    })
    rows.push(...answer.rows.map(row => row.customer))
    if (answer.cursor === null) return rows.sort()
    cursor = answer.cursor
  }
}

const cases: readonly [string, SegmentRule, (life: Life) => boolean][] = [
  ['everybody', rule(did({ times: 1, event: 'Looked' })), () => true],
  ['nobody', rule(did({ event: 'Never sent' })), () => false],
  ['those who never did what nobody did', rule(did({ event: 'Never sent', how: 'fewer than' })), () => true],
  [
    'a trait',
    rule({ kind: 'trait', trait: 'plan', is: 'one of', values: ['gold', hostile] }),
    ({ plan }) => plan === 'gold' || plan === hostile,
  ],
  [
    'not a trait, those included who have none',
    rule({ kind: 'trait', trait: 'plan', is: 'none of', values: ['gold'] }),
    ({ plan }) => plan !== 'gold',
  ],
  [
    'a trait that is known',
    rule({ kind: 'trait', trait: 'plan', is: 'known', values: [] }),
    ({ plan }) => plan !== undefined,
  ],
  [
    'a trait that is not',
    rule({ kind: 'trait', trait: 'plan', is: 'unknown', values: [] }),
    ({ plan }) => plan === undefined,
  ],
  ['a number at least', rule({ kind: 'trait', trait: 'age', is: 'at least', values: ['35'] }), ({ age }) => age >= 35],
  ['a number below', rule({ kind: 'trait', trait: 'age', is: 'below', values: ['35'] }), ({ age }) => age < 35],
  ['words are no number', rule({ kind: 'trait', trait: 'plan', is: 'below', values: ['35'] }), () => false],
  ['often enough', rule(did({ times: 2 })), ({ acts }) => acts.filter(act => act.name === 'Looked').length >= 2],
  [
    'not so often',
    rule(did({ event: hostile, how: 'fewer than', times: 2 })),
    ({ acts }) => acts.filter(act => act.name === hostile).length < 2,
  ],
  [
    'lately',
    rule(did({ period: { lastDays: 20 } })),
    ({ acts }) => acts.some(act => act.name === 'Looked' && act.at >= now - 20 * dayMs),
  ],
  [
    'with a number',
    rule(did({ having: { name: 'shelf', values: ['2'] } })),
    ({ acts }) => acts.some(act => act.shelf === 2),
  ],
  [
    'with a word',
    rule(did({ having: { name: 'tone', values: ['warm', hostile] } })),
    ({ acts }) => acts.some(act => act.tone === 'warm'),
  ],
  [
    'this and that',
    rule(did({ times: 2 }), { kind: 'trait', trait: 'plan', is: 'one of', values: ['free'] }),
    ({ acts, plan }) => plan === 'free' && acts.filter(act => act.name === 'Looked').length >= 2,
  ],
  [
    'this or that',
    { match: 'any', conditions: [did({ times: 3 }), { kind: 'trait', trait: 'plan', is: 'one of', values: ['free'] }] },
    ({ acts, plan }) => plan === 'free' || acts.filter(act => act.name === 'Looked').length >= 3,
  ],
]
for (const [title, asked, holds] of cases) {
  test(`a segment by rule holds exactly those it is true of: ${title}`, async () => {
    const expected = lives
      .filter(holds)
      .map(({ id }) => idOf.get(id)!)
      .sort()
    const segment = await create(asked)
    assert.equal(segment.customers, expected.length)
    assert.deepEqual(await membersOf(segment.id), expected)
    const { answer } = await house.call(contract.previewSegment, { body: { rule: asked } as never })
    assert.deepEqual(answer, { customers: expected.length, of: lives.length })
  })
}

test('a segment narrows measures to its customers, and one that there is none of is refused', async () => {
  const segment = await create(rule({ kind: 'trait', trait: 'plan', is: 'one of', values: ['gold'] }))
  const own = new Set(lives.filter(life => life.plan === 'gold').map(({ id }) => idOf.get(id)!))
  const kept = (await house.call(listCases, { query: { segment: segment.id, limit: 500 } })).answer
  assert.deepEqual(new Set(kept.rows.map(row => row.customer)), own)
  const none = await house.call(listCases, { query: { segment: 'seg_00000000000000000000000000' } })
  assert.equal(none.status, 404)
})

test('two segments stand side by side, those in both in neither, and one against everybody else', async () => {
  const gold = await create(rule({ kind: 'trait', trait: 'plan', is: 'one of', values: ['gold'] }))
  const old = await create(rule({ kind: 'trait', trait: 'age', is: 'at least', values: ['40'] }))
  const isGold = (life: Life) => life.plan === 'gold'
  const isOld = (life: Life) => life.age >= 40
  const two = (await house.call(askSegments, { query: { segments: `${gold.id},${old.id}` } as never })).answer
  const amount = (holds: (life: Life) => boolean) => lives.filter(holds).length
  assert.deepEqual(
    new Map(two.groups.map(group => [group.name, group.customers])),
    new Map([
      [gold.name, amount(life => isGold(life) && !isOld(life))],
      [old.name, amount(life => isOld(life) && !isGold(life))],
    ]),
  )
  assert.equal(
    two.overlap,
    amount(life => isGold(life) && isOld(life)),
  )
  const one = (await house.call(askSegments, { query: { segments: gold.id } as never })).answer
  assert.deepEqual(
    new Map(one.groups.map(group => [group.name, group.customers])),
    new Map([
      [gold.name, amount(isGold)],
      ['', amount(life => !isGold(life))],
    ]),
  )
})

test('a rule that means nothing is refused with what is missing, and two segments never share a name', async () => {
  const flawed = rule({ kind: 'trait', trait: 'age', is: 'at least', values: ['many'] })
  const refused = await house.call(contract.createSegment, { body: { name: 'Flawed', rule: flawed } as never })
  assert.equal((refused.answer as unknown as { code: string }).code, 'segment_invalid')
  await house.call(contract.createSegment, { body: { name: hostile, customers: [idOf.get('life-0')!] } })
  const again = await house.call(contract.createSegment, {
    body: { name: hostile.toUpperCase(), customers: [idOf.get('life-0')!] },
  })
  assert.equal((again.answer as unknown as { code: string }).code, 'segment_name_taken')
  const unknown = await house.call(contract.createSegment, { body: { name: 'X', customers: ['cus_0000000000001'] } })
  assert.equal(unknown.status, 404)
})

test('what is published last is read until a new computation is whole, and a killed one is forgotten by the next', async () => {
  const segment = await create(rule({ kind: 'trait', trait: 'plan', is: 'one of', values: ['gold'] }))
  const before = await membersOf(segment.id)
  // A process killed between writing and publishing leaves this behind.
  await addListed(house.clickhouse, newMembers(house.workspace.number, segment.id), [
    numberFromCustomerId(idOf.get('life-1')!)!,
  ])
  assert.deepEqual(await membersOf(segment.id), before)
  const whole = newMembers(house.workspace.number, segment.id)
  await addListed(
    house.clickhouse,
    whole,
    before.map(id => numberFromCustomerId(id)!),
  )
  await publish(house.clickhouse, whole)
  assert.deepEqual(await membersOf(segment.id), before)
})

test('rules are computed again every hour: a new event lets a customer in, and the size is kept', async () => {
  const segment = await create(rule(did({ event: 'Came back' })))
  assert.equal(segment.customers, 0)
  const key = await house.createKey('secret')
  await house.send(key, [{ type: 'track', event: 'Came back', userId: 'life-3', messageId: 'again' }])
  await house.settle()
  await refreshDue(house.installation, house.workspace)
  assert.deepEqual(await membersOf(segment.id), [], 'within the hour nothing is computed')
  house.turnClock(61 * 60_000)
  // Two at a time, as when somebody asks for it while the hour comes round, tell once who came.
  await Promise.all([1, 2].map(() => refreshDue(house.installation, house.workspace)))
  assert.deepEqual(await membersOf(segment.id), [idOf.get('life-3')])
  const { answer } = await house.call(contract.getSegment, {
    params: { workspace: house.workspace.key, segment: segment.id },
  })
  assert.deepEqual(
    answer.sizes.map(each => [each.customers, each.came, each.left]),
    [
      [0, null, null],
      [1, 1, 0],
    ],
  )
})

test('as many who come as who leave are told, though the size is the same', async () => {
  const only = (name: string) => rule({ kind: 'trait', trait: 'seat', is: 'one of', values: [name] })
  const key = await house.createKey('secret')
  const seat = async (userId: string, value: string) => {
    await house.send(key, [
      { type: 'identify', userId, messageId: `${userId} ${value}`, traits: { seat: value } },
      { type: 'track', event: 'Looked', userId, messageId: `${userId} ${value} looked` },
    ])
    await house.settle()
  }
  await seat('life-20', 'window')
  const segment = await create(only('window'))
  assert.equal(segment.customers, 1)
  house.turnClock(1000)
  await seat('life-20', 'aisle')
  await seat('life-21', 'window')
  house.turnClock(61 * 60_000)
  await refreshDue(house.installation, house.workspace)
  const { answer } = await house.call(contract.getSegment, {
    params: { workspace: house.workspace.key, segment: segment.id },
  })
  assert.deepEqual(
    answer.sizes.map(each => [each.customers, each.came, each.left]),
    [
      [1, null, null],
      [1, 1, 1],
    ],
  )
})

test('customers who are joined are one member, and who is erased is in no segment any more', async () => {
  const [one, other, third] = ['life-10', 'life-11', 'life-12'].map(id => idOf.get(id)!)
  const { answer: segment } = await house.call(contract.createSegment, {
    body: { name: 'Three', customers: [one!, other!, third!] },
  })
  assert.equal(segment.customers, 3)
  const joined = await house.call(mergeCustomers, {
    params: { workspace: house.workspace.key, customer: one! },
    body: { other: other! },
  })
  assert.equal(joined.status, 200, JSON.stringify(joined.answer))
  const two = await membersOf(segment.id)
  assert.equal(two.length, 2)
  await eraseCustomer(house.context, third!)
  await house.settle()
  assert.deepEqual(
    await membersOf(segment.id),
    two.filter(id => id !== third),
  )
})

test('who is not the operator sees no size and no customer of a segment smaller than may be shown', async () => {
  const { answer: segment } = await house.call(contract.createSegment, {
    body: { name: 'Few', customers: [idOf.get('life-20')!] },
  })
  const key = await house.createKey('secret')
  const headers = { authorization: `Bearer ${key}` }
  const params = { workspace: house.workspace.key, segment: segment.id }
  const told = (await house.call(contract.getSegment, { params }, headers)).answer
  assert.deepEqual([told.segment.customers, told.sizes.map(each => each.customers)], [null, [null]])
  const listed = (await house.call(contract.listSegmentCustomers, { params }, headers)).answer
  assert.deepEqual(listed, { total: 0, hidden: true, rows: [], cursor: null })
  const archived = await house.call(contract.changeSegment, { params, body: { archived: true } })
  assert.ok(archived.answer.archivedAt)
  const { segments } = (await house.call(contract.listSegments, { query: {} })).answer
  assert.ok(!segments.some(each => each.id === segment.id))
})
