import { sql } from '../engines/postgres/index.ts'
import type { Installation } from '../feature.ts'
import { newId } from '../vocabulary/id.ts'
import { Problem } from '../vocabulary/problem.ts'
import type { InboxRow } from './inbox.ts'
import { sealWith } from './vault.ts'

/** Moves rows; `kept` leaves them in the inbox. `amount` is how many messages that settles, when not all are given. */
type Move = (rows: readonly InboxRow[], kept: boolean, amount?: number) => Promise<void>

/**
 * A batch that no store takes although both answer holds a message that can't be stored. It is found by moving the
 * rows one by one, and in the row that fails the messages one by one; it goes to the quarantine with its reason, and
 * the others go on. Without this, one message would stop all that arrive after it.
 */
export async function moveApart(installation: Installation, rows: readonly InboxRow[], move: Move): Promise<void> {
  for (const row of rows) {
    try {
      await move([row], false)
    } catch (error) {
      if (!isOfTheMessage(error)) throw error
      await moveMessages(installation, row, move)
    }
  }
}

async function moveMessages(installation: Installation, row: InboxRow, move: Move): Promise<void> {
  for (const message of row.messages) {
    try {
      await move([{ ...row, messages: [message] }], true)
    } catch (error) {
      if (!isOfTheMessage(error)) throw error
      // The message itself may be personal: its id and the kind of error are enough to find it.
      installation.log.error('An event could not be stored and was kept aside', {
        message: message.id,
        reason: String(error).slice(0, 200),
      })
      await keepAside(installation, row, message.value)
    }
  }
  await move([{ ...row, messages: [] }], false, row.messages.length)
}

/** Whether the stores answered and refused, rather than being away or busy. */
export function isOfTheMessage(error: unknown): boolean {
  if (error instanceof Problem) return false
  const code = String((error as { code?: unknown })?.code ?? '')
  if (/^(57P|08|53|40|55|25|ECONN|EPIPE|ENOENT|ETIMEDOUT)/.test(code)) return false
  return !/terminat|timeout|connection/i.test(String((error as { message?: unknown })?.message ?? ''))
}

async function keepAside(installation: Installation, row: InboxRow, value: unknown): Promise<void> {
  const text = JSON.stringify(value) ?? 'null'
  await installation.postgres.run(sql`
    insert into collecting.quarantine (
      id, workspace_id, source, source_channel, trusted, historical, received_at, reason, message_sealed
    )
    values (
      ${newId('qua', row.receivedAt)}, ${row.workspace}, ${row.source}, ${row.sourceChannel ?? null}, ${row.trusted},
      ${row.historical}, ${row.receivedAt}, 'not_storable', ${sealWith(installation.secret('quarantine'), Buffer.from(text, 'utf8'))}
    )`)
}
