import assert from 'node:assert/strict'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { test } from 'node:test'
import { gunzipSync, gzipSync } from 'node:zlib'
import iconv from 'iconv-lite'
import { Problem, problemSentence } from '../../vocabulary/problem.ts'
import type { ImportedEvent } from './events-from-rows.ts'
import { type ImportSource, type OpenImportOptions, openImport } from './open-import.ts'
import type { BadRow } from './row.ts'

const data = join(import.meta.dirname, '../../../../shared/data')
const withData = existsSync(join(data, 'events')) ? {} : { skip: `no data at ${data}` }
const log = (name: string) => join(data, 'events', name)
const now = new Date('2026-11-21T00:00:00Z')

async function importAll(source: ImportSource, options: OpenImportOptions = {}) {
  await using opened = await openImport(source, { now, ...options })
  const events: ImportedEvent[] = []
  const bad: BadRow[] = []
  let refused: Problem | undefined
  try {
    for await (const result of opened.events()) result.ok ? events.push(result) : bad.push(result)
  } catch (error) {
    if (!(error instanceof Problem)) throw error
    refused = error
  }
  const cases = new Set(events.map(({ caseKey }) => caseKey))
  const customers = new Set(events.map(({ event }) => event.userId ?? event.anonymousId))
  return { opened, events, bad, refused, cases: cases.size, customers: customers.size, progress: opened.progress() }
}

const file = (name: string, bytes: Buffer | string) => ({ name, stream: Readable.from([Buffer.from(bytes)]) })

/** How often each event directly follows another in a case, by time, then by the order of the file. */
function directlyFollows(events: readonly ImportedEvent[]): Record<string, number> {
  const sorted = events.toSorted(
    (a, b) => a.event.timestamp!.localeCompare(b.event.timestamp!) || a.position - b.position,
  )
  const last = new Map<string, string>()
  const pairs: Record<string, number> = {}
  for (const { caseKey, event } of sorted) {
    const before = last.get(caseKey)
    if (before !== undefined) pairs[`${before} → ${event.event}`] = (pairs[`${before} → ${event.event}`] ?? 0) + 1
    last.set(caseKey, event.event!)
  }
  return pairs
}

test('a survey with a score of 11, the 31st of February and an empty line gives its good rows and three errors', async () => {
  const text =
    'date;client;Recommandation;commentaire\n03/02/2026;c1;9;Très bien\n04/02/2026;c2;11;Hors échelle\n31/02/2026;c3;5;Hors calendrier\n\n25/02/2026;c4;0;=1+1\n'
  const { events, bad, opened } = await importAll(file('avis.csv', iconv.encode(text, 'windows-1252')), {
    timeZone: 'Europe/Paris',
  })
  assert.deepEqual(bad, [
    { ok: false, line: 3, column: 'Recommandation', value: '11', reason: 'score_out_of_scale' },
    { ok: false, line: 4, column: 'date', value: '31/02/2026', reason: 'timestamp_impossible' },
    { ok: false, line: 5, column: '', value: '', reason: 'empty_line' },
  ])
  assert.deepEqual(
    events.map(({ event }) => [event.event, event.userId, event.timestamp, event.properties?.commentaire]),
    [
      ['avis', 'c1', '2026-02-02T23:00:00.000Z', 'Très bien'],
      ['avis', 'c4', '2026-02-24T23:00:00.000Z', '=1+1'],
    ],
  )
  assert.equal(opened.preview().length, 5)
  assert.equal(opened.detected.encoding, 'windows-1252')
})

test('a log without a case or a customer is refused, and the sentence names what is missing', async () => {
  const { refused } = await importAll(file('log.csv', 'event,date\nA,2026-01-01\n'))
  assert.equal(refused?.code, 'columns_missing')
  assert.match(
    problemSentence('columns_missing', refused!.details, 'fr'),
    /un dossier ou un client .*sans?|un dossier ou un client.*event, date/,
  )
  assert.match(refused!.message, /a case or a customer .*The file has: event, date/)
})

test('a mapping that names a column which is not there is refused', async () => {
  await using opened = await openImport(file('log.csv', 'case,event,date\n1,A,2026-01-01\n'), { now })
  await assert.rejects(
    opened.events({ ...opened.mapping, case: 'dossier' }).next(),
    /dossier.*The file has: case, event, date/,
  )
  await assert.rejects(
    openImport(file('log.csv', 'case,event,date\n1,A,2026-01-01\n'), { choice: { customer: 'qui' } }),
    /qui.*The file has/,
  )
  await using renamed = await openImport(file('log.csv', 'case,event,date\n1,A,2026-01-01\n'), { now })
  await assert.rejects(renamed.events({ ...renamed.mapping, timeZone: 'Mars/Olympus' }).next(), /Mars/)
})

