import assert from 'node:assert/strict'
import { setTimeout as pause } from 'node:timers/promises'
import { openLedger, seededRandom, startLoad } from './load.ts'
import { isRunning, postmasterOf, type Server, startServer } from './server.ts'
import { verifyLedger } from './verify.ts'

export type KillReport = Awaited<ReturnType<typeof verifyLedger>> & {
  readonly kills: number
  readonly seed: number
  readonly slowestStartMs: number
}

/** Kills the server at random instants under load, starts it again each time, and judges what is stored at the end. */
export async function killServerUnderLoad(
  dataDirectory: string,
  kills: number,
  seed = Date.now(),
): Promise<KillReport> {
  const random = seededRandom(seed)
  const ledger = openLedger()
  await using load = startLoad(ledger, { clients: 4, largest: 500, restMs: 0, random })
  let slowestStartMs = 0
  for (let kill = 0; kill < kills; kill++) {
    await using server = await startServer(dataDirectory)
    slowestStartMs = Math.max(slowestStartMs, server.startedInMs)
    load.target = server
    await pause(20 + random() * 780)
    const { signal } = await server.end('SIGKILL')
    assert.equal(signal, 'SIGKILL')
    load.target = undefined
  }
  await using last = await startServer(dataDirectory)
  load.target = last
  await pause(300)
  await load.stop()
  const { code } = await last.end('SIGTERM')
  assert.equal(code, 0, last.said())
  return { ...(await verifyLedger(dataDirectory, ledger)), kills, seed, slowestStartMs: Math.round(slowestStartMs) }
}

export type Engine = 'postgres' | 'clickhouse'

/** The process of an engine: the database server itself, or the child that holds the analytical store. */
export async function engineProcess(server: Server, engine: Engine): Promise<number> {
  if (engine === 'postgres') return postmasterOf(server.dataDirectory)
  return (await server.health()).children.clickhouse!.pid
}

/** Kills one engine again and again under load, while the server lives. */
export async function killEngineUnderLoad(
  dataDirectory: string,
  engine: Engine,
  kills: number,
  signal: NodeJS.Signals,
  seed = Date.now(),
): Promise<KillReport & { readonly answers: Readonly<Record<string, number>>; readonly slowestReturnMs: number }> {
  const random = seededRandom(seed)
  const ledger = openLedger()
  await using server = await startServer(dataDirectory)
  await using load = startLoad(ledger, { clients: 4, largest: 200, restMs: 5, random })
  load.target = server
  let slowestReturnMs = 0
  for (let kill = 0; kill < kills; kill++) {
    await pause(50 + random() * 700)
    const pid = await engineProcess(server, engine)
    process.kill(pid, signal)
    const killedAt = performance.now()
    await until(async () => !isRunning(pid) && (await server.health())[engine], 30_000, `${engine} to be back`)
    slowestReturnMs = Math.max(slowestReturnMs, performance.now() - killedAt)
  }
  await pause(200)
  await load.stop()
  const { code } = await server.end('SIGTERM')
  assert.equal(code, 0, server.said())
  const verified = await verifyLedger(dataDirectory, ledger)
  return {
    ...verified,
    kills,
    seed,
    slowestStartMs: Math.round(server.startedInMs),
    slowestReturnMs: Math.round(slowestReturnMs),
    answers: ledger.answers,
  }
}

export async function until(holds: () => Promise<boolean>, withinMs: number, what: string): Promise<void> {
  const deadline = Date.now() + withinMs
  while (!(await holds())) {
    assert.ok(Date.now() < deadline, `waited ${withinMs} ms for ${what}`)
    await pause(25)
  }
}
