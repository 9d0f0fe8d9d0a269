import assert from 'node:assert/strict'
import { test } from 'node:test'
import { newId } from '../id.ts'
import { labelIn } from '../label.ts'
import { Problem } from '../problem.ts'
import { canonicalJson } from './canonical-json.ts'
import { readInterchange, writeInterchange } from './interchange.ts'
import { formatVersion, interchangeJsonSchema } from './interchange-format.ts'
import { drawTemplate } from './map-template.ts'

/** The example of the format, with fields of other tools at every level. */
const example = () => ({
  format: 'parcours.map',
  formatVersion: '1.0',
  exportedAt: '2026-03-01T09:00:00Z',
  defaultLocale: 'fr',
  'x-tool': { b: 1, a: [{ z: 1, y: 2 }] },
  journey: {
    id: 'j1',
    name: { fr: 'Je déménage', en: 'I move house' },
    lifeSituation: 'moving',
    'x-colour': 'teal',
    caseRule: {
      correlationKey: 'contractId',
      startWhen: { field: 'type', op: 'eq', value: 'move.requested' },
      endWhen: { field: 'type', op: 'eq', value: 'move.completed' },
      abandonAfter: 'P30D',
    },
  },
  map: {
    id: 'm1',
    kind: 'current',
    version: 3,
    personas: ['p1'],
    phases: [
      {
        id: 'ph1',
        name: { fr: 'Découverte' },
        order: 'sequence',
        'x-width': 2,
        steps: [
          {
            id: 's1',
            title: { fr: 'Je cherche comment faire' },
            placements: [
              {
                id: 'pl1',
                touchpoint: 't1',
                presence: 'expected',
                repeatable: true,
                channels: ['web'],
                choiceGroup: null,
                maxWait: null,
                raci: [{ role: 'accountable', department: 'd_digital' }],
                assets: ['a_cms'],
                metrics: [{ metric: 'k_search_fail', role: 'leading' }],
                'x-pin': true,
              },
            ],
            cells: [
              { lane: 'thought', text: { fr: 'Est-ce que ça va couper ma ligne ?' }, evidence: ['e1'], 'x-c': 1 },
            ],
            emotion: {
              declared: [{ persona: 'p1', valence: -0.4, intensity: 0.6, label: 'stress', 'x-face': 'grim' }],
              desired: { valence: 0.5, type: 'rassurante' },
            },
          },
        ],
      },
    ],
    momentsOfTruth: [{ placement: 'pl1', origin: 'declared', status: 'hypothesis' }],
  },
  library: {
    touchpoints: [
      {
        id: 't1',
        name: { fr: 'Page déménagement' },
        ownership: 'owned',
        kind: 'action',
        observability: 'observed',
        'x-t': 0,
      },
    ],
    channels: [],
    personas: [{ id: 'p1', name: { fr: 'Famille pressée' } }],
    departments: [{ id: 'd_digital', name: { fr: 'Digital' } }],
    assets: [{ id: 'a_cms', type: 'tool', name: { fr: 'CMS' } }],
    metrics: [{ id: 'k_search_fail', name: { fr: 'Recherches sans résultat' }, unit: '%', direction: 'down' }],
    evidence: [{ id: 'e1', method: 'interview', date: '2026-02-01', sampleSize: 12, level: 2 }],
  },
  bindings: [
    {
      id: 'b1',
      touchpoint: 't1',
      priority: 100,
      when: {
        all: [
          { field: 'type', op: 'eq', value: 'Page Viewed' },
          { field: 'properties.path', op: 'glob', value: '/demenagement/**' },
        ],
      },
      merge: { window: 'PT30M', by: ['customerRef'] },
      'x-author': 'n',
    },
  ],
  measures: { included: false },
})

const written = (file: unknown) => writeInterchange(readInterchange(file))

test('a file read and written twice is the same byte for byte', () => {
  const once = written(example())
  assert.equal(written(JSON.parse(once)), once)
})

test('nothing of the example is lost: words, ids, order, fields of other tools', () => {
  const before = example()
  const after = JSON.parse(written(before))
  const lost = (from: unknown, to: unknown, path: string): string[] => {
    if (typeof from !== 'object' || from === null) return Object.is(from, to) ? [] : [path]
    return Object.entries(from).flatMap(([key, value]) =>
      lost(value, (to as Record<string, unknown>)?.[key], `${path}.${key}`),
    )
  }
  assert.deepEqual(lost(before, after, ''), [])
})

test('the order of keys in a store does not change the bytes', () => {
  const shuffle = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(shuffle)
    if (typeof value !== 'object' || value === null) return value
    return Object.fromEntries(
      Object.entries(value)
        .reverse()
        .map(([key, inner]) => [key, shuffle(inner)]),
    )
  }
  assert.equal(written(shuffle(example())), written(example()))
  assert.equal(canonicalJson(shuffle(example())), canonicalJson(example()))
})

