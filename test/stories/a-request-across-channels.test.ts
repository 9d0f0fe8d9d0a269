import assert from 'node:assert/strict'
import { test } from 'node:test'
import { findCustomers, listRequests } from '../../src/contract/collecting.ts'
import { openHouse } from '../kit.ts'

const hour = 3_600_000
const started = Date.now() - 5 * 24 * hour
const at = (hours: number) => new Date(started + hours * hour).toISOString()

test('a request opened by telephone, continued in a shop and closed on the web is one request', async () => {
  await using house = await openHouse()
  const key = await house.createKey('secret')
  const event = (name: string, channel: string, hours: number, userId: string, caseKey?: string) => ({
    type: 'track',
    event: name,
    userId,
    messageId: `${name}-${userId}`,
    timestamp: at(hours),
    context: { channel, ...(caseKey === undefined ? {} : { caseKey }) },
  })
  const response = await house.send(key, [
    event('Request Closed', 'web', 50, 'marie', 'T-1042'),
    event('Request Opened', 'phone', 0, 'marie', 'T-1042'),
    event('Lamp Examined', 'store', 26, 'marie', 'T-1042'),
    event('Product Viewed', 'web', 12, 'marie'),
    event('Order Completed', 'web', 13, 'marie', 'O-7'),
    event('Request Opened', 'phone', 1, 'paul', 'T-1042'),
    event('Request Closed', 'phone', 2, 'paul', 'T-1042'),
  ])
  assert.equal(response.status, 200)
  await house.settle()
  const requestsOf = async (identifier: string) => {
    const { answer: found } = await house.call(findCustomers, { body: { identifier } })
    const params = { workspace: house.workspace.key, customer: found.customers[0]!.customer }
    return (await house.call(listRequests, { params })).answer.requests
  }
  const [request, ...others] = await requestsOf('marie')
  assert.deepEqual(others, [], 'one event is no request across channels')
  assert.equal(request!.case, 'T-1042')
  assert.deepEqual(
    request!.hops.map(hop => [hop.channel, hop.from, hop.events]),
    [
      ['phone', at(0), 1],
      ['store', at(26), 1],
      ['web', at(50), 1],
    ],
  )
  assert.equal(request!.durationSeconds, 50 * 3600)
  assert.deepEqual([request!.opened.event, request!.last.event], ['Request Opened', 'Request Closed'])
  // Another customer's file of the same number is another request.
  const [other] = await requestsOf('paul')
  assert.deepEqual(
    other!.hops.map(hop => [hop.channel, hop.events]),
    [['phone', 2]],
  )
})
