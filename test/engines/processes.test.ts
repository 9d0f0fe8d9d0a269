import assert from 'node:assert/strict'
import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, chownSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { startClickHouse } from '../../src/engines/clickhouse/embedded.ts'
import { sql } from '../../src/engines/clickhouse/index.ts'
import { openLog } from '../../src/engines/log.ts'
import { sql as postgresSql } from '../../src/engines/postgres/index.ts'
import { newDataDirectory } from '../faults/data-directory.ts'
import { until } from '../faults/kill-server.ts'
import { isRunning, postmasterOf, startServer } from '../faults/server.ts'
import { openHouse } from '../kit.ts'
import { promisedMs } from '../promised.ts'

const isRoot = process.getuid?.() === 0
/** A user that every system knows: `daemon`. */
const ordinary = 1
const userOf = (pid: number) => Number(/^Uid:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1])

describe('children', () => {
  test('an engine that dies is started again, with what it had', async () => {
    await using house = await openHouse({ env: { PARCOURS_LOG: 'silent' } })
    const key = await house.createKey('write')
    const send = (name: string) => house.send(key, [{ type: 'track', event: name, anonymousId: 'b', messageId: name }])
    assert.equal((await send('Before')).status, 200)
    await house.settle()
    const before = house.house.stores.children()
    process.kill(before.clickhouse!.pid!, 'SIGKILL')
    process.kill(postmasterOf(house.dataDirectory), 'SIGKILL')
    const killedAt = performance.now()
    await until(async () => (await send('After').catch(() => undefined))?.status === 200, 60_000, 'the next event')
    assert.ok(performance.now() - killedAt < promisedMs(10_000))
    await until(() => house.clickhouse.ping().catch(() => false), 60_000, 'the analytical store')
    await house.settle()
    const names = await house.clickhouse.rows<{ name: string }>(
      sql`select toString(name) as name from events order by name`,
    )
    assert.deepEqual(
      names.map(({ name }) => name),
      ['After', 'Before'],
    )
    const after = house.house.stores.children()
    assert.equal(after.clickhouse!.restarts, 1)
    assert.equal(after.postgres!.restarts, 1)
  })

  test('an engine that still holds its files is waited for by the next', async () => {
    using data = newDataDirectory()
    const log = openLog('silent')
    const first = await startClickHouse(data.path, log)
    const second = startClickHouse(data.path, log)
    await pause(3_000)
    await first.keeper.stop()
    const { keeper } = await second
    assert.ok(keeper.pid())
    await keeper.stop()
  })

  test('a killed parent leaves no engine behind for two seconds, and the next start takes its place', async () => {
    using data = newDataDirectory()
    for (let round = 0; round < 2; round++) {
      await using server = await startServer(data.path)
      const { children } = await server.health()
      const engines = [children.clickhouse!.pid, children.postgres!.pid, postmasterOf(data.path)]
      assert.ok(engines.every(isRunning))
      await server.end('SIGKILL')
      await until(async () => !engines.some(isRunning), promisedMs(2_000), 'the end of the engines')
    }
  })

  test('parent and engines killed at one instant: the next start needs no hand', async () => {
    using data = newDataDirectory()
    for (let round = 0; round < 2; round++) {
      await using server = await startServer(data.path)
      const { children } = await server.health()
      // Those who watch one another may be gone before their own turn.
      for (const pid of [postmasterOf(data.path), children.postgres!.pid, children.clickhouse!.pid, server.pid]) {
        if (isRunning(pid)) process.kill(pid, 'SIGKILL')
      }
      await once(server.child, 'exit')
    }
    await using last = await startServer(data.path)
    assert.equal((await last.health()).ok, true)
  })
})

