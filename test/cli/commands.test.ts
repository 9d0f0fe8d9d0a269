import assert from 'node:assert/strict'
import { readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { type Ended, newPlace, preparedPlace, serve } from './command.ts'

/** Ends well, with exactly one JSON value on standard output. */
function one(ended: Ended) {
  assert.equal(ended.code, 0, ended.stderr + ended.stdout)
  assert.equal(ended.stdout.trim().split('\n').length, 1, ended.stdout)
  return ended.json()
}

const orders = `order;client;étape;date;montant
o1;c1;Commande;02/01/2026 10:00;12,50
o1;c1;Expédition;03/01/2026 10:00;
o2;c2;Commande;02/01/2026 11:00;8,00
o2;c2;Commande;31/02/2026 11:00;8,00
o2;c2;Livraison;05/01/2026 09:30;
`

test('without a server, and with one: key, import, ask, export, migrate, doctor, each with one JSON value', async () => {
  await using place = newPlace()
  const file = join(place.files, 'commandes.csv')
  writeFileSync(file, orders)

  const none = await place.run('ask', 'graph', '--json')
  assert.equal(none.code, 1)
  assert.match((none.json().error as { message: string }).message, /no workspace yet/)

  const key = one(await place.run('key', 'create', '--kind', 'write', '--json'))
  assert.match(String(key.key), /^\S{20,}$/)
  assert.equal(key.workspace, 'main')

  const trial = one(await place.run('import', 'events', file, '--dry-run', '--json'))
  assert.deepEqual([trial.read, trial.accepted, trial.rejected, trial.dryRun], [5, 4, 1, true])

  const first = one(await place.run('import', 'events', file, '--json'))
  const { read, accepted, duplicates, rejected, cases, customers } = first
  assert.deepEqual(
    { read, accepted, duplicates, rejected, cases, customers },
    { read: 5, accepted: 4, duplicates: 0, rejected: 1, cases: 2, customers: 2 },
  )
  assert.equal(first.errorsFile, `${file}.errors.csv`)
  assert.match(readFileSync(`${file}.errors.csv`, 'utf8'), /5.date.31\/02\/2026./)
  assert.equal(statSync(`${file}.errors.csv`).mode & 0o077, 0)

  const graph = one(await place.run('ask', 'graph', '--json')) as unknown as {
    cases: number
    follows: { from: string; to: string; count: number }[]
  }
  assert.equal(graph.cases, 2)
  assert.deepEqual(graph.follows.map(({ from, to, count }) => `${from} → ${to}: ${count}`).sort(), [
    'Commande → Expédition: 1',
    'Commande → Livraison: 1',
  ])
  const lines = await place.run('export', 'events')
  assert.equal(lines.code, 0, lines.stderr)
  const exported = lines.stdout
    .trim()
    .split('\n')
    .map(line => JSON.parse(line) as Record<string, unknown>)
  assert.equal(exported.length, 4)
  assert.equal(one(await place.run('migrate', '--json')).upToDate, true)
  const found = await place.run('doctor', '--json')
  const findings = found.json().findings as unknown as { check: string; ok: boolean }[]
  assert.deepEqual(
    findings.map(({ check }) => check),
    ['Node', 'PostgreSQL', 'ClickHouse', 'Backlog', 'Disk'],
  )
  assert.equal(found.code, findings.every(({ ok }) => ok) ? 0 : 1)

  // Opening the stores is most of what a command takes: what is left to be asked goes to a server that has them open.
  await using serving = await serve(place, '--empty')
  const again = one(await place.run('import', 'events', file, '--json', '--errors', join(place.files, 'bad.csv')))
  assert.deepEqual([again.accepted, again.duplicates, again.rejected], [0, 4, 1])
  assert.equal(again.errorsFile, join(place.files, 'bad.csv'))
  const map = await place.run('ask', 'map', '--json')
  assert.equal(map.code, 1, 'there is no map to ask about')
  const array = await place.run('export', 'events', '--json')
  assert.deepEqual(JSON.parse(array.stdout), exported)
  const out = join(place.files, 'out.jsonl')
  assert.equal(one(await place.run('export', 'events', '--out', out, '--json')).events, 4)
  assert.equal(readFileSync(out, 'utf8'), lines.stdout)
  const later = await place.run('export', 'events', '--from', '2026-01-03')
  assert.equal(later.stdout.trim().split('\n').length, 2)
  assert.equal((await serving.stop()).code, 0)
})

test('the sample company is there with its map, measured, in a workspace that must then be named', async () => {
  await using place = await preparedPlace()
  const filled = one(await place.run('sample', '--customers', '50', '--json'))
  assert.equal(filled.customers, 50)
  assert.ok(Number(filled.messages) > 500)
  await using serving = await serve(place, '--empty')
  const map = one(await place.run('ask', 'map', '--json', '--from', '2025-01-01')) as unknown as {
    touchpoints: { visits: { value: number | null } }[]
  }
  assert.ok(map.touchpoints.some(({ visits }) => (visits.value ?? 0) > 0))
  assert.equal(one(await place.run('workspace', 'create', 'second', '--json')).workspace, 'second')
  const several = await place.run('ask', 'graph', '--json')
  assert.equal(several.code, 1)
  assert.match((several.json().error as { message: string }).message, /--workspace/)
  assert.equal(one(await place.run('ask', 'graph', '--workspace', 'second', '--json')).cases, 0)
  const unknown = await place.run('ask', 'graph', '--workspace', 'third', '--json')
  assert.equal(unknown.code, 1)
  assert.equal((await serving.stop()).code, 0)
})

test('wrong words end with 2 and a sentence, and open nothing', async () => {
  await using place = await preparedPlace()
  const wrong = await place.run('key', 'create', '--kind', 'golden', '--json')
  assert.equal(wrong.code, 2, wrong.stdout + wrong.stderr)
  const { code, message } = wrong.json().error as { code: string; message: string }
  assert.equal(code, 'misuse')
  assert.match(message, /--kind/)
  assert.match(wrong.stderr, /--kind/)
  const missing = await place.run('import', 'events', 'nowhere.csv', '--json')
  assert.equal(missing.code, 1)
  assert.equal((missing.json().error as { code: string }).code, 'file_unreadable')
  const plain = await place.run('nonsense')
  assert.deepEqual([plain.code, plain.stdout], [2, ''])
  assert.match(plain.stderr, /import events FILE/)
  const help = await place.run('import', 'events', '--help')
  assert.equal(help.code, 0)
  assert.match(help.stdout, /--dry-run/)
})
