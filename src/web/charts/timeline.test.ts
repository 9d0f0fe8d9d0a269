import assert from 'node:assert/strict'
import { test } from 'node:test'
import { drawLanes, ticksOf, usualWindow, windowDays } from './timeline.ts'

const event = (channel: string, at: string) => ({
  id: at,
  at,
  name: 'x',
  channel,
  score: null,
  measurable: true,
  case: '',
})
const window = { from: Date.parse('2026-01-05T00:00Z'), to: Date.parse('2026-01-12T00:00Z') }

test('each channel has its lane, in the order of the channels, and two at once stand at the same height of time', () => {
  const lanes = drawLanes(
    [event('sms', '2026-01-06T12:00Z'), event('store', '2026-01-06T16:00Z'), event('app', '2026-01-06T16:00Z')],
    window,
    700,
  )
  assert.deepEqual(
    lanes.map(lane => lane.channel),
    ['app', 'store', 'sms'],
  )
  assert.equal(lanes[0]?.marks[0]?.x, lanes[1]?.marks[0]?.x)
})

test('events too close to be told apart become one mark that counts them', () => {
  const lanes = drawLanes(
    [event('web', '2026-01-06T12:00Z'), event('web', '2026-01-06T12:05Z'), event('web', '2026-01-08T12:00Z')],
    window,
    700,
  )
  assert.deepEqual(
    lanes[0]?.marks.map(mark => mark.events.length),
    [2, 1],
  )
})

test('what lies outside the days shown keeps its lane and has no mark', () => {
  assert.deepEqual(drawLanes([event('web', '2025-01-06T12:00Z')], window, 700), [{ channel: 'web', marks: [] }])
})

test('the window goes back to the last long silence', () => {
  assert.equal(usualWindow([]), 7)
  assert.equal(usualWindow([event('web', '2026-01-06T12:00Z'), event('web', '2026-01-09T12:00Z')]), 7)
  assert.equal(usualWindow([event('web', '2024-01-06T12:00Z'), event('web', '2026-01-09T12:00Z')]), 7)
  // A log tells seconds: six steps within three minutes would be one mark in a week.
  assert.equal(usualWindow([event('web', '2026-01-06T12:00Z'), event('web', '2026-01-06T12:03Z')]), 1 / 24)
  assert.equal(usualWindow(['02', '10', '20', '28'].map(day => event('web', `2026-01-${day}T12:00Z`))), 30)
})

test('there are never more than nine lines of time', () => {
  for (const days of windowDays) {
    const from = Date.parse('2026-01-05T10:00Z')
    assert.ok(ticksOf({ from, to: from + days * 86_400_000 }).length <= 10)
  }
})

test('the name of the last mark stands before it where the window ends', () => {
  const late = { ...event('web', '2026-01-11T23:00Z'), name: 'Determine necessity' }
  assert.equal(drawLanes([late], window, 700)[0]?.marks[0]?.before, true)
  assert.equal(drawLanes([event('web', '2026-01-06T12:00Z')], window, 700)[0]?.marks[0]?.before, undefined)
})
