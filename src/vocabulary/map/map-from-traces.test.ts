import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type DraftWays, draftFromTraces, type LivedActivity, namesStep } from './map-from-traces.ts'

const day = 86_400
const lived = (
  name: string,
  cases: number,
  place: number,
  waitSeconds: number | null,
  more: Partial<LivedActivity> = {},
) => ({
  name,
  cases,
  customers: cases,
  repeated: 0,
  place,
  waitSeconds,
  channels: ['web'],
  ...more,
})
const ways: DraftWays = { cases: 1000, minimumReach: 0.1, minimumGroup: 5, groupWithinSeconds: 0 }

const shop = [
  lived('Delivered', 900, 0.85, 3 * day),
  lived('Product Viewed', 1000, 0.15, null),
  lived('Product Added', 700, 0.3, 40, { repeated: 300 }),
  lived('Checkout Started', 650, 0.4, 60),
  lived('Order Completed', 600, 0.5, 90),
  lived('Parcel Sent', 580, 0.7, day),
  lived('Survey Answered', 110, 0.95, 2 * day),
  lived('Coupon Entered', 99, 0.42, 20),
  lived('Complaint Made', 4, 0.9, day, { customers: 4 }),
]
const names = (draft: ReturnType<typeof draftFromTraces>) =>
  draft.phases.map(phase => phase.steps.map(step => step.activities.map(one => one.name)))

test('events are kept from a tenth of cases, ordered by median place, and cut into phases at the longest waits', () => {
  const draft = draftFromTraces(shop, ways)
  assert.deepEqual(names(draft), [
    [['Product Viewed'], ['Product Added'], ['Checkout Started'], ['Order Completed'], ['Parcel Sent']],
    [['Delivered']],
    [['Survey Answered']],
  ])
  assert.deepEqual(
    draft.phases.map(phase => phase.waitSeconds),
    [null, 3 * day, 2 * day],
  )
  assert.deepEqual(draft.left, ['Coupon Entered'], 'too rare to be drawn; too few customers, not even named')
})

test('a placement is expected from nine cases in ten on, and repeatable where a fifth come back to it', () => {
  const [first] = draftFromTraces(shop, ways).phases
  const told = first!.steps.flatMap(step => step.activities.map(one => [one.name, one.presence, one.repeatable]))
  assert.deepEqual(told.slice(0, 2), [
    ['Product Viewed', 'expected', false],
    ['Product Added', 'possible', true],
  ])
})

test('events that follow at once are one step, called after the one that most cases lived', () => {
  const draft = draftFromTraces(shop, { ...ways, groupWithinSeconds: 120 })
  assert.deepEqual(names(draft)[0], [
    ['Product Viewed', 'Product Added', 'Checkout Started', 'Order Completed'],
    ['Parcel Sent'],
  ])
  assert.equal(namesStep(draft.phases[0]!.steps[0]!).name, 'Product Viewed')
})

test('a variant that was picked is drawn in its own order, whatever the reach', () => {
  const only = ['Order Completed', 'Coupon Entered', 'Delivered', 'Complaint Made', 'No Such Event']
  assert.deepEqual(names(draftFromTraces(shop, { ...ways, only })).flat(2), [
    'Order Completed',
    'Coupon Entered',
    'Delivered',
  ])
})

const small: [string, readonly LivedActivity[], number][] = [
  ['nothing lived', [], 0],
  ['one event', [lived('A', 1000, 0.5, null)], 1],
  [
    'waits that do not differ',
    ['A', 'B', 'C', 'D', 'E', 'F', 'G'].map((name, index) => lived(name, 500, index / 7, 600)),
    1,
  ],
  ['no waits at all', ['A', 'B', 'C', 'D'].map((name, index) => lived(name, 500, index / 4, 0)), 1],
]
for (const [what, activities, phases] of small) {
  test(`a draft stays meaningful with ${what}`, () => {
    assert.equal(draftFromTraces(activities, ways).phases.length, phases)
  })
}

test('a draft never has more than six phases and sixty events', () => {
  const many = Array.from({ length: 200 }, (_, index) => lived(`E${index}`, 200 + index, index / 200, index * index))
  const draft = draftFromTraces(many, ways)
  assert.ok(draft.phases.length <= 6)
  assert.equal(names(draft).flat(2).length, 60)
  assert.equal(draft.left.length, 140)
})
