import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readPageSample } from '../vocabulary/page-sample.ts'
import { fillSample, type SampleProgress } from './fill-sample.ts'
import { lookAtPages } from './look-at-pages.ts'
import { sampleEvents } from './sample-events.ts'

const until = new Date('2026-11-21T10:00:00Z')

test('filling draws the maps first, then sends everything, and says how far it is', async () => {
  const told: string[] = []
  const progress: SampleProgress[] = []
  let sent = 0
  let underway = 0
  let most = 0
  const filled = await fillSample(
    {
      importMap: async () => {
        told.push('map')
      },
      sendBatch: async messages => {
        told.push('batch')
        most = Math.max(most, ++underway)
        await new Promise(resolve => setTimeout(resolve, 1))
        underway--
        sent += messages.length
      },
    },
    { customers: 600, until, inFlight: 3, onProgress: one => progress.push(one) },
  )
  const events = [...sampleEvents({ customers: 600, until })].reduce((sum, batch) => sum + batch.messages.length, 0)
  const looks = lookAtPages({ customers: 600, until })
  assert.equal(sent, events + looks.length)
  assert.deepEqual(filled, { messages: events, maps: 2 })
  assert.deepEqual(told.slice(0, 3), ['map', 'map', 'batch'])
  assert.equal(most, 3)
  assert.equal(progress.at(-1)!.customersDone, 600)
  assert.equal(progress.at(-1)!.remainingMs, 0)
})

test('a refusal stops the filling and is passed on', async () => {
  let batches = 0
  const client = {
    importMap: async () => {},
    sendBatch: async () => {
      if (++batches === 3) throw new Error('The door is closed.')
    },
  }
  await assert.rejects(fillSample(client, { customers: 2000, until }), /The door is closed/)
  assert.ok(batches < 12, `${batches} batches went out`)
})

test('filling can be called off', async () => {
  const off = new AbortController()
  const client = { importMap: async () => {}, sendBatch: async () => off.abort(new Error('Called off.')) }
  await assert.rejects(fillSample(client, { customers: 2000, until, signal: off.signal }), /Called off/)
})

test('how pages are looked at is the same every time, and each look can be read as a sample', () => {
  const looks = lookAtPages({ customers: 300, until })
  assert.deepEqual(looks, lookAtPages({ customers: 300, until }))
  assert.equal(new Set(looks.map(look => look.messageId)).size, looks.length)
  assert.ok(looks.length > 100, String(looks.length))
  for (const look of looks) assert.ok(readPageSample(look.properties), JSON.stringify(look))
})
