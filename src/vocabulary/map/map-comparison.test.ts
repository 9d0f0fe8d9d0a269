import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { touchpointShape } from '../touchpoint.ts'
import { applyEdits } from './apply-edit.ts'
import { declaredFeeling, expectedFeeling } from './expected-gain.ts'
import { type JourneyMap, journeyMapShape, stepsOf } from './journey-map.ts'
import { emptyLibrary, type Library } from './library.ts'
import { compareMaps, mapComparisonShape } from './map-comparison.ts'
import type { MapEdit } from './map-edit.ts'

const touchpoint = (id: string, fr: string, en: string) => touchpointShape.parse({ id, name: { fr, en } })
const library: Library = {
  ...emptyLibrary,
  touchpoints: [
    touchpoint('t-page', 'Page déménagement', 'Moving page'),
    touchpoint('t-call', 'Appel au conseiller', 'Call to an adviser'),
    touchpoint('t-mail', 'Confirmation par courriel', 'Confirmation by e-mail'),
    touchpoint('t-page-2', 'PAGE DEMENAGEMENT', 'moving page!'),
  ],
  departments: [{ id: 'd-web', name: { fr: 'Digital', en: 'Digital' }, parent: null }],
}

const current: JourneyMap = journeyMapShape.parse({
  id: 'm-now',
  lanes: [
    { id: 'l-thought', type: 'thought' },
    { id: 'l-note', type: 'custom', name: { fr: 'Idées' } },
  ],
  phases: [
    {
      id: 'p-learn',
      name: { fr: 'Apprentissage', en: 'Learning' },
      steps: [
        {
          id: 's-look',
          title: { fr: 'Je cherche comment faire', en: 'I look for how to do it' },
          placements: [{ id: 'pl-page', touchpoint: 't-page', presence: 'expected' }],
          cells: [{ lane: 'l-thought', text: { fr: 'Où est-ce ?', en: 'Where is it?' } }],
          emotion: { declared: [{ valence: -0.4 }], desired: { valence: 0.5 } },
        },
        {
          id: 's-ask',
          title: { fr: 'Je demande', en: 'I ask' },
          placements: [{ id: 'pl-call', touchpoint: 't-call' }],
          emotion: { declared: [{ valence: -0.6 }] },
        },
      ],
    },
    {
      id: 'p-done',
      name: { fr: 'Réception', en: 'Reception' },
      steps: [
        {
          id: 's-told',
          title: { fr: 'Je suis prévenu', en: 'I am told' },
          placements: [{ id: 'pl-mail', touchpoint: 't-mail' }],
          emotion: { declared: [{ valence: 0.2 }] },
        },
      ],
    },
  ],
})

const change = (...edits: MapEdit[]) => applyEdits({ ...current, id: 'm-next', kind: 'current' }, edits).map

/** What of a comparison a reader would say, one line a change. */
const told = (after: JourneyMap) =>
  compareMaps(current, after, library).changes.map(
    one =>
      `${one.kind} ${one.element} ${one.name.en ?? one.name.fr}${one.fields.map(({ field }) => ` ${field}`).join('')}`,
  )

