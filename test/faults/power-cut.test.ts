import assert from 'node:assert/strict'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { until } from './kill-server.ts'
import { openLedger, seededRandom, startLoad } from './load.ts'
import { openCutDisk, whyNoCut } from './power-cut.ts'
import { isRunning, postmasterOf, startServer } from './server.ts'
import { verifyLedger } from './verify.ts'

const cuts = Number(process.env.PARCOURS_CUTS ?? 4)
const skip = whyNoCut() ?? false

test(`what was acknowledged outlives ${cuts} power cuts`, { skip, timeout: 900_000 }, async context => {
  using disk = openCutDisk()
  const data = join(disk.path, 'data')
  mkdirSync(data, { mode: 0o755 })
  const seed = Date.now()
  const random = seededRandom(seed)
  const ledger = openLedger()
  await using load = startLoad(ledger, { clients: 4, largest: 300, restMs: 0, random })
  for (let cut = 0; cut < cuts; cut++) {
    await using server = await startServer(data)
    const engines = [postmasterOf(data), (await server.health()).children.clickhouse!.pid]
    // The making of the stores is not judged, only what is acknowledged afterwards.
    if (cut === 0) disk.sync()
    load.target = server
    await pause(500 + random() * 2_000)
    disk.cut()
    load.target = undefined
    await server.end('SIGKILL')
    await until(async () => !engines.some(isRunning), 20_000, 'the engines to be gone')
    disk.restore()
  }
  await load.stop()
  const report = await verifyLedger(data, ledger)
  context.diagnostic(JSON.stringify({ ...report, seed, answers: ledger.answers }))
  assert.ok(report.acknowledged > 100 * cuts)
})
