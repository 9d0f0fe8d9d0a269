import { spawn } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Keeper, keepAlive } from '../child.ts'
import type { Log } from '../log.ts'
import { socketDirectory } from '../socket-directory.ts'

export type EmbeddedClickHouse = { readonly socketPath: string; readonly keeper: Keeper }

/** Starts chDB in its child process, with its files under `dataDirectory/clickhouse`. */
export async function startClickHouse(dataDirectory: string, log: Log): Promise<EmbeddedClickHouse> {
  const path = join(dataDirectory, 'clickhouse')
  mkdirSync(path, { recursive: true, mode: 0o700 })
  const socketPath = join(socketDirectory(dataDirectory), 'clickhouse.sock')
  const keeper = await keepAlive({
    name: 'The analytical store',
    start: () => startBridge(path, socketPath, log),
    end: child => child.stdin?.end(),
    graceMs: 5_000,
    onRestart: log.warn,
  })
  return { socketPath, keeper }
}

/**
 * Starts the child. One whose parent was killed while it opened its files ends only when they are open: until then it
 * holds them, and the next waits for it rather than give up. Two that live are kept apart before, by the directory's lock.
 */
async function startBridge(path: string, socketPath: string, log: Log) {
  const deadline = Date.now() + 30_000
  for (;;) {
    try {
      return await startChild(path, socketPath, log)
    } catch (error) {
      if (!/Another server instance/.test(String(error)) || Date.now() > deadline) throw error
      await new Promise(resolve => setTimeout(resolve, 200))
    }
  }
}

function startChild(path: string, socketPath: string, log: Log) {
  const bridge = fileURLToPath(new URL('./bridge.ts', import.meta.url))
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', bridge, path, socketPath], {
    stdio: ['pipe', 'ignore', 'pipe', 'ipc'],
    env: {
      PATH: process.env.PATH,
      HOME: process.env.HOME,
      NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE,
      UV_THREADPOOL_SIZE: '16',
      TZ: 'UTC',
    },
  })
  // A broken pipe at the end of the child is the end of the child, told by its exit.
  child.stdin?.on('error', () => {})
  let said = ''
  child.stderr?.on('data', (chunk: Buffer) => {
    said = (said + chunk.toString('utf8')).slice(-4000)
  })
  return new Promise<typeof child>((resolve, reject) => {
    const late = setTimeout(() => {
      child.kill('SIGKILL')
      reject(new Error('The analytical store did not start within 60 seconds.'))
    }, 60_000)
    child.once('message', () => {
      clearTimeout(late)
      child.disconnect()
      resolve(child)
    })
    child.once('exit', code => {
      clearTimeout(late)
      reject(new Error(`The analytical store ended while starting (code ${code}): ${said.trim()}`))
    })
    child.once('exit', code => {
      if (said.trim() !== '' && code !== 0) log.warn('The analytical store said', { said: said.trim().slice(-1000) })
    })
  })
}
