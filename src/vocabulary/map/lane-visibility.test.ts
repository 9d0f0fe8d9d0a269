import assert from 'node:assert/strict'
import { test } from 'node:test'
import { journeyMapShape, type LaneType } from './journey-map.ts'
import { maySeeLane, type Reader, seesEverything, visibleMap } from './lane-visibility.ts'
import { libraryShape } from './library.ts'

const [viewer, guest]: Reader[] = [
  { role: 'viewer', departments: [] },
  { role: 'guest', departments: ['d_finance'] },
]
const ofFinance: Reader = { role: 'viewer', departments: ['d_finance'] }
const editor: Reader = { role: 'editor', departments: [] }

test('a lane is seen by the roles and departments it names, by owners always, by guests only when all may', () => {
  const cases: [reader: Reader, visibility: 'all' | string[], sees: boolean][] = [
    [viewer!, 'all', true],
    [guest!, 'all', true],
    [viewer!, ['d_finance'], false],
    [ofFinance, ['d_finance'], true],
    [editor, ['editor'], true],
    [editor, ['viewer'], false],
    [seesEverything, ['d_finance'], true],
    [guest!, ['d_finance', 'guest'], false],
  ]
  for (const [reader, visibility, sees] of cases) {
    assert.equal(maySeeLane({ visibility }, reader), sees, `${reader.role} ${visibility}`)
  }
})

const label = (en: string) => ({ en })
const library = libraryShape.parse({
  touchpoints: [
    { id: 't1', name: label('Page'), channels: ['c1'], costPerVisit: { amountMinor: 420, currency: 'EUR' } },
  ],
  channels: [{ id: 'c1', name: label('Kiosk') }],
  departments: [
    { id: 'd_company', name: label('Company') },
    { id: 'd_web', name: label('Web'), parent: 'd_company' },
  ],
  assets: [
    { id: 'a_tool', type: 'tool', name: label('CMS') },
    { id: 'a_process', type: 'process', name: label('Returns') },
  ],
  metrics: [
    { id: 'm_cost', name: label('Cost of a call') },
    { id: 'm_lead', name: label('Searches') },
  ],
  evidence: [
    { id: 'e_secret', method: 'crm' },
    { id: 'e_open', method: 'survey' },
  ],
})
const types: LaneType[] = [
  'touchpoint',
  'channel',
  'thought',
  'emotion',
  'desired',
  'people',
  'process',
  'tool',
  'metric',
  'custom',
]
const drawn = (hidden: LaneType) =>
  journeyMapShape.parse({
    id: 'm1',
    lanes: types.map(type => ({ id: `l_${type}`, type, visibility: type === hidden ? ['d_finance'] : 'all' })),
    phases: [
      {
        id: 'p1',
        name: label('Buying'),
        desired: { valence: 0.9 },
        steps: [
          {
            id: 's1',
            title: label('I look'),
            placements: [
              {
                id: 'pl1',
                touchpoint: 't1',
                channels: ['c1'],
                raci: [{ role: 'accountable', department: 'd_web' }],
                assets: ['a_tool', 'a_process'],
                metrics: [
                  { metric: 'm_cost', role: 'cost' },
                  { metric: 'm_lead', role: 'leading' },
                ],
                evidence: ['e_open'],
              },
            ],
            cells: types.map(type => ({
              lane: `l_${type}`,
              text: label(`the words of ${type}`),
              evidence: type === hidden ? ['e_secret'] : [],
            })),
            emotion: { declared: [{ persona: null, valence: -0.7 }], desired: { valence: 0.8 } },
          },
        ],
      },
    ],
    momentsOfTruth: [{ placement: 'pl1' }],
  })

/** What nobody may find anywhere in the map or its library when the lane of that type is kept. */
const secrets: [hidden: LaneType, gone: string[], there: string[]][] = [
  ['thought', [], ['420', 'm_cost', 'a_tool', 'd_web', '-0.7']],
  ['metric', ['m_cost', 'm_lead', 'Cost of a call', '420'], ['a_tool', 'd_web']],
  ['custom', ['m_cost', '420'], ['m_lead', 'a_tool']],
  ['people', ['d_web', 'd_company', 'accountable'], ['m_cost', '420']],
  ['tool', ['a_tool', 'CMS'], ['a_process', 'Returns']],
  ['process', ['a_process', 'Returns'], ['a_tool']],
  ['channel', ['c1', 'Kiosk'], ['t1']],
  ['emotion', ['-0.7'], ['0.8']],
  ['desired', ['0.8', '0.9'], ['-0.7']],
  ['touchpoint', ['pl1', 't1', 'm_cost', 'd_web', 'a_tool', 'e_open', '"placement"'], ['-0.7']],
]
for (const [hidden, gone, there] of secrets) {
  test(`a confidential lane of type ${hidden} goes with its cells, what it tells, and what only it referred to`, () => {
    const map = drawn(hidden)
    const shown = JSON.stringify(visibleMap(map, library, viewer!))
    for (const secret of [`l_${hidden}`, `the words of ${hidden}`, 'e_secret', ...gone]) {
      assert.ok(!shown.includes(secret), `${secret} is still there`)
    }
    for (const kept of ['s1', 'I look', ...there]) assert.ok(shown.includes(kept), `${kept} is gone`)
    assert.deepEqual(visibleMap(map, library, ofFinance), { map, library })
  })
}
