import assert from 'node:assert/strict'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { type ImportView, listImports } from '../../src/contract/collecting-imports.ts'
import { followGraph, tracesState } from '../../src/contract/measuring.ts'
import { openHouse } from '../kit.ts'
import { type Place, preparedPlace, serve } from './command.ts'

const data = join(import.meta.dirname, '../../../shared/data/events')
const withData = existsSync(data) ? {} : { skip: `no data at ${data}` }

type Graph = {
  cases: number
  events: number
  follows: { from: string; to: string; count: number }[]
  activities: { name: string; starts: number; ends: number }[]
}

test('with no server, a log is imported and its graph asked right after is the published one', withData, async () => {
  await using place = await preparedPlace()
  const ended = await place.run('import', 'events', join(data, 'receipt.csv.gz'), '--json')
  assert.equal(ended.code, 0, ended.stderr)
  const { read, accepted, duplicates, rejected, cases, customers } = ended.json()
  assert.deepEqual([read, accepted, duplicates, rejected, cases, customers], [8577, 8577, 0, 0, 1434, 1434])
  const graph = (await place.run('ask', 'graph', '--json')).json() as unknown as Graph
  const reference = JSON.parse(readFileSync(join(data, 'receipt_reference.json'), 'utf8'))
  assert.deepEqual(
    graph.follows.map(({ from, to, count }) => [from, to, count].join('→')).sort(),
    reference.directly_follows.map((pair: unknown[]) => pair.join('→')).sort(),
  )
})

test('with a server running, commands speak to it, and its import is its own', async () => {
  await using place = await preparedPlace()
  const serving = await serve(place, '--empty')
  try {
    const file = join(place.files, 'log.jsonl')
    const line = (index: number) =>
      JSON.stringify({
        case: `k${index >> 2}`,
        event: `Step ${index & 3}`,
        time: `2026-01-0${1 + (index & 3)}T10:00:00Z`,
      })
    writeFileSync(file, Array.from({ length: 4000 }, (_, index) => line(index)).join('\n'))
    const ended = await place.run('import', 'events', file, '--json', '--source', 'Atelier')
    assert.equal(ended.code, 0, ended.stderr)
    const { read, accepted, rejected, cases, source } = ended.json()
    assert.deepEqual([read, accepted, rejected, cases, source], [4000, 4000, 0, 1000, 'Atelier'])
    const graph = (await place.run('ask', 'graph', '--json')).json() as unknown as Graph
    assert.deepEqual([graph.cases, graph.events], [1000, 4000])
    const { key } = (await place.run('key', 'create', '--kind', 'write', '--json')).json()
    const sent = await fetch(`${serving.url}/v1/track`, {
      method: 'POST',
      headers: { authorization: `Basic ${btoa(`${key}:`)}`, 'content-type': 'application/json' },
      body: JSON.stringify({ event: 'Called', userId: 'u1', messageId: 'm1' }),
    })
    assert.equal(sent.status, 200)
    const bad = join(place.files, 'bad.csv')
    writeFileSync(bad, 'case,event,date\n1,A,yesterday\n')
    const nothing = await place.run('import', 'events', bad, '--json')
    assert.deepEqual([nothing.code, nothing.json().rejected], [1, 1])
    const { taken, rejectedFor } = nothing.json()
    assert.deepEqual(taken, { case: ['case'], event: ['event'], timestamp: ['date'] })
    assert.deepEqual(Object.values(rejectedFor as object), [1])
    assert.match(nothing.stderr, /case = case; event = event; time = date/)
    const unreadable = join(place.files, 'page.csv')
    writeFileSync(unreadable, '<!doctype html><html><body>Sign in</body></html>')
    const refused = await place.run('import', 'events', unreadable, '--json')
    assert.equal(refused.code, 1)
    assert.equal((refused.json().error as { code: string }).code, 'file_unreadable')
  } finally {
    assert.equal((await serving.stop()).code, 0)
  }
})

