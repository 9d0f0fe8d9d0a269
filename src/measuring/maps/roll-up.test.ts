import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { MapMeasures, TouchpointMeasure } from '../../contract/measuring.ts'
import { broughtUp } from './roll-up.ts'

type Said = TouchpointMeasure['satisfaction'][number]

const said = (construct: Said['construct'], mean: number | null, half: number, customers: number): Said => ({
  construct,
  mean,
  low: mean === null ? null : mean - half,
  high: mean === null ? null : mean + half,
  customers,
  answers: customers,
  reading: mean === null ? 'hidden' : 'indicative',
})

const measures = (...touchpoints: readonly { visits: number; satisfaction: readonly Said[] }[]) =>
  ({
    minimumGroup: 5,
    touchpoints: touchpoints.map(({ visits, satisfaction }) => ({
      visits: { value: visits, hidden: false },
      satisfaction,
    })),
  }) as unknown as MapMeasures

test('the feeling of a journey is that of its touchpoints, weighted by their visits, with an interval from theirs', () => {
  const { emotion } = broughtUp(
    measures(
      { visits: 300, satisfaction: [said('satisfaction', 0.4, 0.2, 40), said('nps', -1, 0, 400)] },
      { visits: 100, satisfaction: [said('satisfaction', -0.4, 0.4, 20)] },
      { visits: 900, satisfaction: [said('satisfaction', null, 0, 3)] },
      { visits: 900, satisfaction: [] },
    ),
  )
  assert.ok(Math.abs(emotion.mean! - 0.2) < 1e-9)
  // √((0,75·0,2)² + (0,25·0,4)²)
  assert.ok(Math.abs((emotion.high! - emotion.low!) / 2 - Math.hypot(0.15, 0.1)) < 1e-9)
  assert.deepEqual([emotion.customers, emotion.reading], [60, 'reliable'])
})

test('a journey of which nobody said anything has no feeling, and one that was asked otherwise has that one', () => {
  assert.deepEqual(broughtUp(measures({ visits: 10, satisfaction: [] })).emotion.mean, null)
  const { emotion } = broughtUp(measures({ visits: 10, satisfaction: [said('effort', 0.5, 0.1, 30)] }))
  assert.equal(emotion.mean, 0.5)
})
