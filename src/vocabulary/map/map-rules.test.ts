import assert from 'node:assert/strict'
import { test } from 'node:test'
import { newId } from '../id.ts'
import { applyEdits } from './apply-edit.ts'
import { type JourneyMap, journeyMapShape, placementsOf, stepsOf } from './journey-map.ts'
import { emptyLibrary, type Library } from './library.ts'
import type { MapEdit } from './map-edit.ts'
import { mapProblems } from './map-rules.ts'
import { drawTemplate, emptyMap } from './map-template.ts'

const drawn = drawTemplate('discovery-to-return', 'current', newId)
const library: Library = { ...emptyLibrary, touchpoints: [...drawn.touchpoints], departments: [...drawn.departments] }
const bound = new Set(library.touchpoints.map(touchpoint => touchpoint.id))
const [first, second] = placementsOf(drawn.map)
const steps = stepsOf(drawn.map)
const far = steps[8]!.placements[0]!
const unobservable = placementsOf(drawn.map).find(
  one => library.touchpoints.find(touchpoint => touchpoint.id === one.touchpoint)?.observability === 'unobservable',
)!

const edited = (...edits: MapEdit[]) => applyEdits(drawn.map, edits).map
const changed = (change: Partial<JourneyMap>) => journeyMapShape.parse({ ...drawn.map, ...change })
const choice = (placement: string, choiceGroup: string): MapEdit => ({
  op: 'setPlacement',
  placement,
  set: { choiceGroup },
})

const cases: readonly [says: string, map: JourneyMap, code: string | undefined, known?: Library][] = [
  ['a template may be published as it is', drawn.map, undefined],
  ['a map without a phase', emptyMap('m', 'current'), 'no_phase'],
  [
    'a phase without a step',
    edited(...drawn.map.phases[1]!.steps.map((step): MapEdit => ({ op: 'removeStep', step: step.id }))),
    'phase_empty',
  ],
  ['a phase with one step', edited({ op: 'removeStep', step: drawn.map.phases[1]!.steps[0]!.id }), undefined],
  [
    'a step whose title is only blanks',
    edited({ op: 'setStep', step: steps[0]!.id, set: { title: { fr: '  ' } } }),
    'step_untitled',
  ],
  [
    'a title in one language',
    edited({ op: 'setStep', step: steps[0]!.id, set: { title: { en: 'I look' } } }),
    undefined,
  ],
  [
    'an expected placement for which nobody is accountable',
    edited({ op: 'setPlacement', placement: first!.id, set: { presence: 'expected', raci: [] } }),
    'accountable_missing',
  ],
  [
    'an expected placement with two accountable departments',
    edited({
      op: 'setPlacement',
      placement: first!.id,
      set: {
        presence: 'expected',
        raci: [first!.raci[0]!, { ...first!.raci[0]!, department: drawn.departments[2]!.id }],
      },
    }),
    'accountable_twice',
  ],
  [
    'an expected placement with one accountable department',
    edited({ op: 'setPlacement', placement: first!.id, set: { presence: 'expected' } }),
    undefined,
  ],
  [
    'a possible placement for which nobody is accountable',
    edited({ op: 'setPlacement', placement: first!.id, set: { raci: [] } }),
    undefined,
  ],
  ['a choice of one', edited(choice(first!.id, 'g')), 'choice_of_one'],
  ['a choice of two in one phase', edited(choice(first!.id, 'g'), choice(second!.id, 'g')), undefined],
  ['a choice across phases', edited(choice(first!.id, 'g'), choice(far.id, 'g')), 'choice_of_one'],
  [
    'two phases of one id',
    changed({ phases: [drawn.map.phases[0]!, { ...drawn.map.phases[1]!, id: drawn.map.phases[0]!.id }] }),
    'id_twice',
  ],
  [
    'two placements of one id',
    changed({ phases: [{ ...drawn.map.phases[0]!, steps: [{ ...steps[0]!, placements: [first!, first!] }] }] }),
    'id_twice',
  ],
  ['a cell in a lane that is not there', changed({ lanes: [] }), 'cell_without_lane'],
  [
    'a moment of truth on nothing',
    changed({
      momentsOfTruth: [{ placement: 'gone', origin: 'declared', status: 'hypothesis', reason: null, evidence: [] }],
    }),
    'moment_without_placement',
  ],
  [
    'a touchpoint that the library lacks',
    edited({ op: 'setPlacement', placement: first!.id, set: { touchpoint: 'gone' } }),
    'reference_missing',
  ],
  ['a department that the library lacks', drawn.map, 'reference_missing', { ...library, departments: [] }],
  ['a persona that the library lacks', edited({ op: 'setMap', set: { personas: ['gone'] } }), 'reference_missing'],
  [
    'a channel by code needs no library',
    edited({ op: 'setPlacement', placement: first!.id, set: { channels: ['sms'] } }),
    undefined,
  ],
  [
    'a channel that is not there',
    edited({ op: 'setPlacement', placement: first!.id, set: { channels: ['drone'] } }),
    'reference_missing',
  ],
  [
    'a future map that starts from nothing',
    edited({ op: 'setMap', set: { kind: 'future' } }),
    'future_without_current',
  ],
  [
    'a future map that starts from a current one',
    edited({ op: 'setMap', set: { kind: 'future', basedOn: 'm1' } }),
    undefined,
  ],
  [
    'a map of one step',
    edited(...drawn.map.phases.slice(1).map((phase): MapEdit => ({ op: 'removePhase', phase: phase.id })), {
      op: 'removeStep',
      step: steps[1]!.id,
    }),
    undefined,
  ],
]

