import assert from 'node:assert/strict'
import { test } from 'node:test'
import { alignerOf, type ConformanceModel, isLeftOver } from '../../vocabulary/statistics/conformance.ts'
import { seededRandom } from '../../vocabulary/statistics/seeded-random.ts'
import { type AlignmentFrame, itemNumber, itemsOf, readItem } from './alignment-frame.ts'

const placement = (id: number, of: object = {}) => ({
  ...{ id: `p${id}`, touchpoint: id, expected: id % 2 === 0, repeatable: id === 4, choiceGroup: null },
  ...of,
})
const model: ConformanceModel = {
  blocks: [[placement(1), placement(2)], [placement(3)], [placement(4), placement(2, { id: 'again' })]],
}
const frame: AlignmentFrame = {
  number: 1n,
  model,
  leftOut: [],
  places: model.blocks.flat().map(({ id }, index) => ({ id, step: Math.floor(index / 2) })),
}

test('an item is read as it was written', () => {
  for (const [item, touchpoint, place] of [
    ['missing', 0, null],
    ['stray', 65_535, null],
    ['stray', 7, 0],
    ['repeated', 65_535, 999_999],
  ] as const)
    assert.deepEqual(readItem(itemNumber(item, touchpoint, place)), { item, touchpoint, place })
})

test('what is kept of an alignment adds up to what it says', () => {
  const random = seededRandom(4)
  const align = alignerOf(model)
  const keep = itemsOf(frame)
  for (let round = 0; round < 500; round++) {
    const visits = Array.from({ length: Math.floor(random() * 9) }, () => 1 + Math.floor(random() * 6))
    const open = random() < 0.3
    const told = align(visits, open)
    const kept = [...keep(told)].map(([number, amount]) => ({ ...readItem(number), amount }))
    const sum = (of: string) => kept.reduce((all, each) => all + (each.item === of ? each.amount : 0), 0)
    assert.deepEqual(
      [sum('cases'), sum('cost'), sum('worst'), sum('visits'), sum('explained'), sum('missing')],
      [1, told.cost, told.worst, visits.length, told.explained.filter(each => each !== null).length, 0],
    )
    assert.equal(sum('reached'), new Set(told.explained.filter(each => each !== null)).size)
    assert.equal(sum('stray'), sum('unexpected'))
    for (const { item, touchpoint, place, amount } of kept.filter(each => isLeftOver(each.item))) {
      const shown = told.deviations.filter(
        each =>
          each.kind === item &&
          each.touchpoint === touchpoint &&
          each.placement === (place === null ? null : frame.places[place]!.id),
      )
      assert.equal(amount, shown.length)
    }
    assert.equal(
      told.deviations.length,
      kept.reduce((all, each) => all + (isLeftOver(each.item) ? each.amount : 0), 0),
    )
  }
})
