import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type ColumnMapping, columnMapping } from '../../contract/importing.ts'
import type { Installation } from '../../feature.ts'
import { readEvent } from '../../vocabulary/event.ts'
import { refusalOf } from '../../vocabulary/message.ts'
import { messageOf } from '../imports/message-of.ts'
import { eventMaker, type ImportedEvent, type ImportResult } from './events-from-rows.ts'
import { messageIds, repeatCounter } from './message-id.ts'
import { badRow, type ReadRow, rowOfObject } from './row.ts'

const now = new Date('2026-11-21T00:00:00Z')
const log = columnMapping.parse({
  moments: [{ name: { columns: ['event'] }, time: 'at' }],
  case: 'case',
  userId: 'customer',
  channel: { column: 'channel' },
  score: { column: 'score', min: 0, max: 10, construct: 'nps' },
  numbers: { amount: 'comma' },
} satisfies Partial<Record<keyof ColumnMapping, unknown>>)

const row = (values: Record<string, string>, line = 2): ReadRow => ({
  ok: true,
  line,
  values: { case: 'k1', customer: 'c1', event: 'Order Completed', at: '2026-01-31 10:00', ...values },
})
const events = (rows: readonly ReadRow[], mapping: ColumnMapping = log) => rows.flatMap(eventMaker(mapping, { now }))
const ids = (results: readonly ImportResult[]) => results.map(result => result.ok && result.event.messageId)

test('a row becomes a message in Segment’s shape', () => {
  const [result] = events([row({ channel: 'Magasin', score: '9', amount: '12,50', size: 'L', note: '' })])
  assert.ok(result?.ok)
  const { messageId, ...event } = result.event
  assert.match(messageId, /^imp-[\da-f]{32}$/)
  assert.deepEqual(
    { ...result, event },
    {
      ok: true,
      line: 2,
      caseKey: 'k1',
      position: 1,
      event: {
        type: 'track',
        event: 'Order Completed',
        userId: 'c1',
        timestamp: '2026-01-31T10:00:00.000Z',
        properties: {
          channel_written: 'Magasin',
          channel: 'store',
          amount: 12.5,
          size: 'L',
          score: 9,
          scaleMin: 0,
          scaleMax: 10,
          construct: 'nps',
        },
        context: { import: true, channel: 'store', caseKey: 'k1' },
      },
    },
  )
})

test('a row that can be no event is told by column, value and reason', () => {
  const cases: [Record<string, string>, string, string, string][] = [
    [{ at: '31/02/2026' }, 'at', '31/02/2026', 'timestamp_unreadable'],
    [{ at: '2026-02-31' }, 'at', '2026-02-31', 'timestamp_impossible'],
    [{ at: '' }, 'at', '', 'timestamp_missing'],
    [{ at: '?' }, 'at', '?', 'timestamp_missing'],
    [{ at: '2027-01-01' }, 'at', '2027-01-01', 'timestamp_future'],
    [{ at: '1812-01-01' }, 'at', '1812-01-01', 'timestamp_too_old'],
    [{ event: ' ' }, 'event', '', 'event_missing'],
    [{ event: 'x'.repeat(201) }, 'event', 'x'.repeat(201), 'event_too_long'],
    [{ customer: '', case: '' }, 'customer', '', 'customer_missing'],
    [{ customer: 'null', case: '' }, 'customer', '', 'customer_missing'],
    [{ score: '11' }, 'score', '11', 'score_out_of_scale'],
    [{ score: 'good' }, 'score', 'good', 'score_unreadable'],
  ]
  for (const [values, column, value, reason] of cases) {
    assert.deepEqual(events([row(values)]), [{ ok: false, line: 2, column, value, reason }], reason)
  }
  assert.deepEqual(events([badRow(7, '', '', 'empty_line')]), [badRow(7, '', '', 'empty_line')])
})

