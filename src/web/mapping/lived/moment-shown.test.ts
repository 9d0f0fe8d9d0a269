import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { MomentOfTruth } from '../../../vocabulary/map/journey-map.ts'
import { type JudgedMoment, momentShown } from './moment-shown.ts'

const said = (status: MomentOfTruth['status']) => ({ placement: 'p', origin: 'declared', status }) as MomentOfTruth
const judged = (status: JudgedMoment['status']) => ({ status }) as JudgedMoment

const cases = [
  { people: undefined, data: undefined, shown: undefined },
  { people: undefined, data: 'hypothesis', shown: undefined },
  { people: undefined, data: 'hidden', shown: undefined },
  { people: undefined, data: 'notSupported', shown: undefined },
  { people: undefined, data: 'proven', shown: 'candidate proven' },
  { people: undefined, data: 'emotionalPeak', shown: 'candidate emotionalPeak' },
  { people: 'hypothesis', data: undefined, shown: 'declared hypothesis' },
  { people: 'hypothesis', data: 'unsettled', shown: 'declared hypothesis' },
  { people: 'hypothesis', data: 'hidden', shown: 'declared hypothesis' },
  { people: 'hypothesis', data: 'proven', shown: 'declared proven' },
  { people: 'proven', data: 'notSupported', shown: 'declared notSupported' },
  { people: 'emotionalPeak', data: 'proven', shown: 'declared proven' },
  { people: 'rejected', data: 'proven', shown: undefined },
] as const

test('a moment of truth is shown as data judge it where they can, else as people say; what was rejected stays so', () => {
  for (const { people, data, shown } of cases) {
    const found = momentShown(people && said(people), data && judged(data))
    assert.equal(found && `${found.mark} ${found.status}`, shown, `${people} ${data}`)
  }
})
