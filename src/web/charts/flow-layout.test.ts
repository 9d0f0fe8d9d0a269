import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { chooseFlows, type Flow } from '../../vocabulary/statistics/flow-choice.ts'
import { linesOf, widthOfWords } from './box-lines.ts'
import { drawFlows } from './flow-drawing.ts'
import { beginning, end, placeActivities, sizeOf } from './flow-layout.ts'

/** The flows of some cases. */
const flows: fc.Arbitrary<Flow[]> = fc
  .array(fc.array(fc.constantFrom(...'ABCDEFGHIJ'), { minLength: 1, maxLength: 8 }), { minLength: 1, maxLength: 25 })
  .map(cases => {
    const counts = new Map<string, Flow>()
    for (const story of cases) {
      for (let at = 0; at <= story.length; at++) {
        const [from, to] = [story[at - 1] ?? null, story[at] ?? null]
        counts.set(`${from} ${to}`, { from, to, count: (counts.get(`${from} ${to}`)?.count ?? 0) + 1 })
      }
    }
    return [...counts.values()]
  })

test('the same flows, told in any order, are the same picture', () => {
  fc.assert(
    fc.property(flows, all => {
      const drawn = chooseFlows(all, 12).drawn
      assert.deepEqual(drawFlows(all.toReversed(), chooseFlows(all.toReversed(), 12).drawn), drawFlows(all, drawn))
    }),
  )
})

test('no two activities lie over each other, whatever is lived', () => {
  fc.assert(
    fc.property(flows, all => {
      const { boxes, width, height } = placeActivities(all)
      const names = new Set(all.flatMap(flow => [flow.from ?? beginning, flow.to ?? end]))
      assert.deepEqual(new Set(boxes.map(box => box.name)), names)
      for (const [index, one] of boxes.entries()) {
        const size = sizeOf(one.name)
        assert.ok(one.x - size.width / 2 >= -1 && one.x + size.width / 2 <= width + 1 && one.y <= height)
        for (const other of boxes.slice(index + 1).filter(each => each.layer === one.layer))
          assert.ok(Math.abs(one.x - other.x) >= (size.width + sizeOf(other.name).width) / 2, 'boxes side by side')
      }
    }),
  )
})

test('journeys are read from above to below: the beginning on top, the end at the bottom', () => {
  fc.assert(
    fc.property(flows, all => {
      const { boxes } = placeActivities(all)
      const y = (name: string) => boxes.find(box => box.name === name)!.y
      for (const { name } of boxes.filter(box => box.name !== beginning && box.name !== end)) {
        assert.ok(y(beginning) < y(name))
        assert.ok(y(name) < y(end))
      }
    }),
  )
})

test('a way passes beside the activities between, never through them', () => {
  const straight: Flow[] = [
    { from: null, to: 'A', count: 9 },
    { from: 'A', to: 'B', count: 6 },
    { from: 'B', to: 'C', count: 6 },
    { from: 'A', to: 'C', count: 3 },
    { from: 'C', to: null, count: 9 },
  ]
  const { plan, routes } = drawFlows(straight, straight)
  const b = plan.boxes.find(box => box.name === 'B')!
  const long = routes.find(route => route.from === 'A' && route.to === 'C')!
  const xs = [...long.d.matchAll(/L(-?[\d.]+),(-?[\d.]+)/g)].map(found => Number(found[1]))
  assert.ok(xs.length > 0 && xs.every(x => Math.abs(x - b.x) > sizeOf('B').width / 2), long.d)
})

test('a graph of two hundred activities and a thousand paths has a place for each', () => {
  const name = (n: number) => `Activity ${n}`
  const all: Flow[] = [{ from: null, to: name(0), count: 5000 }]
  for (let n = 0; n < 1000; n++) all.push({ from: name(n % 200), to: name((n * 7 + 1) % 200), count: 1000 - n })
  for (let n = 0; n < 200; n++) all.push({ from: name(n), to: null, count: 3 })
  const { plan } = drawFlows(all, chooseFlows(all, 300).drawn)
  assert.equal(plan.boxes.length, 202)
})

test('no figure lies over another, nor over an activity: one without room waits until its path is looked at', () => {
  fc.assert(
    fc.property(flows, all => {
      const { plan, routes } = drawFlows(all, chooseFlows(all, 60).drawn)
      const told = routes.filter(route => !route.crowded)
      for (const [index, { label }] of told.entries()) {
        for (const other of told.slice(index + 1))
          assert.ok(Math.abs(label.x - other.label.x) >= 45 || Math.abs(label.y - other.label.y) >= 14)
        for (const box of plan.boxes.filter(one => one.name !== beginning && one.name !== end))
          assert.ok(Math.abs(label.x - box.x) > sizeOf(box.name).width / 2 || Math.abs(label.y - box.y) > 27)
      }
      const largest = routes.toSorted((a, b) => b.count - a.count)[0]
      assert.ok(!largest?.crowded, 'the largest flow is always told')
    }),
  )
})

test('a name stays within its box, however long, unbroken or foreign it is', () => {
  const cases: readonly (readonly [name: string, lines: readonly string[]])[] = [
    ['Order Completed', ['Order Completed']],
    ['T02 Check confirmation of receipt', ['T02 Check confirmation', 'of receipt']],
    ['com.example.shop.PaymentControllerDelegate#onConfirm', ['com.example.shop.', 'PaymentControllerDel…']],
    ['A'.repeat(200), ['A'.repeat(16), `${'A'.repeat(15)}…`]],
    ['شراء', ['\u2068شراء\u2069']],
  ]
  for (const [name, lines] of cases) assert.deepEqual(linesOf(name, 150), lines)
  for (const name of [
    '商品を注文する手続きの確認をする',
    'Kapitänswitwenrentenversicherungsgesellschaft',
    '🙂'.repeat(30),
  ])
    for (const line of linesOf(name, 150)) assert.ok(widthOfWords(line) <= 152, line)
})
