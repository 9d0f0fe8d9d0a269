import assert from 'node:assert/strict'
import { test } from 'node:test'
import { columnMapping } from '../../contract/importing.ts'
import { channelOf } from './channel-words.ts'
import { type GuessingOptions, guessColumns } from './guess-columns.ts'
import { type Row, rowOfObject } from './row.ts'

/** A guess from a table written as text, cells between bars. */
function guess(table: string, options: GuessingOptions = {}) {
  const [header, ...lines] = table
    .trim()
    .split('\n')
    .map(line => line.split('|').map(cell => cell.trim()))
  const rows: Row[] = lines.map((cells, index) => ({
    ok: true,
    line: index + 2,
    values: Object.fromEntries(header!.map((name, at) => [name, cells[at] ?? ''])),
  }))
  const found = guessColumns(header!, rows, options)
  columnMapping.parse(found.mapping)
  return found
}

/** Case, customer, event, time: the four that make a log. */
const core = ({ mapping }: ReturnType<typeof guess>) => [
  mapping.case,
  mapping.userId ?? mapping.anonymousId ?? mapping.traits.email,
  mapping.moments.map(({ name }) => ('fixed' in name ? `=${name.fixed}` : name.columns.join())).join(' '),
  mapping.moments.map(({ time }) => time).join(' '),
]

test('the columns of a log are known by their names, in French, English and the words of process mining', () => {
  const cases: [string, (string | undefined)[]][] = [
    [
      'case:concept:name|concept:name|time:timestamp|org:resource\nc1|A|2026-01-01T10:00:00Z|Bob',
      ['case:concept:name', undefined, 'concept:name', 'time:timestamp'],
    ],
    [
      'Case ID|Activity|Resource|Start Timestamp|Complete Timestamp\n1|A|x|2026/01/01 10:00|2026/01/01 11:00',
      ['Case ID', undefined, 'Activity', 'Complete Timestamp'],
    ],
    ['case_id|activity|timestamp\n1|A|1769854272', ['case_id', undefined, 'activity', 'timestamp']],
    [
      'N° commande|Numéro client|Événement|Date et heure|Canal\n1|C1|Achat|03/02/2026 14h30|Magasin',
      ['N° commande', 'Numéro client', 'Événement', 'Date et heure'],
    ],
    ['Dossier;x|Libellé étape|Horodatage\n1|Dépôt|2026-01-01', [undefined, undefined, 'Libellé étape', 'Horodatage']],
    ['courriel|activité|date\na@b.fr|Appel|2026-01-01', [undefined, 'courriel', 'activité', 'date']],
    [
      'userId|anonymousId|event|timestamp|messageId\nu1|a1|Order Completed|2026-01-01T00:00:00Z|m1',
      [undefined, 'userId', 'event', 'timestamp'],
    ],
    [
      'customerId|eventType|occurredAt\n1|click|2026-01-01T00:00:00Z',
      [undefined, 'customerId', 'eventType', 'occurredAt'],
    ],
    [
      'timestamp|visitorid|event|itemid\n1433221332117|257597|view|355908',
      [undefined, 'visitorid', 'event', 'timestamp'],
    ],
    [
      'SR Number|Change Date+Time|Status\n1-36|2010-03-31T16:59:42+01:00|Accepted',
      ['SR Number', undefined, 'Status', 'Change Date+Time'],
    ],
    [
      'event|properties.time|properties.distinct_id|properties.event\nBought|1602611311|9130|x',
      [undefined, 'properties.distinct_id', 'event', 'properties.time'],
    ],
    [
      'event_date|event_timestamp|event_name|user_pseudo_id\n20210131|1612069510766593|scroll|10.4',
      [undefined, 'user_pseudo_id', 'event_name', 'event_timestamp'],
    ],
    ['id|client|étape|date\n1|C1|Appel|2026-01-01\n2|C1|Visite|2026-01-02', [undefined, 'client', 'étape', 'date']],
  ]
  for (const [table, expected] of cases) assert.deepEqual(core(guess(table)), expected, table)
})

