import type { Drawer } from './drawer.ts'
import { plain, plainRecord, toJson } from './plain.ts'

/**
 * Messages that wait to be sent, one key each, so that two tabs never write the same one: adding is one `setItem`,
 * removing one `removeItem`, and nothing is read, changed and written back.
 *
 * At most 200 KB. When it is full the oldest messages go, and the next one says in `context.outbox.dropped` how many.
 */
export type Outbox = {
  add(message: Record<string, unknown>): void
  /** A withdrawal of consent: waits like the others, but stays when the rest is thrown away, and goes first. */
  addWithdrawal(message: Record<string, unknown>): void
  /** The next messages to send, oldest first, within one request; `except` are on their way already. */
  next(allowed: 'all' | 'withdrawals', except: ReadonlySet<string>, most?: number): readonly Waiting[]
  remove(waiting: readonly Waiting[]): void
  /** Throws away all but withdrawals. */
  empty(): void
  /** Whether this page added the message, rather than an earlier page or another tab. */
  isOurs(waiting: Waiting): boolean
}

export type Waiting = { readonly key: string; readonly text: string }

/** Bytes of UTF-8, keys included. Below 200 KB by what two tabs that add at the same instant may exceed it. */
const roomBytes = 190_000
/** The server puts larger events in quarantine; they could not be sent by a closing page either. */
const messageBytes = 32_000
/** Browsers let a closing page have 64 KB on their way. */
const requestBytes = 48_000
const requestMessages = 50

const message = 'm.'
const withdrawal = 'w.'

export function openOutbox(drawer: Drawer): Outbox {
  const tab = Math.floor(Math.random() * 0xffffff).toString(36)
  let added = 0
  /** Dropped and not yet told by a message. */
  let untold = 0

  /** Sorts by time; ends with the tab and the bytes of the message, so that making room reads no message. */
  const freshKey = (prefix: string, bytes: number) =>
    `${prefix}${pad(Date.now().toString(36), 9)}.${pad((added++).toString(36), 5)}.${tab}.${bytes}`

  const makeRoom = (bytes: number): void => {
    const keys = drawer.keys(message)
    const sizes = keys.map(key => (Number(key.split('.').pop()) || 0) + key.length + 9)
    let total = sizes.reduce((sum, size) => sum + size, bytes + 100)
    for (let place = 0; total > roomBytes && place < keys.length; place++) {
      const key = keys[place]!
      untold += 1 + droppedTold(drawer.get(key))
      drawer.remove(key)
      total -= sizes[place]!
    }
  }

  return {
    add(value) {
      const bytes = bytesOf(toJson(value))
      if (bytes > messageBytes) {
        untold++
        return
      }
      makeRoom(bytes)
      const context = untold
        ? Object.assign(plainRecord(value.context), { outbox: { dropped: untold } })
        : value.context
      untold = 0
      const text = toJson(Object.assign(Object.create(null), value, { context }))
      drawer.set(freshKey(message, bytesOf(text)), text)
    },
    addWithdrawal(value) {
      drawer.set(freshKey(withdrawal, 0), toJson(value))
    },
    next(allowed, except, most = requestMessages) {
      const keys = drawer.keys(withdrawal).concat(allowed === 'all' ? drawer.keys(message) : [])
      const batch: Waiting[] = []
      let bytes = 0
      for (const key of keys) {
        if (except.has(key)) continue
        const text = drawer.get(key)
        if (text === undefined) continue
        if (text[0] !== '{') {
          // Somebody else wrote under our prefix.
          drawer.remove(key)
          continue
        }
        bytes += bytesOf(text) + 1
        if (batch.length > 0 && (bytes > requestBytes || batch.length >= most)) break
        batch.push({ key, text })
      }
      return batch
    },
    remove(waiting) {
      for (const { key } of waiting) drawer.remove(key)
    },
    empty() {
      for (const key of drawer.keys(message)) drawer.remove(key)
    },
    isOurs: ({ key }) => key.includes(`.${tab}.`),
  }
}

/** What a dropped message had to tell about those dropped before it, so that the count is never lost with it. */
function droppedTold(text: string | undefined): number {
  try {
    const context = plainRecord(plain(JSON.parse(text ?? '')))
    return Number(plainRecord(plainRecord(context.context).outbox).dropped) || 0
  } catch {
    return 0
  }
}

function bytesOf(text: string): number {
  return new TextEncoder().encode(text).length
}

function pad(text: string, length: number): string {
  return text.padStart(length, '0')
}
