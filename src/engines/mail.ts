import { lookup } from 'node:dns/promises'
import { connect, isIP, type Socket } from 'node:net'
import { Readable } from 'node:stream'
import { createTransport, type Transporter } from 'nodemailer'
import MailComposer from 'nodemailer/lib/mail-composer'
import type { SMTPTransportGetSocket } from 'nodemailer/lib/smtp-transport'
import { problem } from '../vocabulary/problem.ts'
import { checkedLookup, isPublicAddress } from './egress.ts'

/** A mail server that takes what is sent, and how it is spoken to. */
export type Carrier = {
  readonly host: string
  readonly port: number
  /** `tls` from the first byte; `starttls` before anything is said, or nothing is; `none` in the clear. */
  readonly security: 'tls' | 'starttls' | 'none'
  readonly user?: string | undefined
  readonly password?: string | undefined
  /** A certificate (PEM) that is trusted besides those of the system. */
  readonly authority?: string | undefined
  /** Whoever answers is believed. For a server on the same wire, and said wherever it is set. */
  readonly unchecked?: boolean | undefined
  /** Given by people rather than by the operator: only addresses of the public Internet are spoken to. */
  readonly guarded?: boolean | undefined
}

export type OutgoingMail = {
  readonly from: { readonly name: string; readonly address: string }
  readonly to: string
  readonly replyTo?: string | undefined
  /** Where word comes back when it can't be delivered. */
  readonly returnPath: string
  /** Without angle brackets; the same one however often it is tried. */
  readonly messageId: string
  readonly subject: string
  readonly text: string
  readonly html: string
  readonly headers?: Readonly<Record<string, string>>
}

/**
 * What became of it. `refused`: by whom it was asked, and with which code. `unsure`: the whole of it was handed over and
 * no answer came, so it may have been taken. `said` are the server's words; they may hold an address and are not for logs.
 */
export type MailOutcome =
  | { readonly kind: 'taken'; readonly code: string }
  | { readonly kind: 'unsure' }
  | {
      readonly kind: 'refused'
      readonly at: 'connection' | 'signIn' | 'sender' | 'recipient' | 'message'
      readonly code: string
      readonly said: string
    }

export type Mail = {
  /**
   * Hands one mail to a server. `beforeLast` is waited for when all of it but its end was written: until then the server
   * can't have taken it.
   */
  send(carrier: Carrier, mail: OutgoingMail, beforeLast?: () => Promise<void>): Promise<MailOutcome>
  [Symbol.asyncDispose](): Promise<void>
}

const bounds = { connectionTimeout: 10_000, greetingTimeout: 10_000, socketTimeout: 45_000, dnsTimeout: 5_000 }
const keptCarriers = 50

/** Keeps connections to the servers it spoke to last. */
export function openMail({ connections = 4 }: { readonly connections?: number } = {}): Mail {
  const opened = new Map<string, Transporter>()
  const transportTo = (carrier: Carrier) => {
    const key = JSON.stringify(carrier)
    const known = opened.get(key)
    if (known) return known
    for (const [old, transport] of opened) {
      if (opened.size < keptCarriers) break
      transport.close()
      opened.delete(old)
    }
    const transport = transportOf(carrier, connections)
    opened.set(key, transport)
    return transport
  }
  return {
    send: async (carrier, mail, beforeLast = async () => {}) => {
      let handed = false
      try {
        const written = await composed(mail)
        async function* parts() {
          yield written
          await beforeLast()
          handed = true
        }
        const envelope = { from: mail.returnPath, to: [mail.to] }
        const { response } = await transportTo(carrier).sendMail({
          raw: Readable.from(parts(), { objectMode: false }),
          envelope,
        })
        return { kind: 'taken', code: codeIn(response ?? '') }
      } catch (error) {
        return outcomeOf(error, handed)
      }
    },
    [Symbol.asyncDispose]: async () => {
      for (const transport of opened.values()) transport.close()
      opened.clear()
    },
  }
}

function transportOf(carrier: Carrier, connections: number): Transporter {
  const { host, port, security, user, password, authority, unchecked } = carrier
  return createTransport({
    ...bounds,
    host,
    port,
    secure: security === 'tls',
    requireTLS: security === 'starttls',
    ignoreTLS: security === 'none',
    ...(user ? { auth: { user, pass: password ?? '' } } : {}),
    tls: { minVersion: 'TLSv1.2', ...(authority ? { ca: authority } : {}), rejectUnauthorized: !unchecked },
    pool: true,
    maxConnections: connections,
    maxMessages: 500,
    // What may have been taken is never handed over a second time behind our back.
    maxRequeues: 0,
    idleTimeout: 20_000,
    disableFileAccess: true,
    disableUrlAccess: true,
    ...(carrier.guarded
      ? {
          getSocket: ((_, callback) => {
            guardedSocket(host, port).then(
              connection => callback(null, { connection }),
              error => callback(error as Error),
            )
          }) satisfies SMTPTransportGetSocket,
        }
      : {}),
  })
}

