import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import { arrows, draw, picturePath, wrongArrows } from './picture.ts'

test('imports run down the floors of the house only', () => {
  assert.ok(arrows().length > 5)
  assert.deepEqual(
    wrongArrows().map(({ from, to, files }) => `${from} → ${to} (${files.join(', ')})`),
    [],
  )
})

test('the drawn picture is the house as it stands (npm run picture)', () => {
  assert.ok(existsSync(picturePath))
  assert.equal(readFileSync(picturePath, 'utf8'), draw())
})
