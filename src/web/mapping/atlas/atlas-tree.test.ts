import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { AtlasJourney } from '../../../contract/atlas.ts'
import { journeyShape } from '../../../vocabulary/journey.ts'
import { type AtlasNode, atlasTree, filtered, mayStandBelow, sorted } from './atlas-tree.ts'

const journey = (id: string, more: object = {}, told: Partial<AtlasJourney> = {}): AtlasJourney => ({
  journey: journeyShape.parse({ id, name: { fr: `Parcours ${id}` }, ...more }),
  maps: [],
  owner: null,
  freshness: { state: 'upToDate', reasons: [], nextReviewOn: '2026-06-01' },
  lastReviewOn: null,
  ...told,
})
const say = (label: { fr?: string; en?: string } | null) => label?.fr ?? label?.en ?? ''
const names = (nodes: readonly AtlasNode[]): unknown[] =>
  nodes.map(node => (node.below.length > 0 ? [node.told.journey.id, names(node.below)] : node.told.journey.id))

test('journeys stand below each other, and under the life situation of the first', () => {
  const groups = atlasTree({
    lifeSituations: [{ id: 'move', name: { fr: 'Je déménage' } }],
    journeys: [
      journey('a', { lifeSituation: 'move' }),
      journey('b', { parent: 'a' }),
      journey('c', { parent: 'b' }),
      journey('d'),
      journey('e', { parent: 'gone' }),
    ],
  })
  assert.deepEqual(
    groups.map(group => [group.situation?.id ?? null, names(group.nodes)]),
    [
      ['move', [['a', [['b', ['c']]]]]],
      [null, ['d', 'e']],
    ],
  )
})

test('a journey is never placed below itself, nor below what stands below it', () => {
  const all = [journey('a'), journey('b', { parent: 'a' }), journey('c', { parent: 'b' })]
  assert.deepEqual(
    ['a', 'b', 'c'].map(parent => mayStandBelow(all, 'b', parent)),
    [true, false, false],
  )
})

test('the words of a search are found without case or accents, in names and owners', () => {
  const all = [
    journey('ete', { name: { fr: 'L’été' } }),
    journey('x', { name: { fr: 'Parcours x' } }, { owner: 'Zoé Marchand' }),
  ]
  const found = (words: string) =>
    filtered(all, { words, state: undefined, kind: undefined }, say).map(one => one.journey.id)
  assert.deepEqual(found('ETE'), ['ete'])
  assert.deepEqual(found('zoe march'), ['x'])
  assert.deepEqual(found('parcours'), ['x'])
  assert.deepEqual(found('nothing'), [])
})

test('what is to be reviewed first comes first', () => {
  const due = (id: string, nextReviewOn: string) =>
    journey(id, {}, { freshness: { state: 'late', reasons: [], nextReviewOn } })
  const order = sorted([due('a', '2026-09-01'), due('b', '2026-01-01')], 'late', say)
  assert.deepEqual(
    order.map(one => one.journey.id),
    ['b', 'a'],
  )
})