/** A connection to an address of the public Internet: the address that is connected to is the one that was judged. */
export async function guardedSocket(host: string, port: number): Promise<Socket> {
  const refused = () => problem('egress_refused', { host, reason: 'it is not an address of the public Internet' })
  if (isIP(host) !== 0 && !isPublicAddress(host)) throw refused()
  const resolve = async (name: string) => (await lookup(name, { all: true })).map(({ address }) => address)
  return new Promise((done, fail) => {
    const socket = connect({ host, port, lookup: checkedLookup(resolve, isPublicAddress) })
    socket.setTimeout(bounds.connectionTimeout, () => socket.destroy(new Error('No connection within ten seconds')))
    socket.once('error', fail)
    socket.once('connect', () => {
      socket.setTimeout(0)
      socket.off('error', fail)
      done(socket)
    })
  })
}

function composed(mail: OutgoingMail): Promise<Buffer> {
  const { from, replyTo, messageId, subject, text, html, headers = {} } = mail
  const message = new MailComposer({
    from: { name: oneLine(from.name), address: from.address },
    to: { name: '', address: mail.to },
    ...(replyTo ? { replyTo: { name: '', address: replyTo } } : {}),
    messageId: `<${messageId}>`,
    subject: oneLine(subject),
    text,
    html,
    headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, oneLine(value)])),
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  return message.compile().build()
}

/** What stands in a header is one line: a name or a subject must not begin another header. */
function oneLine(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the ones taken out.
  return text.replace(/[\u0000-\u001f\u007f\u2028\u2029]+/g, ' ').trim()
}

type Refusal = { code?: unknown; command?: unknown; responseCode?: unknown; response?: unknown; message?: unknown }

function outcomeOf(error: unknown, handed: boolean): MailOutcome {
  const { code, command, responseCode, response, message } = (error ?? {}) as Refusal
  const answered = typeof responseCode === 'number'
  // The end of it was sent, and the line broke before an answer: nobody can say whether it was taken.
  if (handed && !answered) return { kind: 'unsure' }
  const said = String(response ?? message ?? error).slice(0, 500)
  return {
    kind: 'refused',
    at: placeOf(String(code), String(command), answered),
    code: answered ? codeIn(String(response)) || String(responseCode) : String(code ?? 'EUNKNOWN').slice(0, 40),
    said,
  }
}

function placeOf(code: string, command: string, answered: boolean) {
  if (code === 'EAUTH' || code === 'ENOAUTH') return 'signIn'
  if (command === 'MAIL FROM') return 'sender'
  if (command === 'RCPT TO') return 'recipient'
  if (code === 'EENVELOPE' && command === 'API') return 'recipient'
  return answered && command === 'DATA' ? 'message' : 'connection'
}

/** The codes at the head of an answer, `550 5.1.1`, and nothing of its words. */
function codeIn(response: string): string {
  const [, code = '', enhanced = ''] = /^(\d{3})(?:[ -](\d\.\d{1,3}\.\d{1,3}))?/.exec(response) ?? []
  return [code, enhanced].filter(Boolean).join(' ')
}

/**
 * The server of `PARCOURS_SMTP_URL`: `smtps://user:password@host:465`, `smtp://host:587` (STARTTLS, unless `?tls=none`).
 * `?check=off` believes any certificate.
 */
export function carrierOfUrl(address: string, authority?: string): Carrier {
  const url = URL.parse(address)
  if (!url || (url.protocol !== 'smtp:' && url.protocol !== 'smtps:') || url.hostname === '')
    throw new Error('PARCOURS_SMTP_URL must be smtp://host:port or smtps://host:port.')
  const security = url.protocol === 'smtps:' ? 'tls' : url.searchParams.get('tls') === 'none' ? 'none' : 'starttls'
  return {
    host: url.hostname.replace(/^\[|\]$/g, ''),
    port: Number(url.port) || (security === 'tls' ? 465 : 587),
    security,
    ...(url.username ? { user: decodeURIComponent(url.username), password: decodeURIComponent(url.password) } : {}),
    ...(authority ? { authority } : {}),
    ...(url.searchParams.get('check') === 'off' ? { unchecked: true } : {}),
  }
}
