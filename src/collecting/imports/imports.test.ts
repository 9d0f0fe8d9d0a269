import assert from 'node:assert/strict'
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { basename, join } from 'node:path'
import { after, before, test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { gzipSync } from 'node:zlib'
import iconv from 'iconv-lite'
import { openHouse, type TestHouse } from '../../../test/kit.ts'
import { newWorkspace } from '../../contract/admitting-workspaces.ts'
import { findCustomers } from '../../contract/collecting.ts'
import {
  type ImportView,
  importErrors,
  listImports,
  type previewImport,
  repreviewImport,
  startImport,
  stopImport,
} from '../../contract/collecting-imports.ts'
import { followGraph, tracesState } from '../../contract/measuring.ts'
import type { ReplyOf } from '../../contract/route.ts'
import { sql as clickhouseSql, u32 } from '../../engines/clickhouse/index.ts'
import { sql } from '../../engines/postgres/index.ts'
import { operatorToken } from '../../server/caller.ts'
import { turnLedger } from '../keep-ledger.ts'
import { forgetOldErrors } from './import-errors.ts'
import { forgetOldUploads } from './uploads.ts'

const data = join(import.meta.dirname, '../../../../shared/data/events')
const withData = existsSync(data) ? {} : { skip: `no data at ${data}` }
const log = (name: string) => join(data, name)

let house: TestHouse
before(async () => {
  house = await openHouse()
})
after(() => house[Symbol.asyncDispose]())

let made = 0

/** A workspace of its own for a test. */
async function newPlace(of: TestHouse = house): Promise<string> {
  const { answer, status } = await of.call(newWorkspace, {
    body: {
      name: 'Import',
      key: `import-${++made}`,
      timeZone: 'Europe/Paris',
      locale: 'fr',
      measurementConsent: 'opt-out',
    },
  })
  assert.equal(status, 201)
  return answer.key
}

type Preview = ReplyOf<typeof previewImport>

async function upload(workspace: string, name: string, bytes: Buffer | string, of: TestHouse = house) {
  const response = await fetch(`${of.url}/api/w/${workspace}/imports/preview`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${operatorToken(of.installation)}`,
      'x-file-name': encodeURIComponent(name),
      'content-type': 'application/octet-stream',
    },
    body: new Uint8Array(Buffer.from(bytes)),
  })
  const answer = (await response.json()) as Preview & { code?: string; message?: string; messages?: { fr: string } }
  return { status: response.status, answer }
}

async function begin(
  workspace: string,
  uploaded: string,
  body: object = {},
  of: TestHouse = house,
): Promise<ImportView> {
  const { answer, status } = await of.call(startImport, {
    params: { workspace, upload: uploaded },
    body: body as never,
  })
  assert.equal(status, 202, JSON.stringify(answer))
  return answer
}

async function see(workspace: string, id: string, of: TestHouse = house): Promise<ImportView> {
  const { answer } = await of.call(listImports, { params: { workspace } })
  return answer.imports.find(each => each.id === id)!
}

async function ended(workspace: string, id: string, of: TestHouse = house): Promise<ImportView> {
  for (;;) {
    const view = await see(workspace, id, of)
    if (view.state !== 'waiting' && view.state !== 'running') return view
    await pause(50)
  }
}

async function measured(workspace: string, of: TestHouse = house): Promise<void> {
  for (;;) {
    const { answer } = await of.call(tracesState, { params: { workspace } })
    if (answer.waiting === 0) return
    await pause(50)
  }
}

/** Uploads, imports, and waits for the end. */
async function importFile(workspace: string, name: string, bytes: Buffer | string, body: object = {}) {
  const uploaded = await upload(workspace, name, bytes)
  assert.equal(uploaded.status, 200, JSON.stringify(uploaded.answer))
  const begun = await begin(workspace, uploaded.answer.upload, body)
  return ended(workspace, begun.id)
}

const importLog = (workspace: string, name: string, body: object = {}) =>
  importFile(workspace, basename(name), readFileSync(log(name)), body)

const counts = ({ state, read, accepted, duplicates, rejected, cases, customers }: ImportView) => ({
  state,
  read,
  accepted,
  duplicates,
  rejected,
  cases,
  customers,
})

async function graphOf(workspace: string) {
  const { answer } = await house.call(followGraph, { params: { workspace }, query: { limit: 5000 } })
  return answer
}

async function storedEvents(workspace: string): Promise<number> {
  const row = await house.postgres.first(sql<{ workspace_id: number }>`
    select workspace_id from admitting.workspaces where key = ${workspace}`)
  const [found] = await house.clickhouse.rows<{ amount: string }>(
    clickhouseSql`select count() as amount from events where workspace_id = ${u32(row!.workspace_id)}`,
  )
  return Number(found!.amount)
}

test('the receipt log imports whole, and imported again it changes nothing', withData, async () => {
  const workspace = await newPlace()
  const expected = { state: 'done', read: 8577, rejected: 0, cases: 1434, customers: 1434 }
  const view = await importLog(workspace, 'receipt.csv.gz')
  assert.deepEqual(counts(view), { ...expected, accepted: 8577, duplicates: 0 })
  assert.equal(view.bytesRead, view.bytesTotal)
  await measured(workspace)
  const graph = await graphOf(workspace)
  assert.deepEqual([graph.cases, graph.events, graph.variants, graph.follows.length], [1434, 8577, 116, 99])

  const again = await importLog(workspace, 'receipt.csv.gz')
  assert.deepEqual(counts(again), { ...expected, accepted: 0, duplicates: 8577 })
  await measured(workspace)
  assert.deepEqual(await graphOf(workspace), graph)
  assert.equal(await storedEvents(workspace), 8577)
})

test('the loan applications import whole: 262,200 events of 13,087 cases', withData, async t => {
  const workspace = await newPlace()
  const startedAt = Date.now()
  const uploaded = await upload(workspace, 'bpic2012.xes.gz', readFileSync(log('bpic2012.xes.gz')))
  const begun = await begin(workspace, uploaded.answer.upload)
  const remaining: number[] = []
  let view = begun
  while (view.state === 'waiting' || view.state === 'running') {
    await pause(100)
    view = await see(workspace, begun.id)
    if (view.remainingSeconds !== null) remaining.push(view.remainingSeconds)
    assert.equal(view.read, view.accepted + view.duplicates + view.rejected)
  }
  const importedMs = Date.now() - startedAt
  assert.deepEqual([view.state, view.accepted, view.cases, view.customers], ['done', 262_200, 13_087, 13_087])
  assert.ok(remaining.length > 3, 'how long it still takes is said on the way')
  await measured(workspace)
  t.diagnostic(`imported in ${importedMs} ms, measured after ${Date.now() - startedAt} ms`)
  const graph = await graphOf(workspace)
  assert.deepEqual([graph.cases, graph.events, graph.variants], [13_087, 262_200, 4366])
  assert.deepEqual([graph.activities.length, graph.follows.length], [24, 125])
  const starts = graph.activities.filter(each => (each.starts ?? 0) > 0).map(({ name, starts }) => [name, starts])
  assert.deepEqual(starts, [['A_SUBMITTED', 13_087]])
})

test('tables that belong together are one stream: orders, their customers, and what was paid', async () => {
  const workspace = await newPlace()
  const customers = await upload(workspace, 'customers.csv', 'customer_id,customer_unique_id\nk1,u1\nk2,u1\nk3,u2\n')
  const paid = await upload(workspace, 'payments.csv', 'order_id,value\no1,10.5\no1,2\no3,7\n')
  const orders = await upload(
    workspace,
    'orders.csv',
    'order_id,customer_id,purchased_at,delivered_at\no1,k1,2026-01-02 10:00:00,2026-01-05 09:00:00\no2,k2,2026-01-03 10:00:00,\no3,k3,2026-01-04 10:00:00,2026-01-06 09:00:00\n',
  )
  const joins = [customers.answer.upload, paid.answer.upload]
  const again = await house.call(repreviewImport, {
    params: { workspace, upload: orders.answer.upload },
    body: { mapping: {}, joins },
  })
  assert.equal(again.status, 200)
  assert.equal(again.answer.columns.find(({ name }) => name === 'customer_unique_id')?.role, 'customer')
  const view = await ended(workspace, (await begin(workspace, orders.answer.upload, { joins })).id)
  assert.deepEqual([view.state, view.accepted, view.rejected, view.cases, view.customers], ['done', 5, 0, 3, 2])
  await measured(workspace)
  const graph = await graphOf(workspace)
  assert.deepEqual([graph.cases, graph.events, graph.customers], [3, 5, 2])
})

test('a survey with bad rows gives its good ones, and a file of errors that no spreadsheet takes for formulas', async () => {
  const workspace = await newPlace()
  const text =
    'date;client;Recommandation;commentaire\n03/02/2026;c1;9;Très bien\n04/02/2026;c2;11;Hors échelle\n31/02/2026;c3;5;Hors calendrier\n\n=1+1;c4;0;Élan\n01/01/2031;c5;3;Trop tôt\n'
  const uploaded = await upload(workspace, 'avis.csv', iconv.encode(text, 'windows-1252'))
  const { answer } = uploaded
  assert.deepEqual(
    [answer.format, answer.encoding, answer.delimiter, answer.rows.filter(row => row.ok).length],
    ['csv', 'windows-1252', ';', 1],
  )
  assert.deepEqual(answer.rows[1]!.problem, {
    column: 'Recommandation',
    value: '11',
    en: 'the score is outside its scale',
    fr: 'la note est hors de son échelle',
  })
  const view = await ended(workspace, (await begin(workspace, answer.upload)).id)
  assert.deepEqual([view.state, view.read, view.accepted, view.rejected], ['done', 6, 1, 5])
  const errors = await house.call(importErrors, { params: { workspace, import: view.id } })
  assert.equal(
    errors.answer as unknown as string,
    [
      'ligne;colonne;valeur;raison',
      '3;Recommandation;11;la note est hors de son échelle',
      '4;date;31/02/2026;ce jour ou cette heure n’existe pas',
      '5;;;la ligne est vide',
      "6;date;'=1+1;la date n’a pas une forme attendue",
      '7;date;01/01/2031;la date est dans le futur',
      '',
    ].join('\r\n'),
  )
  assert.ok(!JSON.stringify(view).includes('c2'))
  for (const name of readdirSync(join(house.dataDirectory, 'uploads'))) {
    const path = join(house.dataDirectory, 'uploads', name)
    assert.equal(statSync(path).mode & 0o077, 0, 'readable by its owner only')
    assert.ok(!readFileSync(path).includes('Recommandation'), 'sealed on disk')
  }
})

test('a dry run counts what an import would do and stores nothing', async () => {
  const workspace = await newPlace()
  const rows = (from: number, to: number) =>
    Array.from({ length: to - from }, (_, index) => `o${from + index},c${index % 7},Ordered,2026-01-02T10:00:00Z`)
  const file = (from: number, to: number) => `order_id,customer_id,event,date\n${rows(from, to).join('\n')}\nx,y,,z\n`
  const trial = await importFile(workspace, 'orders.csv', file(0, 1300), { dryRun: true })
  assert.deepEqual(counts(trial), {
    state: 'done',
    read: 1301,
    accepted: 1300,
    duplicates: 0,
    rejected: 1,
    cases: 1300,
    customers: 7,
  })
  assert.equal(trial.dryRun, true)
  await measured(workspace)
  assert.equal(await storedEvents(workspace), 0)
  const real = await importFile(workspace, 'orders.csv', file(0, 1000))
  assert.deepEqual([real.accepted, real.duplicates], [1000, 0])
  const second = await importFile(workspace, 'orders.csv', file(0, 1300), { dryRun: true })
  assert.deepEqual([second.accepted, second.duplicates, second.rejected], [300, 1000, 1])
  const whole = await importFile(workspace, 'orders.csv', file(0, 1300))
  assert.deepEqual([whole.accepted, whole.duplicates, whole.rejected], [300, 1000, 1])
  await measured(workspace)
  assert.equal(await storedEvents(workspace), 1300)
})

test('rows that name a customer only by an address are one customer with others that name it so', async () => {
  const workspace = await newPlace()
  const view = await importFile(
    workspace,
    'contacts-marie.dupont@example.fr.csv',
    'courriel;événement;date\nMarie.Dupont@example.fr;Appel;2026-01-02 10:00\nmarie.dupont@example.fr;Visite;2026-01-03 10:00\nautre@example.fr;Appel;2026-01-04 10:00\n',
  )
  assert.deepEqual([view.accepted, view.customers], [3, 2])
  assert.ok(!JSON.stringify(view).includes('dupont'), 'an address in the name of the file is not kept')
  const more = await importFile(
    workspace,
    'crm.jsonl',
    `${JSON.stringify({
      type: 'track',
      event: 'Claim',
      userId: 'crm-7',
      timestamp: '2026-01-05T10:00:00Z',
      context: { externalIds: [{ type: 'email', id: 'marie.dupont@example.fr' }] },
    })}\n`,
  )
  assert.equal(more.accepted, 1)
  await measured(workspace)
  const graph = await graphOf(workspace)
  assert.equal(graph.customers, 2, 'Marie of the list and of the customer file are one')
  const found = await house.call(findCustomers, {
    params: { workspace },
    body: { identifier: 'marie.dupont@example.fr' },
  })
  assert.deepEqual([found.status, found.answer.customers.length], [200, 1])
})

test('messages in the shape of Segment keep their ids, and those the door would refuse are told', async () => {
  const workspace = await newPlace()
  const lines = [
    { type: 'track', event: 'A', userId: 'u1', messageId: 'm1', timestamp: '2026-01-05T10:00:00Z' },
    { type: 'track', event: 'B', userId: 'u1', messageId: 'm1', timestamp: '2026-01-05T11:00:00Z' },
    { type: 'alias', userId: 'u1', messageId: 'm2', timestamp: '2026-01-05T11:00:00Z' },
    {
      type: 'track',
      event: 'C',
      userId: 'u2',
      messageId: 'm3',
      timestamp: '2026-01-05T11:00:00Z',
      properties: { x: 'y'.repeat(40_000) },
    },
  ]
  const view = await importFile(workspace, 'segment.jsonl', lines.map(line => JSON.stringify(line)).join('\n'))
  assert.deepEqual(counts(view), {
    state: 'done',
    read: 4,
    accepted: 1,
    duplicates: 1,
    rejected: 2,
    cases: 0,
    customers: 1,
  })
  const errors = await house.call(importErrors, { params: { workspace, import: view.id } })
  assert.match(errors.answer as unknown as string, /^3;;.*previousId/m)
  assert.match(errors.answer as unknown as string, /^4;;.*32/m)
})

test('a file that breaks in the middle brings in the rows before, and says where it broke', async () => {
  const workspace = await newPlace()
  const rows = Array.from({ length: 3000 }, (_, index) => `${index},A,2026-01-01 10:00:00,${Math.sin(index)}`)
  const packed = gzipSync(`case,event,date,x\n${rows.join('\n')}\n`)
  const view = await importFile(workspace, 'log.csv.gz', packed.subarray(0, packed.length - 2000))
  assert.equal(view.state, 'failed')
  assert.ok(view.accepted > 1000 && view.accepted < 3000 && view.accepted % 500 !== 0, String(view.accepted))
  assert.match(view.problem!.fr, /gzip est tronqué/)
  const whole = await importFile(workspace, 'log.csv.gz', packed)
  assert.deepEqual([whole.state, whole.accepted, whole.duplicates], ['done', 3000 - view.accepted, view.accepted])
})

test('files that hold no events are refused at once, with what they lack, and not kept', async () => {
  const workspace = await newPlace()
  const cases: [string, string | Buffer, RegExp][] = [
    ['book.xlsx', Buffer.from('PK\u0003\u0004[Content_Types].xml xl/workbook.xml'), /workbook|archive/],
    ['empty.csv', '', /empty/],
    ['log.xes', '<!DOCTYPE log [<!ENTITY a "b">]><log><trace/></log>', /document type or entities/],
    ['head.csv', 'case,event,date\n', /no rows/],
    ['bomb.csv.gz', gzipSync(Buffer.alloc(300_000_000, 'a,')), /longer than|times its size/],
  ]
  const held = readdirSync(join(house.dataDirectory, 'uploads')).length
  for (const [name, bytes, said] of cases) {
    const { status, answer } = await upload(workspace, name, bytes)
    assert.equal(status, 400, name)
    assert.match(answer.message!, said)
  }
  assert.equal(readdirSync(join(house.dataDirectory, 'uploads')).length, held)
  const without = await upload(workspace, 'log.csv', 'event,date\nA,2026-01-01\n')
  assert.equal(without.status, 200)
  assert.match(without.answer.problems[0]!.fr, /un dossier ou un client/)
  const refused = await house.call(startImport, { params: { workspace, upload: without.answer.upload }, body: {} })
  assert.equal(refused.status, 400)
  const wrong = await house.call(repreviewImport, {
    params: { workspace, upload: without.answer.upload },
    body: { mapping: { case: 'nowhere' } },
  })
  assert.equal((wrong.answer as unknown as { code: string }).code, 'columns_missing')
  const mended = await begin(workspace, without.answer.upload, { mapping: { case: 'event', eventName: 'Seen' } })
  assert.equal((await ended(workspace, mended.id)).accepted, 1)
})

test('the mapping that a preview gives can be given back, changed', async () => {
  const workspace = await newPlace()
  const { answer } = await upload(workspace, 'log.csv', 'who;what;when\n1;A;2026-01-01\n2;B;2026-01-02\n')
  const mapping = {
    ...answer.mapping,
    userId: 'who',
    moments: [{ name: { columns: ['what'] }, time: 'when', format: 'iso' }],
  }
  const again = await house.call(repreviewImport, { params: { workspace, upload: answer.upload }, body: { mapping } })
  assert.deepEqual(
    again.answer.columns.map(({ role }) => role),
    ['customer', 'event', 'timestamp'],
  )
  const view = await ended(workspace, (await begin(workspace, answer.upload, { mapping, source: 'CRM' })).id)
  assert.deepEqual([view.accepted, view.customers, view.source], [2, 2, 'CRM'])
})

test('an import that is stopped keeps what it brought, and the same file brings the rest', async () => {
  const workspace = await newPlace()
  const file = manyRows(30_000)
  const uploaded = await upload(workspace, 'long.csv', file)
  const begun = await begin(workspace, uploaded.answer.upload)
  while ((await see(workspace, begun.id)).accepted === 0) await pause(5)
  const asked = await house.call(stopImport, { params: { workspace, import: begun.id } })
  assert.equal(asked.status, 200)
  const view = await ended(workspace, begun.id)
  assert.equal(view.state, 'stopped')
  assert.ok(view.accepted > 0 && view.accepted < 30_000)
  const late = await house.call(stopImport, { params: { workspace, import: begun.id } })
  assert.equal(late.status, 409)
  const rest = await ended(workspace, (await begin(workspace, uploaded.answer.upload)).id)
  assert.deepEqual([rest.accepted, rest.duplicates, rest.rejected], [30_000 - 31 - view.accepted, view.accepted, 31])
})

test('files of another workspace can be neither previewed, imported, stopped nor read', async () => {
  const [one, other] = [await newPlace(), await newPlace()]
  const { answer } = await upload(one, 'log.csv', 'case,event,date\n1,A,2026-01-01\n1,,2026-01-01\n')
  const begun = await begin(one, answer.upload)
  await ended(one, begun.id)
  for (const [call, status] of [
    [house.call(startImport, { params: { workspace: other, upload: answer.upload }, body: {} }), 410],
    [house.call(repreviewImport, { params: { workspace: other, upload: answer.upload }, body: { mapping: {} } }), 410],
    [house.call(stopImport, { params: { workspace: other, import: begun.id } }), 404],
  ] as const) {
    assert.equal((await call).status, status)
  }
  assert.equal((await house.call(listImports, { params: { workspace: other } })).answer.imports.length, 0)
})

test('uploads are forgotten after a day, unreadable rows after a month', async () => {
  await using own = await openHouse()
  const workspace = own.workspace.key
  const bad = 'case,event,date\n1,A,2026-01-01\n1,,2026-01-01\n'
  const [kept, used] = [await upload(workspace, 'a.csv', bad, own), await upload(workspace, 'b.csv', bad, own)]
  const view = await ended(workspace, (await begin(workspace, used.answer.upload, {}, own)).id, own)
  const files = () => readdirSync(join(own.dataDirectory, 'uploads')).sort()
  // The file goes once the import is done: a moment after it says so.
  for (let tries = 0; tries < 1200 && files().includes(used.answer.upload); tries++) await pause(50)
  assert.deepEqual(files(), [`${view.id}.errors`, kept.answer.upload].sort())
  own.turnClock(25 * 3_600_000)
  // Files without a row that are new on disk may be arriving still: the clock of the disk counts for them.
  await forgetOldUploads(own.installation)
  assert.equal(
    (await own.call(startImport, { params: { workspace, upload: kept.answer.upload }, body: {} })).status,
    410,
  )
  own.turnClock(30 * 86_400_000)
  await forgetOldErrors(own.installation)
  assert.ok(!files().includes(`${view.id}.errors`))
  const gone = await own.call(importErrors, { params: { workspace, import: view.id } })
  assert.equal(gone.status, 410)
  assert.equal((await see(workspace, view.id, own)).rejected, 1)
})

test('the export of last month, imported again with the rows of this one, counts only these as new', async () => {
  await using own = await openHouse()
  const workspace = own.workspace.key
  const rows = (count: number) =>
    Array.from({ length: count }, (_, index) => `o${index},c${index % 9},Ordered,2026-01-02T10:00:00Z`).join('\n')
  const file = (count: number) => `order_id,customer_id,event,date\n${rows(count)}\n`
  const bring = async (count: number, dryRun = false) => {
    const { answer } = await upload(workspace, 'orders.csv', file(count), own)
    const view = await ended(workspace, (await begin(workspace, answer.upload, { dryRun }, own)).id, own)
    await own.settle()
    return [view.state, view.accepted, view.duplicates]
  }
  assert.deepEqual(await bring(700), ['done', 700, 0])
  for (let turn = 0; turn < 2; turn++) {
    own.turnClock(10 * 86_400_000)
    assert.equal(await turnLedger(own.installation), true)
  }
  assert.deepEqual(await bring(1200, true), ['done', 500, 700])
  assert.deepEqual(await bring(1200), ['done', 500, 700])
})

/** One row in a thousand is none. */
function manyRows(count: number): string {
  let text = 'order_id,customer_id,event,date,amount\n'
  for (let index = 0; index < count; index++) {
    const date = index % 1000 === 7 || index === 0 ? '31/02/2026' : '2026-02-03T10:00:00Z'
    text += `${index >> 2},c${index % 5000},Step ${index % 4},${date},${index}\n`
  }
  return text
}
