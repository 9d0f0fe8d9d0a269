import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { openHouse, type TestHouse } from '../../test/kit.ts'
import { decideConsent, findCustomers, getCustomer, getTimeline, mergeCustomers } from '../contract/collecting.ts'
import { sql } from '../engines/postgres/index.ts'

const started = Date.now() - 86_400_000
const at = (minutes: number) => new Date(started + minutes * 60_000).toISOString()

describe('Consents', () => {
  let house: TestHouse
  let key: string
  before(async () => {
    house = await openHouse()
    key = await house.createKey('write')
  })
  after(() => house[Symbol.asyncDispose]())

  let count = 0
  const send = async (who: object, minutes: number, said?: Record<string, boolean>) => {
    await house.send(key, [
      {
        type: 'track',
        event: 'Seen',
        messageId: `consent-${count++}`,
        timestamp: at(minutes),
        ...who,
        ...(said ? { context: { consent: { categoryPreferences: said } } } : {}),
      },
    ])
    await house.settle()
  }
  const idOf = async (identifier: string) =>
    (await house.call(findCustomers, { body: { identifier } })).answer.customers[0]!.customer
  const params = async (identifier: string) => ({ workspace: house.workspace.key, customer: await idOf(identifier) })
  const decide = async (
    identifier: string,
    decision: 'granted' | 'withdrawn' | 'denied',
    minutes?: number,
    purpose = 'measurement' as const,
  ) =>
    house.call(decideConsent, {
      params: await params(identifier),
      body: { purpose, decision, method: 'telephone', ...(minutes === undefined ? {} : { decidedAt: at(minutes) }) },
    })
  const standing = async (identifier: string, purpose = 'measurement') =>
    (await house.call(getCustomer, { params: await params(identifier) })).answer.consents.find(
      each => each.purpose === purpose,
    )!
  const measured = async (identifier: string) =>
    (await house.call(getTimeline, { params: await params(identifier) })).answer.events
      .map(event => event.measurable)
      .reverse()

  test('decisions that arrive in any order leave the latest, and all of them in the ledger', async () => {
    const orders = [
      [1, 2, 3],
      [1, 3, 2],
      [2, 1, 3],
      [2, 3, 1],
      [3, 1, 2],
      [3, 2, 1],
    ]
    for (const [index, order] of orders.entries()) {
      const who = { userId: `order-${index}`, anonymousId: `order-browser-${index}` }
      for (const minute of order) await send(who, minute, { analytics: minute !== 2 })
      const told = await standing(who.userId)
      assert.equal(told.decision, 'granted', String(order))
      const api = { userId: `api-${index}` }
      await send(api, 0)
      for (const minute of order) await decide(api.userId, minute === 2 ? 'withdrawn' : 'granted', minute)
      const said = await standing(api.userId)
      assert.deepEqual(
        [said.decision, said.since, said.source],
        ['granted', at(3), 'operator · telephone'],
        String(order),
      )
    }
    const row = await house.postgres.first(sql<{ amount: string }>`
      select count(*) as amount from collecting.consent_decisions where source = 'operator'`)
    assert.equal(Number(row?.amount), 18)
  })

  test('what a customer withdraws by telephone is not undone by a browser that repeats its old answer', async () => {
    const who = { userId: 'paul', anonymousId: 'paul-browser' }
    await send(who, 10, { analytics: true })
    assert.equal((await decide('paul', 'withdrawn', 20)).status, 200)
    await send(who, 30, { analytics: true })
    await send({ anonymousId: 'paul-browser' }, 31, { analytics: true })
    assert.equal((await standing('paul')).decision, 'withdrawn')
    assert.deepEqual(await measured('paul'), [true, false, false])
    await send(who, 40, { analytics: false })
    await send(who, 50, { analytics: true })
    assert.equal((await standing('paul')).decision, 'granted', 'asked again, the browser says something new')
    await send(who, 51, { analytics: true })
    assert.deepEqual(await measured('paul'), [true, false, false, false, true, true])
  })

  test('an event from before a withdrawal that arrives after it is measured, one from after it is not', async () => {
    await send({ userId: 'late' }, 60)
    await decide('late', 'withdrawn', 70)
    await send({ userId: 'late' }, 65)
    await send({ userId: 'late' }, 75)
    assert.deepEqual(await measured('late'), [true, true, false])
  })

  test('of two customers joined, the stricter holds until a new decision', async () => {
    await send({ userId: 'yes' }, 80)
    await send({ userId: 'no' }, 81)
    for (const [who, decision] of [
      ['yes', 'granted'],
      ['no', 'denied'],
    ] as const) {
      await house.call(decideConsent, {
        params: await params(who),
        body: { purpose: 'marketing', decision, decidedAt: at(82) },
      })
    }
    await house.call(mergeCustomers, { params: await params('yes'), body: { other: await idOf('no') } })
    assert.equal((await standing('yes', 'marketing')).decision, 'denied')
    await house.call(decideConsent, {
      params: await params('no'),
      body: { purpose: 'marketing', decision: 'granted', decidedAt: at(90) },
    })
    assert.equal((await standing('yes', 'marketing')).decision, 'granted')
  })

  test('a decision of tomorrow is refused', async () => {
    await send({ userId: 'early' }, 100)
    assert.equal((await decide('early', 'granted', 3 * 24 * 60)).status, 400)
  })
})