test('a cut gzip gives its rows, then the refusal; a preview already shows it', async () => {
  const rows = Array.from({ length: 300 }, (_, index) => `${index},A,2026-01-01 10:00:${index % 60},${Math.sin(index)}`)
  const packed = gzipSync(`case,event,date,x\n${rows.join('\n')}\n`)
  const { events, refused, opened } = await importAll(file('log.csv.gz', packed.subarray(0, packed.length - 500)))
  assert.ok(events.length > 100 && events.length < 300, String(events.length))
  assert.equal(refused?.details.reasonKey, 'gzip_cut')
  assert.equal(opened.trouble, refused)
})

test('a header without rows, and a missing file, are said', async () => {
  await assert.rejects(openImport(file('log.csv', 'case,event,date\n')), /no rows/)
  await assert.rejects(openImport('/nowhere/log.csv'), /no file at \/nowhere/)
  await assert.rejects(openImport(tmpdir()), /is a folder/)
})

test('a file whose every row is broken is read to its end, and each row is told', async () => {
  const rows = Array.from({ length: 3000 }, (_, index) => `${index};A;2026-01-01;"broken ${index}`)
  const { bad, refused, events } = await importAll(file('log.csv', `case;event;date;x\n${rows.join('\n')}\n`))
  assert.deepEqual([bad.length, events.length, refused], [3000, 0, undefined])
})

test('the classifiers of a XES log are given', withData, async () => {
  await using opened = await openImport(log('teleclaims.xes.gz'), { now })
  assert.deepEqual(opened.classifiers['MXML Legacy Classifier'], ['concept:name', 'lifecycle:transition'])
})

test('joined tables add their columns: once where the key is single, gathered where it repeats', async () => {
  const orders =
    'order_id,customer_id,bought_at,sent_at\no1,c1,2026-01-01 10:00,2026-01-02 10:00\no2,c2,2026-01-03 10:00,\n'
  const customers = 'customer_id,customer_unique_id,city\nc1,p1,Lyon\nc2,p1,Paris\n'
  const items = 'order_id,item_id,product,price\no1,1,tea,3.5\no1,2,pot,20\no1,3,tea,3.5\n'
  const {
    events,
    customers: people,
    cases,
    opened,
  } = await importAll(file('orders.csv', orders), {
    joins: [file('customers.csv', customers), file('items.csv.gz', gzipSync(items))],
  })
  assert.deepEqual([events.length, cases, people], [3, 2, 1])
  assert.deepEqual(events[0]!.event.properties, {
    customer_id: 'c1',
    city: 'Lyon',
    items_rows: 3,
    item_id: '1, 2, 3',
    product: 'tea, pot',
    price_total: 27,
  })
  assert.deepEqual(
    opened.joined.map(({ name, key, rows }) => [name, key, rows]),
    [
      ['customers', 'customer_id', 2],
      ['items', 'order_id', 3],
    ],
  )
  const alone = await importAll(file('orders.csv', orders))
  assert.deepEqual(
    alone.events.map(({ event }) => event.messageId),
    events.map(({ event }) => event.messageId),
    'a join changes no id',
  )
  await assert.rejects(
    openImport(file('orders.csv', orders), { joins: [file('x.csv', 'a,b\n1,2\n')] }),
    /no column of x/,
  )
})

test('mixed dirt in half a million rows is reported row by row, in flat memory', async () => {
  const count = 500_000
  async function* chunks() {
    let text = 'dossier;client;événement;date;montant\n'
    for (let index = 0; index < count; index++) {
      const date = index % 1000 === 7 ? '31/02/2026' : index % 1000 === 8 ? '2026-02-03T10:00:00Z' : '03/02/2026 10:00'
      const name = index % 1000 === 9 ? '=cmd()' : index % 1000 === 11 ? '"open' : 'Achat payé'
      text += `${index >> 2};c${index % 5000};${name};${date};${index % 90},5\n`
      if (text.length > 60_000) {
        yield iconv.encode(text, 'windows-1252')
        text = ''
      }
    }
    yield iconv.encode(text, 'windows-1252')
  }
  await using opened = await openImport({ name: 'gros.csv', stream: chunks() }, { now })
  const reasons: Record<string, number> = {}
  let events = 0
  for await (const batch of opened.eventBatches()) {
    for (const result of batch) {
      if (result.ok) events++
      else reasons[result.reason] = (reasons[result.reason] ?? 0) + 1
    }
  }
  assert.deepEqual(reasons, { timestamp_impossible: 500, quote_broken: 500 })
  assert.equal(events, count - 1000)
  assert.ok(process.memoryUsage().heapUsed < 200e6, `${process.memoryUsage().heapUsed} bytes of heap`)
})

