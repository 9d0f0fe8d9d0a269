import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readPageSample } from './page-sample.ts'

const view = '3f2504e0-4f89-41d3-9a0c-0305e82c3301'
const good = { view, part: 0, template: '/panier', viewport: 'wide' }

test('a sample that cannot be understood is none', () => {
  for (const told of [
    null,
    [],
    'a',
    {},
    { ...good, view: 'x' },
    { ...good, viewport: 'huge' },
    { ...good, template: 4 },
  ])
    assert.equal(readPageSample(told), undefined, JSON.stringify(told))
})

test('huge coordinates, foreign kinds and endless lists are brought into bounds', () => {
  const sample = readPageSample({
    ...good,
    template: '/product/123456',
    height: 1e300,
    reach: -5,
    bands: Array.from({ length: 1e4 }, () => 1e12),
    elements: [
      ['main>button', -1, 1e9, Number.NaN, 'wide'],
      ['<script>', 0, 0, 1, 1],
      ...Array.from({ length: 1000 }, (_, place) => [`li:${place}`, 0, 0, 1, 1]),
    ],
    clicks: [[0, 1e9, -1e9, 0, 1e9], [1, 1, 1, 0, 1], [0, 1, 1, 99, 1], [0, 1, 1, 2, 0], [5000, 1, 1, 0, 1], 'click'],
  })!
  assert.equal(sample.template, '/product/:id')
  assert.equal(sample.height, 65_535)
  assert.equal(sample.reach, 0)
  assert.equal(sample.bands.length, 20)
  assert.ok(sample.bands.every(ms => ms === 1_800_000))
  assert.deepEqual(sample.elements[0], { path: 'main>button', x: 0, y: 65_535, width: 0, height: 0 })
  assert.equal(sample.elements[1]!.path, 'li:0', 'what is no path is left out')
  assert.ok(sample.elements.length < 120)
  assert.deepEqual(sample.clicks, [{ element: 0, x: 999, y: 0, kind: 'click', amount: 1000 }])
})

test('clicks follow their element when one before it is left out', () => {
  const sample = readPageSample({
    ...good,
    elements: [
      ['<b>', 0, 0, 1, 1],
      ['a', 0, 0, 1, 1],
    ],
    clicks: [[1, 5, 6, 2, 3]],
  })!
  assert.deepEqual(sample.clicks, [{ element: 0, x: 5, y: 6, kind: 'rage', amount: 3 }])
})
