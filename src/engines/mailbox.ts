import { connect, isIP, type Socket } from 'node:net'
import { connect as connectTls } from 'node:tls'
import { type ImapAnswer, ImapLines } from './imap-line.ts'
import type { Carrier } from './mail.ts'
import { guardedSocket } from './mail.ts'

/** A mailbox that is read by IMAP (RFC 9051, and RFC 3501 before it), spoken to as a carrier is. */
export type Mailbox = Carrier & { readonly folder: string }

const silenceMs = 30_000

/** What a server answered to a command with other than OK: its own words, which may hold an address. */
export class MailboxRefused extends Error {
  readonly at: 'signIn' | 'folder' | 'reading'
  constructor(at: MailboxRefused['at'], said: string) {
    super(said.slice(0, 300))
    this.at = at
  }
}

/**
 * Gives each mail that was not read yet to `take`, the oldest first and at most `most`, and marks it as read once it was
 * taken: cut short in between, it is given again. Mail larger than `largest` bytes is marked and not given. Tells how many
 * were taken.
 */
export async function readMailbox(
  mailbox: Mailbox,
  { most, largest, signal }: { readonly most: number; readonly largest: number; readonly signal: AbortSignal },
  take: (mail: Buffer) => Promise<void>,
): Promise<number> {
  await using session = await openSession(mailbox)
  await session.say('signIn', 'LOGIN ', literal(mailbox.user ?? ''), ' ', literal(mailbox.password ?? ''))
  await session.say('folder', `SELECT ${quoted(mailbox.folder)}`)
  const found = await session.say('reading', 'UID SEARCH UNSEEN')
  const uids = found
    .flatMap(({ line }) => /^\* SEARCH((?: \d+)+)/i.exec(line)?.[1]?.trim().split(' ') ?? [])
    .slice(0, most)
  let taken = 0
  for (const uid of uids) {
    if (signal.aborted) break
    const sized = await session.say('reading', `UID FETCH ${uid} (RFC822.SIZE)`)
    const size = Number(sized.map(({ line }) => /RFC822\.SIZE (\d+)/i.exec(line)?.[1]).find(Boolean) ?? 0)
    if (size <= largest) {
      const [mail] = (await session.say('reading', `UID FETCH ${uid} (BODY.PEEK[])`)).flatMap(one => one.literals)
      if (!mail) continue
      await take(mail)
      taken++
    }
    await session.say('reading', `UID STORE ${uid} +FLAGS.SILENT (\\Seen)`)
  }
  await session.say('reading', 'LOGOUT').catch(() => {})
  return taken
}

type Literal = { readonly bytes: Buffer }
const literal = (text: string): Literal => ({ bytes: Buffer.from(text, 'utf8') })
const quoted = (text: string) => `"${text.replace(/[\\"]/g, sign => `\\${sign}`)}"`

async function openSession(mailbox: Mailbox) {
  let socket = await opened(mailbox)
  let lines = new ImapLines(socket)
  let number = 0
  const say = async (at: MailboxRefused['at'], ...parts: readonly (string | Literal)[]) => {
    const tag = `P${++number}`
    const answers: ImapAnswer[] = []
    socket.write(`${tag} `)
    for (const part of parts) {
      if (typeof part === 'string') {
        socket.write(part)
        continue
      }
      // By its length, so that no sign of a password means anything; the server says when it is ready for it.
      socket.write(`{${part.bytes.length}}\r\n`)
      for (let answer = await lines.next(); !answer.line.startsWith('+'); answer = await lines.next())
        if (answer.line.startsWith(`${tag} `)) throw new MailboxRefused(at, answer.line)
      socket.write(part.bytes)
    }
    socket.write('\r\n')
    for (;;) {
      const answer = await lines.next()
      if (!answer.line.startsWith(`${tag} `)) answers.push(answer)
      else if (/^\S+ OK/i.test(answer.line)) return answers
      else throw new MailboxRefused(at, answer.line)
    }
  }
  try {
    const greeting = await lines.next()
    if (!/^\* (OK|PREAUTH)/i.test(greeting.line)) throw new MailboxRefused('signIn', greeting.line)
    if (mailbox.security === 'starttls') {
      await say('signIn', 'STARTTLS')
      lines.release()
      socket = await encrypted(mailbox, socket)
      lines = new ImapLines(socket)
    }
  } catch (error) {
    socket.destroy()
    throw error
  }
  return {
    say,
    [Symbol.asyncDispose]: async () => {
      socket.destroy()
    },
  }
}

async function opened(mailbox: Mailbox): Promise<Socket> {
  const { host, port, security, guarded } = mailbox
  const plain = guarded ? await guardedSocket(host, port) : connect({ host, port })
  plain.setTimeout(silenceMs)
  if (security === 'tls') return encrypted(mailbox, plain)
  if (!guarded) await once(plain, 'connect')
  return plain
}

async function encrypted({ host, authority, unchecked }: Mailbox, socket: Socket): Promise<Socket> {
  const secure = connectTls({
    socket,
    ...(isIP(host) === 0 ? { servername: host } : {}),
    minVersion: 'TLSv1.2',
    ...(authority ? { ca: authority } : {}),
    rejectUnauthorized: !unchecked,
  })
  secure.setTimeout(silenceMs)
  await once(secure, 'secureConnect')
  return secure
}

function once(socket: Socket, event: 'connect' | 'secureConnect'): Promise<void> {
  return new Promise((done, fail) => {
    const late = () => socket.destroy(new Error('No connection within thirty seconds'))
    socket.once('timeout', late)
    socket.once('error', fail)
    socket.once(event, () => {
      socket.off('timeout', late)
      socket.off('error', fail)
      done()
    })
  })
}
