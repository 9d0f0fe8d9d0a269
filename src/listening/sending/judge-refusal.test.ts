import assert from 'node:assert/strict'
import { test } from 'node:test'
import { judgeRefusal } from './judge-refusal.ts'

const cases = [
  ['recipient', '550 5.1.1', 'dead'],
  ['recipient', '550', 'dead'],
  ['recipient', '553 5.1.3', 'dead'],
  ['recipient', '550 5.7.1', 'never'],
  ['recipient', '552 5.2.2', 'never'],
  ['recipient', '450 4.2.1', 'later'],
  ['recipient', '451', 'later'],
  ['message', '554 5.6.0', 'never'],
  ['message', '451 4.3.0', 'later'],
  ['sender', '550 5.1.8', 'carrier'],
  ['signIn', '535 5.7.8', 'carrier'],
  ['connection', 'ECONNECTION', 'carrier'],
] as const

for (const [at, code, expected] of cases)
  test(`a server that says ${code} of the ${at}: ${expected}`, () => {
    assert.equal(judgeRefusal({ at, code }), expected)
  })
