import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { chooseFlows, type Flow } from './flow-choice.ts'

/** The graph of some cases: every activity of them lies between a beginning and an end. */
const graph = fc
  .array(fc.array(fc.constantFrom(...'ABCDEFGH'), { minLength: 1, maxLength: 9 }), { minLength: 1, maxLength: 30 })
  .map(cases => {
    const counts = new Map<string, { from: string | null; to: string | null; count: number }>()
    for (const story of cases) {
      for (let at = 0; at <= story.length; at++) {
        const [from, to] = [story[at - 1] ?? null, story[at] ?? null]
        const held = counts.get(`${from} ${to}`) ?? { from, to, count: 0 }
        counts.set(`${from} ${to}`, { ...held, count: held.count + 1 })
      }
    }
    return [...counts.values()]
  })

function reachedFrom(flows: readonly Flow[], backwards: boolean): Set<string> {
  const reached = new Set<string>()
  for (let grown = true; grown; ) {
    grown = false
    for (const flow of flows) {
      const [near, far] = backwards ? [flow.to, flow.from] : [flow.from, flow.to]
      if (far === null || reached.has(far) || !(near === null || reached.has(near))) continue
      reached.add(far)
      grown = true
    }
  }
  return reached
}

test('however few paths are drawn, every activity stands on a way from a beginning to an end', () => {
  fc.assert(
    fc.property(graph, fc.nat(40), (flows, most) => {
      const { drawn, needed, hidden } = chooseFlows(flows, most)
      const names = new Set(flows.flatMap(flow => [flow.from, flow.to]).filter(name => name !== null))
      assert.deepEqual(reachedFrom(drawn, false), names)
      assert.deepEqual(reachedFrom(drawn, true), names)
      assert.equal(drawn.length, Math.max(needed, Math.min(most, flows.length)))
      const all = flows.reduce((sum, flow) => sum + flow.count, 0)
      assert.equal(drawn.reduce((sum, flow) => sum + flow.count, 0) + hidden.count, all)
      assert.equal(hidden.flows, flows.length - drawn.length)
    }),
  )
})

test('every activity keeps its largest way in and its largest way out', () => {
  fc.assert(
    fc.property(graph, flows => {
      const { drawn } = chooseFlows(flows, 0)
      for (const side of ['from', 'to'] as const) {
        const onward = flows.filter(flow => flow.from !== flow.to && flow[side] !== null)
        for (const [, own] of Map.groupBy(onward, flow => flow[side])) {
          const largest = Math.max(...own.map(flow => flow.count))
          assert.ok(drawn.some(flow => own.includes(flow) && flow.count === largest))
        }
      }
    }),
  )
})

test('more paths only add to those that are drawn, and the same graph gives the same ones in any order', () => {
  fc.assert(
    fc.property(graph, fc.nat(20), (flows, most) => {
      const few = chooseFlows(flows, most).drawn
      const more = chooseFlows(flows, most + 3).drawn
      for (const flow of few) assert.ok(more.includes(flow))
      assert.deepEqual(chooseFlows(flows.toReversed(), most).drawn, few)
    }),
  )
})
