/**
 * Both stores in a process of their own, as somebody else's servers would be: prints their addresses as one line of
 * JSON and serves until its input closes.
 */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { openLog } from '../../src/engines/log.ts'
import { startPostgres } from '../../src/engines/postgres/embedded.ts'

const [dataDirectory] = process.argv.slice(2) as [string]
const { connection, keeper } = await startPostgres(dataDirectory, openLog('warn'))
const clickhouseData = join(dataDirectory, 'clickhouse')
mkdirSync(clickhouseData, { recursive: true })
const bridge = spawn(
  process.execPath,
  [
    '--disable-warning=ExperimentalWarning',
    join(import.meta.dirname, '..', '..', 'src', 'engines', 'clickhouse', 'bridge.ts'),
    clickhouseData,
    '127.0.0.1:0',
  ],
  { stdio: ['pipe', 'ignore', 'inherit', 'ipc'], env: { ...process.env, UV_THREADPOOL_SIZE: '16', TZ: 'UTC' } },
)
const [ready] = (await once(bridge, 'message')) as [{ address: { port: number } }]
const { user, password, database, host } = connection
const databaseUrl = `postgresql://${user}:${password}@/${database}?host=${encodeURIComponent(String(host))}`
process.stdout.write(`${JSON.stringify({ databaseUrl, clickhouseUrl: `http://127.0.0.1:${ready.address.port}` })}\n`)
process.stdin
  .on('end', () => {
    bridge.stdin?.end()
    void keeper.stop().then(() => process.exit(0))
  })
  .resume()
