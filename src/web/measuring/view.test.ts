import assert from 'node:assert/strict'
import { test } from 'node:test'
import { filtersBeyond, filtersIn } from './filters.ts'
import { daysLived, daysOfView, periodOf, readMapView, startOfDay, withRealDays } from './view.ts'

test('an address with nonsense in it shows the map all the same', () => {
  assert.deepEqual(readMapView({ from: 'yesterday', to: '2026-01-31', view: 'x', channel: '', touchpoint: 'plc_1' }), {
    to: '2026-01-31',
    touchpoint: 'plc_1',
  })
})

test('a day that no calendar has is as if it were not said', () => {
  for (const from of ['2026-13-45', '2026-02-30', '0000-01-01', '9999-12-31', '2026-1-1']) {
    assert.deepEqual(readMapView({ from, against: `days ${from} 2026-12-01` }), {}, from)
    assert.deepEqual(withRealDays({ from, to: '2026-12-01', fold: 'all' }), { to: '2026-12-01', fold: 'all' }, from)
  }
  const whole = { from: '2026-01-01', against: 'before' as const }
  assert.equal(withRealDays(whole), whole)
})

const days: readonly (readonly [string, string, string])[] = [
  ['2026-01-15', 'Europe/Paris', '2026-01-14T23:00:00.000Z'],
  ['2026-07-15', 'Europe/Paris', '2026-07-14T22:00:00.000Z'],
  ['2026-03-29', 'Europe/Paris', '2026-03-28T23:00:00.000Z'],
  ['2026-03-30', 'Europe/Paris', '2026-03-29T22:00:00.000Z'],
  ['2026-10-26', 'Europe/Paris', '2026-10-25T23:00:00.000Z'],
  ['2026-01-15', 'America/Montreal', '2026-01-15T05:00:00.000Z'],
  ['2026-01-15', 'UTC', '2026-01-15T00:00:00.000Z'],
]
for (const [day, zone, instant] of days) {
  test(`${day} begins in ${zone} at ${instant}`, () => assert.equal(startOfDay(day, zone), instant))
}

test('without a period, a map shows the last ninety days, today included', () => {
  assert.deepEqual(periodOf({}, new Date('2026-11-21T23:30:00Z'), 'Europe/Paris'), {
    from: '2026-08-24T22:00:00.000Z',
    to: '2026-11-22T23:00:00.000Z',
  })
})

test('without a period, events that all lie before the last ninety days are shown whole', () => {
  const now = new Date('2026-11-21T23:30:00Z')
  const span = { firstAt: '2010-10-02T09:41:00Z', lastAt: '2012-01-23T23:30:00Z' }
  const lived = daysLived(span, 'Europe/Paris')
  assert.deepEqual(daysOfView({}, now, 'Europe/Paris', lived), { from: '2010-10-02', to: '2012-01-25' })
  assert.deepEqual(daysOfView({ from: '2026-11-01' }, now, 'Europe/Paris', lived), {
    from: '2026-11-01',
    to: '2026-11-23',
  })
  const recent = daysLived({ ...span, lastAt: '2026-08-25T12:00:00Z' }, 'Europe/Paris')
  assert.deepEqual(daysOfView({}, now, 'Europe/Paris', recent), daysOfView({}, now, 'Europe/Paris'))
})

test('filters that hold anywhere go along to another map, those that speak of touchpoints stay behind', () => {
  const view = { from: '2026-01-01', segment: 'seg_1', ending: 'completed', through: 'tch-1', step: 'stp-1' } as const
  assert.deepEqual(filtersBeyond(view), { from: '2026-01-01', segment: 'seg_1', ending: 'completed' })
  assert.deepEqual(filtersIn(view), { ...filtersBeyond(view), through: 'tch-1' })
})
