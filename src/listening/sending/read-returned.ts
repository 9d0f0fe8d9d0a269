import { setTimeout as pause } from 'node:timers/promises'
import { type Mailbox, MailboxRefused, readMailbox } from '../../engines/mailbox.ts'
import { sql } from '../../engines/postgres/index.ts'
import type { Installation } from '../../feature.ts'
import { readSender, type Sender } from './senders-store.ts'
import { takeInbound } from './take-inbound.ts'

const everyMs = 60_000
const lookEveryMs = 1000
const most = 200
export const longestMail = 4 * 1024 * 1024

/** The mailbox that a workspace's mail comes back to; none until it is named. */
function mailboxOf({ outgoing }: Pick<Installation, 'outgoing'>, { mailbox, secrets }: Sender): Mailbox | undefined {
  if (mailbox === null) return undefined
  const { host, port, security, user, authority, unchecked, folder } = mailbox
  return {
    host,
    port,
    security,
    folder,
    user: user ?? '',
    password: secrets.mailbox ?? '',
    ...(authority ? { authority } : {}),
    unchecked,
    guarded: !outgoing.privateHosts,
  }
}

/**
 * Reads mail that came back, by the rules of the inbound door. A mail is marked as read once it was taken, and taking one
 * again changes nothing: killed in between, it is only read once more.
 */
export async function readReturned(installation: Installation, signal: AbortSignal): Promise<void> {
  const due = new Map<string, number>()
  while (!signal.aborted) {
    const workspaces = await installation.postgres.rows(sql<{ workspace_id: number; changed_at: Date }>`
      select workspace_id, changed_at from listening.senders where settings -> 'mailbox' ->> 'host' is not null`)
    for (const { workspace_id: number, changed_at: changedAt } of workspaces) {
      if (signal.aborted) return
      // At once where the settings were just changed.
      const key = `${number} ${changedAt.getTime()}`
      if (Date.now() < (due.get(key) ?? 0)) continue
      await readOnce(installation, number, signal)
      due.set(key, Date.now() + everyMs)
    }
    await pause(lookEveryMs, undefined, { signal }).catch(() => {})
  }
}

/** Reads what is new in the mailbox of one workspace, and notes how that went. */
async function readOnce(installation: Installation, workspace: number, signal: AbortSignal): Promise<number> {
  const { postgres, now, log } = installation
  const mailbox = mailboxOf(installation, await readSender(installation, postgres, workspace))
  if (!mailbox) return 0
  const note = (state: object) =>
    postgres.run(sql`
      update listening.senders set mailbox_state = ${JSON.stringify({ at: now().toISOString(), ...state })}::jsonb
      where workspace_id = ${workspace}`)
  try {
    const taken = await readMailbox(mailbox, { most, largest: longestMail, signal }, async mail => {
      await takeInbound(installation, workspace, mail)
    })
    await note({ code: null })
    return taken
  } catch (error) {
    const code = error instanceof MailboxRefused ? error.at : 'connection'
    // The words of a server may hold an address.
    log.warn('A mailbox could not be read', { workspace, at: code })
    await note({ code })
    return 0
  }
}