describe('the lock of a data directory', () => {
  test('a second process is refused in one sentence that names the first, which is unharmed', async () => {
    using data = newDataDirectory()
    await using server = await startServer(data.path)
    const startedAt = performance.now()
    await assert.rejects(startServer(data.path), (error: Error) => {
      assert.match(error.message, new RegExp(`already in use by process ${server.pid}, which serves ${server.url}`))
      return true
    })
    assert.ok(performance.now() - startedAt < promisedMs(15_000))
    const health = await server.health()
    assert.equal(health.ok, true)
    assert.deepEqual(
      Object.values(health.children).map(({ restarts }) => restarts),
      [0, 0],
    )
  })

  test('a lock is taken from the dead, also when their number was given to another, and never from another host', async () => {
    using data = newDataDirectory()
    const path = join(data.path, 'parcours.lock')
    const start = readFileSync(`/proc/${process.pid}/stat`, 'utf8').split(') ')[1]!.split(' ')[19]!
    const cases: readonly (readonly [string, string, boolean])[] = [
      ['nobody', JSON.stringify({ pid: 999_999_999, startedAt: '1', host: hostname() }), true],
      [
        'a number that is another process now',
        JSON.stringify({ pid: process.pid, startedAt: '1', host: hostname() }),
        true,
      ],
      ['half a lock', '{"pid":', true],
      ['nothing', '', true],
      ['this process', JSON.stringify({ pid: process.pid, startedAt: start, host: hostname() }), false],
      ['another host', JSON.stringify({ pid: 1, startedAt: '1', host: 'elsewhere' }), false],
    ]
    for (const [what, held, taken] of cases) {
      writeFileSync(path, held)
      const { outcome, end } = await takeLock(data.path)
      assert.equal(outcome, taken ? 'taken' : 'refused', what)
      await end()
    }
  })

  test('of many that find the same stale lock, one takes it', async () => {
    using data = newDataDirectory()
    const path = join(data.path, 'parcours.lock')
    for (let round = 0; round < 3; round++) {
      writeFileSync(path, JSON.stringify({ pid: 999_999_999, startedAt: '1', host: hostname() }))
      const all = await Promise.all(Array.from({ length: 6 }, () => takeLock(data.path)))
      assert.deepEqual(all.map(({ outcome }) => outcome).sort(), [...Array(5).fill('refused'), 'taken'])
      await Promise.all(all.map(({ end }) => end()))
    }
  })
})

/** Takes the lock in a process of its own, which holds it until its end is asked. */
async function takeLock(directory: string): Promise<{ readonly outcome: string; end(): Promise<void> }> {
  const lock = join(import.meta.dirname, '..', '..', 'src', 'server', 'directory-lock.ts')
  const code = `
    const { lockDirectory } = await import(${JSON.stringify(lock)})
    // Those that race begin together.
    await new Promise(resolve => setTimeout(resolve, 800 - (Date.now() % 400)))
    try {
      const lock = lockDirectory(process.argv[1])
      console.log('taken')
      process.stdin.on('end', () => lock.release()).resume()
    } catch (error) {
      console.log(/already in use by process/.test(error.message) ? 'refused' : error.message)
    }`
  const child = spawn(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', '--input-type=module', '-e', code, directory],
    { stdio: ['pipe', 'pipe', 'inherit'] },
  )
  const ended = once(child, 'close')
  const [said] = (await once(child.stdout, 'data')) as [Buffer]
  return {
    outcome: said.toString('utf8').trim(),
    end: async () => {
      child.stdin.end()
      await ended
    },
  }
}

describe('users', () => {
  test('started by root, the database runs as an unprivileged user', { skip: !isRoot && 'needs root' }, async () => {
    await using house = await openHouse()
    assert.notEqual(userOf(postmasterOf(house.dataDirectory)), 0)
    assert.deepEqual(await house.postgres.rows(postgresSql`select 1 as one`), [{ one: 1 }])
  })

  test('an ordinary user starts everything under their own name', { skip: whyNoOrdinaryUser() }, async () => {
    using data = newDataDirectory()
    const place = join(data.path, 'ordinary')
    mkdirSync(place)
    if (isRoot) chownSync(place, ordinary, ordinary)
    await using server = await startServer(place, { TMPDIR: place, HOME: place }, isRoot ? ordinary : undefined)
    assert.equal((await server.health()).ok, true)
    assert.equal(userOf(postmasterOf(place)), isRoot ? ordinary : process.getuid!())
    assert.equal((await server.end('SIGTERM')).code, 0)
  })

  test('root is told when a directory that was asked for is closed to the database', {
    skip: !isRoot && 'needs root',
  }, async () => {
    using data = newDataDirectory()
    chmodSync(data.path, 0o700)
    await assert.rejects(startServer(join(data.path, 'inside')), /which an unprivileged user cannot reach/)
    assert.ok(!existsSync(join(data.path, 'inside', 'postgres')))
  })
})

/** Whether a process of an ordinary user can read the checkout. */
function whyNoOrdinaryUser(): string | false {
  if (!isRoot) return false
  try {
    execFileSync(process.execPath, ['-e', '0'], {
      uid: ordinary,
      gid: ordinary,
      cwd: import.meta.dirname,
      stdio: 'ignore',
    })
    return false
  } catch {
    return 'an ordinary user cannot reach the checkout or the runtime'
  }
}
