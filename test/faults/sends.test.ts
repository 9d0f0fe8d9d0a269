import assert from 'node:assert/strict'
import { test } from 'node:test'
import { newDataDirectory } from './data-directory.ts'
import { killWhileSending } from './send-mail.ts'

const people = 1000
/** Messages that are under way at once: of these alone nobody knows after a kill. */
const underWay = 4

test(`killed three times in the midst of sending to ${people}, nobody is written to twice, and whoever may lack a letter is listed`, {
  timeout: 600_000,
}, async context => {
  using data = newDataDirectory()
  const killAt = [150, 480, 810]
  const report = await killWhileSending(data.path, people, killAt)
  context.diagnostic(JSON.stringify(report))
  assert.deepEqual([report.twice, report.without], [0, 0])
  assert.ok(report.unconfirmed <= killAt.length * underWay, `${report.unconfirmed} are unconfirmed`)
})
