import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { openHouse, type TestHouse } from '../../test/kit.ts'
import { findCustomers, getTimeline } from '../contract/collecting.ts'
import { listQuarantine, replayQuarantined, sourceActivity, tailEvents } from '../contract/collecting-events.ts'
import type { Context } from '../feature.ts'
import { keyAllows } from '../vocabulary/role.ts'
import { listQuarantine as list, replayQuarantined as replay } from './quarantine.ts'
import { tailEvents as tail } from './tail-events.ts'

describe('Sources', () => {
  let house: TestHouse
  let key: string
  before(async () => {
    house = await openHouse()
    key = await house.createKey('write')
  })
  after(() => house[Symbol.asyncDispose]())
  const refused = async (query = {}) => (await house.call(listQuarantine, { query })).answer
  const timelineOf = async (identifier: string) => {
    const { answer } = await house.call(findCustomers, { body: { identifier } })
    const customer = answer.customers[0]?.customer
    if (!customer) return []
    return (await house.call(getTimeline, { params: { workspace: house.workspace.key, customer } })).answer.events
  }

  test('invalid events of a batch wait with their reasons; corrected and sent again, each is stored once', async () => {
    const good = Array.from({ length: 97 }, (_, index) => ({
      type: 'track',
      event: 'Good',
      userId: 'u1',
      messageId: `g${index}`,
    }))
    const response = await house.send(key, [
      ...good,
      { type: 'track', event: 'Nobody', messageId: 'bad-1', properties: { email: 'who@example.org' } },
      { type: 'track', userId: 'u1', messageId: 'bad-2' },
      { type: 'track', event: 'Large', userId: 'u1', messageId: 'bad-3', properties: { filler: 'x'.repeat(40_000) } },
    ])
    assert.equal(response.status, 200)
    await house.settle()
    assert.equal((await timelineOf('u1')).length, 50)
    const waiting = await refused()
    assert.deepEqual(waiting.reasons.map(({ reason, count }) => [reason, count]).sort(), [
      ['identifier_missing', 1],
      ['name_missing', 1],
      ['too_large', 1],
    ])
    assert.equal(waiting.total, 3)
    for (const event of waiting.events) {
      const message = JSON.parse(event.message) as Record<string, unknown>
      const corrected = JSON.stringify({ ...message, userId: 'mended', event: 'Mended', properties: {} })
      const params = { workspace: house.workspace.key, event: event.id }
      const first = await house.call(replayQuarantined, { params, body: {} })
      assert.equal(first.answer.accepted, false)
      assert.ok(first.answer.sentence?.fr)
      const [one, two] = await Promise.all([
        house.call(replayQuarantined, { params, body: { message: corrected } }),
        house.call(replayQuarantined, { params, body: { message: corrected } }),
      ])
      assert.deepEqual([one.answer.accepted, two.answer.accepted], [true, true])
      assert.equal(
        (await house.call(replayQuarantined, { params, body: { message: corrected } })).answer.accepted,
        true,
      )
    }
    await house.settle()
    assert.equal((await timelineOf('mended')).length, 3)
    assert.equal((await refused()).total, 0)
    assert.equal((await refused({ resolved: 'yes' })).total, 3)
  })

  test('who may not read personal data corrects a masked message without losing what it hides', async () => {
    await house.send(key, [
      {
        type: 'screem',
        userId: 'C-200-55555',
        messageId: 'm1',
        name: 'Basket',
        properties: { email: 'jo@example.org', size: 'M' },
      },
    ])
    await house.settle()
    const editor: Context = { ...house.context, may: permission => permission !== 'personal.read' }
    const input = {
      params: { workspace: house.workspace.key },
      query: { resolved: 'no' as const, limit: 10, cursor: undefined, reason: undefined },
      body: undefined,
    }
    const { events } = await list(editor, input as never)
    const shown = JSON.parse(events[0]!.message) as { userId: string; properties: Record<string, string> }
    assert.equal(shown.userId, 'C-•••55')
    assert.deepEqual(shown.properties, { email: 'j•••@example.org', size: 'M' })
    const message = JSON.stringify({ ...shown, type: 'screen' })
    const told = await replay(editor, {
      params: { workspace: house.workspace.key, event: events[0]!.id },
      query: undefined,
      body: { message },
    } as never)
    assert.equal(told.accepted, true)
    await house.settle()
    const [event] = await timelineOf('C-200-55555')
    assert.equal(event?.name, 'Basket')
    assert.deepEqual(event?.sealed, { email: 'jo@example.org' })
  })

  test('a page of refused events leads to the next, each once', async () => {
    await house.send(
      key,
      Array.from({ length: 12 }, (_, index) => ({ type: 'track', userId: `page-${index}` })),
    )
    await house.settle()
    const ids: string[] = []
    let cursor: string | null = null
    do {
      const page = await refused({ limit: 5, reason: 'name_missing', ...(cursor ? { cursor } : {}) })
      ids.push(...page.events.map(({ id }) => id))
      cursor = page.cursor
    } while (cursor)
    assert.equal(new Set(ids).size, 12)
    assert.equal(ids.length, 12)
  })

  test('the activity of a source adds up to what was sent', async () => {
    const other = await house.createKey('write', 'Counted')
    await house.send(other, [
      { type: 'page', anonymousId: 'x', messageId: 'c1' },
      { type: 'page', anonymousId: 'x', messageId: 'c1' },
      { type: 'page' },
    ])
    await house.send(other, [
      {
        type: 'page',
        anonymousId: 'x',
        messageId: 'c2',
        context: { consent: { categoryPreferences: { analytics: false } } },
      },
    ])
    await house.settle()
    const { answer } = await house.call(sourceActivity, { query: { days: 7 } })
    const counted = answer.sources.find(({ source }) => source === 'Counted')!
    assert.deepEqual([counted.accepted, counted.duplicates, counted.refused, counted.notMeasured], [2, 1, 1, 1])
    assert.equal(counted.days.length, 7)
    assert.equal(counted.days.at(-1)?.accepted, 2)
    assert.equal(answer.backlog, 0)
  })

  test('the live tail begins with what came last and goes on with what comes', async () => {
    const address = `${house.url}${tailEvents.path.replace('{workspace}', house.workspace.key)}`
    const leaving = new AbortController()
    const response = await fetch(address, {
      headers: { authorization: `Bearer ${await house.createKey('secret')}` },
      signal: leaving.signal,
    })
    assert.match(response.headers.get('content-type') ?? '', /text\/event-stream/)
    const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader()
    const first = (await reader.read()).value!
    const before = [...first.matchAll(/^data: (.*)$/gm)].map(
      match => JSON.parse(match[1]!) as { name: string; customer: string },
    )
    assert.equal(before.length, 50)
    await house.send(key, [{ type: 'track', event: 'Just Now', userId: 'u1', messageId: 'live' }])
    let text = ''
    while (!text.includes('Just Now')) text += (await reader.read()).value ?? ''
    const told = JSON.parse(/^data: (.*Just Now.*)$/m.exec(text)![1]!) as { customer: string }
    const { answer } = await house.call(findCustomers, { body: { identifier: 'u1' } })
    assert.equal(told.customer, answer.customers[0]!.customer)
    leaving.abort()
  })

  test('the live tail ends at once when its reader leaves', async () => {
    const line = tail(house.context)[Symbol.asyncIterator]()
    await line.next()
    const waiting = line.next()
    const startedAt = Date.now()
    await line.return?.()
    assert.equal((await waiting).done, true)
    // It would say that it is still there after fifteen seconds, and see then that nobody reads.
    assert.ok(Date.now() - startedAt < 15_000)
    assert.equal(keyAllows('write', 'source.read'), false)
  })
})
