import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { type Place, preparedPlace, serve } from './command.ts'

// What others counted in the same logs, printed by other tools or told in the README of the data.

const data = join(import.meta.dirname, '../../../shared/data/events')
const withData = existsSync(data) ? {} : { skip: `no data at ${data}` }

type Graph = {
  cases: number
  events: number
  activities: { name: string; events: number; cases: number; starts: number; ends: number }[]
  follows: { from: string; to: string; count: number }[]
}
type Variants = { cases: number; variants: number; rows: { activities: string[]; cases: number }[] }

/** Imports a log into a workspace of its own and asks what was lived. */
async function lived(place: Place, file: string): Promise<{ graph: Graph; variants: Variants }> {
  const workspace = file.toLowerCase().replace(/[^a-z0-9]/g, '')
  const created = await place.run('workspace', 'create', workspace)
  assert.equal(created.code, 0, created.stderr)
  const imported = await place.run('import', 'events', join(data, file), '--workspace', workspace, '--json')
  assert.equal(imported.code, 0, imported.stderr)
  const ask = async <Answer>(question: string) =>
    (
      await place.run('ask', question, '--workspace', workspace, '--limit', '5000', '--json')
    ).json() as unknown as Answer
  return { graph: await ask<Graph>('graph'), variants: await ask<Variants>('variants') }
}

const amounts = (graph: Graph, of: 'events' | 'cases' | 'starts' | 'ends') =>
  Object.fromEntries(graph.activities.filter(each => each[of] > 0).map(each => [each.name, each[of]]))
const arrows = (graph: Graph) => graph.follows.map(({ from, to, count }) => `${from} > ${to} × ${count}`).sort()

test('lived journeys are what other tools and the publishers of these logs counted', withData, async t => {
  await using place = await preparedPlace()
  const serving = await serve(place, '--empty')
  try {
    await t.test('the receipt phase of permits, as CSV and as XES, to the last pair', async () => {
      const published = JSON.parse(readFileSync(join(data, 'receipt_reference.json'), 'utf8'))
      const pairs = published.directly_follows.map(([from, to, count]: unknown[]) => `${from} > ${to} × ${count}`)
      for (const file of ['receipt.csv.gz', 'receipt.xes.gz']) {
        const { graph, variants } = await lived(place, file)
        assert.deepEqual([graph.cases, graph.events], [published.cases, 8577])
        assert.deepEqual(arrows(graph), pairs.sort())
        assert.deepEqual(amounts(graph, 'events'), published.activity_event_counts)
        assert.deepEqual(amounts(graph, 'cases'), published.cases_per_activity)
        assert.deepEqual(amounts(graph, 'starts'), published.start_activities)
        assert.deepEqual(amounts(graph, 'ends'), published.end_activities)
        assert.equal(variants.variants, published.variants)
        assert.equal(
          variants.rows.reduce((sum, row) => sum + row.cases, 0),
          1434,
        )
      }
    })

    await t.test('the textbook log, whose graph another tool wrote to a file', async () => {
      const reference = readGraph(readFileSync(join(data, 'running-example.dfg'), 'utf8'))
      for (const file of ['running-example.csv', 'running-example.xes']) {
        const { graph, variants } = await lived(place, file)
        assert.deepEqual([graph.cases, graph.events, variants.variants], [6, 42, 6])
        assert.deepEqual(arrows(graph), reference.pairs)
        assert.deepEqual(amounts(graph, 'starts'), reference.starts)
        assert.deepEqual(amounts(graph, 'ends'), reference.ends)
        const lengths = variants.rows.map(row => row.activities.length).sort((a, b) => a - b)
        assert.deepEqual(lengths, [5, 5, 5, 5, 9, 13])
      }
    })

    await t.test('road fines: every journey is a variant of its own', async () => {
      const { graph, variants } = await lived(place, 'roadtraffic_1t_per_variant.xes.gz')
      assert.deepEqual([graph.cases, graph.events, graph.activities.length, variants.variants], [231, 1891, 11, 231])
    })
  } finally {
    assert.equal((await serving.stop()).code, 0)
  }
})

/** A directly-follows graph as a file: how many activities and which, the starts, the ends, then `from>toxcount`. */
function readGraph(text: string) {
  const lines = text.trim().split(/\r?\n/)
  const take = () => lines.splice(0, Number(lines.shift()))
  const names = take()
  const amountsOf = (rows: string[]) =>
    Object.fromEntries(rows.map(row => row.split('x').map(Number)).map(([at, amount]) => [names[at!], amount]))
  const starts = amountsOf(take())
  const ends = amountsOf(take())
  const pairs = lines.map(line => {
    const [, from, to, count] = /^(\d+)>(\d+)x(\d+)$/.exec(line)!
    return `${names[Number(from)]} > ${names[Number(to)]} × ${count}`
  })
  return { starts, ends, pairs: pairs.sort() }
}