test('the public logs import whole', withData, async () => {
  const cases: [string, { events: number; cases: number; customers?: number; bad?: number }][] = [
    ['receipt.csv.gz', { events: 8577, cases: 1434 }],
    ['receipt.xes.gz', { events: 8577, cases: 1434 }],
    ['bpic2012.xes.gz', { events: 262_200, cases: 13_087 }],
    ['running-example.csv', { events: 42, cases: 6 }],
    ['running-example.xes', { events: 42, cases: 6 }],
    ['teleclaims.xes.gz', { events: 46_138, cases: 3512 }],
    ['roadtraffic_1t_per_variant.xes.gz', { events: 1891, cases: 231 }],
    ['olist_orders.csv.gz', { events: 22_361, cases: 5659 }],
    // 7,756 sessions, of which 1,236 with a search, 1,279 with a message, 145 with a request.
    ['airbnb_sessions.csv.gz', { events: 7756 + 1236 + 1279 + 145, cases: 7756, customers: 630 }],
    ['bpic2016_complaints.csv.gz', { events: 289, cases: 0, customers: 226 }],
    ['../formats/xes_start_end_intervals.xes.gz', { events: 8109, cases: 1266 }],
    ['../formats/cjml_example.xes', { events: 10, cases: 1, customers: 1 }],
    ['../formats/xes_partial_order_example.xes', { events: 0, cases: 0, bad: 25 }],
  ]
  for (const [name, expected] of cases) {
    const found = await importAll(log(name))
    assert.deepEqual(
      [found.events.length, found.bad.length, found.refused],
      [expected.events, expected.bad ?? 0, undefined],
      name,
    )
    if (expected.cases > 0) assert.equal(found.cases, expected.cases, name)
    if (expected.customers) assert.equal(found.customers, expected.customers, name)
    const ids = new Set(found.events.map(({ event }) => event.messageId))
    assert.equal(ids.size, found.events.length, `${name}: every event has its own id`)
    assert.equal(found.progress.bytesRead, found.progress.bytesTotal, name)
  }
})

test('the graph of the receipt log is the published one, from CSV and from XES', withData, async () => {
  const reference = JSON.parse(readFileSync(log('receipt_reference.json'), 'utf8'))
  const published = publishedPairs(reference)
  assert.equal(Object.keys(published).length, 99)
  for (const name of ['receipt.csv.gz', 'receipt.xes.gz']) {
    const { events } = await importAll(log(name))
    assert.deepEqual(directlyFollows(events), published, name)
  }
})

function publishedPairs(reference: Record<string, unknown>): Record<string, number> {
  const graph = reference.directly_follows
  const pairs: Record<string, number> = {}
  for (const [from, to, count] of graph as [string, string, number][]) pairs[`${from} → ${to}`] = count
  return pairs
}

test('the four tables of the marketplace are one stream of 5,637 customers', withData, async () => {
  const joins = ['olist_customers.csv.gz', 'olist_order_items.csv.gz', 'olist_order_payments.csv.gz'].map(log)
  const { events, cases, customers, opened } = await importAll(log('olist_orders.csv.gz'), { joins })
  assert.deepEqual([events.length, cases, customers], [22_361, 5659, 5637])
  assert.deepEqual(
    opened.joined.map(({ rows }) => rows),
    [5659, 6418, 5889],
  )
  const sum = (name: string) =>
    events.reduce(
      (total, { event }) =>
        total + (event.event === 'order_purchase_timestamp' ? Number(event.properties?.[name] ?? 0) : 0),
      0,
    )
  assert.deepEqual([sum('olist_order_items_rows'), sum('olist_order_payments_rows')], [6418, 5889])
})

test('a table without a header is read once somebody says which column is which', withData, async () => {
  const { events, customers } = await importAll(log('cdnow_sample.txt.gz'), {
    choice: { customer: 'column 1', eventName: 'Purchase', timestamp: 'column 3' },
  })
  assert.deepEqual([events.length, customers], [6919, 2357])
})

test('files that are no logs of events are refused by what they lack', withData, async () => {
  for (const [name, missing] of [
    ['attribution_paths.csv.gz', /a date, a case or a customer/],
    ['olist_customers.csv.gz', /a date/],
    ['olist_order_items.csv.gz', /a date/],
  ] as const) {
    const { refused } = await importAll(log(name))
    assert.match(refused?.message ?? '', missing, name)
  }
})

test('the same file from another place, unpacked, has the same ids', withData, async () => {
  const directory = mkdtempSync(join(tmpdir(), 'files-'))
  try {
    const copy = join(directory, 'copy.csv')
    writeFileSync(copy, gunzipSync(readFileSync(log('receipt.csv.gz'))))
    const ids = async (path: string) => (await importAll(path)).events.map(({ event }) => event.messageId)
    assert.deepEqual(await ids(copy), await ids(log('receipt.csv.gz')))
  } finally {
    rmSync(directory, { recursive: true })
  }
})
