import { setTimeout as pause } from 'node:timers/promises'
import type { Installation } from '../../feature.ts'
import { problem } from '../../vocabulary/problem.ts'
import { forgetOldErrors } from './import-errors.ts'
import { runImport } from './run-import.ts'
import { beginImport, endImport, type Job, openImports } from './store.ts'
import { forgetOldUploads, isHere } from './uploads.ts'

const lookMs = 2_000
/** Begun so often without bringing in one batch, an import is given up: something in it is stronger than we are. */
const mostAttempts = 10

/** Does the imports that wait, one after the other, and goes on with the one that a crash cut short. */
export async function runImports(installation: Installation, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    const job = (await openImports(installation)).find(each => isHere(installation, each.upload))
    if (job) await attempt(installation, job, signal)
    else await untilWoken(installation, signal)
  }
}

async function attempt(installation: Installation, job: Job, signal: AbortSignal): Promise<void> {
  if (job.attempts >= mostAttempts) {
    installation.log.error('An import broke again and again and was given up', { import: job.id })
    await endImport(installation, job, 'failed', problem('internal', { requestId: job.id }))
    return
  }
  if (await beginImport(installation, job)) await runImport(installation, job, signal)
}

/** Forgets files after a day and unreadable rows after a month. */
export async function forgetImported(installation: Installation, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    await forgetOldUploads(installation)
    await forgetOldErrors(installation)
    await pause(3_600_000, undefined, { signal }).catch(() => {})
  }
}

const sleepers = new WeakMap<object, () => void>()

/** An import was asked for: it begins at once. */
export function wakeImports(installation: Installation): void {
  sleepers.get(installation.postgres)?.()
}

async function untilWoken(installation: Installation, signal: AbortSignal): Promise<void> {
  const woken = new AbortController()
  sleepers.set(installation.postgres, () => woken.abort())
  await pause(lookMs, undefined, { signal: AbortSignal.any([signal, woken.signal]) }).catch(() => {})
  sleepers.delete(installation.postgres)
}
