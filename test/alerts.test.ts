import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import * as alerting from '../src/contract/measuring-alerts.ts'
import { lookAtWatches } from '../src/measuring/watching/judge-watches.ts'
import { openHouse, type TestHouse } from './kit.ts'

// Sixty quiet days of about twenty customers, then two days in a row on which four times as many come.

const dayMs = 86_400_000
const today = Math.floor(Date.now() / dayMs) * dayMs
const oddDays = [2, 1]

let house: TestHouse
before(async () => {
  house = await openHouse()
  const key = await house.createKey('write')
  const batch = Array.from({ length: 60 }, (_, index) => 60 - index).flatMap(daysAgo => {
    const customers = oddDays.includes(daysAgo) ? 85 : 18 + ((daysAgo * 7) % 5)
    return Array.from({ length: customers }, (_, customer) => ({
      type: 'track',
      event: 'Support Called',
      userId: `customer-${customer}`,
      messageId: `${daysAgo}-${customer}`,
      timestamp: new Date(today - daysAgo * dayMs + 12 * 3_600_000 + customer * 1000).toISOString(),
    }))
  })
  for (let from = 0; from < batch.length; from += 500) {
    const response = await fetch(`${house.url}/v1/import`, {
      method: 'POST',
      headers: { authorization: `Basic ${btoa(`${key}:`)}`, 'content-type': 'application/json' },
      body: JSON.stringify({ batch: batch.slice(from, from + 500) }),
    })
    assert.equal(response.status, 200, await response.text())
  }
  await house.settle()
  // Noon, whatever the hour of the run: turned two hours on, late in the evening, the clock would show another day.
  house.turnClock(today + 12 * 3_600_000 - Date.now())
})
after(() => house[Symbol.asyncDispose]())

const look = () => lookAtWatches(house.installation, house.workspace)
const dayOf = (daysAgo: number) => new Date(today - daysAgo * dayMs).toISOString().slice(0, 10)
async function list(query: { seen?: 'all' | 'unseen' } = {}) {
  const { status, answer } = await house.call(alerting.listAlerts, { query } as never)
  assert.equal(status, 200, JSON.stringify(answer))
  return answer
}

test('odd days of a watched measure raise an alert each, once, which can be acknowledged and taken back', async () => {
  const added = await house.call(alerting.addWatch, {
    body: { name: 'Calls', measure: { measure: 'customers', activity: 'Support Called', unit: 'day' } },
  } as never)
  assert.equal(added.status, 201, JSON.stringify(added.answer))
  assert.equal((await list()).alerts.length, 0)
  await look()
  const raised = await list()
  const odd = raised.alerts.filter(one => one.kind === 'odd')
  // One day beyond the band may be chance; the second in a row is told. Whether the level moved for good, two do not say.
  assert.deepEqual(
    raised.alerts.map(one => [one.kind, one.at]),
    [['odd', dayOf(1)]],
    JSON.stringify(raised.alerts),
  )
  assert.ok(odd.every(one => one.value === 85 && one.expected! < 40 && one.name === 'Calls'))
  // An hour later the same days are judged again.
  house.turnClock(2 * 3_600_000)
  await look()
  assert.deepEqual((await list()).alerts.map(one => one.id).sort(), raised.alerts.map(one => one.id).sort())
  const params = { workspace: house.workspace.key, alert: odd[0]!.id }
  const seen = await house.call(alerting.acknowledgeAlert, { params, body: { acknowledged: true } })
  assert.notEqual(seen.answer.acknowledgedAt, null)
  assert.equal((await list()).unseen, raised.unseen - 1)
  assert.ok((await list({ seen: 'unseen' })).alerts.every(one => one.id !== odd[0]!.id))
  const taken = await house.call(alerting.acknowledgeAlert, { params, body: { acknowledged: false } })
  assert.equal(taken.answer.acknowledgedAt, null)
})

test('a watch whose measure can no longer be read says why, and loses nothing; one that is removed can be resumed', async () => {
  const refused = await house.call(alerting.addWatch, {
    body: { name: 'Nothing', measure: { activity: 'Never Sent' } },
  } as never)
  assert.equal(refused.status, 404)
  const added = await house.call(alerting.addWatch, {
    body: { name: 'A share of nothing', measure: { measure: 'share' } },
  } as never)
  assert.equal(added.status, 201)
  house.turnClock(4 * 3_600_000)
  await look()
  const { answer } = await house.call(alerting.listWatches, {})
  const [share] = answer.watches.filter(one => one.id === added.answer.id)
  assert.match(share!.trouble!.en, /needs the activity/)
  assert.match(share!.trouble!.fr, /demande l’activité/)
  const params = { workspace: house.workspace.key, watch: added.answer.id }
  await house.call(alerting.removeWatch, { params })
  assert.equal((await house.call(alerting.listWatches, {})).answer.watches.length, 1)
  assert.equal((await house.call(alerting.removeWatch, { params })).status, 404)
  await house.call(alerting.resumeWatch, { params })
  assert.equal((await house.call(alerting.listWatches, {})).answer.watches.length, 2)
})
