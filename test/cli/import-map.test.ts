import assert from 'node:assert/strict'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { preparedPlace } from './command.ts'

const grid = 'Phase;Étape;Point de contact;Service;Valence\nAchat;Je paie;Caisse;Boutique;-0,4\n'

test('a map comes in by the command line and goes out again, with everything that is wrong told at once', async () => {
  await using place = await preparedPlace()
  const file = join(place.files, 'mon achat.csv')
  writeFileSync(file, grid)

  const trial = await place.run('import', 'map', file, '--dry-run', '--json')
  assert.equal(trial.code, 0, trial.stderr)
  assert.deepEqual([trial.json().format, trial.json().steps, trial.json().map], ['csv', 1, null])

  const made = await place.run('import', 'map', file, '--name', 'J’achète', '--json')
  assert.equal(made.code, 0, made.stderr)
  assert.match(String(made.json().map), /^map_/)
  const out = join(place.files, 'out.csv')
  const written = await place.run('export', 'map', String(made.json().map), '--out', out)
  assert.equal(written.code, 0, written.stderr)
  assert.match(readFileSync(out, 'utf8'), /Achat;Je paie;touchpoint;.*Caisse/)

  writeFileSync(file, grid.replace('-0,4', '4').replace('Je paie', 'Je paie;trop'))
  const wrong = await place.run('import', 'map', file)
  assert.equal(wrong.code, 1)
  assert.ok(wrong.stderr.split('\n').filter(line => line.startsWith('✗')).length >= 2, wrong.stderr)

  assert.equal((await place.run('import', 'map')).code, 2)
  assert.equal((await place.run('import', 'map', file, '--language', 'de')).code, 2)
  assert.equal((await place.run('import', 'map', join(place.files, 'nowhere.csv'))).code, 1)
})
