import assert from 'node:assert/strict'
import { test } from 'node:test'
import { addAlternative, addStep, mainWay, moveStep, removeAlternative, removeStep } from './funnel-steps.ts'

const steps = [['A'], ['B', 'C'], ['D']]

test('steps are added, removed, moved, and given alternatives', () => {
  assert.deepEqual(addStep(steps, 'E'), [...steps, ['E']])
  assert.deepEqual(removeStep(steps, 1), [['A'], ['D']])
  assert.deepEqual(moveStep(steps, 2, 1), [['A'], ['D'], ['B', 'C']])
  assert.deepEqual(addAlternative(steps, 0, 'X'), [['A', 'X'], ['B', 'C'], ['D']])
})

test('what cannot be done changes nothing', () => {
  assert.deepEqual(moveStep(steps, 0, -1), steps)
  assert.deepEqual(moveStep(steps, 2, 3), steps)
  assert.deepEqual(addAlternative(steps, 1, 'B'), steps)
})

test('a step goes with its last alternative', () => {
  assert.deepEqual(removeAlternative(steps, 1, 'B'), [['A'], ['C'], ['D']])
  assert.deepEqual(removeAlternative(steps, 0, 'A'), [['B', 'C'], ['D']])
})

const activity = (name: string, starts: number) => ({ name, starts, events: 9, cases: 9, ends: 0 })
const follow = (from: string, to: string, cases: number) => ({
  from,
  to,
  cases,
  count: cases,
  medianSeconds: null,
  p90Seconds: null,
})

test('the main way follows what most often comes next, and never turns back', () => {
  const graph = {
    activities: [activity('A', 7), activity('B', 1), activity('C', 0)],
    follows: [follow('A', 'A', 9), follow('A', 'B', 5), follow('B', 'A', 8), follow('B', 'C', 3), follow('A', 'C', 1)],
  }
  assert.deepEqual(mainWay(graph), [['A'], ['B'], ['C']])
  assert.deepEqual(mainWay({ activities: [activity('A', 3)], follows: [] }), [])
  assert.deepEqual(mainWay({ activities: [], follows: [] }), [])
})
