import { setTimeout as pause } from 'node:timers/promises'
import { sql } from '../engines/postgres/index.ts'
import type { Installation } from '../feature.ts'

const ledgerTurnDays = 4

/** Looks every hour whether the ledger of message ids is to be turned. */
export async function keepLedger(installation: Installation, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    if (await turnLedger(installation)) installation.log.info('The ledger of message ids was turned')
    await pause(3_600_000, undefined, { signal }).catch(() => {})
  }
}

/** Every few days the older generation of the ledger is emptied and the two change places. */
export async function turnLedger(installation: Installation): Promise<boolean> {
  return installation.postgres.transaction(async transaction => {
    const due = await transaction.first(sql<{ due: boolean }>`
      select turned_at < ${installation.now()}::timestamptz - make_interval(days => ${ledgerTurnDays}) as due
      from collecting.ledger_turns
      for update`)
    if (!due?.due) return false
    await transaction.run(sql`truncate collecting.seen_previous`)
    await transaction.run(sql`alter table collecting.seen_previous rename to seen_turning`)
    await transaction.run(sql`alter table collecting.seen_current rename to seen_previous`)
    await transaction.run(sql`alter table collecting.seen_turning rename to seen_current`)
    await transaction.run(sql`update collecting.ledger_turns set turned_at = ${installation.now()}`)
    return true
  })
}