test('a wide table gives one event for each of its times, but not for what was promised', () => {
  const orders = guess(
    'order_id|customer_id|order_purchase_timestamp|order_approved_at|order_estimated_delivery_date\n' +
      'o1|c1|2018-06-12 20:07:44|2018-06-12 20:44:26|2018-07-17 00:00:00\no2|c2|2018-06-13 20:07:44||2018-07-18 00:00:00',
  )
  assert.deepEqual(core(orders), [
    'order_id',
    'customer_id',
    '=order_purchase_timestamp =order_approved_at',
    'order_purchase_timestamp order_approved_at',
  ])
  assert.deepEqual(
    orders.columns.map(({ role }) => role),
    ['case', 'customer', 'moment', 'moment', 'planned'],
  )
})

test('a status is what happened where one time stands beside it, and where things stand where several do', () => {
  assert.deepEqual(core(guess('order_id|status|paid_at|sent_at\no1|sent|2018-06-12 20:07:44|2018-06-13 20:07:44')), [
    'order_id',
    undefined,
    '=paid_at =sent_at',
    'paid_at sent_at',
  ])
})

test('a table of sessions gives one event a row, and one more for each thing done', () => {
  const sessions = guess(
    'id_visitor|id_session|device|ts_min|ts_max|did_search|sent_message\nv1|s1|iPhone - iOS|2015-02-16 21:50:41|2015-02-16 22:00:00|1|0',
    { fileName: '/data/airbnb_sessions.csv.gz' },
  )
  assert.deepEqual(core(sessions), [
    'id_session',
    'id_visitor',
    '=airbnb_sessions =did_search =sent_message',
    'ts_min ts_min ts_min',
  ])
  assert.deepEqual(sessions.mapping.channel, { column: 'device', values: { 'iPhone - iOS': 'app' } })
  assert.ok(sessions.doubts.includes('event_named_by_file'))
})

test('what a person says goes before the guess', () => {
  const table = 'order_id|customer_id|paid_at|sent_at|kind\no1|c1|2018-06-12 20:07:44|2018-06-12 20:44:26|x'
  assert.equal(guess(table).mapping.moments.length, 2)
  assert.deepEqual(core(guess(table, { choice: { event: 'kind', timestamp: 'sent_at', case: 'customer_id' } })), [
    'customer_id',
    undefined,
    'kind',
    'sent_at',
  ])
  assert.deepEqual(core(guess(table, { choice: { eventName: 'Order', timestamp: 'paid_at' } })), [
    'order_id',
    'customer_id',
    '=Order',
    'paid_at',
  ])
  assert.deepEqual(core(guess(table, { choice: { customer: 'order_id' } })).slice(0, 2), [undefined, 'order_id'])
  assert.equal(guess(table, { choice: { timeZone: 'Europe/Paris' } }).mapping.timeZone, 'Europe/Paris')
})

test('a column that is said to be a plain property is taken for nothing else', () => {
  const table = 'order_id|client|paid_at|sent_at|activity|NPS\no1|c1|2018-06-12 20:07:44|2018-06-12 20:44:26|x|9'
  const told = guess(table, { choice: { property: ['order_id', 'sent_at', 'NPS'] } })
  assert.deepEqual(core(told), [undefined, 'client', 'activity', 'paid_at'])
  assert.equal(told.mapping.score, undefined)
  assert.deepEqual(
    told.columns.map(({ role }) => role),
    ['text', 'customer', 'timestamp', 'text', 'event', 'number'],
  )
  assert.deepEqual(guess('id|event|date\n1|A|2026-01-01', { choice: { property: ['id'] } }).missing, ['who'])
})

test('a customer number of ten digits is no date', () => {
  const log = guess(
    'client|téléphone|activité|date\n1769854272|0612345678|A|2026-01-01\n1769854299|0612345679|B|2026-01-02',
  )
  assert.deepEqual(core(log), [undefined, 'client', 'activité', 'date'])
  assert.equal(log.mapping.traits.phone, 'téléphone')
})

test('what is missing is named, and what is not sure is said', () => {
  assert.deepEqual(guess('event|date\nA|2026-01-01').missing, ['who'])
  assert.deepEqual(guess('case|event\n1|A').missing, ['timestamp'])
  assert.deepEqual(guess('path|total\na > b|3').missing, ['timestamp', 'who'])
  assert.deepEqual(guess('client|event|date\n1|A|03/02/2026').doubts, ['day_before_month', 'zone_assumed', 'no_case'])
})

