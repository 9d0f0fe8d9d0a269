import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type AnsweredMean, movedMeans } from './moved-means.ts'

const said = (mean: number, customers = 200, deviation = 0.5, of = 'delivery'): AnsweredMean => ({
  of,
  mean,
  deviation,
  customers,
})

const cases = [
  { name: 'a fall that is large and sure', before: [said(0.4)], after: [said(0)], told: { worse: 1, better: 0 } },
  { name: 'a rise that is large and sure', before: [said(0)], after: [said(0.4)], told: { worse: 0, better: 1 } },
  {
    name: 'a move too small to matter',
    before: [said(0.4, 9000)],
    after: [said(0.3, 9000)],
    told: { worse: 0, better: 0 },
  },
  {
    name: 'a move that few could make',
    before: [said(0.4, 30)],
    after: [said(0.2, 30)],
    told: { worse: 0, better: 0 },
  },
  { name: 'too few customers', before: [said(0.8, 29)], after: [said(-0.8, 29)], told: undefined },
  { name: 'something that was not asked before', before: [], after: [said(0)], told: undefined },
] as const

test('means move when they do so by enough, and by more than chance explains', () => {
  for (const { name, before, after, told } of cases) assert.deepEqual(movedMeans(before, after), told, name)
})

test('where many are held against each other, each must be surer', () => {
  const early = Array.from({ length: 40 }, (_, index) => said(0.25, 60, 0.55, `t${index}`))
  const alone = [said(0.03, 60, 0.55, 't0')]
  assert.deepEqual(movedMeans(early.slice(0, 1), alone), { worse: 1, better: 0 })
  assert.deepEqual(movedMeans(early, [...alone, ...early.slice(1)]), { worse: 0, better: 0 })
})
