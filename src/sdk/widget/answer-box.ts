import type { Drawer } from '../drawer.ts'
import { options } from '../plain.ts'
import { quiet } from '../quiet.ts'

/** Pages of answers on their way. Each waits in the browser until the server has it; sent twice, it is one there. */
export type AnswerBox = {
  add(form: URLSearchParams): void
  /** Sends what waits, in order. True when nothing is left. */
  send(): Promise<boolean>
  /** How many pages wait. */
  waiting(): number
}

const timeoutMs = 15_000
const longestBackOffMs = 300_000
/** The server takes no answer to what was shown longer ago. */
const keptMs = 7 * 86_400_000

/** `prefix` is of this box alone among what the browser keeps; `address` is where pages of answers are sent. */
export function openAnswerBox(address: string, prefix: string, drawer: Drawer): AnswerBox {
  let added = 0
  let failures = 0
  let running: Promise<boolean> | undefined
  let timer: ReturnType<typeof setTimeout> | undefined

  const post = async (body: string): Promise<'done' | 'failed'> => {
    const stop = new AbortController()
    const limit = setTimeout(() => stop.abort(), timeoutMs)
    try {
      const answer = await fetch(
        address,
        options<RequestInit>({
          method: 'POST',
          body,
          headers: options({ 'Content-Type': 'application/x-www-form-urlencoded' }),
          keepalive: body.length < 60_000,
          credentials: 'omit',
          cache: 'no-store',
          mode: 'cors',
          referrerPolicy: 'no-referrer',
          signal: stop.signal,
        }),
      )
      await answer.text()
      // What the server will never take is not sent again.
      const { status } = answer
      return answer.ok || (status >= 400 && status < 500 && status !== 408 && status !== 429) ? 'done' : 'failed'
    } catch {
      return 'failed'
    } finally {
      clearTimeout(limit)
    }
  }
  const sendAll = async (): Promise<boolean> => {
    for (const key of drawer.keys(prefix)) {
      const text = drawer.get(key)
      if (text === undefined) continue
      const at = Number.parseInt(key.slice(prefix.length), 36)
      if (at + keptMs > Date.now() && (await post(`${text}&waited=${Date.now() - at}`)) === 'failed') {
        failures++
        timer ??= setTimeout(quiet(again), Math.min(longestBackOffMs, 1000 * 2 ** failures))
        return false
      }
      failures = 0
      drawer.remove(key)
    }
    return true
  }
  const again = () => {
    clearTimeout(timer)
    timer = undefined
    return send()
  }
  const send = (): Promise<boolean> => {
    running ??= sendAll().finally(() => {
      running = undefined
    })
    return running
  }
  addEventListener('online', quiet(again))

  return {
    add(form) {
      // Sorts by time, so that the pages of a response arrive in order.
      const place = String(added++).padStart(3, '0')
      drawer.set(`${prefix}${Date.now().toString(36).padStart(9, '0')}.${place}`, form.toString())
    },
    waiting: () => drawer.keys(prefix).length,
    send: async () => {
      // What was added while another turn ran is not known to that one.
      await running
      return send()
    },
  }
}
