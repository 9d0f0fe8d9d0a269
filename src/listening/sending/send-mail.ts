import type { Carrier, Mail, OutgoingMail } from '../../engines/mail.ts'
import type { Installation } from '../../feature.ts'
import { tokenHash } from '../tokens.ts'
import type { Composed } from './compose.ts'
import { judgeRefusal, waitAfter } from './judge-refusal.ts'
import { type Sender, tellTrouble } from './senders-store.ts'
import { suppress } from './suppressed.ts'
import { cancelQueued, endMessage, handOver, putBack } from './take-messages.ts'
import { type LetterFor, writeLetter } from './write-mail.ts'

/** How long a server that will not have us is left alone. */
const carrierRestMs = 2 * 60_000

/** A mail in the workspace's name. Only `to` and the words are anybody's in particular. */
function mailOf(
  { mail }: Sender,
  letter: LetterFor & { readonly to: string; readonly id: string; readonly token: string },
): OutgoingMail {
  const { fromName, fromAddress, replyTo, returnPath } = mail
  if (fromAddress === null) throw new Error('A mail was to leave in nobody’s name.')
  const domain = fromAddress.split('@')[1] ?? 'localhost'
  const back = returnPath ?? fromAddress
  return {
    from: { name: fromName, address: fromAddress },
    to: letter.to,
    replyTo: replyTo ?? undefined,
    returnPath: back,
    messageId: `${letter.id}@${domain}`,
    ...writeLetter(letter),
    headers: {
      // No machine is to answer this (RFC 3834), nor an absent person's.
      'Auto-Submitted': 'auto-generated',
      'X-Auto-Response-Suppress': 'OOF, AutoReply',
      'X-Parcours-Message': letter.id,
      'List-Unsubscribe': `<${letter.unsubscribe}>, <mailto:${back}?subject=unsubscribe%20${letter.token}>`,
      'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
    },
  }
}

/** Sends one mail and writes down what became of it. False when the carrier takes nothing from us at the moment. */
export async function sendMail(
  installation: Installation,
  post: Mail,
  carrier: Carrier,
  sender: Sender,
  composed: Composed,
): Promise<boolean> {
  const { message, survey, texts, tongue, to, firstName, token, link, unsubscribe, version } = composed
  const { workspace } = message
  const mail = mailOf(sender, {
    survey,
    texts,
    kind: message.kind,
    tongue,
    firstName,
    from: sender.mail.fromName || (sender.mail.fromAddress ?? ''),
    link,
    unsubscribe,
    to,
    id: message.id,
    token,
  })
  const facts = {
    addressToken: composed.addressToken,
    carrierId: mail.messageId,
    tokenHash: tokenHash(installation, token),
    language: tongue,
    version,
  }
  let isTakenBack = false
  const outcome = await post.send(carrier, mail, async () => {
    if (await handOver(installation, message, facts)) return
    isTakenBack = true
    throw new Error('The message was taken back.')
  })
  if (isTakenBack) {
    await endMessage(installation, message, { state: 'cancelled', said: 'suppressed', asked: 'refused' })
    return true
  }
  if (outcome.kind === 'taken') {
    if (sender.trouble) await tellTrouble(installation.postgres, workspace, null)
    await endMessage(installation, message, { state: 'sent', said: outcome.code, asked: 'sent' })
    return true
  }
  if (outcome.kind === 'unsure') {
    await endMessage(installation, message, { state: 'sent', said: 'unconfirmed', asked: 'sent' })
    return true
  }
  const { code } = outcome
  const now = installation.now()
  switch (judgeRefusal(outcome)) {
    case 'dead':
      await endMessage(installation, message, { state: 'bounced', said: code, asked: 'bounced' }, async transaction => {
        await suppress(installation, transaction, workspace, {
          channel: 'email',
          token: composed.addressToken,
          address: to,
          reason: 'bounced',
        })
        await cancelQueued(transaction, now, { workspace, invitation: message.invitation }, 'bounced')
      })
      return true
    case 'later': {
      const wait = waitAfter(message.attempts)
      if (wait === undefined) await endMessage(installation, message, { state: 'failed', said: code, asked: 'failed' })
      else await putBack(installation, message, new Date(now.getTime() + wait), { said: code })
      return true
    }
    case 'never':
      await endMessage(installation, message, { state: 'failed', said: code, asked: 'failed' })
      return true
    case 'carrier':
      await tellTrouble(installation.postgres, workspace, { at: now.toISOString(), where: outcome.at, code })
      await putBack(installation, message, new Date(now.getTime() + carrierRestMs), { said: code, tried: false })
      return false
  }
}
