import assert from 'node:assert/strict'
import { test } from 'node:test'
import { monthsAfter } from '../calendar-day.ts'
import { type Freshness, type FreshnessFacts, freshnessOf } from './freshness.ts'
import { nextReviewOn, usualReviewPolicy } from './review-policy.ts'

const calm: FreshnessFacts = {
  today: '2026-06-15',
  nextReviewOn: '2026-08-01',
  lastReviewOn: '2026-05-01',
  touchedOn: '2026-06-01',
  evidence: [{ date: '2026-02-01', expiresAt: '2026-12-31' }],
  unknown: { now: { events: 10_000, unknown: 400 }, before: { events: 10_000, unknown: 300 } },
}
const rising = { now: { events: 10_000, unknown: 1_200 }, before: { events: 10_000, unknown: 400 } }

const cases: readonly {
  readonly name: string
  readonly facts: Partial<FreshnessFacts>
  readonly state: Freshness['state']
  readonly says: RegExp
}[] = [
  { name: 'a map reviewed last month', facts: {}, state: 'upToDate', says: /^$/ },
  { name: 'a review ten days away', facts: { nextReviewOn: '2026-06-25' }, state: 'toRefresh', says: /in 10 days/ },
  { name: 'a review today', facts: { nextReviewOn: '2026-06-15' }, state: 'toRefresh', says: /is today/ },
  { name: 'a review of yesterday', facts: { nextReviewOn: '2026-06-14' }, state: 'late', says: /due a day ago/ },
  {
    name: 'a map untouched for a quarter while unknown events rise',
    facts: { touchedOn: '2026-03-10', unknown: rising },
    state: 'late',
    says: /97 days, and 12% of events have no touchpoint, against 4%/,
  },
  { name: 'a map untouched for a quarter', facts: { touchedOn: '2026-03-10' }, state: 'toRefresh', says: /97 days/ },
  {
    name: 'paths that drifted, of enough cases',
    facts: { drift: { divergence: 0.2, cases: 400 } },
    state: 'toRefresh',
    says: /no longer those of the published version/,
  },
  { name: 'paths of too few cases', facts: { drift: { divergence: 0.2, cases: 150 } }, state: 'upToDate', says: /^$/ },
  {
    name: 'feelings that fell at two touchpoints and rose at one',
    facts: { moved: { worse: 2, better: 1 } },
    state: 'toRefresh',
    says: /clearly worse at 2 touchpoints, and better at one touchpoint/,
  },
  { name: 'feelings that rose', facts: { moved: { worse: 0, better: 3 } }, state: 'toRefresh', says: /better at 3/ },
  { name: 'feelings as they were', facts: { moved: { worse: 0, better: 0 } }, state: 'upToDate', says: /^$/ },
  { name: 'unknown events that rise', facts: { unknown: rising }, state: 'toRefresh', says: /against 4%/ },
  {
    name: 'many unknown events, as many as before',
    facts: { unknown: { now: { events: 900, unknown: 200 }, before: { events: 900, unknown: 200 } } },
    state: 'toRefresh',
    says: /22% of the events/,
  },
  {
    name: 'too few events to say anything',
    facts: { unknown: { now: { events: 10, unknown: 9 }, before: { events: 10, unknown: 0 } } },
    state: 'upToDate',
    says: /^$/,
  },
  {
    name: 'evidence that expired',
    facts: { evidence: [{ date: '2026-02-01', expiresAt: '2026-06-14' }] },
    state: 'toRefresh',
    says: /A piece of evidence expired/,
  },
  {
    name: 'evidence of eighteen months ago',
    facts: { evidence: [{ date: '2024-12-10', expiresAt: null }] },
    state: 'toRefresh',
    says: /18 months old/,
  },
  { name: 'no evidence at all', facts: { evidence: [] }, state: 'upToDate', says: /No evidence/ },
  { name: 'paths that drifted', facts: { drift: { divergence: 0.14, cases: 300 } }, state: 'toRefresh', says: /paths/ },
  { name: 'a drift of few cases', facts: { drift: { divergence: 0.5, cases: 40 } }, state: 'upToDate', says: /^$/ },
]
for (const { name, facts, state, says } of cases) {
  test(`${name}: ${state}`, () => {
    const found = freshnessOf({ ...calm, ...facts })
    assert.equal(found.state, state)
    assert.match(found.reasons.map(one => one.en).join(' '), says)
    assert.ok(found.reasons.every(one => one.fr !== '' && one.fr !== one.en))
  })
}

test('the gravest reason comes first and decides', () => {
  const found = freshnessOf({ ...calm, nextReviewOn: '2026-01-01', unknown: rising })
  assert.deepEqual(
    found.reasons.map(one => one.state),
    ['late', 'toRefresh'],
  )
})

test('the next review is on the day that the last one named, else a quarter after the journey began', () => {
  assert.equal(nextReviewOn(usualReviewPolicy, { last: undefined, began: '2026-01-31' }), '2026-04-30')
  const last = { heldOn: '2026-02-01', nextOn: '2026-09-01' }
  assert.equal(nextReviewOn(usualReviewPolicy, { last, began: '2026-01-31' }), '2026-09-01')
})

test('a season before that day calls for the review, when the policy says so', () => {
  const last = { heldOn: '2026-10-01', nextOn: '2027-01-01' }
  const seasonal = { ...usualReviewPolicy, seasons: ['11-15', '06-20'] }
  assert.equal(nextReviewOn(seasonal, { last, began: '2026-01-01' }), '2027-01-01')
  assert.equal(nextReviewOn({ ...seasonal, triggers: ['season'] }, { last, began: '2026-01-01' }), '2026-11-15')
})

test('months end on a day that exists', () => {
  assert.equal(monthsAfter('2026-11-30', 3), '2027-02-28')
  assert.equal(monthsAfter('2027-11-30', 3), '2028-02-29')
  assert.equal(monthsAfter('2026-12-15', 1), '2027-01-15')
})
