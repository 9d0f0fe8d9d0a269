import assert from 'node:assert/strict'
import { test } from 'node:test'
import { quarters } from './quarters.ts'

test('numbers are told by quarters, fewer where many are alike', () => {
  const eight = quarters([1, 2, 3, 4, 5, 6, 7, 8])
  assert.deepEqual([1, 2, 3, 6, 8].map(eight), ['1–2', '1–2', '3–4', '5–6', '7–8'])
  const alike = quarters([0, 0, 0, 0, 0, 0, 1, 9])
  assert.deepEqual([0, 1, 9].map(alike), ['0', '1–9', '1–9'])
  assert.equal(quarters([])(3), '0')
})