test('numbers, codes, scores and row numbers are told apart', () => {
  const { mapping, columns } = guess(
    '|client|date|événement|montant|code postal|note|NPS\n0|1|2026-01-01|A|1 234,50|01000|4|9\n1|2|2026-01-02|B|12,5|75011|5|11',
    { commaLikely: true },
  )
  assert.deepEqual(mapping.numbers, { '': 'point', montant: 'comma', note: 'point', NPS: 'point' })
  assert.deepEqual(mapping.score, { column: 'NPS', min: 0, max: 10, construct: 'nps' })
  assert.equal(columns.find(({ name }) => name === 'code postal')?.role, 'text')
})

test('messages of Segment in JSON Lines are taken as they are', () => {
  const messages = [
    { type: 'track', event: 'Order Completed', userId: 'u', timestamp: '2026-01-01T00:00:00Z' },
    { type: 'page', anonymousId: 'a', timestamp: '2026-01-01T00:00:00Z' },
  ].map((message, index) => rowOfObject(index + 1, message))
  assert.equal(guessColumns(['type', 'event'], messages).mapping.shape, 'messages')
  const plain = [rowOfObject(1, { case: 1, activity: 'a', at: '2026-01-01T00:00:00Z' })]
  assert.equal(guessColumns(['case', 'activity', 'at'], plain).mapping.shape, 'rows')
})

test('words of channels are understood', () => {
  const cases: [string, string | undefined][] = [
    ['Internet', 'web'],
    ['Desk', 'store'],
    ['Guichet', 'store'],
    ['Post', 'post'],
    ['courrier', 'post'],
    ['e-mail', 'email'],
    ['Courriel', 'email'],
    ['Téléphone', 'phone'],
    ['call center', 'phone'],
    ['iPhone - iOS', 'app'],
    ['iPhone - Moweb', 'web'],
    ['Android Phone - Android', 'app'],
    ['Desktop - Chrome', 'web'],
    ['internetViaPC', 'web'],
    ['letter', 'post'],
    ['webchat', 'chat'],
    ['WhatsApp', 'chat'],
    ['SMS', 'sms'],
    ['Réseaux sociaux', 'social'],
    ['Avis en ligne', 'review'],
    ['till', 'till'],
    ['Caisse', 'till'],
    ['Casier', 'locker'],
    ['Intern', undefined],
    ['8', undefined],
  ]
  for (const [written, channel] of cases) assert.equal(channelOf(written), channel, written)
})

test('in a log that we wrote, customers who share a case are customers all the same', () => {
  const rows =
    '\no1|A|2026-01-01T10:00:00Z|ann||web\no1|A|2026-01-02T10:00:00Z|bob||web\no2|B|2026-01-02T11:00:00Z||v9|web'
  const { mapping } = guess(`case:concept:name|concept:name|time:timestamp|customer|anonymous_id|channel${rows}`)
  assert.deepEqual([mapping.userId, mapping.anonymousId], ['customer', 'anonymous_id'])
})

test('a contract is a case where it is somebody’s own, and a property where it says what kind of customers there are', () => {
  const day = (index: number) => `2026-01-${String(1 + (index % 28)).padStart(2, '0')}T10:00:00Z`
  const log = (contract: (customer: number) => string) =>
    guess(
      `customer_id|contract|event|timestamp\n${Array.from({ length: 160 }, (_, index) => {
        const customer = index >> 1
        return `c${customer}|${contract(customer)}|${index % 2 ? 'Cancelled' : 'Signed'}|${day(index)}`
      }).join('\n')}`,
    )
  assert.deepEqual(core(log(customer => `K-${customer}`)).slice(0, 2), ['contract', 'customer_id'])
  assert.deepEqual(core(log(customer => ['Monthly', 'One year', 'Two years'][customer % 3]!)).slice(0, 2), [
    undefined,
    'customer_id',
  ])
  // Two people of one household share a claim: the claim is the case, and they are told to work on it.
  assert.equal(core(log(customer => `K-${customer >> 1}`))[0], 'contract')
})
