import assert from 'node:assert/strict'
import { setTimeout as pause } from 'node:timers/promises'
import { engineProcess, until } from './kill-server.ts'
import { openLedger, seededRandom, startLoad } from './load.ts'
import { startServer } from './server.ts'
import { verifyLedger } from './verify.ts'

/** Holds the analytical store still for a while under load, then lets it go on. */
export async function stopStoreUnderLoad(dataDirectory: string, forMs: number) {
  const ledger = openLedger()
  await using server = await startServer(dataDirectory)
  await using load = startLoad(ledger, { clients: 4, largest: 100, restMs: 10, random: seededRandom(7) })
  load.target = server
  await pause(500)
  const pid = await engineProcess(server, 'clickhouse')
  process.kill(pid, 'SIGSTOP')
  await pause(200)
  const before = ledger.acknowledged.size
  let backlog = 0
  try {
    await pause(forMs)
    const health = await server.health()
    assert.deepEqual([health.postgres, health.clickhouse], [true, false])
    backlog = health.backlog
  } finally {
    process.kill(pid, 'SIGCONT')
  }
  const during = ledger.acknowledged.size - before
  await until(async () => (await server.health()).clickhouse, 10_000, 'the store to answer again')
  await load.stop()
  const drainedFrom = performance.now()
  await until(async () => (await server.health()).backlog === 0, 60_000, 'the backlog to drain')
  const drainedInMs = Math.round(performance.now() - drainedFrom)
  const { code } = await server.end('SIGTERM')
  assert.equal(code, 0, server.said())
  return { ...(await verifyLedger(dataDirectory, ledger)), answers: ledger.answers, during, backlog, drainedInMs }
}

/** Sends while the store stands still until the limit is met, and returns what the refusal said. */
export async function fillBacklog(dataDirectory: string, limit: number) {
  const env = { PARCOURS_BACKLOG: String(limit) }
  const ledger = openLedger()
  await using server = await startServer(dataDirectory, env)
  const pid = await engineProcess(server, 'clickhouse')
  process.kill(pid, 'SIGSTOP')
  let refusal: { status: number; retryAfter: string | null; body: { code: string } } | undefined
  try {
    for (let batch = 0; batch < limit / 100 + 50 && !refusal; batch++) {
      const numbers = Array.from({ length: 100 }, () => ledger.next++)
      for (const number of numbers) ledger.sent.add(number)
      const response = await fetch(`${server.url}/v1/batch`, {
        method: 'POST',
        headers: { authorization: `Basic ${btoa(`${server.key}:`)}`, 'content-type': 'application/json' },
        body: JSON.stringify({
          batch: numbers.map(number => ({
            type: 'track',
            event: 'Looked',
            anonymousId: `browser-${number % 50}`,
            messageId: `message-${number}`,
            properties: { number },
          })),
        }),
      })
      const body = (await response.json()) as { code: string }
      if (response.status === 200) for (const number of numbers) ledger.acknowledged.add(number)
      else refusal = { status: response.status, retryAfter: response.headers.get('retry-after'), body }
    }
  } finally {
    process.kill(pid, 'SIGCONT')
  }
  assert.ok(refusal, 'no sender was asked to wait')
  await until(async () => (await server.health()).backlog === 0, 60_000, 'the backlog to drain')
  const { code } = await server.end('SIGTERM')
  assert.equal(code, 0, server.said())
  return { ...(await verifyLedger(dataDirectory, ledger)), refusal }
}

/** Asks the server to end while clients are sending. */
export async function endUnderLoad(dataDirectory: string, rounds: number) {
  const ledger = openLedger()
  await using load = startLoad(ledger, { clients: 4, largest: 300, restMs: 0, random: seededRandom(11) })
  let slowestEndMs = 0
  for (let round = 0; round < rounds; round++) {
    await using server = await startServer(dataDirectory)
    load.target = server
    await pause(700)
    const askedAt = performance.now()
    const { code } = await server.end('SIGTERM')
    slowestEndMs = Math.max(slowestEndMs, performance.now() - askedAt)
    assert.equal(code, 0, server.said())
    load.target = undefined
  }
  await load.stop()
  return {
    ...(await verifyLedger(dataDirectory, ledger)),
    answers: ledger.answers,
    slowestEndMs: Math.round(slowestEndMs),
  }
}
