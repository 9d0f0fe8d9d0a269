import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { test } from 'node:test'
import { isChannel } from '../vocabulary/channel.ts'
import { readEvent } from '../vocabulary/event.ts'
import { type Message, refusalOf } from '../vocabulary/message.ts'
import { measureSample } from './measure-sample.ts'
import type { SampleMessage } from './message.ts'
import { fictionalPhoneRanges } from './people.ts'
import { type SampleSize, sampleEvents } from './sample-events.ts'
import { sampleTruths } from './sample-truths.ts'

const until = new Date('2026-11-21T10:00:00Z')

function messagesOf(size: SampleSize): SampleMessage[] {
  return [...sampleEvents(size)].flatMap(batch => batch.messages)
}

const byId = (messages: readonly SampleMessage[]) =>
  new Map(messages.map(message => [message.messageId, JSON.stringify(message)]))

for (const [seed, instant] of [
  [1879, '2026-11-21T10:00:00Z'],
  [7, '2026-07-03T18:30:00Z'],
] as const) {
  const measures = measureSample({ customers: 6000, seed, until: new Date(instant) })
  for (const truth of sampleTruths) {
    test(`${truth.en} (seed ${seed}, until ${instant.slice(0, 10)})`, () => {
      const found = measures[truth.key]
      assert.ok(
        found >= truth.low && found <= truth.high,
        `${truth.key} is ${found}, not within ${truth.low} and ${truth.high}`,
      )
    })
  }
}

test('the same seed, customers and end give the same bytes; another seed gives others', () => {
  const bytes = (seed: number) =>
    createHash('sha256')
      .update(JSON.stringify([...sampleEvents({ customers: 300, seed, until })]))
      .digest('hex')
  assert.equal(bytes(1), bytes(1))
  assert.notEqual(bytes(1), bytes(2))
})

test('a later end in the same month changes nothing of the past and adds what came since', () => {
  const early = byId(messagesOf({ customers: 400, until: new Date('2026-11-12T00:00:00Z') }))
  const later = byId(messagesOf({ customers: 400, until: new Date('2026-11-20T00:00:00Z') }))
  for (const [id, text] of early) assert.equal(later.get(id), text)
  assert.ok(later.size > early.size)
})

test('a customer is the same however many customers there are', () => {
  const few = byId(messagesOf({ customers: 100, until }))
  const many = byId(messagesOf({ customers: 140, until }))
  for (const [id, text] of few) assert.equal(many.get(id), text)
})

test('nothing happens at the end or after it, and nothing before the months asked for', () => {
  for (const { timestamp } of messagesOf({ customers: 500, until, months: 3 })) {
    assert.ok(timestamp < until.toISOString(), timestamp)
    assert.ok(timestamp >= '2026-07-31', timestamp)
  }
})

test('a message id never names two messages', () => {
  const texts = new Map<string, string>()
  for (const message of messagesOf({ customers: 3000, until })) {
    const text = JSON.stringify(message)
    assert.equal(texts.get(message.messageId) ?? text, text)
    assert.match(message.messageId, /^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-a[0-9a-f]{3}-[0-9a-f]{12}$/)
    texts.set(message.messageId, text)
  }
})

test('each customer is told in the order of time, but for what arrives late or twice', () => {
  const newest = new Map<string, string>()
  let backward = 0
  let total = 0
  for (const { userId, anonymousId, timestamp } of messagesOf({ customers: 2000, until })) {
    const who = userId ?? anonymousId!
    total++
    if ((newest.get(who) ?? '') > timestamp) backward++
    else newest.set(who, timestamp)
  }
  assert.ok(backward / total < 0.02, `${backward} of ${total}`)
})

test('every message is accepted as it is, on a known channel, with the score it was given', () => {
  const channels = new Set<string>()
  let scores = 0
  for (const message of messagesOf({ customers: 1500, until })) {
    const plain = JSON.parse(JSON.stringify(message)) as Message
    assert.equal(refusalOf(plain, JSON.stringify(message).length, false, until, false), undefined)
    assert.ok(isChannel(message.context.channel))
    const event = readEvent(plain, undefined)
    assert.equal(event.channel, message.context.channel)
    channels.add(event.channel)
    if (message.event === 'Survey Answered' || message.event === 'Review Posted') {
      scores++
      assert.ok(event.score !== undefined && event.score >= -1 && event.score <= 1)
      assert.ok(event.texts.comment === undefined, 'the words of a customer are personal')
    }
  }
  assert.ok(scores > 100)
  for (const channel of [
    'web',
    'app',
    'store',
    'till',
    'locker',
    'carrier',
    'phone',
    'email',
    'sms',
    'chat',
    'review',
    'ad',
  ]) {
    assert.ok(channels.has(channel), channel)
  }
})

test('customers are nobody: reserved mail domains, telephone numbers of fiction', () => {
  const phones = new Set<string>()
  const customers = new Set<string>()
  for (const { type, traits, userId } of messagesOf({ customers: 2000, until })) {
    if (type !== 'identify' || userId === undefined || customers.has(userId)) continue
    customers.add(userId)
    assert.match(traits!.email!, /^[a-z][a-z.-]*\d+@example\.(org|com|net)$/)
    assert.ok(
      fictionalPhoneRanges.some(range => traits!.phone!.startsWith(range)) && /^\+33\d{9}$/.test(traits!.phone!),
    )
    phones.add(traits!.phone!)
  }
  assert.equal(phones.size, customers.size)
})

test('a batch holds whole households, so that batches may be sent side by side', () => {
  const batchOf = new Map<string, number>()
  let straddling = 0
  let total = 0
  let number = 0
  for (const { messages } of sampleEvents({ customers: 1000, until, batchSize: 200 })) {
    number++
    for (const { userId } of messages) {
      if (userId === undefined) continue
      total++
      if ((batchOf.get(userId) ?? number) !== number) straddling++
      else batchOf.set(userId, number)
    }
  }
  assert.ok(number > 50)
  assert.ok(straddling / total < 0.03, 'only what arrives late or twice comes in another batch')
})
