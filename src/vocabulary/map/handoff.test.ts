import assert from 'node:assert/strict'
import { test } from 'node:test'
import { impactOf } from './asset-impact.ts'
import { changesBetween, handOffsOf } from './handoff.ts'
import { journeyMapShape } from './journey-map.ts'
import { stepChanges } from './proposal.ts'
import { evidenceEdits, tallyOf } from './vote.ts'

type Place = [department: string | null, more?: { presence?: 'possible'; choiceGroup?: string; assets?: string[] }]

const drawn = (...phases: Place[][]) =>
  journeyMapShape.parse({
    id: 'm',
    lanes: [{ id: 'thought', type: 'thought' }],
    phases: phases.map((places, phase) => ({
      id: `p${phase}`,
      name: { en: `Phase ${phase}` },
      steps: places.map(([department, more], at) => ({
        id: `s${phase}${at}`,
        title: { en: 'I do' },
        placements: [
          {
            id: `pl${phase}${at}`,
            touchpoint: `t${phase}${at}`,
            presence: 'expected',
            raci: department === null ? [] : [{ role: 'accountable', department }],
            ...more,
          },
        ],
      })),
    })),
  })

test('the customer changes department three times between Purchase and Reception', () => {
  const map = drawn([['shop']], [['web'], ['web'], ['pay']], [['pay'], ['ship'], ['care']])
  const found = handOffsOf(map)
  assert.equal(found.changes.length, 4)
  const three = changesBetween(map, found, 'p1', 'p2')
  assert.deepEqual(
    three.map(({ from, to }) => [from.step, to.step]),
    [
      ['s11', 's12'],
      ['s20', 's21'],
      ['s21', 's22'],
    ],
  )
  assert.deepEqual(changesBetween(map, found, 'p2', 'p1'), three)
  assert.deepEqual(Object.fromEntries(found.between), {
    'shop/web': 1,
    'web/pay': 1,
    'pay/ship': 1,
    'ship/care': 1,
  })
})

test('what a customer may skip changes no hands; a choice is one stop; what nobody answers for is an orphan', () => {
  const possible = handOffsOf(drawn([['a'], ['b', { presence: 'possible' }], ['a']]))
  assert.deepEqual([possible.changes, possible.orphans], [[], []])
  const choice = handOffsOf(drawn([['a'], ['b', { choiceGroup: 'g' }], ['a', { choiceGroup: 'g' }], ['c']]))
  assert.deepEqual(
    choice.changes.map(({ from, to }) => [from.departments, to.departments]),
    [[['b', 'a'], ['c']]],
  )
  const orphan = handOffsOf(drawn([['a'], [null], ['b']]))
  assert.deepEqual([orphan.changes.length, orphan.orphans], [1, [{ step: 's01', placement: 'pl01', accountable: 0 }]])
})

test('a tool that stops breaks the places that rest on it, unless a choice goes around it', () => {
  const map = drawn([
    ['a', { assets: ['cms'] }],
    ['a', { assets: ['cms'], choiceGroup: 'g' }],
    ['b', { choiceGroup: 'g' }],
  ])
  assert.deepEqual(
    impactOf(map, 'cms').map(one => [one.step, one.wayAround]),
    [
      ['s00', false],
      ['s01', true],
    ],
  )
  assert.deepEqual(impactOf(map, 'other'), [])
})

test('votes are summed by element and become evidence where an element holds some', () => {
  const map = drawn([['a'], ['b']])
  const tally = tallyOf([
    { target: { kind: 'step', id: 's00' }, dots: 1 },
    { target: { kind: 'placement', id: 'pl01' }, dots: 2 },
    { target: { kind: 'step', id: 's00' }, dots: 2 },
    { target: { kind: 'phase', id: 'p0' }, dots: 0 },
  ])
  assert.deepEqual(
    tally.map(one => one.dots),
    [3, 2],
  )
  assert.deepEqual(evidenceEdits(map, tally, 'e1'), [
    { op: 'setPlacement', placement: 'pl00', set: { evidence: ['e1'] } },
    { op: 'setPlacement', placement: 'pl01', set: { evidence: ['e1'] } },
  ])
})

test('what a proposal would change is told part by part, with what stood there', () => {
  const [before] = drawn([['a']]).phases[0]!.steps
  const after = {
    ...before!,
    title: { en: 'I do better' },
    cells: [{ lane: 'thought', text: { en: 'At last' }, refs: [], span: 1, evidence: [] }],
    placements: [{ ...before!.placements[0]!, presence: 'possible' as const }],
  }
  assert.deepEqual(stepChanges(before!, after), [
    { part: 'title', before: { en: 'I do' }, after: { en: 'I do better' } },
    { part: 'cell', lane: 'thought', before: null, after: { en: 'At last' } },
    { part: 'field', placement: 'pl00', touchpoint: 't00', field: 'presence', before: 'expected', after: 'possible' },
  ])
  assert.deepEqual(stepChanges(after, after), [])
})
