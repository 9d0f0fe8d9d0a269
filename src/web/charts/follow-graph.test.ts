import assert from 'node:assert/strict'
import { test } from 'node:test'
import { drawGraph } from './follow-graph.ts'

const node = (name: string, events: number, starts = 0) => ({ name, events, starts, ends: 0 })

test('the common way reads from left to right, and a way back is told as one', () => {
  const { nodes, edges } = drawGraph(
    [node('pay', 60), node('see', 100, 90), node('call', 20)],
    [
      { from: 'see', to: 'pay', count: 60 },
      { from: 'pay', to: 'call', count: 20 },
      { from: 'call', to: 'see', count: 4 },
      { from: 'call', to: 'call', count: 2 },
    ],
    10,
  )
  const x = Object.fromEntries(nodes.map(one => [one.name, one.x]))
  assert.ok(x.see! < x.pay! && x.pay! < x.call!)
  assert.deepEqual(
    edges.map(edge => edge.back),
    [false, false, true, true],
  )
})

test('a circle of steps is drawn all the same', () => {
  const circle = ['a', 'b', 'c'].map((from, index, all) => ({ from, to: all[(index + 1) % 3]!, count: 10 - index }))
  assert.equal(drawGraph([node('a', 3), node('b', 2), node('c', 1)], circle, 10).nodes.length, 3)
})

test('only the most frequent paths are drawn, with the steps they touch', () => {
  const { nodes, edges } = drawGraph(
    [node('a', 9), node('b', 9), node('c', 1)],
    [
      { from: 'a', to: 'b', count: 9 },
      { from: 'b', to: 'c', count: 1 },
    ],
    1,
  )
  assert.deepEqual([nodes.length, edges.length], [2, 1])
})