test('a telephone number names one customer however it is written; what is none is told with its line', () => {
  const mapping = columnMapping.parse({
    moments: [{ name: { columns: ['event'] }, time: 'at' }],
    traits: { phone: 'phone' },
  } satisfies Partial<Record<keyof ColumnMapping, unknown>>)
  const written = ['06 12 34 56 78', '+33612345678', '0033612345678', '12', 'inconnu', '+44 20 7946 0958']
  const told = events(
    written.map((phone, at) => row({ phone, customer: '', case: '' }, at + 2)),
    mapping,
  )
  const secrets = { secret: () => Buffer.alloc(32) } as unknown as Installation
  const who = told.map(one => (one.ok ? messageOf(secrets, 1, one as ImportedEvent).anonymousId : one))
  assert.equal(new Set([who[0], who[1], who[2]]).size, 1)
  assert.deepEqual(who.slice(3, 5), [
    { ok: false, line: 5, column: 'phone', value: '12', reason: 'phone_unreadable' },
    { ok: false, line: 6, column: 'phone', value: 'inconnu', reason: 'phone_unreadable' },
  ])
  assert.notEqual(who[5], who[0])
  // A case says who it is where the number does not.
  const [kept] = events([row({ phone: '12', customer: '' })], { ...mapping, case: 'case' })
  assert.ok(kept?.ok)
  assert.equal(kept.event.anonymousId, 'case:k1')
})

test('the same rows give the same ids; identical rows are two events; another row is another event', () => {
  const rows = [row({}), row({}, 3), row({ size: 'L' }, 4), row({}, 5)]
  const first = ids(events(rows))
  assert.equal(new Set(first).size, 4)
  assert.deepEqual(ids(events(rows)), first)
  assert.deepEqual(ids(events([...rows, row({ size: 'XL' }, 6)])).slice(0, 4), first, 'a longer export keeps the ids')
  assert.equal(first[1], `${first[0]}-1`)
  assert.equal(first[3], `${first[0]}-2`)
})

test('an event that the front door would refuse for its size is told here', () => {
  const [result] = events([row({ story: 'x'.repeat(40_000) })])
  assert.equal(result?.ok === false && result.reason, 'too_large')
  assert.equal(events([row({ story: 'x'.repeat(20_000) })])[0]?.ok, true)
})

test('the product reads back who, when, where, which case and which score', () => {
  const [result] = events([row({ channel: 'Guichet', score: '9', amount: '12,50' })])
  assert.ok(result?.ok)
  assert.equal(refusalOf(result.event, 500, false, now, true), undefined)
  const { name, userId, channel, caseKey, score, construct, numbers } = readEvent(result.event, undefined)
  assert.deepEqual(
    [name, userId, channel, caseKey, score, construct, numbers.amount],
    ['Order Completed', 'c1', 'store', 'k1', 0.8, 'nps', 12.5],
  )
})

test('ids of the file are used where it has them', () => {
  const mapping = { ...log, messageId: 'id' }
  assert.deepEqual(ids(events([row({ id: 'e7' }), row({ id: 'e7' })], mapping)), ['e7', 'e7'])
})

test('positions keep the order of the file, bad rows and absent moments included', () => {
  const wide: ColumnMapping = {
    ...log,
    moments: [
      { name: { fixed: 'bought' }, time: 'bought', format: 'iso' },
      { name: { fixed: 'sent' }, time: 'sent', format: 'iso' },
    ],
  }
  const made = events(
    [
      row({ bought: '2026-01-01', sent: '2026-01-01' }),
      row({ bought: '2026-01-01', sent: 'never' }, 3),
      row({ bought: '', sent: '' }, 4),
      row({ bought: '', sent: '2026-01-02' }, 5),
    ],
    wide,
  )
  assert.deepEqual(
    made.map(result => (result.ok ? [result.event.event, result.position] : [result.column, result.reason])),
    [
      ['bought', 1],
      ['sent', 2],
      ['bought', 3],
      ['sent', 'timestamp_unreadable'],
      ['bought', 'timestamp_missing'],
      ['sent', 8],
    ],
  )
  assert.equal(new Set(ids(made).filter(Boolean)).size, 4)
})

test('who it was: user id, else anonymous id, else a pseudonym of the address, else the case', () => {
  const mapping = { ...log, anonymousId: 'device', traits: { email: 'mail' } }
  const who = (values: Record<string, string>) => {
    const [result] = events([row(values)], mapping)
    assert.ok(result?.ok)
    return [result.event.userId, result.event.anonymousId, result.event.context.traits]
  }
  assert.deepEqual(who({ device: 'd1' }), ['c1', 'd1', undefined])
  assert.deepEqual(who({ customer: '', device: 'd1', mail: 'A@b.fr' }), [undefined, 'd1', { email: 'A@b.fr' }])
  assert.deepEqual(who({ customer: '', case: 'k9' }), [undefined, 'case:k9', undefined])
  const [, upper] = who({ customer: '', mail: 'A@b.fr' })
  const [, lower] = who({ customer: '', mail: 'a@B.fr ' })
  assert.match(String(upper), /^email:[\da-f]{32}$/)
  assert.equal(upper, lower)
})

