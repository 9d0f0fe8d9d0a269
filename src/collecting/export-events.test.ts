import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { openHouse, type TestHouse } from '../../test/kit.ts'
import { createWorkspace } from '../admitting/index.ts'
import { findCustomers, getCustomer, getTimeline } from '../contract/collecting.ts'
import { exportEvents } from '../contract/collecting-events.ts'
import { acceptMessages } from './index.ts'

const started = Date.now() - 86_400_000
const at = (minutes: number) => new Date(started + minutes * 60_000).toISOString()
type Line = Record<string, unknown> & { userId?: string; anonymousId?: string; messageId: string; timestamp: string }

describe('Events leave and come back', () => {
  let house: TestHouse
  let serverKey: string
  before(async () => {
    house = await openHouse()
    const key = await house.createKey('write')
    serverKey = await house.createKey('secret', 'Server')
    await house.send(key, [
      {
        type: 'page',
        name: 'Home',
        anonymousId: 'b1',
        timestamp: at(0),
        messageId: '1',
        properties: { url: 'https://shop.example/?utm_source=mail&x=1' },
        context: { campaign: { source: 'mail' }, device: { type: 'ios' } },
      },
      {
        type: 'track',
        event: 'Order Completed',
        userId: 'u1',
        anonymousId: 'b1',
        timestamp: at(5),
        messageId: '2',
        properties: {
          total: 12.5,
          gift: true,
          lines: [1, 2],
          address: { city: 'Lyon' },
          comment: 'Leave it with the neighbour',
        },
        caseKey: 'order-1',
      },
      {
        type: 'page',
        anonymousId: 'b1',
        timestamp: at(6),
        messageId: '3',
        context: { consent: { categoryPreferences: { analytics: false } } },
      },
      { type: 'track', event: 'Seen', userId: 'u2', anonymousId: 'b1', timestamp: at(7), messageId: '4' },
      { type: 'page', anonymousId: 'b1', timestamp: at(8), messageId: '5' },
      { type: 'group', userId: 'u2', groupId: 'club', timestamp: at(9), messageId: '6' },
      { type: 'screen', name: 'Basket', anonymousId: 'app', timestamp: at(1), messageId: '7' },
    ])
    await house.send(serverKey, [
      {
        type: 'identify',
        userId: 'u1',
        timestamp: at(4),
        messageId: '8',
        traits: { email: 'u1@example.org', city: 'Lyon' },
        context: { externalIds: [{ type: 'loyalty', id: 'card-1' }] },
      },
      { type: 'alias', userId: 'u3', previousId: 'u2', timestamp: at(10), messageId: '9' },
      {
        type: 'track',
        event: 'Rated',
        userId: 'u3',
        timestamp: at(11),
        messageId: '10',
        properties: { nps: 3 },
        context: { channel: 'phone' },
      },
    ])
    await house.settle()
  })
  after(() => house[Symbol.asyncDispose]())

  const exported = async (headers?: Record<string, string>, query = {}, workspace = house.workspace.key) => {
    const { status, answer } = await house.call(exportEvents, { params: { workspace }, query }, headers)
    assert.equal(status, 200)
    return (answer as unknown as string)
      .split('\n')
      .filter(Boolean)
      .map(line => JSON.parse(line) as Line)
  }

  test('every event once, customer by customer, in the order of time', async () => {
    const lines = await exported()
    assert.equal(lines.length, 10)
    const order = lines.find(line => line.event === 'Order Completed')!
    assert.deepEqual(order.properties, {
      total: 12.5,
      gift: 'true',
      lines: '[1,2]',
      'address.city': 'Lyon',
      comment: 'Leave it with the neighbour',
    })
    assert.equal(order.caseKey, 'order-1')
    assert.equal(order.userId, 'u1')
    assert.deepEqual((await exported(undefined, { from: at(5), to: at(7) })).map(line => line.timestamp).sort(), [
      at(5),
      at(6),
    ])
  })

  test('who may not read personal data gets pseudonyms, the same every time, and no word of the customer', async () => {
    const headers = { authorization: `Bearer ${serverKey}` }
    const [one, two] = [await exported(headers), await exported(headers)]
    assert.deepEqual(one, two)
    const text = JSON.stringify(one)
    for (const needle of ['"u1"', '"b1"', 'card-1', 'u1@example.org', 'neighbour'])
      assert.ok(!text.includes(needle), needle)
    assert.ok(text.includes('"city":"Lyon"'))
    const clear = await exported()
    const grouped = (lines: Line[]) =>
      lines.map(line =>
        lines.findIndex(each => (each.userId ?? each.anonymousId) === (line.userId ?? line.anonymousId)),
      )
    assert.deepEqual(grouped(one), grouped(clear))
  })

  test('imported elsewhere they give the same customers and events; imported again, nothing more', async () => {
    const elsewhere = await createWorkspace(house.installation, {
      key: 'elsewhere',
      name: 'Elsewhere',
      timeZone: 'Europe/Paris',
      locale: 'fr',
      measurementConsent: 'opt-out',
      actor: { kind: 'system' },
    })
    const lines = await exported()
    const source = { workspace: elsewhere, name: 'Import', channel: undefined, trusted: true }
    const bring = async () => {
      const counts = await acceptMessages(house.installation, source, await exported(), {
        sentAt: undefined,
        historical: true,
      })
      await house.settle()
      return counts
    }
    assert.deepEqual(await bring(), { accepted: 10, duplicates: 0, refused: 0 })
    assert.deepEqual(await bring(), { accepted: 0, duplicates: 10, refused: 0 })
    const copied = await exported(undefined, {}, 'elsewhere')
    const plain = (all: Line[]) =>
      all
        .map(({ receivedAt: _, context, ...line }) => ({ ...line, context: { ...(context as object), source: '' } }))
        .sort((a, b) => a.messageId.localeCompare(b.messageId))
    const shapes = (all: Line[]) =>
      plain(all).map(line => ({ ...line, context: { ...line.context, externalIds: undefined } }))
    assert.deepEqual(shapes(copied), shapes(lines))
    for (const identifier of ['u1', 'u3', 'app', 'card-1']) {
      const told = []
      for (const workspace of [house.workspace.key, 'elsewhere']) {
        const found = await house.call(findCustomers, { params: { workspace }, body: { identifier } })
        const params = { workspace, customer: found.answer.customers[0]!.customer }
        const { events } = (await house.call(getTimeline, { params })).answer
        const { traits, identifiers } = (await house.call(getCustomer, { params })).answer
        told.push({
          events: events.map(
            ({ id, at: when, name, channel, device, score, properties, measurable, case: key, sealed }) => ({
              id,
              when,
              name,
              channel,
              device,
              score,
              properties,
              measurable,
              key,
              sealed,
            }),
          ),
          traits: traits.map(({ key, value }) => [key, value]),
          identifiers: identifiers
            .filter(({ value }) => !value.startsWith('…'))
            .map(({ kind, value }) => `${kind} ${value}`)
            .sort(),
        })
      }
      assert.deepEqual(told[1], told[0], identifier)
    }
  })

  test('brought back where they came from, they are not there twice', async () => {
    const source = { workspace: house.workspace, name: 'Import', channel: undefined, trusted: true }
    const before = await exported()
    await acceptMessages(house.installation, source, before, { sentAt: undefined, historical: true })
    await house.settle()
    const after = await exported()
    assert.deepEqual(after.map(line => line.messageId).sort(), before.map(line => line.messageId).sort())
  })

  test('an address known in two workspaces leads in each to its own customer and says nothing of the other', async () => {
    const [mine, theirs] = ['elsewhere', house.workspace.key]
    const found = await house.call(findCustomers, {
      params: { workspace: theirs },
      body: { identifier: 'u1@example.org' },
    })
    const other = await house.call(findCustomers, {
      params: { workspace: mine },
      body: { identifier: 'u1@example.org' },
    })
    const [one, two] = [found.answer.customers[0]!.customer, other.answer.customers[0]!.customer]
    assert.notEqual(one, two)
    const unknown = await house.call(getCustomer, { params: { workspace: mine, customer: 'cus_0000000000001' } })
    const foreign = await house.call(getCustomer, { params: { workspace: mine, customer: one } })
    assert.equal(foreign.status, 404)
    const { requestId: _, ...told } = foreign.answer as unknown as Record<string, unknown>
    const { requestId: __, ...expected } = unknown.answer as unknown as Record<string, unknown>
    assert.deepEqual(told, expected)
    const key = await house.call(
      findCustomers,
      { params: { workspace: mine }, body: { identifier: 'u1' } },
      { authorization: `Bearer ${serverKey}` },
    )
    assert.equal(key.status, 404)
  })
})
