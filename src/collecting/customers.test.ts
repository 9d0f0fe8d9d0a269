import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { openHouse, type TestHouse } from '../../test/kit.ts'
import { listAudit } from '../contract/admitting-audit.ts'
import {
  decideConsent,
  findCustomers,
  getCustomer,
  getTimeline,
  mergeCustomers,
  splitCustomer,
} from '../contract/collecting.ts'
import { cursorOf } from './page-cursor.ts'

const minute = 60_000
const started = Date.now() - 10 * 86_400_000
const at = (minutes: number) => new Date(started + minutes * minute).toISOString()

describe('Customers', () => {
  let house: TestHouse
  let webKey: string
  let serverKey: string
  before(async () => {
    house = await openHouse()
    webKey = await house.createKey('write')
    serverKey = await house.createKey('secret', 'Shop system')
  })
  after(() => house[Symbol.asyncDispose]())

  const send = async (messages: readonly object[], key = webKey) => {
    const response = await house.send(key, messages)
    assert.equal(response.status, 200)
    await house.settle()
  }
  const find = async (identifier: string) => {
    const { answer } = await house.call(findCustomers, { body: { identifier } })
    return answer.customers
  }
  const idOf = async (identifier: string) => {
    const [found, ...others] = await find(identifier)
    assert.equal(others.length, 0, `${identifier} names one customer`)
    assert.ok(found, `${identifier} is found`)
    return found.customer
  }
  const seen = async (customer: string, query = {}) =>
    (await house.call(getTimeline, { params: { workspace: house.workspace.key, customer }, query })).answer
  const view = async (customer: string) =>
    (await house.call(getCustomer, { params: { workspace: house.workspace.key, customer } })).answer

  test('a customer is found by any identifier, an address, a telephone number however written, and by every id they ever had', async () => {
    await send([{ type: 'page', name: 'Home', anonymousId: 'browser-find', timestamp: at(0), messageId: 'f1' }])
    const before = await idOf('browser-find')
    await send(
      [
        {
          type: 'identify',
          userId: 'C-104-29817',
          anonymousId: 'browser-find',
          timestamp: at(1),
          messageId: 'f2',
          traits: {
            email: 'Camille.Renaud@example.org',
            phone: '+33 6 12 34 56 78',
            name: 'Camille Renaud',
            city: 'Lyon',
          },
          context: { externalIds: [{ type: 'loyalty', id: 'L-778899' }] },
        },
      ],
      serverKey,
    )
    const after = await idOf('C-104-29817')
    assert.notEqual(after, before)
    for (const identifier of [
      'browser-find',
      'L-778899',
      'camille.renaud@EXAMPLE.org',
      '06 12 34 56 78',
      '0033612345678',
      before,
      after,
    ])
      assert.equal(await idOf(identifier), after, identifier)
    assert.deepEqual(await find('nobody@example.org'), [])
    const known = await view(before)
    assert.equal(known.customer, after)
    assert.equal(known.name, 'Camille Renaud')
    assert.equal(known.events, 2)
    assert.deepEqual(known.identifiers.map(({ kind, value }) => `${kind} ${value}`).sort(), [
      'anonymous_id browser-find',
      'loyalty L-778899',
      'user_id C-104-29817',
    ])
    assert.deepEqual(
      known.traits.map(({ key, value, personal }) => [key, value, personal]),
      [
        ['city', 'Lyon', false],
        ['email', 'Camille.Renaud@example.org', true],
        ['name', 'Camille Renaud', true],
        ['phone', '+33 6 12 34 56 78', true],
      ],
    )
    await house.settle()
    const { answer } = await house.call(listAudit, {})
    assert.ok(answer.entries.some(entry => entry.action === 'customer.viewed' && entry.payload.customer === after))
  })

  test('who may not read personal data sees enough to recognise and not enough to learn', async () => {
    const { answer } = await house.call(
      findCustomers,
      { body: { identifier: 'L-778899' } },
      { authorization: `Bearer ${serverKey}` },
    )
    const customer = answer.customers[0]!.customer
    assert.equal(answer.customers[0]!.name, 'C. R.')
    const params = { workspace: house.workspace.key, customer }
    const told = (await house.call(getCustomer, { params }, { authorization: `Bearer ${serverKey}` })).answer
    assert.deepEqual(
      told.traits.map(({ key, value }) => [key, value]),
      [
        ['city', 'Lyon'],
        ['email', 'C•••@example.org'],
        ['name', 'C. R.'],
        ['phone', '••• 78'],
      ],
    )
    assert.deepEqual(told.identifiers.map(({ value }) => value).sort(), ['C-•••17', 'L-•••99', 'br•••nd'])
    await send([
      {
        type: 'track',
        event: 'Answer',
        userId: 'C-104-29817',
        timestamp: at(2),
        messageId: 'f3',
        properties: { comment: 'Too slow', score: 3 },
      },
    ])
    const timeline = (await house.call(getTimeline, { params }, { authorization: `Bearer ${serverKey}` })).answer
    assert.deepEqual(timeline.events[0]!.sealed, {})
    assert.deepEqual((await seen(customer)).events[0]!.sealed, { comment: 'Too slow' })
  })

  test('customers seen last come first, page by page, each once', async () => {
    await send(
      Array.from({ length: 7 }, (_, index) => ({
        type: 'page',
        anonymousId: `paged-${index}`,
        timestamp: at(100 + (index % 3)),
        messageId: `paged-${index}`,
      })),
    )
    const listed: string[] = []
    let cursor: string | undefined
    let total = 0
    do {
      const { answer } = await house.call(findCustomers, { body: { limit: 3, ...(cursor ? { cursor } : {}) } })
      listed.push(...answer.customers.map(({ customer }) => customer))
      cursor = answer.cursor ?? undefined
      total = answer.total
    } while (cursor)
    assert.equal(listed.length, total)
    assert.equal(new Set(listed).size, total)
    for (const number of ['0', '8999999999999999999', '9223372036854775807']) {
      const past = await house.call(findCustomers, { body: { cursor: cursorOf([0, number]) } })
      assert.deepEqual(past.answer.customers, [], 'a page may end at any customer')
    }
  })

  test('a timeline is read in pages, by period and by channel, newest first', async () => {
    await send(
      Array.from({ length: 25 }, (_, index) => ({
        type: 'track',
        event: `Step ${index}`,
        userId: 'reader',
        timestamp: at(200 + Math.floor(index / 4)),
        messageId: `t${index}`,
        context: { channel: index % 2 ? 'web' : 'app' },
      })),
    )
    const customer = await idOf('reader')
    const names: string[] = []
    let cursor: string | null = null
    do {
      const page = await seen(customer, { limit: 4, ...(cursor ? { cursor } : {}) })
      names.push(...page.events.map(event => event.name))
      cursor = page.cursor
    } while (cursor)
    assert.deepEqual(
      names,
      Array.from({ length: 25 }, (_, index) => `Step ${24 - index}`),
    )
    assert.equal((await seen(customer, { channel: 'web', limit: 100 })).events.length, 12)
    assert.deepEqual(
      (await seen(customer, { from: at(205), to: at(206) })).events.map(event => event.name),
      ['Step 23', 'Step 22', 'Step 21', 'Step 20'],
    )
  })

  test('a web session during a visit to the shop is two channels at once', async () => {
    const track = (event: string, minutes: number, channel: string, id: string) => ({
      type: 'track',
      event,
      userId: 'double',
      timestamp: at(minutes),
      messageId: id,
      context: { channel },
    })
    await send([
      track('Entered Shop', 300, 'store', 'd1'),
      track('Tried', 315, 'store', 'd2'),
      track('Price Compared', 317, 'web', 'd3'),
      track('Read Reviews', 321, 'web', 'd4'),
      track('Called', 900, 'phone', 'd5'),
      track('Came Back', 2000, 'web', 'd6'),
    ])
    const { simultaneous } = await seen(await idOf('double'))
    assert.deepEqual(simultaneous, [{ from: at(317), to: at(320), channels: ['store', 'web'] }])
    const paged = await seen(await idOf('double'), { limit: 2 })
    assert.deepEqual(paged.simultaneous, [])
  })

  test('merging and taking back the merge restores everything exactly', async () => {
    const person = (name: string, minutes: number) => [
      { type: 'page', anonymousId: `${name}-browser`, timestamp: at(minutes), messageId: `${name}1` },
      {
        type: 'identify',
        userId: name,
        anonymousId: `${name}-browser`,
        timestamp: at(minutes + 1),
        messageId: `${name}2`,
        traits: { name: `${name} Doe` },
      },
      { type: 'track', event: 'Ordered', userId: name, timestamp: at(minutes + 2), messageId: `${name}3` },
    ]
    await send([...person('ada', 1000), ...person('bob', 2000)])
    const [ada, bob] = [await idOf('ada'), await idOf('bob')]
    const decide = (customer: string, decision: 'granted' | 'denied') =>
      house.call(decideConsent, {
        params: { workspace: house.workspace.key, customer },
        body: { purpose: 'marketing', decision, decidedAt: at(3000) },
      })
    await decide(ada, 'granted')
    await decide(bob, 'denied')
    const snapshot = async () => {
      await house.settle()
      const traces = await tracesOf(house)
      return {
        ada: await view(ada),
        bob: await view(bob),
        timelines: [await seen(ada), await seen(bob)],
        list: (await house.call(findCustomers, { body: { limit: 200 } })).answer,
        traces,
      }
    }
    const before = await snapshot()
    const params = { workspace: house.workspace.key, customer: ada }
    const merged = await house.call(mergeCustomers, { params, body: { other: bob } })
    assert.equal(merged.status, 200)
    await house.settle()
    const one = await view(bob)
    assert.equal(one.customer, merged.answer.customer)
    assert.equal(one.events, 6)
    assert.equal(one.consents.find(({ purpose }) => purpose === 'marketing')?.decision, 'denied', 'the stricter counts')
    assert.equal((await seen(ada)).events.length, 6)
    const again = await house.call(mergeCustomers, { params, body: { other: bob } })
    assert.equal(again.status, 409)
    const anchors = before.bob.identifiers.map(({ anchor }) => anchor)
    const split = await house.call(splitCustomer, { params, body: { anchors } })
    assert.deepEqual([...split.answer.customers].sort(), [ada, bob].sort())
    assert.deepEqual(await snapshot(), before)
    // Once more, naming only what the one is known by: what was theirs goes with them.
    await house.call(mergeCustomers, { params, body: { other: bob } })
    const known = before.bob.identifiers.find(({ kind }) => kind === 'user_id')!.anchor
    assert.equal((await house.call(splitCustomer, { params, body: { anchors: [known] } })).status, 200)
    assert.deepEqual(await snapshot(), before)
    const { answer } = await house.call(listAudit, {})
    assert.deepEqual(
      answer.entries.map(entry => entry.action).filter(action => /merged|split/.test(action)),
      ['customer.split', 'customer.merged', 'customer.split', 'customer.merged'],
    )
  })

  test('an identifier taken away stays away when the same evidence comes again', async () => {
    const together = (id: string, minutes: number) => ({
      type: 'identify',
      userId: 'eve',
      anonymousId: 'kiosk',
      timestamp: at(minutes),
      messageId: id,
    })
    await send([{ type: 'page', anonymousId: 'kiosk', timestamp: at(4000), messageId: 'k0' }, together('k1', 4001)])
    const eve = await idOf('eve')
    assert.equal(await idOf('kiosk'), eve)
    const anchor = (await view(eve)).identifiers.find(({ kind }) => kind === 'anonymous_id')!.anchor
    const params = { workspace: house.workspace.key, customer: eve }
    assert.equal((await house.call(splitCustomer, { params, body: { anchors: [anchor] } })).status, 200)
    await send([
      together('k2', 3999),
      together('k3', 4005),
      { type: 'page', anonymousId: 'kiosk', timestamp: at(4006), messageId: 'k4' },
    ])
    assert.notEqual(await idOf('kiosk'), eve)
    assert.equal((await view(eve)).events, 3)
    assert.equal((await view(anchor)).events, 2)
    const all = (await view(eve)).identifiers.map(one => one.anchor)
    assert.equal((await house.call(splitCustomer, { params, body: { anchors: all } })).status, 400)
  })

  test('what is typed by hand into an address is refused or ignored, never a fault', async () => {
    const reader = await idOf('reader')
    const params = { workspace: house.workspace.key, customer: reader }
    for (const customer of ['cus_', 'cus_ZZZZZZZZZZZZZ', 'x', "' or 1=1 --", 'cus_0000000000000'])
      assert.equal((await house.call(getCustomer, { params: { ...params, customer } })).status, 404, customer)
    for (const cursor of [
      'x',
      'WzEsMl0',
      'bnVsbA',
      Buffer.from('["x","y","z"]').toString('base64url'),
      Buffer.from('[1e300,"1","z"]').toString('base64url'),
      Buffer.from('[1e15,"1"]').toString('base64url'),
    ]) {
      assert.equal((await house.call(getTimeline, { params, query: { cursor } })).status, 200, cursor)
      assert.equal((await house.call(findCustomers, { body: { cursor } })).status, 200, cursor)
    }
    for (const [from, to] of [
      ['0001-01-01T00:00:00Z', '9999-12-31T00:00:00Z'],
      ['2030-01-01T00:00:00Z', '1970-01-01T00:00:00Z'],
    ] as const)
      assert.equal((await house.call(getTimeline, { params, query: { from, to } })).status, 200, from)
    for (const odd of ['\0', "'", '\\', '\ud800', '{p0:String}']) {
      // A zero is no character that any store looks for.
      const told = odd === '\0' ? 400 : 200
      assert.equal((await house.call(getTimeline, { params, query: { channel: odd } })).status, told)
      assert.equal((await house.call(findCustomers, { body: { identifier: `a${odd}` } })).status, 200)
      const said = { purpose: 'marketing' as const, decision: 'denied' as const, method: odd }
      assert.equal((await house.call(decideConsent, { params, body: said })).status, 200)
    }
    assert.equal((await house.call(mergeCustomers, { params, body: { other: 'cus_0000000000001' } })).status, 404)
    assert.equal((await house.call(splitCustomer, { params, body: { anchors: ['cus_0000000000001'] } })).status, 400)
  })

  test('two known users of one browser are two customers, each with their own later events, and are suggested to each other', async () => {
    const event = (id: string, minutes: number, who: object) => ({
      type: 'track',
      event: id,
      timestamp: at(minutes),
      messageId: `s-${id}`,
      ...who,
    })
    await send([
      event('a', 5000, { anonymousId: 'family' }),
      event('b', 5001, { anonymousId: 'family', userId: 'mum' }),
      event('c', 5002, { anonymousId: 'family' }),
    ])
    await send([event('d', 5003, { anonymousId: 'family', userId: 'dad' })])
    await send([event('e', 5004, { anonymousId: 'family' })])
    await send([event('f', 5005, { anonymousId: 'family', userId: 'mum' })])
    await send([event('g', 5006, { anonymousId: 'family' })])
    const names = async (who: string) => (await seen(await idOf(who))).events.map(({ name }) => name).sort()
    assert.deepEqual(await names('mum'), ['a', 'b', 'c', 'f', 'g'])
    assert.deepEqual(await names('dad'), ['d', 'e'])
    const { suggestions } = await view(await idOf('dad'))
    assert.deepEqual(
      suggestions.map(({ customer }) => customer),
      [await idOf('mum')],
    )
    assert.match(suggestions[0]!.reason, /Vus sur le même appareil le/)
    // The same in one sending.
    const both = (id: string, minutes: number, user?: string) =>
      event(`${id}2`, minutes, { anonymousId: 'family2', ...(user ? { userId: user } : {}) })
    await send([
      both('a', 5100),
      both('b', 5101, 'mum2'),
      both('c', 5102),
      both('d', 5103, 'dad2'),
      both('e', 5104),
      both('f', 5105, 'mum2'),
      both('g', 5106),
    ])
    assert.deepEqual(await names('mum2'), ['a2', 'b2', 'c2', 'f2', 'g2'])
    assert.deepEqual(await names('dad2'), ['d2', 'e2'])
  })

  test('values that identify nobody join nobody', async () => {
    for (const [index, blocked] of [
      'null',
      'undefined',
      '0',
      'anonymous',
      '[object Object]',
      '"None"',
      '00000000',
    ].entries()) {
      await send([
        { type: 'page', anonymousId: `nobody-${index}`, userId: blocked, timestamp: at(6000), messageId: `n${index}` },
      ])
    }
    const customers = await Promise.all(Array.from({ length: 7 }, (_, index) => idOf(`nobody-${index}`)))
    assert.equal(new Set(customers).size, 7)
    assert.deepEqual(await find('undefined'), [])
  })

  test('anonymous, known on two devices, then another id: one customer, whatever the order of arrival', async () => {
    const story = (name: string) => [
      { type: 'page', anonymousId: `${name}-laptop`, timestamp: at(7000), messageId: `${name}-1` },
      {
        type: 'identify',
        anonymousId: `${name}-laptop`,
        userId: `${name}-id`,
        timestamp: at(7001),
        messageId: `${name}-2`,
      },
      { type: 'page', anonymousId: `${name}-phone`, timestamp: at(7002), messageId: `${name}-3` },
      {
        type: 'identify',
        anonymousId: `${name}-phone`,
        userId: `${name}-id`,
        timestamp: at(7003),
        messageId: `${name}-4`,
      },
      { type: 'alias', userId: `${name}-new`, previousId: `${name}-id`, timestamp: at(7004), messageId: `${name}-5` },
      { type: 'track', event: 'Ordered', userId: `${name}-new`, timestamp: at(7005), messageId: `${name}-6` },
    ]
    const random = randomOf(7)
    for (let round = 0; round < 8; round++) {
      const messages = story(`perm${round}`)
      const shuffled = messages.map(message => ({ message, place: random() })).sort((a, b) => a.place - b.place)
      const pieces = [shuffled.slice(0, 2), shuffled.slice(2, 3), shuffled.slice(3)]
      for (const piece of pieces) await send(piece.map(({ message }) => message))
      const ids = await Promise.all(['laptop', 'phone', 'id', 'new'].map(part => idOf(`perm${round}-${part}`)))
      const order = shuffled.map(({ message }) => message.messageId).join(' ')
      assert.equal(new Set(ids).size, 1, order)
      assert.equal((await seen(ids[0]!)).events.length, 6, order)
    }
  })
})

async function tracesOf(house: TestHouse): Promise<readonly unknown[]> {
  const { sql, u32 } = await import('../engines/clickhouse/index.ts')
  return house.clickhouse.rows(sql`
    select journey, customer_id, cases, at, touchpoints, channels, prevs, nexts
    from traces
    where workspace_id = ${u32(house.workspace.number)}
    order by journey, customer_id`)
}

/** Park and Miller's generator: the same orders at every run. */
function randomOf(seed: number): () => number {
  let state = seed
  return () => {
    state = (state * 48_271) % 2_147_483_647
    return state / 2_147_483_647
  }
}
