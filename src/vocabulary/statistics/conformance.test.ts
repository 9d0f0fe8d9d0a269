import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { align, type ConformanceModel, cheapestRun, type ModelPlacement } from './conformance.ts'

const letters = 'ABCDPQEX'
const place = (letter: string, more: Partial<ModelPlacement> = {}): ModelPlacement => ({
  id: letter,
  touchpoint: letters.indexOf(letter),
  expected: false,
  repeatable: false,
  choiceGroup: null,
  ...more,
})
const expected = { expected: true }

/** Phase 1 in sequence: A expected, B possible; phase 2 in any order: C, D repeatable; phase 3: P or Q, then E. */
const model: ConformanceModel = {
  blocks: [
    [place('A', expected)],
    [place('B')],
    [place('C', expected), place('D', { expected: true, repeatable: true })],
    [place('P', { expected: true, choiceGroup: 'pq' }), place('Q', { expected: true, choiceGroup: 'pq' })],
    [place('E', expected)],
  ],
}
const visitsOf = (story: string) => [...story].map(letter => letters.indexOf(letter))

test('a complete run of the map takes its expected placements and one of each choice', () => {
  assert.equal(cheapestRun(model), 5)
})

const cases: readonly [story: string, cost: number, fitness: number, deviations: readonly string[], open?: boolean][] =
  [
    ['ABCDPE', 0, 1, []],
    ['ADCDQE', 0, 1, []],
    ['ACDE', 1, 0.8889, ['skipped P']],
    ['AXCDPE', 1, 0.9091, ['unexpected X']],
    ['ACDPEE', 1, 0.9091, ['repeated E']],
    ['CDPEA', 2, 0.8, ['outOfOrder A']],
    ['', 5, 0, ['skipped A', 'skipped C', 'skipped D', 'skipped P', 'skipped E']],
    ['AAC', 4, 0.5, ['repeated A', 'skipped D', 'skipped P', 'skipped E']],
    ['AC', 0, 1, [], true],
    ['ABCDPQE', 1, 1 - 1 / 12, ['outOfOrder Q']],
    ['C', 1, 0, ['skipped A'], true],
  ]

for (const [story, cost, fitness, deviations, open] of cases) {
  test(`${story || 'no visit'}${open ? ', still open,' : ''} costs ${cost}: ${deviations.join(', ') || 'as drawn'}`, () => {
    const found = align(model, visitsOf(story), open)
    assert.equal(found.cost, cost)
    assert.ok(Math.abs(found.fitness - fitness) < 0.0001, String(found.fitness))
    assert.deepEqual(
      found.deviations.map(each => `${each.kind} ${letters[each.touchpoint]}`),
      deviations,
    )
  })
}

test('a map without placements explains nothing, and nobody on it deviates by not moving', () => {
  assert.deepEqual(align({ blocks: [] }, []), { cost: 0, worst: 0, fitness: 1, deviations: [], explained: [] })
  assert.equal(align({ blocks: [] }, [1, 2]).cost, 2)
  assert.equal(align({ blocks: [[place('A')]] }, []).fitness, 1)
})

/** Every way to explain visits by blocks in order, tried out. */
function costByTrying(blocks: ConformanceModel['blocks'], visits: readonly number[]): number {
  const explain = (visit: number, block: number, seen: readonly string[]): number => {
    if (visit === visits.length) return owed(seen)
    let least = 1 + explain(visit + 1, block, seen)
    for (let to = block; to < blocks.length; to++) {
      for (const each of blocks[to]!) {
        const twice = seen.includes(each.id) && !each.repeatable
        const rival =
          each.choiceGroup !== null &&
          blocks[to]!.some(one => one.id !== each.id && one.choiceGroup === each.choiceGroup && seen.includes(one.id))
        if (each.touchpoint === visits[visit] && !twice && !rival)
          least = Math.min(least, explain(visit + 1, to, [...seen, each.id]))
      }
    }
    return least
  }
  const owed = (seen: readonly string[]) =>
    blocks.flat().filter(each => {
      if (!each.expected || seen.includes(each.id)) return false
      if (each.choiceGroup === null) return true
      const members = blocks.flat().filter(one => one.choiceGroup === each.choiceGroup)
      return members[0] === each && !members.some(one => seen.includes(one.id))
    }).length
  return explain(0, 0, [])
}

test('no way of explaining a case is cheaper than its alignment', () => {
  fc.assert(
    fc.property(
      fc.array(
        fc.array(
          fc.record({ letter: fc.integer({ min: 0, max: 4 }), expected: fc.boolean(), repeatable: fc.boolean() }),
          { minLength: 1, maxLength: 3 },
        ),
        { maxLength: 3 },
      ),
      fc.array(fc.integer({ min: 0, max: 5 }), { maxLength: 6 }),
      (drawn, visits) => {
        const blocks = drawn.map((block, index) =>
          block.map((each, bit) => ({
            id: `${index}.${bit}`,
            touchpoint: each.letter,
            expected: each.expected,
            repeatable: each.repeatable,
            choiceGroup: null,
          })),
        )
        const found = align({ blocks }, visits)
        assert.equal(found.cost, costByTrying(blocks, visits))
        const extra = found.explained.filter(each => each === null).length
        const missing = found.deviations.filter(each => each.placement !== null).length
        assert.equal(extra + missing, found.cost)
      },
    ),
    { numRuns: 500 },
  )
})