for (const [says, map, code, known = library] of cases) {
  test(`${says} ${code === undefined ? 'is published' : `is refused (${code})`}`, () => {
    const problems = mapProblems(map, { library: known, bound })
    const errors = problems.filter(problem => problem.weight === 'error')
    assert.deepEqual([...new Set(errors.map(problem => problem.code))], code === undefined ? [] : [code])
    for (const problem of problems) {
      assert.ok(problem.at.length > 0, 'the reader can be brought there')
      assert.match(problem.fr, /\.$/)
      assert.match(problem.en, /\.$/)
    }
  })
}

test('an unobservable touchpoint is left out, and the map says why', () => {
  const problems = mapProblems(drawn.map, { library, bound })
  const told = problems.filter(problem => problem.code === 'unobservable')
  assert.deepEqual(
    told.map(problem => problem.at[0]!.id),
    [unobservable.id],
  )
  assert.match(told[0]!.fr, /jamais comme sauté/)
  assert.equal(told[0]!.weight, 'warning')
})

test('a touchpoint without a rule is told apart from one that cannot be observed', () => {
  const problems = mapProblems(drawn.map, { library, bound: new Set() })
  assert.equal(problems.filter(problem => problem.code === 'unbound').length, placementsOf(drawn.map).length - 1)
})

test('all problems are told, not the first', () => {
  const map = edited(
    { op: 'setStep', step: steps[0]!.id, set: { title: { fr: '' } } },
    { op: 'setStep', step: steps[1]!.id, set: { title: { fr: '' } } },
    choice(first!.id, 'g'),
  )
  assert.equal(mapProblems(map, { library, bound }).filter(problem => problem.weight === 'error').length, 3)
})

const titles: readonly [title: { fr?: string; en?: string }, code: string | undefined][] = [
  [{ fr: 'Je cherche', en: 'I look' }, undefined],
  [{ fr: 'J’attends' }, undefined],
  [{ fr: "J'attends" }, undefined],
  [{ en: 'I’m waiting' }, undefined],
  [{ en: 'My parcel arrives' }, undefined],
  [{ fr: 'Mon colis arrive' }, undefined],
  [{ fr: 'Traitement de la commande' }, 'step_not_first_person'],
  [{ en: 'Invoice is issued' }, 'step_not_first_person'],
  [{ fr: 'Je cherche', en: 'Searching' }, 'step_not_first_person'],
  [{ fr: 'Je passe par Logistique' }, 'step_names_department'],
]
for (const [title, code] of titles) {
  test(`the title ${JSON.stringify(title)} ${code ? 'is advised against' : 'is in the customer’s words'}`, () => {
    const map = edited({ op: 'setStep', step: steps[0]!.id, set: { title } })
    const told = mapProblems(map, { library, bound }).filter(one => one.at[0]!.id === steps[0]!.id)
    assert.deepEqual(
      told.map(one => [one.code, one.weight]),
      code ? [[code, 'warning']] : [],
    )
  })
}