const cases: readonly {
  readonly name: string
  readonly edits: readonly MapEdit[]
  readonly told: readonly string[]
}[] = [
  { name: 'the same map twice', edits: [], told: [] },
  {
    name: 'a phase renamed',
    edits: [{ op: 'setPhase', phase: 'p-learn', set: { name: { fr: 'Découverte', en: 'Discovery' } } }],
    told: ['changed phase Discovery name'],
  },
  {
    name: 'a step renamed and described',
    edits: [{ op: 'setStep', step: 's-ask', set: { title: { en: 'I chat' }, description: { en: 'At night too' } } }],
    told: ['changed step I chat title description'],
  },
  {
    name: 'a step moved within its phase: only one moved',
    edits: [{ op: 'moveStep', step: 's-ask', phase: 'p-learn', to: 0 }],
    told: ['moved step I ask from'],
  },
  {
    name: 'a step moved to another phase',
    edits: [{ op: 'moveStep', step: 's-ask', phase: 'p-done', to: 1 }],
    told: ['moved step I ask from'],
  },
  {
    name: 'phases exchanged',
    edits: [{ op: 'movePhase', phase: 'p-done', to: 0 }],
    told: ['moved phase Reception'],
  },
  {
    name: 'a step taken away, with what stood in it',
    edits: [{ op: 'removeStep', step: 's-ask' }],
    told: ['removed step I ask', 'removed placement Call to an adviser'],
  },
  {
    name: 'a phase taken away, with its steps',
    edits: [{ op: 'removePhase', phase: 'p-done' }],
    told: ['removed phase Reception', 'removed step I am told', 'removed placement Confirmation by e-mail'],
  },
  {
    name: 'a placement made expected, with somebody to answer for it',
    edits: [
      {
        op: 'setPlacement',
        placement: 'pl-call',
        set: { presence: 'expected', raci: [{ role: 'accountable', department: 'd-web', person: null }] },
      },
    ],
    told: ['changed placement Call to an adviser presence raci'],
  },
  {
    name: 'a placement moved to another step',
    edits: [{ op: 'movePlacement', placement: 'pl-call', step: 's-told', to: 0 }],
    told: ['moved placement Call to an adviser from'],
  },
  {
    name: 'a moment of truth marked',
    edits: [
      {
        op: 'addMoment',
        moment: { placement: 'pl-mail', origin: 'declared', status: 'hypothesis', reason: null, evidence: [] },
      },
    ],
    told: ['changed moment Confirmation by e-mail momentOfTruth'],
  },
  {
    name: 'a cell rewritten, one filled, one emptied',
    edits: [
      {
        op: 'setCell',
        step: 's-look',
        lane: 'l-thought',
        cell: { lane: 'l-thought', text: { en: 'There!' }, refs: [], span: 1, evidence: [] },
      },
      {
        op: 'setCell',
        step: 's-told',
        lane: 'l-note',
        cell: { lane: 'l-note', text: { en: 'By text message' }, refs: [], span: 1, evidence: [] },
      },
    ],
    told: ['changed cell Thoughts text', 'added cell Idées text'],
  },
  {
    name: 'a lane taken away, one added, one renamed',
    edits: [
      { op: 'removeLane', lane: 'l-thought' },
      { op: 'setLane', lane: 'l-note', set: { name: { fr: 'Notes' } } },
      { op: 'addLane', lane: { id: 'l-tool', type: 'tool', name: null, visibility: 'all' } },
    ],
    told: ['changed lane Notes name', 'added lane Tools', 'removed lane Thoughts'],
  },
  {
    name: 'feelings declared and wished for',
    edits: [
      { op: 'setDesired', step: 's-ask', desired: { valence: 0.4, type: 'rassurante', statement: null } },
      {
        op: 'setDeclared',
        step: 's-told',
        persona: null,
        emotion: { persona: null, valence: 0.3, intensity: 0.5, label: null },
      },
    ],
    told: ['changed emotion I ask desired', 'changed emotion I am told declared'],
  },
]
for (const one of cases) {
  test(`comparing tells ${one.name}`, () => assert.deepEqual(told(change(...one.edits)), one.told))
}

/** The same journey drawn by somebody else: no id in common. */
const drawnAgain: JourneyMap = journeyMapShape.parse({
  id: 'm-theirs',
  kind: 'competitor',
  phases: [
    {
      id: 'x-1',
      name: { fr: 'APPRENTISSAGE' },
      steps: [
        { id: 'x-a', title: { fr: 'Je trouve tout de suite' }, placements: [{ id: 'x-pl', touchpoint: 't-page-2' }] },
        { id: 'x-b', title: { en: 'i ask!' } },
      ],
    },
    { id: 'x-2', name: { fr: 'Livraison' }, steps: [{ id: 'x-c', title: { fr: 'je suis prevenu' } }] },
  ],
})

