import { randomUUID } from 'node:crypto'
import { audit } from '../../admitting/index.ts'
import type { AnswerOf, InputOf } from '../../contract/route.ts'
import type {
  getSending as getSendingRoute,
  SendingSettings,
  saveSending as saveSendingRoute,
  testMail as testMailRoute,
} from '../../contract/survey-sending.ts'
import { openMail } from '../../engines/mail.ts'
import type { Context, Installation } from '../../feature.ts'
import { problem } from '../../vocabulary/problem.ts'
import { carrierOf, readSender, type Sender, type SenderSecrets, tellTrouble, writeSender } from './senders-store.ts'
import { mailFaults } from './set-up-check.ts'

export async function getSending(
  context: Context,
  _input: InputOf<typeof getSendingRoute>,
): Promise<AnswerOf<typeof getSendingRoute>> {
  return faceOf(context, await readSender(context, context.postgres, context.workspace.number))
}

export async function saveSending(
  context: Context,
  { body }: InputOf<typeof saveSendingRoute>,
): Promise<AnswerOf<typeof saveSendingRoute>> {
  const { number } = context.workspace
  return context.postgres.transaction(async transaction => {
    const before = await readSender(context, transaction, number, { hold: true })
    // A password goes with the server it was given for: named anew, it must be given anew.
    const same = before.mail.server?.host === body.mail.server?.host
    const password = body.password === undefined ? (same ? before.secrets.password : undefined) : body.password
    // So does the secret of a gateway.
    const sms = body.sms ?? before.sms
    const sameGateway = before.sms.gateway === sms.gateway
    const gateway =
      body.gatewaySecret === undefined ? (sameGateway ? before.secrets.gateway : undefined) : body.gatewaySecret
    const voice = body.voiceSecret === undefined ? before.secrets.voice : body.voiceSecret
    const mailbox = body.mailbox === undefined ? before.mailbox : body.mailbox
    const sameMailbox = before.mailbox?.host === mailbox?.host
    const mailboxPassword =
      body.mailboxPassword === undefined ? (sameMailbox ? before.secrets.mailbox : undefined) : body.mailboxPassword
    const secrets: SenderSecrets = {
      password: password ?? undefined,
      gateway: gateway ?? undefined,
      voice: voice ?? undefined,
      mailbox: mailboxPassword ?? undefined,
    }
    const sender: Sender = { mail: body.mail, sms, mailbox, mailboxTrouble: undefined, secrets, trouble: undefined }
    await writeSender(context, transaction, number, sender)
    await audit(context, transaction, 'sending.set', {
      ownServer: body.mail.server !== null,
      unchecked: body.mail.server?.unchecked ?? false,
    })
    return faceOf(context, sender)
  })
}

const trial = {
  fr: {
    subject: 'Essai d’envoi de Parcours',
    text: 'Cet e-mail est un essai. S’il est arrivé, les invitations partiront de même.',
  },
  en: {
    subject: 'A test mail of Parcours',
    text: 'This mail is a test. If it arrived, invitations will leave the same way.',
  },
} as const

/** @throws problem `mail_not_ready`, `mail_refused` with the words of the server. */
export async function testMail(
  context: Context,
  { body }: InputOf<typeof testMailRoute>,
): Promise<AnswerOf<typeof testMailRoute>> {
  const { subject, text } = trial[body.language]
  const html = `<!doctype html><html lang="${body.language}"><meta charset="utf-8"><title>${subject}</title><p>${text}</p></html>`
  return sendNow(context, body.to, { subject, text, html })
}

type Words = { readonly subject: string; readonly text: string; readonly html: string }

/** Sends one mail while somebody waits for it. */
export async function sendNow(
  context: Installation & Pick<Context, 'workspace'>,
  to: string,
  words: Words,
): Promise<{ code: string }> {
  const { number } = context.workspace
  const sender = await readSender(context, context.postgres, number)
  const { mail } = sender
  const carrier = carrierOf(context, sender)
  const lacking = mailFaults(context, { ...sender, trouble: undefined }).find(({ weight }) => weight === 'error')
  if (!carrier || mail.fromAddress === null) throw problem('mail_not_ready', { reason: lacking ?? '' })
  await using post = openMail({ connections: 1 })
  const domain = mail.fromAddress.split('@')[1] ?? 'localhost'
  const outcome = await post.send(carrier, {
    from: { name: mail.fromName, address: mail.fromAddress },
    to,
    replyTo: mail.replyTo ?? undefined,
    returnPath: mail.returnPath ?? mail.fromAddress,
    messageId: `${randomUUID()}@${domain}`,
    ...words,
    headers: { 'Auto-Submitted': 'auto-generated' },
  })
  if (outcome.kind === 'refused') throw problem('mail_refused', { said: outcome.said })
  if (outcome.kind === 'unsure') throw problem('mail_refused', { said: '…' })
  // A server that takes a mail again: what waits need not rest any longer.
  if (sender.trouble) await tellTrouble(context.postgres, number, null)
  return { code: outcome.code }
}

function faceOf(context: Context, sender: Sender): SendingSettings {
  return {
    mail: sender.mail,
    hasPassword: sender.secrets.password !== undefined,
    sms: sender.sms,
    hasGatewaySecret: sender.secrets.gateway !== undefined,
    hasVoiceSecret: sender.secrets.voice !== undefined,
    mailbox: sender.mailbox,
    hasMailboxPassword: sender.secrets.mailbox !== undefined,
    hasOwnServer: context.outgoing.carrier !== undefined,
    faults: [...mailFaults(context, sender)],
  }
}