test('a template travels whole', () => {
  const { map, name, purpose, touchpoints, departments } = drawTemplate('awareness-to-loyalty', 'current', newId)
  const file = {
    ...example(),
    journey: { id: 'j', name, purpose },
    map,
    library: { touchpoints, departments },
    bindings: [],
  }
  const once = written(file)
  assert.equal(written(JSON.parse(once)), once)
  assert.deepEqual(readInterchange(JSON.parse(once)).map, map)
})

test('lanes that a file leaves out are those its cells name', () => {
  assert.deepEqual(
    readInterchange(example()).map.lanes.map(lane => [lane.id, lane.type]),
    [['thought', 'thought']],
  )
})

test('declared and desired come back apart, and what is measured is not there', () => {
  const { emotion } = readInterchange(example()).map.phases[0]!.steps[0]!
  assert.equal(emotion.declared[0]!.valence, -0.4)
  assert.equal(emotion.desired!.valence, 0.5)
  assert.deepEqual(Object.keys(emotion).sort(), ['declared', 'desired'])
})

function refusal(file: unknown): Problem {
  try {
    readInterchange(file)
  } catch (error) {
    if (error instanceof Problem) return error
    throw error
  }
  throw new Error('The file was read.')
}
const told = (file: unknown) => (refusal(file).details.problems as { en: string }[]).map(one => one.en)

test('a newer format is refused with both versions', () => {
  const refused = refusal({ ...example(), formatVersion: '2.0', invented: true })
  assert.equal(refused.code, 'format_newer')
  assert.deepEqual(refused.details, { found: '2.0', supported: formatVersion })
})

test('what is not a map at all is refused in one sentence', () => {
  for (const file of [null, [], 'parcours.map', {}, { format: 'other' }]) {
    assert.equal(told(file).length, 1, JSON.stringify(file))
  }
})

test('every reference to nothing is told at once', () => {
  const file = example()
  file.map.phases[0]!.steps[0]!.placements[0]!.touchpoint = 'missing-touchpoint'
  file.map.personas.push('missing-persona')
  file.bindings[0]!.touchpoint = 'missing-bound'
  file.library.evidence = []
  const problems = told(file).join('\n')
  for (const missing of ['missing-touchpoint', 'missing-persona', 'missing-bound', 'e1']) {
    assert.match(problems, new RegExp(missing))
  }
})

test('every malformed field is told with its place in the file', () => {
  const file = example() as Record<string, never> & ReturnType<typeof example>
  file.map.kind = 'imaginary'
  file.map.phases[0]!.steps[0]!.emotion.declared[0]!.valence = 4
  file.map.phases[0]!.steps[0]!.title = {} as never
  Object.assign(file.library.touchpoints[0]!, { misspelt: 1 })
  file.bindings[0]!.when.all[1]!.op = 'globb'
  const problems = told(file).join('\n')
  for (const place of [
    'map.kind',
    'map.phases.0.steps.0.emotion.declared.0.valence',
    'map.phases.0.steps.0.title',
    'library.touchpoints.0.misspelt',
    'bindings.0.when.all.1',
  ]) {
    assert.ok(problems.includes(place), `${place} in\n${problems}`)
  }
})

test('the same id twice is told', () => {
  const file = example()
  file.library.touchpoints.push(file.library.touchpoints[0]!)
  file.bindings.push(file.bindings[0]!)
  file.map.phases.push(file.map.phases[0]!)
  assert.equal(told(file).length >= 5, true)
})

test('markup and formulas are only text', () => {
  const file = example()
  file.map.phases[0]!.steps[0]!.title = { fr: '<script>alert(1)</script>=HYPERLINK("x")' }
  const read = readInterchange(JSON.parse(written(file)))
  assert.deepEqual(labelIn(read.map.phases[0]!.steps[0]!.title, 'en'), {
    text: '<script>alert(1)</script>=HYPERLINK("x")',
    fallback: true,
  })
})

test('a map of nothing but one step travels', () => {
  const file = example()
  file.map.phases[0]!.steps[0]!.placements = []
  file.map.momentsOfTruth = []
  file.bindings = []
  assert.equal(readInterchange(file).map.phases.length, 1)
})

test('the format has a JSON Schema', () => {
  const schema = JSON.stringify(interchangeJsonSchema())
  for (const word of ['momentsOfTruth', 'correlationKey', 'desired', 'observability']) assert.ok(schema.includes(word))
})

test('text that a store could not keep is told, wherever it stands', () => {
  const places: ((file: ReturnType<typeof example>) => void)[] = [
    file => {
      file.map.phases[0]!.name = { fr: 'a\u0000b' }
    },
    file => {
      file['x-tool'] = { b: 1, a: [{ z: 1, y: 'a\u0000' as never }] }
    },
    file => {
      file.map.phases[0]!.steps[0]!.emotion.declared[0]!.label = '\ud800'
    },
    file => {
      file.bindings[0]!.when.all[0]!.value = '\u0000'
    },
    file => {
      file.library.metrics[0]!.unit = '\u0000'
    },
  ]
  for (const spoil of places) {
    const file = example()
    spoil(file)
    assert.match(told(file).join(' '), /cannot be kept/)
  }
})
