import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'

const built = join(import.meta.dirname, '..', 'dist', 'web', 'assets')

test('no schema reaches the browser: it believes the server, and the first page comes sooner', () => {
  const files = globSync('*.js', { cwd: built })
  assert.ok(files.length > 10, 'the web app is built before the tests')
  assert.deepEqual(
    files.filter(file => readFileSync(join(built, file), 'utf8').includes('_zod')),
    [],
  )
})
