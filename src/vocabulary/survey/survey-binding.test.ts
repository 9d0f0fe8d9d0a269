import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type BindingState, bindingState } from './survey-binding.ts'

const touchpoints = new Map([
  ['delivery', { archived: false, places: [{ map: 'buying', step: 'receive' }] }],
  ['nowhere', { archived: false, places: [] }],
  ['old', { archived: true, places: [{ map: 'buying', step: 'receive' }] }],
])
const steps = new Set(['buying', 'buying receive', 'buying choose', 'leaving'])
const cases: readonly (readonly [string | null, string | null, string | null, BindingState])[] = [
  [null, null, null, 'none'],
  ['delivery', null, null, 'placed'],
  ['delivery', 'buying', null, 'placed'],
  ['delivery', 'buying', 'receive', 'placed'],
  ['delivery', 'buying', 'choose', 'moved'],
  ['delivery', 'leaving', null, 'moved'],
  ['nowhere', null, null, 'moved'],
  ['old', null, null, 'gone'],
  ['never', null, null, 'gone'],
  ['delivery', 'deleted', null, 'gone'],
  [null, 'buying', 'deleted', 'gone'],
  [null, 'leaving', null, 'placed'],
]
for (const [touchpoint, map, step, state] of cases)
  test(`a survey about ${touchpoint ?? 'no touchpoint'} on ${map ?? 'no map'} at ${step ?? 'no step'} is ${state}`, () => {
    assert.equal(bindingState({ touchpoint, map, step }, touchpoints, steps), state)
  })
