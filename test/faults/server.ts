import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as pause } from 'node:timers/promises'

/** A server in a process of its own. */
export type Server = {
  readonly url: string
  readonly key: string
  readonly secretKey: string
  readonly operatorToken: string
  readonly pid: number
  readonly dataDirectory: string
  /** How long it took from the first instruction to the first answer. */
  readonly startedInMs: number
  /** What it wrote to its log so far. */
  readonly said: () => string
  health(): Promise<Health>
  /** Sends the signal and resolves with the exit once it has ended. */
  end(signal: NodeJS.Signals): Promise<{ readonly code: number | null; readonly signal: NodeJS.Signals | null }>
  readonly child: ChildProcess
  /** Kills what still runs. */
  [Symbol.asyncDispose](): Promise<void>
}

export type Health = {
  readonly ok: boolean
  readonly postgres: boolean
  readonly clickhouse: boolean
  readonly backlog: number
  readonly children: Readonly<Record<string, { readonly pid: number; readonly restarts: number }>>
}

/** Starts a server on a data directory and waits until it serves. Root may start it as another user. */
export async function startServer(
  dataDirectory: string,
  env: Record<string, string> = {},
  uid?: number,
): Promise<Server> {
  const startedAt = performance.now()
  const child = spawn(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', join(import.meta.dirname, 'serve.ts')],
    {
      stdio: ['pipe', 'pipe', 'pipe'],
      ...(uid === undefined ? {} : { uid, gid: uid }),
      env: { ...process.env, PARCOURS_PORT: '0', PARCOURS_LOG: 'warn', ...env, PARCOURS_DATA: dataDirectory },
    },
  )
  let said = ''
  child.stderr.on('data', (chunk: Buffer) => {
    said += chunk.toString('utf8')
  })
  const ended = once(child, 'exit') as Promise<[number | null, NodeJS.Signals | null]>
  const firstLine = once(createInterface(child.stdout), 'line') as Promise<[string]>
  const ready = await Promise.race([
    firstLine.then(([line]) => JSON.parse(line) as Pick<Server, 'url' | 'key' | 'secretKey' | 'operatorToken'>),
    ended.then(([code]) => {
      throw new Error(`The server ended while starting (code ${code}): ${said}`)
    }),
  ])
  return {
    ...ready,
    pid: child.pid!,
    dataDirectory,
    startedInMs: performance.now() - startedAt,
    said: () => said,
    health: async () => {
      try {
        return (await (await fetch(`${ready.url}/health`)).json()) as Health
      } catch (cause) {
        // Whether it lives is only known a moment later.
        await pause(500)
        const end = child.exitCode ?? child.signalCode ?? 'still running'
        throw new Error(`The server did not say how it is (${end}): ${said.slice(-4000)}`, { cause })
      }
    },
    end: async signal => {
      child.kill(signal)
      const [code, by] = await ended
      return { code, signal: by }
    },
    child,
    [Symbol.asyncDispose]: async () => {
      child.kill('SIGKILL')
      await ended
    },
  }
}

/** The number of the embedded database server itself, whose parent is a shell of ours. */
export function postmasterOf(dataDirectory: string): number {
  return Number(readFileSync(join(dataDirectory, 'postgres', 'postmaster.pid'), 'utf8').split('\n')[0])
}

/** Whether a process is there and not merely waiting to be reaped. */
export function isRunning(pid: number): boolean {
  try {
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'))
  } catch {
    // No such entry: no such process.
    return false
  }
}