test('a trace that nobody named, among others that are, is a case of its own', () => {
  const mapping = { ...log, case: 'case:concept:name', userId: undefined } as ColumnMapping
  const of = (values: Record<string, string>) => {
    const [result] = events([row(values)], mapping)
    return result?.ok ? result.caseKey : result?.reason
  }
  assert.equal(of({ 'case:concept:name': 'A' }), 'A')
  assert.equal(of({ 'case:#': '3' }), '#3')
  assert.equal(of({}), 'case_missing')
})

test('rows can be kept by the value of a column, and happen only where a flag says yes', () => {
  const only = { ...log, only: { column: 'state', values: ['complete'] } }
  assert.equal(events([row({ state: 'complete' }), row({ state: 'start' })], only).length, 1)
  const flagged = { ...log, moments: [{ ...log.moments[0]!, when: 'done' }] }
  for (const [value, count] of [
    ['1', 1],
    ['oui', 1],
    ['TRUE', 1],
    ['0', 0],
    ['', 0],
    ['no', 0],
  ] as const) {
    assert.equal(events([row({ done: value })], flagged).length, count, value)
  }
})

test('words that objects know by themselves are words like others', () => {
  const [result] = events([row({ channel: 'constructor', constructor: 'x', toString: 'y' })])
  assert.ok(result?.ok)
  assert.equal(result.event.context.channel, 'other')
  assert.equal(result.event.properties?.toString, 'y')
})

test('several columns can name an event together', () => {
  const classified = { ...log, moments: [{ ...log.moments[0]!, name: { columns: ['event', 'state'] } }] }
  const [result] = events([row({ state: 'start' })], classified)
  assert.equal(result?.ok && result.event.event, 'Order Completed start')
})

test('a message in Segment’s shape is kept whole, nesting and types included', () => {
  const messages = columnMapping.parse({ shape: 'messages' })
  const sent = {
    type: 'track',
    event: 'Order Completed',
    userId: 'u1',
    messageId: 'm1',
    timestamp: '2026-01-31T10:00:00.5+01:00',
    properties: { products: [{ sku: 1 }], total: 12.5 },
    context: { page: { path: '/' } },
  }
  const [result] = events([rowOfObject(1, sent)], messages)
  assert.deepEqual(result?.ok && result.event, {
    ...sent,
    timestamp: '2026-01-31T09:00:00.500Z',
    context: { page: { path: '/' }, import: true },
  })
  const cases: [Record<string, unknown>, string][] = [
    [{ ...sent, type: 'dance' }, 'message_kind'],
    [{ ...sent, userId: undefined }, 'customer_missing'],
    [{ ...sent, event: '' }, 'event_missing'],
    [{ ...sent, timestamp: undefined }, 'timestamp_missing'],
    [{ ...sent, timestamp: 'soon' }, 'timestamp_unreadable'],
  ]
  for (const [message, reason] of cases) {
    const [bad] = events([rowOfObject(1, message)], messages)
    assert.equal(bad?.ok === false && bad.reason, reason)
  }
  const { messageId, ...bare } = sent
  const two = ids(events([rowOfObject(1, bare), rowOfObject(2, bare)], messages))
  assert.deepEqual([two[1], messageId], [`${two[0]}-1`, 'm1'])
})

test('counting repeats takes flat memory: the oldest rows are forgotten, the last ones never', () => {
  const counter = repeatCounter(1000)
  for (let index = 0; index < 10_000; index++) assert.equal(counter.countedBefore(index * 2 + 1, index), 0)
  assert.equal(counter.countedBefore(9_999 * 2 + 1, 9_999), 1)
  assert.equal(counter.countedBefore(9_999 * 2 + 1, 9_999), 2)
  assert.equal(counter.countedBefore(1, 0), 0, 'forgotten')
  const many = messageIds(100)
  assert.equal(
    new Set(Array.from({ length: 2000 }, () => many.idOf('same'))).size,
    2000,
    'a row met again is remembered',
  )
})

test('where conversations are the cases they stay a property, by which contacts are told apart', () => {
  const property = (column: string) => {
    const [result] = events([row({ [column]: 'c9' })], { ...log, case: column })
    return result?.ok && [result.caseKey, (result.event.properties as Record<string, unknown>)[column]]
  }
  assert.deepEqual(property('conversationId'), ['c9', 'c9'])
  assert.deepEqual(property('call_id'), ['c9', 'c9'])
  assert.deepEqual(property('order_id'), ['c9', undefined])
})