test('without a common id, a touchpoint of that name tells the step, else its title without case or accents', () => {
  const { changes, steps } = compareMaps(current, drawnAgain, library)
  assert.deepEqual(
    steps.map(({ before, after }) => [before, after]),
    [
      ['s-look', 'x-a'],
      ['s-ask', 'x-b'],
      ['s-told', 'x-c'],
    ],
  )
  const by = (element: string) => changes.filter(one => one.element === element).map(one => one.matchedBy)
  assert.deepEqual(by('step')[0], 'touchpoint')
  // The phases share their step, so the second is the first renamed rather than one gone and one come.
  assert.deepEqual(
    changes.filter(one => one.element === 'phase').map(one => [one.kind, one.before, one.after]),
    [
      ['changed', 'p-learn', 'x-1'],
      ['changed', 'p-done', 'x-2'],
    ],
  )
})

test('the gain of a step is what is expected less what is declared, told once', () => {
  const future = change(
    { op: 'setStep', step: 's-look', set: { title: { fr: 'Je trouve', en: 'I find it' } } },
    { op: 'setDesired', step: 's-ask', desired: { valence: 0.4, type: null, statement: null } },
    { op: 'removeStep', step: 's-told' },
  )
  const { changes, steps, feeling } = compareMaps(current, future, library)
  assert.deepEqual(
    changes.flatMap(one => (one.gain === null ? [] : [[one.element, one.kind, one.gain]])),
    [
      ['step', 'changed', 0.9],
      ['emotion', 'changed', 1],
      // The mean of the first map is −0.8/3: a step that felt +0.2 is missed.
      ['step', 'removed', -0.466667],
    ],
  )
  assert.deepEqual(
    steps.map(one => one.kind),
    ['changed', 'changed', 'removed'],
  )
  assert.deepEqual(feeling, { before: -0.266667, after: 0.45, gain: 0.716667 })
})

test('a step of which one side is not known has no gain and stands in neither mean', () => {
  const silent = change({ op: 'setDeclared', step: 's-told', persona: null, emotion: null })
  const { steps, feeling } = compareMaps(current, silent, library)
  assert.equal(steps.at(-1)?.gain, null)
  assert.deepEqual(feeling, { before: -0.5, after: -0.05, gain: 0.45 })
})

test('the gains of all steps add up to the difference of the means, whatever was changed', () => {
  const edit = fc.oneof(
    fc.record({ op: fc.constant('removeStep' as const), step: fc.constantFrom('s-look', 's-ask', 's-told') }),
    fc.record({
      op: fc.constant('setDesired' as const),
      step: fc.constantFrom('s-look', 's-ask', 's-told'),
      desired: fc.record({
        valence: fc.integer({ min: -10, max: 10 }).map(tenths => tenths / 10),
        type: fc.constant(null),
        statement: fc.constant(null),
      }),
    }),
    fc.integer({ min: -10, max: 10 }).map(tenths => ({
      op: 'addStep' as const,
      phase: 'p-done',
      step: {
        id: `s-new-${Math.random()}`,
        title: { en: 'New' },
        description: null,
        placements: [],
        cells: [],
        emotion: { declared: [{ persona: null, valence: tenths / 10, intensity: 0.5, label: null }], desired: null },
      },
    })),
  )
  fc.assert(
    fc.property(fc.array(edit, { maxLength: 6 }), edits => {
      let after = current
      for (const one of edits) {
        if (one.op === 'addStep' || stepsOf(after).some(step => step.id === one.step))
          after = applyEdits(after, [one]).map
      }
      const found = compareMaps(current, after, library)
      mapComparisonShape.parse(found)
      const known = stepsOf(after).filter(step => expectedFeeling(step) !== null).length
      if (known === 0 || stepsOf(current).every(step => declaredFeeling(step) === null)) return
      const sum = found.steps.reduce((all, step) => all + (step.gain ?? 0), 0)
      assert.ok(Math.abs(sum / known - (found.feeling.gain ?? 0)) < 1e-5, `${sum / known} is not ${found.feeling.gain}`)
    }),
  )
})
