import { fork } from 'node:child_process'
import { join } from 'node:path'

/** A part of the bench in a process of its own. */
export type Child<Facts> = {
  readonly pid: number
  readonly facts: Facts
  ask<Answer>(ask: string, details?: object): Promise<Answer>
  [Symbol.asyncDispose](): Promise<void>
}

/** Starts `bench/<file>` and waits until it has told its facts. `nodeFlags` such as `--cpu-prof`. */
export async function startChild<Facts>(
  file: string,
  words: readonly string[],
  nodeFlags: readonly string[] = [],
): Promise<Child<Facts>> {
  const child = fork(join(import.meta.dirname, file), words, {
    execArgv: ['--disable-warning=ExperimentalWarning', ...nodeFlags],
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  })
  const gone = new Promise<void>(resolve => child.once('exit', () => resolve()))
  const asked = new Map<number, { done: (value: never) => void; failed: (error: Error) => void }>()
  let count = 0
  const facts = await new Promise<Facts>((resolve, reject) => {
    child.on('message', (message: { facts?: Facts; number?: number; value?: unknown; error?: string }) => {
      if (message.facts) resolve(message.facts)
      const waiting = asked.get(message.number ?? -1)
      if (!waiting) return
      asked.delete(message.number!)
      if (message.error === undefined) waiting.done(message.value as never)
      else waiting.failed(new Error(`${file}: ${message.error}`))
    })
    child.once('exit', code => {
      const error = new Error(`${file} ended with code ${code}.`)
      reject(error)
      for (const waiting of asked.values()) waiting.failed(error)
    })
  })
  return {
    pid: child.pid!,
    facts,
    ask: (ask, details = {}) =>
      new Promise((done, failed) => {
        const number = count++
        asked.set(number, { done, failed })
        child.send({ ask, number, ...details })
      }),
    [Symbol.asyncDispose]: async () => {
      if (child.connected) child.disconnect()
      const late = setTimeout(() => child.kill('SIGKILL'), 60_000)
      await gone
      clearTimeout(late)
    },
  }
}
