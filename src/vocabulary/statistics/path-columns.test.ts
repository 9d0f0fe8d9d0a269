import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type PathStep, pathColumns } from './path-columns.ts'

/** The steps of paths written as words of digits. */
function stepsOf(paths: Readonly<Record<string, number>>, depth: number): PathStep[] {
  const counts = new Map<string, PathStep>()
  for (const [path, cases] of Object.entries(paths)) {
    ;[...path].slice(0, depth).forEach((letter, index) => {
      const [from, to] = [Number(letter), Number(path[index + 1] ?? 0)]
      const key = `${index} ${from} ${to}`
      const held = counts.get(key)?.cases ?? 0
      counts.set(key, { depth: index + 1, from, to, cases: held + cases, customers: held + cases })
    })
  }
  return [...counts.values()]
}

const paths = { 123: 10, 12: 5, 13: 3, 1: 2, 143: 1 }

test('every column adds up to all cases, whatever is cut', () => {
  for (const most of [1, 2, 10]) {
    const { columns } = pathColumns(stepsOf(paths, 3), { most, minimumGroup: 0 })
    for (const { entries, other, stopped } of columns)
      assert.equal(entries.reduce((sum, each) => sum + each.cases, 0) + other.cases + stopped, 21)
  }
})

test('what goes into an activity is what came there, and what leaves it is what came', () => {
  const { columns, links } = pathColumns(stepsOf(paths, 3), { most: 1, minimumGroup: 0 })
  assert.deepEqual(columns[1], {
    depth: 2,
    entries: [{ activity: 2, cases: 15 }],
    other: { activities: 2, cases: 4 },
    stopped: 2,
  })
  const into = (to: unknown) => links.filter(link => link.depth === 1 && link.to === to)
  assert.deepEqual(
    [into(2), into(null), into('stop')].map(found => found.reduce((sum, link) => sum + link.cases, 0)),
    [15, 4, 2],
  )
  const out = links.filter(link => link.depth === 2 && link.from === 2)
  assert.equal(
    out.reduce((sum, link) => sum + link.cases, 0),
    15,
  )
})

test('an activity of too few customers is among the others, and never alone there', () => {
  const { columns } = pathColumns(stepsOf(paths, 3), { most: 10, minimumGroup: 5 })
  for (const { entries, other, stopped } of columns) {
    assert.notEqual(other.activities, 1, 'one alone would be what is left of the sum')
    const told = entries.reduce((sum, each) => sum + each.cases, 0)
    assert.equal(
      told + other.cases + stopped,
      columns[0]!.entries.reduce((sum, each) => sum + each.cases, 0) + columns[0]!.other.cases,
    )
  }
  assert.deepEqual(columns[1]!.entries, [])
  assert.deepEqual(pathColumns([], { most: 5, minimumGroup: 5 }), { columns: [], links: [] })
})

test('columns end before one that too few came to, and no link tells of few, nor by what the others leave of the sum', () => {
  const rare = { 12: 20, 13: 9, 14: 3, 132: 2, 1: 6 }
  const { columns, links } = pathColumns(stepsOf(rare, 3), { most: 10, minimumGroup: 5 })
  assert.deepEqual(
    columns.map(column => column.depth),
    [1, 2],
    'two go on to a third activity',
  )
  for (const link of links) assert.ok(link.cases >= 5, JSON.stringify(link))
  for (const column of columns.slice(0, 1))
    for (const { activity, cases } of column.entries) {
      const told = links.filter(link => link.depth === column.depth && link.from === activity)
      const left = cases - told.reduce((sum, link) => sum + link.cases, 0)
      assert.ok(left === 0 || left >= 5)
    }
  assert.deepEqual(pathColumns(stepsOf({ 12: 3 }, 3), { most: 10, minimumGroup: 5 }), { columns: [], links: [] })
})
