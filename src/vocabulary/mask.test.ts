import assert from 'node:assert/strict'
import { test } from 'node:test'
import { initials, masked, maskedIdentifier } from './mask.ts'
import { maskMessage, unmaskMessage } from './mask-message.ts'

test('what is masked can be recognised and not learnt', () => {
  const cases: readonly (readonly [string, string])[] = [
    ['camille.renaud@example.org', 'c•••@example.org'],
    ['06 12 34 56 78', '••• 78'],
    ['+33612345678', '••• 78'],
    ['12 rue de la Paix', '•••'],
    ['@', '•••'],
    ['', '•••'],
  ]
  for (const [value, shown] of cases) assert.equal(masked(value), shown, value)
  assert.equal(initials('Camille Renaud'), 'C. R.')
  assert.equal(initials('  élodie d’Arc-Martin  '), 'É. D. A.')
  assert.equal(initials('42'), '•••')
  assert.equal(maskedIdentifier('user_id', 'C-104-29817'), 'C-•••17')
  assert.equal(maskedIdentifier('user_id', 'C-1'), '•••')
  assert.equal(maskedIdentifier('user_id', 'jo@example.org'), 'j•••@example.org')
  assert.equal(maskedIdentifier('phone', '0612345678'), '••• 78')
})

test('a masked message that is corrected means what it hid, wherever it was left masked', () => {
  const original = {
    type: 'trak',
    userId: 'C-104-29817',
    properties: { email: 'jo@example.org', size: 'M', lines: [{ comment: 'Please ring' }] },
  }
  const shown = maskMessage(original) as typeof original
  assert.deepEqual(shown, {
    type: 'trak',
    userId: 'C-•••17',
    properties: { email: 'j•••@example.org', size: 'M', lines: [{ comment: '•••' }] },
  })
  const corrected = { ...shown, type: 'track', event: 'Ordered', properties: { ...shown.properties, size: 'L' } }
  assert.deepEqual(unmaskMessage(corrected, shown, original), {
    ...original,
    type: 'track',
    event: 'Ordered',
    properties: { ...original.properties, size: 'L' },
  })
})
