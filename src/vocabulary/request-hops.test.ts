import assert from 'node:assert/strict'
import { test } from 'node:test'
import { hopsOf } from './request-hops.ts'

const use = (at: number, channel: string) => ({ at, channel, name: 'x' })

test('a request opened by telephone, continued in a shop and closed on the web has three hops', () => {
  assert.deepEqual(hopsOf([use(9, 'web'), use(0, 'phone'), use(4, 'store'), use(5, 'store')]), [
    { channel: 'phone', from: 0, to: 0, events: 1 },
    { channel: 'store', from: 4, to: 5, events: 2 },
    { channel: 'web', from: 9, to: 9, events: 1 },
  ])
})

test('what comes back to a channel is another hop; what is of no known channel is none', () => {
  assert.deepEqual(
    hopsOf([use(0, 'phone'), use(1, 'other'), use(2, 'web'), use(3, 'phone')]).map(hop => [hop.channel, hop.events]),
    [
      ['phone', 2],
      ['web', 1],
      ['phone', 1],
    ],
  )
  assert.deepEqual(
    hopsOf([use(0, 'other'), use(1, 'store')]).map(hop => [hop.channel, hop.from, hop.events]),
    [['store', 0, 2]],
  )
  assert.deepEqual(hopsOf([]), [])
})
