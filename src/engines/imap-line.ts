import type { Socket } from 'node:net'

/** An answer of an IMAP server: its line, with what it sent by length taken out of it. */
export type ImapAnswer = { readonly line: string; readonly literals: readonly Buffer[] }

/** What a server may say before it is left: a mail of the largest size, and words around it. */
const largestAnswer = 8 * 1024 * 1024

/** Reads answers from a connection, each when it is whole. Words are bytes: a mail is never read as text here. */
export class ImapLines {
  #held: Buffer = Buffer.alloc(0)
  #ended: Error | undefined
  #wake = () => {}
  #socket: Socket
  #listeners: readonly (readonly [string, (...told: never[]) => void])[]

  constructor(socket: Socket) {
    this.#socket = socket
    const end = (error: Error) => {
      this.#ended ??= error
      this.#wake()
    }
    this.#listeners = [
      [
        'data',
        (part: Buffer) => {
          this.#held = Buffer.concat([this.#held, part])
          if (this.#held.length > largestAnswer) end(new Error('The server said more than a mail may hold'))
          this.#wake()
        },
      ],
      ['error', end],
      ['close', () => end(new Error('The server closed the connection'))],
      ['timeout', () => end(new Error('The server said nothing in time'))],
    ]
    for (const [event, listener] of this.#listeners) socket.on(event, listener as never)
  }

  /** Lets go of the connection, as when it is encrypted from here on. */
  release(): void {
    for (const [event, listener] of this.#listeners) this.#socket.off(event, listener as never)
  }

  async next(): Promise<ImapAnswer> {
    let line = ''
    const literals: Buffer[] = []
    for (;;) {
      const end = await this.#until(held => held.indexOf('\r\n'))
      const text = this.#held.subarray(0, end).toString('latin1')
      this.#held = this.#held.subarray(end + 2)
      const length = /\{(\d{1,9})\}$/.exec(text)?.[1]
      line += length === undefined ? text : text.slice(0, text.lastIndexOf('{'))
      if (length === undefined) return { line, literals }
      const size = Number(length)
      if (size > largestAnswer) throw new Error('The server sends more than a mail may hold')
      await this.#until(held => (held.length >= size ? 0 : -1))
      literals.push(Buffer.from(this.#held.subarray(0, size)))
      this.#held = this.#held.subarray(size)
    }
  }

  async #until(found: (held: Buffer) => number): Promise<number> {
    for (;;) {
      const at = found(this.#held)
      if (at >= 0) return at
      if (this.#ended) throw this.#ended
      await new Promise<void>(wake => {
        this.#wake = wake
      })
    }
  }
}
