import type { ChildProcess } from 'node:child_process'

/** A child process that is started again when it dies, with a growing pause, until it is stopped. */
export type Keeper = {
  /** The process that runs now. */
  readonly pid: () => number | undefined
  /** How many times it was started again. */
  readonly restarts: () => number
  stop(): Promise<void>
}

export type Keeping = {
  readonly name: string
  /** Starts the child and resolves when it serves. */
  readonly start: () => Promise<ChildProcess>
  /** Asks the child to end; it is killed after `graceMs`. */
  readonly end: (child: ChildProcess) => void
  readonly graceMs: number
  readonly onRestart: (message: string, facts: Readonly<Record<string, unknown>>) => void
}

/** Starts the child and keeps it alive. Five deaths within a minute make the pauses long, never endless. */
export async function keepAlive(keeping: Keeping): Promise<Keeper> {
  let stopped = false
  let restarts = 0
  let child = await keeping.start()
  let deaths: number[] = []
  const watch = (watched: ChildProcess) =>
    watched.once('exit', (code, signal) => {
      if (stopped) return
      const now = Date.now()
      deaths = [...deaths.filter(at => now - at < 60_000), now]
      const pauseMs = deaths.length > 5 ? 10_000 : 50 * 2 ** deaths.length
      keeping.onRestart(`${keeping.name} ended by itself and is started again`, { code, signal, pauseMs })
      setTimeout(() => void again(), pauseMs).unref()
    })
  const again = async (): Promise<void> => {
    if (stopped) return
    try {
      child = await keeping.start()
      restarts++
      watch(child)
    } catch (error) {
      keeping.onRestart(`${keeping.name} could not be started again yet`, { reason: String(error) })
      setTimeout(() => void again(), 2_000).unref()
    }
  }
  watch(child)
  return {
    pid: () => child.pid,
    restarts: () => restarts,
    stop: async () => {
      stopped = true
      if (child.exitCode !== null || child.signalCode !== null) return
      const gone = new Promise<void>(resolve => child.once('exit', () => resolve()))
      keeping.end(child)
      const late = setTimeout(() => child.kill('SIGKILL'), keeping.graceMs)
      await gone
      clearTimeout(late)
    },
  }
}
