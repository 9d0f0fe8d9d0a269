import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { newDataDirectory } from './data-directory.ts'
import { endUnderLoad, fillBacklog, stopStoreUnderLoad } from './stop-store.ts'

describe('a store that stands still', () => {
  test('events are acknowledged meanwhile, and the backlog drains afterwards', { timeout: 300_000 }, async context => {
    using data = newDataDirectory()
    const report = await stopStoreUnderLoad(data.path, 20_000)
    context.diagnostic(JSON.stringify(report))
    assert.deepEqual(Object.keys(report.answers), ['200'])
    assert.ok(report.during > 2_000 && report.backlog > 2_000)
  })

  test('beyond the limit senders are asked to wait, by 429 and Retry-After', { timeout: 120_000 }, async () => {
    using data = newDataDirectory()
    const { refusal, acknowledged } = await fillBacklog(data.path, 5_000)
    assert.deepEqual([refusal.status, refusal.retryAfter, refusal.body.code], [429, '5', 'backlog_full'])
    assert.ok(acknowledged >= 5_000 && acknowledged < 5_500, String(acknowledged))
  })
})

test('a server asked to end under load answers what is under way and leaves with 0', {
  timeout: 300_000,
}, async context => {
  using data = newDataDirectory()
  const report = await endUnderLoad(data.path, 5)
  context.diagnostic(JSON.stringify(report))
  assert.ok(report.slowestEndMs < 10_000)
  // What is not answered is not stored: nobody was cut off between the two.
  assert.equal(report.stored, report.acknowledged)
})
