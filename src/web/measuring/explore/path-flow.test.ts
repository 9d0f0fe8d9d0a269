import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { PathsAnswer } from '../../../contract/exploring.ts'
import { drawPaths, flowsOf, placesOf } from './path-flow.ts'

// Ten journeys from A: six go to B, one to what is not named, three stop; of the six, four go to C and two stop.
const paths: PathsAnswer = {
  cases: 12,
  anchored: 10,
  columns: [
    {
      depth: 1,
      entries: [{ activity: 'A', cases: 10, share: 1 }],
      other: { activities: 0, cases: 0, share: 0 },
      stopped: { cases: 0, share: 0 },
    },
    {
      depth: 2,
      entries: [{ activity: 'B', cases: 6, share: 0.6 }],
      other: { activities: 1, cases: 1, share: 0.1 },
      stopped: { cases: 3, share: 0.3 },
    },
    {
      depth: 3,
      entries: [{ activity: 'C', cases: 4, share: 0.4 }],
      other: { activities: 0, cases: 0, share: 0 },
      stopped: { cases: 6, share: 0.6 },
    },
  ],
  links: [
    { depth: 1, from: 'A', to: 'B', stops: false, cases: 6 },
    { depth: 1, from: 'A', to: null, stops: true, cases: 3 },
    { depth: 1, from: 'A', to: null, stops: false, cases: 1 },
    { depth: 2, from: 'B', to: 'C', stops: false, cases: 4 },
    { depth: 2, from: 'B', to: null, stops: true, cases: 2 },
    { depth: 2, from: null, to: null, stops: true, cases: 1 },
    { depth: 3, from: 'C', to: null, stops: true, cases: 4 },
  ],
}

test('every column of a flow holds all journeys, and what flows into a place is what is there', () => {
  const flows = flowsOf(paths)
  for (const places of placesOf(paths)) {
    assert.equal(
      places.reduce((sum, place) => sum + place.cases, 0),
      10,
    )
    assert.equal(Math.round(places.reduce((sum, place) => sum + place.share * 1000, 0)), 1000)
    for (const place of places.filter(one => one.depth > 1)) {
      const inflow = flows.filter(flow => flow.depth === place.depth - 1 && flow.to === place.key)
      assert.equal(
        inflow.reduce((sum, flow) => sum + flow.cases, 0),
        place.cases,
      )
    }
  }
})

test('a flow is drawn from the left, and from the right when it tells what came before', () => {
  const after = drawPaths(paths, { columnWidth: 100, before: false })
  const before = drawPaths(paths, { columnWidth: 100, before: true })
  const first = (drawing: typeof after) => drawing.places.find(place => place.depth === 1)?.x
  assert.deepEqual([first(after), first(before), after.width], [0, 200, 300])
  assert.equal(after.flows.length, flowsOf(paths).length)
})

test('nothing to draw is drawn as nothing', () => {
  const empty = drawPaths({ cases: 0, anchored: 0, columns: [], links: [] }, { columnWidth: 100, before: false })
  assert.deepEqual([empty.places, empty.flows, empty.width], [[], [], 0])
})
