import { setTimeout as pause } from 'node:timers/promises'
import { workspaceByNumber } from '../../admitting/index.ts'
import { type Mail, openMail } from '../../engines/mail.ts'
import { sql } from '../../engines/postgres/index.ts'
import type { Installation, Workspace } from '../../feature.ts'
import { plainNumber } from '../../vocabulary/phone-number.ts'
import { mayStillSend } from '../inviting/may-still-send.ts'
import { type Composed, composeMessages, type Waiting, type Withheld } from './compose.ts'
import { sendMail } from './send-mail.ts'
import { sendOneSms } from './send-sms.ts'
import { carrierOf, gatewayOf, readSender, type Sender } from './senders-store.ts'
import { dueWorkspaces, endMessage, putBack, recoverMessages, roomLeft, takeMessages, untry } from './take-messages.ts'

const everyMs = 500
const together = 40
const atOnce = 4
const pausedMs = 15 * 60_000
const troubleRestMs = 2 * 60_000
const expireEveryMs = 60_000

/**
 * Sends what is queued and due. A message is taken in a commit of its own before anybody is spoken to, and marked again
 * in the instant before the carrier may have the whole of it: killed at any point, no message leaves twice.
 */
export async function sendMessages(installation: Installation, signal: AbortSignal): Promise<void> {
  await using post = openMail({ connections: atOnce })
  await recoverMessages(installation)
  let expireAt = 0
  while (!signal.aborted) {
    if (Date.now() >= expireAt) {
      await expireInvitations(installation)
      expireAt = Date.now() + expireEveryMs
    }
    let sent = 0
    for (const number of await dueWorkspaces(installation)) {
      if (signal.aborted) break
      const workspace = await workspaceByNumber(installation, number)
      if (workspace) sent += await sendSome(installation, post, workspace, signal)
    }
    if (sent === 0) await pause(everyMs, undefined, { signal }).catch(() => {})
  }
}

/** Sends a few messages of one workspace. Returns how many were taken. */
async function sendSome(
  installation: Installation,
  post: Mail,
  workspace: Workspace,
  signal: AbortSignal,
): Promise<number> {
  const { number } = workspace
  const sender = await readSender(installation, installation.postgres, number)
  const channels = channelsReady(installation, sender)
  if (channels.length === 0) return 0
  const room = await roomLeft(installation, number, sender.mail.perMinute)
  if (room === 0) return 0
  const taken = await takeMessages(installation, number, channels, Math.min(room, together))
  if (taken.length === 0) return 0
  const composed = await composeMessages(installation, workspace, taken, plainNumber)
  const left = [...composed]
  let isRefused = false
  const one = async () => {
    for (let next = left.shift(); next !== undefined; next = left.shift()) {
      // Stopping, or a carrier that will not have us: nothing further begins, and what was taken goes back untried.
      if (signal.aborted || isRefused) await putBack(installation, next.message, installation.now(), { tried: false })
      else if (!(await sendOne(installation, post, sender, next))) isRefused = true
    }
  }
  await Promise.all(Array.from({ length: atOnce }, one))
  return taken.length
}

/** The channels by which something can leave now. A carrier that refused us is left alone for a while. */
function channelsReady(installation: Installation, sender: Sender): readonly ('email' | 'sms')[] {
  const { mail, trouble } = sender
  const rests = trouble && installation.now().getTime() - Date.parse(trouble.at) < troubleRestMs
  const mailReady = mail.fromAddress !== null && carrierOf(installation, sender) !== undefined && !rests
  return [...(mailReady ? (['email'] as const) : []), ...(gatewayOf(sender) ? (['sms'] as const) : [])]
}

async function sendOne(
  installation: Installation,
  post: Mail,
  sender: Sender,
  ready: Composed | Withheld | Waiting,
): Promise<boolean> {
  const { message } = ready
  if (ready.kind === 'waiting') {
    await putBack(installation, message, new Date(installation.now().getTime() + pausedMs), { tried: false })
    return true
  }
  if (ready.kind === 'withheld') {
    await withhold(installation, ready)
    return true
  }
  if (!(await mayStillSend(installation, { workspace: message.workspace, id: message.invitation }))) {
    // Put off or called back, with its reason, by whoever decides; what is left of it in our hands leaves them here.
    await untry(installation, message)
    await endMessage(installation, message, { state: 'cancelled', said: 'answered' })
    return true
  }
  const gateway = message.channel === 'sms' ? gatewayOf(sender) : undefined
  if (gateway) {
    await sendOneSms(installation, gateway, ready)
    return true
  }
  const carrier = carrierOf(installation, sender)
  if (!carrier) throw new Error('A mail was taken that no carrier takes.')
  return sendMail(installation, post, carrier, sender, ready)
}

async function withhold(installation: Installation, { message, said }: Withheld): Promise<void> {
  switch (said) {
    case 'noAddress':
      return endMessage(installation, message, { state: 'failed', said, asked: 'failed' })
    case 'suppressed':
      return endMessage(installation, message, { state: 'cancelled', said, asked: 'refused' })
    case 'expired':
    case 'surveyClosed':
      return endMessage(installation, message, { state: 'cancelled', said, asked: 'expired' })
    case 'answered':
    case 'forgotten':
      return endMessage(installation, message, { state: 'cancelled', said })
    default:
      said satisfies never
  }
}

/** Invitations whose time is over and that nobody began to answer. */
async function expireInvitations({ postgres, now }: Installation): Promise<void> {
  await postgres.run(sql`
    update listening.invitations set state = 'expired', ended_at = ${now()}
    where state in ('queued', 'sent') and expires_at <= ${now()}`)
  await postgres.run(sql`
    update listening.messages as messages set state = 'cancelled', carrier_said = 'expired', ended_at = ${now()}
    from listening.invitations as invitations
    where messages.state = 'queued' and invitations.workspace_id = messages.workspace_id
      and invitations.invitation_id = messages.invitation_id and invitations.state = 'expired'`)
}
