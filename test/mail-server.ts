import type { AddressInfo } from 'node:net'
import PostalMime, { type Email } from 'postal-mime'
import { SMTPServer } from 'smtp-server'

/** A mail as it arrived: whom it was for, where word of failure goes, and what it says. */
export type Delivered = {
  readonly to: string
  readonly returnPath: string
  readonly mail: Email
  readonly raw: string
}

export type MailServer = {
  readonly port: number
  readonly delivered: readonly Delivered[]
  /** What the server says of a recipient, once asked; undefined takes the mail. */
  refuse: (to: string) => { readonly code: number; readonly text: string } | undefined
  /** Waited for before the end of a mail is answered. */
  beforeTaking: (to: string) => Promise<void>
  clear(): void
  [Symbol.asyncDispose](): Promise<void>
}

/** A real mail server on a port of its own. */
export async function openMailServer(): Promise<MailServer> {
  const delivered: Delivered[] = []
  const opened: { refuse: MailServer['refuse']; beforeTaking: MailServer['beforeTaking'] } = {
    refuse: () => undefined,
    beforeTaking: async () => {},
  }
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    logger: false,
    onRcptTo: ({ address }, _session, done) => {
      const refused = opened.refuse(address)
      done(refused ? Object.assign(new Error(refused.text), { responseCode: refused.code }) : undefined)
    },
    onData: (stream, session, done) => {
      const parts: Buffer[] = []
      stream.on('data', (part: Buffer) => parts.push(part))
      stream.on('end', async () => {
        const raw = Buffer.concat(parts)
        const { mailFrom, rcptTo } = session.envelope
        const to = rcptTo[0]?.address ?? ''
        await opened.beforeTaking(to)
        delivered.push({
          to,
          returnPath: mailFrom ? mailFrom.address : '',
          mail: await PostalMime.parse(raw),
          raw: raw.toString('utf8'),
        })
        done(null, 'taken')
      })
    },
  })
  server.on('error', () => {})
  await new Promise<void>(listening => server.listen(0, '127.0.0.1', listening))
  return Object.assign(opened, {
    port: (server.server.address() as AddressInfo).port,
    delivered,
    clear: () => {
      delivered.length = 0
    },
    [Symbol.asyncDispose]: () => new Promise<void>(closed => server.close(() => closed())),
  })
}
