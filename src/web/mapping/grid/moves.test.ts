import assert from 'node:assert/strict'
import { test } from 'node:test'
import { applyEdits } from '../../../vocabulary/map/apply-edit.ts'
import { journeyMapShape } from '../../../vocabulary/map/journey-map.ts'
import type { Movable } from './ask.ts'
import { type Destination, movesTo } from './moves.ts'

const map = journeyMapShape.parse({
  id: 'm',
  lanes: ['x', 'y', 'z'].map(id => ({ id, type: 'text' })),
  phases: [
    { id: 'P', name: { en: 'P' }, steps: [stepOf('1', 'abc'), stepOf('2', 'd')] },
    { id: 'Q', name: { en: 'Q' }, steps: [stepOf('3', '')] },
  ],
})

function stepOf(id: string, placements: string) {
  return { id, title: { en: id }, placements: [...placements].map(one => ({ id: one, touchpoint: one })) }
}

const drawn = (edits: Parameters<typeof applyEdits>[1]) => {
  const after = applyEdits(map, edits).map
  const steps = (phase: (typeof after.phases)[number]) =>
    phase.steps.map(step => `${step.id}${step.placements.map(one => one.id).join('')}`).join(' ')
  return `${after.phases.map(phase => `${phase.id}(${steps(phase)})`).join(' ')} ${after.lanes.map(lane => lane.id).join('')}`
}

const placements = (ids: string): Movable => ({ kind: 'placements', ids: [...ids] })
const onStep = (step: string, before?: string): Destination => ({ kind: 'step', step, before })
const inPhase = (phase: string, before?: string): Destination => ({ kind: 'phase', phase, before })
const order = (before?: string): Destination => ({ kind: 'order', before })

const cases: readonly { says: string; what: Movable; to: Destination; drawn: string }[] = [
  { says: 'a card goes to another step', what: placements('a'), to: onStep('3'), drawn: 'P(1bc 2d) Q(3a) xyz' },
  { says: 'a card goes before another', what: placements('c'), to: onStep('1', 'a'), drawn: 'P(1cab 2d) Q(3) xyz' },
  { says: 'a card goes to the end of its step', what: placements('a'), to: onStep('1'), drawn: 'P(1bca 2d) Q(3) xyz' },
  {
    says: 'several cards keep their order',
    what: placements('ac'),
    to: onStep('2', 'd'),
    drawn: 'P(1b 2acd) Q(3) xyz',
  },
  {
    says: 'several cards before one of them',
    what: placements('ca'),
    to: onStep('1', 'a'),
    drawn: 'P(1cab 2d) Q(3) xyz',
  },
  { says: 'a card dropped on itself stays', what: placements('b'), to: onStep('1', 'b'), drawn: 'P(1abc 2d) Q(3) xyz' },
  {
    says: 'a step goes to another phase',
    what: { kind: 'step', id: '1' },
    to: inPhase('Q'),
    drawn: 'P(2d) Q(3 1abc) xyz',
  },
  {
    says: 'a step goes before another',
    what: { kind: 'step', id: '2' },
    to: inPhase('P', '1'),
    drawn: 'P(2d 1abc) Q(3) xyz',
  },
  { says: 'a phase goes first', what: { kind: 'phase', id: 'Q' }, to: order('P'), drawn: 'Q(3) P(1abc 2d) xyz' },
  { says: 'a lane goes last', what: { kind: 'lane', id: 'x' }, to: order(), drawn: 'P(1abc 2d) Q(3) yzx' },
  { says: 'a lane goes before another', what: { kind: 'lane', id: 'z' }, to: order('y'), drawn: 'P(1abc 2d) Q(3) xzy' },
]

for (const { says, what, to, drawn: expected } of cases) {
  test(`what is dragged comes to stand where it was dropped: ${says}`, () => {
    assert.equal(drawn([...movesTo(map, what, to)!]), expected)
  })
}

test('the last step of a phase stays in it', () => {
  assert.equal(movesTo(map, { kind: 'step', id: '3' }, inPhase('P')), undefined)
})

test('what stands there already is not moved', () => {
  assert.deepEqual(movesTo(map, { kind: 'lane', id: 'x' }, order('y')), [])
  assert.deepEqual(movesTo(map, { kind: 'step', id: '1' }, inPhase('P', '2')), [])
  assert.deepEqual(movesTo(map, placements('c'), onStep('1')), [])
})
