import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { preparedPlace, serve } from '../../test/cli/command.ts'

test('a map goes into files of every format from the command line, the same each time', async () => {
  await using place = await preparedPlace()
  const file = (name: string) => join(place.files, name)
  const filled = await place.run('sample', '--customers', '20')
  assert.equal(filled.code, 0, filled.stderr)
  await using serving = await serve(place, '--empty')
  const wrong = await place.run('export', 'map', '--out', file('map.pdf'), '--paper', 'B5')
  assert.equal(wrong.code, 2)
  assert.match(wrong.stderr, /--paper/)
  assert.equal((await place.run('export', 'map', '--out', file('map.doc'))).code, 2)
  const missing = await place.run('export', 'map', 'map-of-nothing', '--out', file('none.svg'))
  assert.equal(missing.code, 1)
  for (const [name, starts] of [
    ['map.svg', '<?xml'],
    ['map.png', '\x89PNG'],
    ['map.pdf', '%PDF-1.7'],
    ['map.pptx', 'PK'],
    ['map.json', '{'],
  ] as const) {
    const done = await place.run('export', 'map', 'map-buy-a-lamp', '--out', file(name), '--language', 'en', '--json')
    assert.equal(done.code, 0, done.stderr)
    const bytes = readFileSync(file(name))
    assert.equal(done.json().bytes, bytes.length)
    assert.ok(bytes.toString('latin1').startsWith(starts), name)
  }
  assert.equal((await serving.stop()).code, 0)
  // Without a server, the command draws it by itself.
  const again = await place.run('export', 'map', '--out', file('again.pdf'), '--format', 'pdf', '--language', 'en')
  assert.equal(again.code, 0, again.stderr)
  assert.ok(readFileSync(file('again.pdf')).equals(readFileSync(file('map.pdf'))))
})
