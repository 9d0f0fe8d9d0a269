import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { join } from 'node:path'

/** Who holds a data directory. `port` is there once the holder serves. */
export type Holder = {
  readonly pid: number
  readonly startedAt: string
  readonly host: string
  readonly url?: string
  readonly operatorToken?: string
}

export type DirectoryLock = { update(facts: Partial<Holder>): void; release(): void }

/**
 * Takes the data directory for this process. One that is held by a living process is never taken: the refusal names
 * the holder. A lock left by a process that died is replaced.
 */
export function lockDirectory(directory: string): DirectoryLock {
  mkdirSync(directory, { recursive: true })
  const path = lockPath(directory)
  const own: Holder = { pid: process.pid, startedAt: startOf(process.pid), host: hostname() }
  // Written aside and linked into place, so that nobody ever reads half a lock.
  const draft = `${path}.${process.pid}`
  writeFileSync(draft, JSON.stringify(own), { mode: 0o600 })
  try {
    for (let attempt = 0; !linked(draft, path); attempt++) {
      const holder = holderOf(directory)
      if (holder) {
        throw new Error(
          `The data in ${directory} is already in use by process ${holder.pid}${holder.url ? `, which serves ${holder.url}` : ''}. Stop it first, or set PARCOURS_DATA to another directory.`,
        )
      }
      if (attempt > 200) throw new Error(`The lock ${path} could not be taken.`)
      removeStale(path, draft)
    }
  } finally {
    rmSync(draft, { force: true })
  }
  let said = own
  return {
    update: facts => {
      said = { ...said, ...facts }
      const next = `${path}.next`
      writeFileSync(next, JSON.stringify(said), { mode: 0o600 })
      renameSync(next, path)
    },
    release: () => rmSync(path, { force: true }),
  }
}

function linked(from: string, to: string): boolean {
  try {
    linkSync(from, to)
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw error
  }
}

/**
 * Removes a lock whose holder is gone. One process at a time does so: of two, the slower would otherwise remove the lock
 * that the faster has just taken.
 */
function removeStale(path: string, draft: string): void {
  const turn = `${path}.turn`
  if (!linked(draft, turn)) {
    if (!holderIn(turn)) rmSync(turn, { force: true })
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 10)
    return
  }
  if (!holderIn(path)) rmSync(path, { force: true })
  rmSync(turn, { force: true })
}

/** The living process that holds the directory, if any. */
export function holderOf(directory: string): Holder | undefined {
  return holderIn(lockPath(directory))
}

function holderIn(path: string): Holder | undefined {
  let holder: Holder
  try {
    holder = JSON.parse(readFileSync(path, 'utf8')) as Holder
  } catch {
    // No lock, or one cut short by a crash while it was written: nobody holds it.
    return undefined
  }
  if (holder.host !== hostname()) return holder
  return isAlive(holder.pid) && startOf(holder.pid) === holder.startedAt ? holder : undefined
}

const lockPath = (directory: string) => join(directory, 'parcours.lock')

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

/** When the process started, as the system counts it, so that a reused number is not taken for the holder. */
function startOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ')[19] ?? ''
  } catch {
    // Systems without /proc: the number alone has to do.
    return ''
  }
}
