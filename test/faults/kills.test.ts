import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { newDataDirectory } from './data-directory.ts'
import { killEngineUnderLoad, killServerUnderLoad } from './kill-server.ts'

const kills = Number(process.env.PARCOURS_KILLS ?? 20)

describe('what was acknowledged is there once, whatever is killed', () => {
  test(`the server, ${kills} times at random instants under load`, { timeout: 600_000 }, async context => {
    using data = newDataDirectory()
    const report = await killServerUnderLoad(data.path, kills)
    context.diagnostic(JSON.stringify(report))
    assert.ok(report.acknowledged > 100 * kills)
  })

  for (const signal of ['SIGKILL', 'SIGSEGV'] as const) {
    test(`the analytical store by ${signal}: no sender sees more than slowness`, {
      timeout: 300_000,
    }, async context => {
      using data = newDataDirectory()
      const report = await killEngineUnderLoad(data.path, 'clickhouse', 5, signal)
      context.diagnostic(JSON.stringify(report))
      assert.deepEqual(Object.keys(report.answers), ['200'])
    })
  }

  for (const signal of ['SIGKILL', 'SIGQUIT'] as const) {
    test(`the database by ${signal}: senders are asked to come back`, { timeout: 300_000 }, async context => {
      using data = newDataDirectory()
      const report = await killEngineUnderLoad(data.path, 'postgres', 5, signal)
      context.diagnostic(JSON.stringify(report))
      assert.deepEqual(Object.keys(report.answers).sort(), ['200', '503'])
      assert.ok(report.acknowledged > 500)
    })
  }
})
