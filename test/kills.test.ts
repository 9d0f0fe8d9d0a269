import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { newDataDirectory } from './faults/data-directory.ts'
import { killEngineUnderLoad, killServerUnderLoad } from './faults/kill-server.ts'
import { fillBacklog } from './faults/stop-store.ts'

// The long programme is `npm run test:faults`; this is what every change runs.
describe('what was acknowledged is there once', () => {
  test('after the server was killed three times under load', async context => {
    using data = newDataDirectory()
    context.diagnostic(JSON.stringify(await killServerUnderLoad(data.path, 3)))
  })

  test('after the analytical store was killed; no sender saw it', async () => {
    using data = newDataDirectory()
    const { answers } = await killEngineUnderLoad(data.path, 'clickhouse', 1, 'SIGKILL')
    assert.deepEqual(Object.keys(answers), ['200'])
  })

  test('after the database was killed; senders were asked to come back', async () => {
    using data = newDataDirectory()
    const { answers } = await killEngineUnderLoad(data.path, 'postgres', 1, 'SIGKILL')
    assert.deepEqual(
      Object.keys(answers).filter(status => status !== '200' && status !== '503'),
      [],
    )
  })

  test('after senders were asked to wait, as the analytical store stood still', async () => {
    using data = newDataDirectory()
    const { refusal } = await fillBacklog(data.path, 1_000)
    assert.deepEqual([refusal.status, refusal.retryAfter, refusal.body.code], [429, '5', 'backlog_full'])
  })
})
