import { type AddressInfo, createServer, type Socket } from 'node:net'

/** A mailbox that speaks as much IMAP as reading new mail asks for. */
export type MailboxServer = {
  readonly port: number
  readonly mails: { readonly raw: string; seen: boolean }[]
  /** Every command, without what was said by length. */
  readonly said: string[]
  [Symbol.asyncDispose](): Promise<void>
}

export async function openMailboxServer(user: string, password: string): Promise<MailboxServer> {
  const mails: MailboxServer['mails'] = []
  const said: string[] = []
  const open = new Set<Socket>()
  const server = createServer(socket => {
    open.add(socket)
    socket.on('close', () => open.delete(socket))
    socket.on('error', () => {})
    serve(socket, { mails, said, user, password })
  })
  await new Promise<void>(listening => server.listen(0, '127.0.0.1', listening))
  return {
    port: (server.address() as AddressInfo).port,
    mails,
    said,
    [Symbol.asyncDispose]: () => {
      for (const socket of open) socket.destroy()
      return new Promise<void>(closed => server.close(() => closed()))
    },
  }
}

type Held = Pick<MailboxServer, 'mails' | 'said'> & { readonly user: string; readonly password: string }

function serve(socket: Socket, { mails, said, user, password }: Held): void {
  const say = (line: string) => socket.write(`${line}\r\n`)
  let held = ''
  let command = ''
  let literals: string[] = []
  /** Of what is said by length, what has not come yet. */
  let awaited = -1
  const answer = (tag: string, told: string) => {
    said.push(told)
    const uid = Number(/^UID \w+ (\d+)/.exec(told)?.[1])
    const mail = mails[uid - 1]
    if (told.startsWith('LOGIN'))
      return say(literals[0] === user && literals[1] === password ? `${tag} OK in` : `${tag} NO [AUTHENTICATIONFAILED]`)
    if (told.startsWith('SELECT')) return say(told.includes('INBOX') ? `* 9 EXISTS\r\n${tag} OK` : `${tag} NO none`)
    if (told.startsWith('UID SEARCH'))
      return say(`* SEARCH${mails.map(({ seen }, at) => (seen ? '' : ` ${at + 1}`)).join('')}\r\n${tag} OK`)
    if (told.includes('RFC822.SIZE'))
      return say(`* ${uid} FETCH (UID ${uid} RFC822.SIZE ${mail?.raw.length})\r\n${tag} OK`)
    if (told.includes('BODY.PEEK'))
      return say(`* ${uid} FETCH (UID ${uid} BODY[] {${mail?.raw.length}}\r\n${mail?.raw})\r\n${tag} OK`)
    if (told.startsWith('UID STORE') && mail) mail.seen = true
    return say(`${tag} OK`)
  }
  const read = (): boolean => {
    if (awaited >= 0) {
      if (held.length < awaited) return false
      literals.push(held.slice(0, awaited))
      held = held.slice(awaited)
      awaited = -1
      return true
    }
    const end = held.indexOf('\r\n')
    if (end < 0) return false
    command += held.slice(0, end)
    held = held.slice(end + 2)
    const size = /\{(\d+)\}$/.exec(command)?.[1]
    if (size !== undefined) {
      awaited = Number(size)
      command = command.slice(0, command.lastIndexOf('{'))
      say('+ go on')
      return true
    }
    const [tag = '', ...words] = command.split(' ')
    answer(tag, words.join(' '))
    command = ''
    literals = []
    return true
  }
  socket.on('data', (part: Buffer) => {
    held += part.toString('latin1')
    while (read());
  })
  say('* OK ready')
}
