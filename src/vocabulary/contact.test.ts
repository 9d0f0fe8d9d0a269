import assert from 'node:assert/strict'
import { test } from 'node:test'
import { contactWordOf, isFailure, isSelfHelp, isSolved } from './contact.ts'
import { compareChannels, shareCell } from './statistics/channel-consistency.ts'
import { chiSquareTail } from './statistics/distribution.ts'
import { hideSmall } from './statistics/hide-small.ts'

const names: readonly [string, ReturnType<typeof contactWordOf>][] = [
  ['Call Answered', 'contact'],
  ['callAnswered', 'contact'],
  ['chat_ended', 'contact'],
  ['Ticket Opened', 'contact'],
  ['Email Opened', 'sent'],
  ['Appel pris', 'contact'],
  ['Réclamation reçue', 'contact'],
  ['E-mail reçu', 'contact'],
  ['Call Abandoned', 'attempt'],
  ['Appel manqué', 'attempt'],
  ['Email Sent', 'sent'],
  ['E-mail envoyé', 'sent'],
  ['Survey Answered', 'sent'],
  ['Store Visited', undefined],
  ['Product Recalled', undefined],
]
for (const [name, word] of names) {
  test(`an event called ${name} is ${word ?? 'nothing'} by its name`, () => {
    assert.equal(contactWordOf(name), word)
  })
}

test('names tell self-help, success and failure, in both languages', () => {
  assert.ok(['Help Article Viewed', 'FAQ consultée', 'parcel.tracked', 'Aide lue'].every(isSelfHelp))
  assert.ok(!['Order Completed', 'Help Email Sent'].some(isSelfHelp))
  assert.ok(['Problem Solved', 'Demande résolue'].every(isSolved))
  assert.ok(!['Not Resolved', 'Unsolved', 'Non résolu'].some(isSolved))
  assert.ok(['Payment Failed', 'No Results', 'Paiement échoué', 'Form Error'].every(isFailure))
  assert.ok(!['Terror Films Viewed', 'Order Completed'].some(isFailure))
})

test('a hidden cell takes another with it, so that no total gives it away', () => {
  assert.deepEqual(hideSmall([[3, 9, 20]], 5), [[true, true, false]])
  assert.deepEqual(hideSmall([[3, 4, 20]], 5), [[true, true, false]])
  assert.deepEqual(hideSmall([[0, 9, 20]], 5), [[false, false, false]])
  assert.deepEqual(hideSmall([[3]], 5), [[true]])
  // Two small ones are no more than three customers between them.
  assert.deepEqual(hideSmall([[1, 2, 9, 30]], 5), [[true, true, true, false]])
  const hidden = hideSmall(
    [
      [2, 30, 40],
      [50, 60, 70],
      [80, 90, 10],
    ],
    5,
  )
  for (const line of [0, 1, 2]) {
    assert.notEqual(hidden[line]!.filter(Boolean).length, 1)
    assert.notEqual(hidden.map(row => row[line]).filter(Boolean).length, 1)
  }
})

test('the tail of chi-square is that of the tables', () => {
  for (const [value, degrees, p] of [
    [3.841459, 1, 0.05],
    [5.991465, 2, 0.05],
    [16.918978, 9, 0.05],
    [6.634897, 1, 0.01],
    [0.0157908, 1, 0.9],
    [124.342113, 100, 0.05],
  ] as const)
    assert.ok(Math.abs(chiSquareTail(value, degrees) - p) < 1e-6, `${value} ${degrees}`)
})

test('channels with the same answers are alike, whatever questions come to each', () => {
  // Both settle 90 % of easy matters and 40 % of hard ones; the phone gets the hard ones.
  const found = compareChannels([
    shareCell('easy', 'phone', 90, 100),
    shareCell('hard', 'phone', 160, 400),
    shareCell('easy', 'chat', 360, 400),
    shareCell('hard', 'chat', 40, 100),
    shareCell('only here', 'chat', 1, 30),
  ])!
  const [phone, chat] = ['phone', 'chat'].map(code => found.channels.find(one => one.channel === code)!)
  assert.deepEqual([phone!.raw, chat!.raw], [0.5, 0.8])
  assert.ok(Math.abs(phone!.standardised - 0.65) < 1e-12 && Math.abs(chat!.standardised - 0.65) < 1e-12)
  assert.ok(found.p > 0.99 && found.spread < 1e-9)
  assert.ok(Math.abs(found.coverage - 1000 / 1030) < 1e-12)
})
