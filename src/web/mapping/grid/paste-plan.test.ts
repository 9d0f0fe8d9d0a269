import assert from 'node:assert/strict'
import { test } from 'node:test'
import { labelIn } from '../../../vocabulary/label.ts'
import { applyEdits } from '../../../vocabulary/map/apply-edit.ts'
import type { JourneyMap, Lane, Step } from '../../../vocabulary/map/journey-map.ts'
import { journeyMapShape, stepsOf } from '../../../vocabulary/map/journey-map.ts'
import type { Touchpoint } from '../../../vocabulary/touchpoint.ts'
import { blankStep, blankTouchpoint } from '../edits.ts'
import { cellWords } from './cell-words.ts'
import { columnsOf, layoutOf } from './columns.ts'
import { blockIn, inBatches, planPaste } from './paste-plan.ts'

const lanes: Lane[] = [
  { id: 'think', type: 'thought', name: null, visibility: 'all' },
  { id: 'feel', type: 'emotion', name: null, visibility: 'all' },
  { id: 'tools', type: 'tool', name: null, visibility: 'all' },
  { id: 'touch', type: 'touchpoint', name: null, visibility: 'all' },
]

const step = (id: string): Step => ({ ...blankStep({ fr: id }), id })

function mapOf(...phases: readonly (readonly string[])[]): JourneyMap {
  return journeyMapShape.parse({
    id: 'm',
    lanes,
    phases: phases.map((steps, index) => ({ id: `p${index}`, name: { fr: `P${index}` }, steps: steps.map(step) })),
  })
}

function gridOf(map: JourneyMap, known: readonly Touchpoint[] = []) {
  const layout = layoutOf(columnsOf(map, new Set()), map.lanes)
  const words = cellWords({
    map,
    lanes: map.lanes,
    say: label => (label ? labelIn(label, 'fr').text : ''),
    write: (label, text) => ({ ...label, fr: text }),
    nameOfLane: lane => lane.type,
    tagsOf: () => [],
    touchpoints: new Map(),
    known,
    persona: null,
  })
  return { layout, words }
}

const cell = (row: number, column: number) => ({ top: row, bottom: row, left: column, right: column })

test('a range is laid from its corner to the right and downwards, and copied back as it was', () => {
  const map = mapOf(['a', 'b'], ['c'])
  const { layout, words } = gridOf(map)
  const block = [
    ['it is dark', 'a, b\nand c', 'at last'],
    ['-0,4', '+0.5', '1'],
  ]
  const plan = planPaste(block, cell(2, 1), layout, words)
  assert.equal(plan.taken, 6)
  assert.deepEqual(plan.refused, [])
  const done = applyEdits(map, inBatches(plan.map))
  const after = gridOf(done.map)
  assert.deepEqual(blockIn({ top: 2, bottom: 3, left: 1, right: 3 }, after.layout, after.words), [
    block[0],
    ['-0.4', '0.5', '1'],
  ])
  assert.deepEqual(applyEdits(done.map, done.inverse).map, map)
})

test('what lies beyond the map is counted, and steps may be added for it', () => {
  const map = mapOf(['a'])
  const { layout, words } = gridOf(map)
  const block = [['one', 'two', 'three']]
  assert.equal(planPaste(block, cell(2, 1), layout, words).beyondColumns, 2)
  const more = [step('x'), step('y')]
  const plan = planPaste(block, cell(2, 1), layout, words, more)
  assert.equal(plan.beyondColumns, 0)
  const { map: after } = applyEdits(map, inBatches(plan.map))
  assert.deepEqual(
    stepsOf(after).map(one => [one.id, one.cells[0]?.text?.fr]),
    [
      ['a', 'one'],
      ['x', 'two'],
      ['y', 'three'],
    ],
  )
  assert.equal(planPaste([['a'], ['b'], ['c']], cell(4, 1), layout, words).beyondRows, 1)
})

const refusals: readonly { name: string; row: number; text: string }[] = [
  { name: 'tools stand on touchpoints, not in a cell', row: 4, text: 'CRM' },
  { name: 'a feeling that is no number', row: 3, text: 'fine' },
  { name: 'a feeling beyond the scale', row: 3, text: '5' },
]
for (const { name, row, text } of refusals) {
  test(`a cell that cannot take the words says so: ${name}`, () => {
    const { layout, words } = gridOf(mapOf(['a']))
    const plan = planPaste([[text]], cell(row, 1), layout, words)
    assert.deepEqual([plan.taken, plan.refused, plan.map], [0, [text], []])
  })
}

test('one word over a selected range fills it', () => {
  const map = mapOf(['a', 'b', 'c'])
  const { layout, words } = gridOf(map)
  const plan = planPaste([['same']], { top: 2, bottom: 2, left: 1, right: 3 }, layout, words)
  assert.equal(plan.map.length, 3)
})

test('names pasted among the touchpoints place those that are known and make the others once', () => {
  const known = [{ ...blankTouchpoint({ fr: 'Site web' }, []), id: 'web' }]
  const { layout, words } = gridOf(mapOf(['a', 'b']), known)
  const plan = planPaste([['site web\nBoutique', 'Boutique']], cell(5, 1), layout, words)
  assert.equal(plan.library.length, 1)
  const placed = plan.map.flatMap(edit => (edit.op === 'addPlacement' ? [edit.placement.touchpoint] : []))
  assert.equal(placed[0], 'web')
  assert.equal(placed[1], placed[2])
})

test('what neither store can keep stays out of what is pasted, and long texts are cut', () => {
  const { layout, words } = gridOf(mapOf(['a']))
  const plan = planPaste([[`a\u0000b\ud800${'x'.repeat(5000)}`]], cell(2, 1), layout, words)
  const edit = plan.map[0]!
  assert.ok(edit.op === 'setCell')
  assert.match(edit.cell?.text?.fr ?? '', /^ab\ufffdx+$/)
  assert.equal(plan.cut, 1)
})
