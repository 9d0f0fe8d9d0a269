import assert from 'node:assert/strict'
import { test } from 'node:test'
import { interchangeShape } from './interchange-format.ts'
import { renamed } from './renamed.ts'

test('a copy beside what is there keeps its confidential lanes for the department that it brings under another id', () => {
  const file = interchangeShape.parse({
    format: 'parcours.map',
    formatVersion: '1.0',
    exportedAt: '2026-11-22T00:00:00Z',
    journey: { id: 'j1', name: { en: 'I move house' }, caseRule: {} },
    map: {
      id: 'm1',
      lanes: [
        { id: 'l1', type: 'text', visibility: ['editor', 'd1'] },
        { id: 'l2', type: 'people' },
      ],
      phases: [
        {
          id: 'p1',
          name: { en: 'Before' },
          steps: [{ id: 's1', title: { en: 'I pack' }, cells: [{ lane: 'l2', refs: ['d1', 'elsewhere'] }] }],
        },
      ],
    },
    library: { departments: [{ id: 'd1', name: { en: 'Finance' } }] },
  })
  const { map, library } = renamed(file, new Map([['departments/d1', 'd2']]))
  assert.equal(library.departments[0]!.id, 'd2')
  assert.deepEqual(map.lanes[0]!.visibility, ['editor', 'd2'])
  assert.equal(map.lanes[1]!.visibility, 'all')
  assert.deepEqual(map.phases[0]!.steps[0]!.cells[0]!.refs, ['d2', 'elsewhere'])
})
