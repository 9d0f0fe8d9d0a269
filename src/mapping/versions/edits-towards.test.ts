import assert from 'node:assert/strict'
import { test } from 'node:test'
import { applyEdit, applyEdits } from '../../vocabulary/map/apply-edit.ts'
import { type JourneyMap, journeyMapShape } from '../../vocabulary/map/journey-map.ts'
import { type MapEdit, mapEditShape, singleEditsOf } from '../../vocabulary/map/map-edit.ts'
import { editsTowards } from './edits-towards.ts'

const then: JourneyMap = journeyMapShape.parse({
  id: 'm',
  name: { en: 'Then' },
  lanes: [
    { id: 'l1', type: 'thought' },
    { id: 'l2', type: 'tool' },
  ],
  phases: [
    {
      id: 'p1',
      name: { en: 'One' },
      steps: [
        {
          id: 's1',
          title: { en: 'I look' },
          placements: [
            { id: 'a', touchpoint: 't1' },
            { id: 'b', touchpoint: 't2', presence: 'expected' },
          ],
          cells: [{ lane: 'l1', text: { en: 'Where?' } }],
          emotion: { declared: [{ valence: -0.2 }], desired: { valence: 0.5 } },
        },
        { id: 's2', title: { en: 'I ask' }, placements: [{ id: 'c', touchpoint: 't3' }] },
      ],
    },
    { id: 'p2', name: { en: 'Two' }, steps: [{ id: 's3', title: { en: 'I get it' } }] },
  ],
  momentsOfTruth: [{ placement: 'b' }],
})

const cases: readonly { readonly name: string; readonly since: readonly MapEdit[]; readonly atMost?: number }[] = [
  { name: 'a name was changed', since: [{ op: 'setMap', set: { name: { en: 'Now' } } }], atMost: 1 },
  { name: 'a step was retitled', since: [{ op: 'setStep', step: 's2', set: { title: { en: 'I chat' } } }], atMost: 1 },
  { name: 'a cell was emptied', since: [{ op: 'setCell', step: 's1', lane: 'l1', cell: null }], atMost: 1 },
  { name: 'a feeling was taken away', since: [{ op: 'setDeclared', step: 's1', persona: null, emotion: null }] },
  { name: 'steps were exchanged', since: [{ op: 'moveStep', step: 's2', phase: 'p1', to: 0 }], atMost: 1 },
  { name: 'a step went to another phase', since: [{ op: 'moveStep', step: 's2', phase: 'p2', to: 0 }], atMost: 1 },
  { name: 'phases were exchanged', since: [{ op: 'movePhase', phase: 'p2', to: 0 }], atMost: 1 },
  { name: 'a placement was moved', since: [{ op: 'movePlacement', placement: 'a', step: 's3', to: 0 }], atMost: 1 },
  { name: 'a step was removed, with its moment', since: [{ op: 'removeStep', step: 's1' }] },
  { name: 'a phase was removed', since: [{ op: 'removePhase', phase: 'p1' }] },
  { name: 'a lane was removed, with its cells', since: [{ op: 'removeLane', lane: 'l1' }] },
  { name: 'lanes were exchanged', since: [{ op: 'moveLane', lane: 'l2', to: 0 }], atMost: 1 },
  {
    name: 'much was added',
    since: [
      { op: 'addLane', lane: { id: 'l9', type: 'text', name: null, visibility: 'all' }, at: 0 },
      {
        op: 'addPhase',
        phase: { id: 'p9', name: { en: 'Nine' }, goal: null, order: 'any', desired: null, steps: [] },
        at: 0,
      },
      { op: 'moveStep', step: 's1', phase: 'p9', to: 0 },
      { op: 'setStep', step: 's1', set: { subJourney: 'jny-2' } },
      { op: 'removeMoment', placement: 'b' },
    ],
  },
]
for (const { name, since, atMost } of cases) {
  test(`a map is brought back after ${name}, and the way back is undone as one`, () => {
    const now = applyEdits(then, since).map
    const edit = editsTowards(now, then)
    assert.ok(edit)
    mapEditShape.parse(edit)
    if (atMost !== undefined) assert.ok(singleEditsOf(edit).length <= atMost, JSON.stringify(edit))
    const back = applyEdit(now, edit)
    assert.deepEqual(withoutNulls(back.map), withoutNulls(then))
    assert.deepEqual(withoutNulls(applyEdit(back.map, back.inverse).map), withoutNulls(now))
  })
}

test('the same state needs no edit', () => assert.equal(editsTowards(then, then), null))

test('what another tool wrote in a step comes back too', () => {
  const theirs = journeyMapShape.parse({
    ...then,
    phases: then.phases.map(phase => ({ ...phase, 'x-colour': 'red' })),
  })
  const edit = editsTowards(then, theirs)
  assert.deepEqual(applyEdit(then, edit!).map, theirs)
})

/** A field that was absent and is null says the same. */
function withoutNulls(map: JourneyMap): unknown {
  return JSON.parse(JSON.stringify(map, (key, value) => (key === 'subJourney' && value === null ? undefined : value)))
}
