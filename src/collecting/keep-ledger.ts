import { setTimeout as pause } from 'node:timers/promises'
import type { Installation } from '../feature.ts'
import { turnLedger } from './arrivals.ts'

/** Looks every hour whether the ledger of message ids is to be turned. */
export async function keepLedger(installation: Installation, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    if (await turnLedger(installation)) installation.log.info('The ledger of message ids was turned')
    await pause(3_600_000, undefined, { signal }).catch(() => {})
  }
}