test('columns are said, and tables joined', withData, async () => {
  await using place = await preparedPlace()
  const cdnow = await place.run(
    ...['import', 'events', join(data, 'cdnow_sample.txt.gz'), '--json', '--event-name', 'Purchase'],
    ...['--map', 'column 1=customer', '--map', 'column 3=timestamp'],
  )
  assert.equal(cdnow.code, 0, cdnow.stderr)
  assert.deepEqual([cdnow.json().accepted, cdnow.json().customers], [6919, 2357])
  const tables = ['customers', 'order_items', 'order_payments'].flatMap(name => [
    '--join',
    join(data, `olist_${name}.csv.gz`),
  ])
  const olist = await place.run('import', 'events', join(data, 'olist_orders.csv.gz'), ...tables, '--json')
  const { accepted, rejected, cases, customers } = olist.json()
  assert.deepEqual([accepted, rejected, cases, customers], [22_361, 0, 5659, 5637], olist.stderr)
})

test('an import that is killed again and again is finished by whoever opens the data next, and its counts are right', async () => {
  await using place = await preparedPlace()
  const count = 80_000
  const file = join(place.files, 'long.csv')
  let text = 'order_id,customer_id,event,date,amount\n'
  for (let index = 0; index < count; index++) {
    const date = index % 1000 === 999 ? '31/02/2026' : '2026-02-03T10:00:00Z'
    text += `${index >> 2},c${(index >> 2) % 5000},Step ${index % 4},${date},${index}\n`
  }
  writeFileSync(file, text)
  const { child, ended } = place.begin('import', 'events', file, '--json')
  await untilReading(child)
  await killInside(child)
  await ended
  // A command that opens the data goes on with it, and is killed as well.
  for (let kill = 0; kill < 2; kill++) {
    const opening = place.begin('sample', '--customers', '3000')
    await pause(6_000)
    await killInside(opening.child)
    await opening.ended
  }
  await using house = await openHouse({ dataDirectory: place.data, keep: true })
  let view: ImportView | undefined
  do {
    await pause(100)
    view = (await house.call(listImports, { params: { workspace: 'main' } })).answer.imports[0]
  } while (view?.state === 'running' || view?.state === 'waiting')
  const bad = count / 1000
  assert.deepEqual(
    [view?.state, view?.read, view?.accepted, view?.duplicates, view?.rejected, view?.cases, view?.customers],
    ['done', count, count - bad, 0, bad, count / 4, 5000],
  )
  for (;;) {
    const { answer } = await house.call(tracesState, { params: { workspace: 'main' } })
    if (answer.waiting === 0) break
    await pause(100)
  }
  const { answer } = await house.call(followGraph, { params: { workspace: 'main' } })
  assert.deepEqual([answer.events, answer.cases], [count - bad, count / 4], 'each event is stored once')
})

test('an import that is interrupted stops in order and says what it brought', async () => {
  await using place = await preparedPlace()
  const file = join(place.files, 'long.csv')
  const rows = Array.from(
    { length: 50_000 },
    (_, index) => `${index >> 2},c${index % 5000},Step ${index % 4},2026-02-03T10:00:00Z`,
  )
  writeFileSync(file, `order_id,customer_id,event,date\n${rows.join('\n')}\n`)
  const { child, ended } = place.begin('import', 'events', file, '--json')
  await untilReading(child)
  child.kill('SIGTERM')
  const stopped = await ended
  assert.equal(stopped.code, 1, stopped.stderr)
  assert.match(stopped.stderr, /events read, \d+ % of the file, about \d+ s left/)
  const { state, accepted } = stopped.json()
  assert.equal(state, 'stopped')
  assert.ok(Number(accepted) > 0 && Number(accepted) < 50_000)
  const rest = await place.run('import', 'events', file, '--json')
  assert.deepEqual([rest.json().accepted, rest.json().duplicates], [50_000 - Number(accepted), Number(accepted)])
})

type Child = ReturnType<Place['begin']>['child']

function untilReading(child: Child): Promise<void> {
  return new Promise(resolve => {
    let text = ''
    child.stderr!.on('data', (more: string) => {
      text += more
      if (/[1-9]\d* events read/.test(text)) resolve()
    })
  })
}

/** Kills the command itself, without a word: the process that `scripts/run.mjs` started. */
async function killInside(child: Child): Promise<void> {
  const children = readFileSync(`/proc/${child.pid}/task/${child.pid}/children`, 'utf8').trim().split(' ')
  for (const pid of children) process.kill(Number(pid), 'SIGKILL')
}
