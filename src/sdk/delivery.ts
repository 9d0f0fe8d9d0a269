import type { Drawer } from './drawer.ts'
import type { Outbox, Waiting } from './outbox.ts'
import { options, toJson, uuid } from './plain.ts'
import { quiet } from './quiet.ts'

/** The way from the outbox to the server. Nothing here throws or rejects. */
export type Delivery = {
  /** Sends soon: what happens in the same half second travels together. */
  soon(): void
  /** Sends now, as far as back-off allows; settles when the outbox is empty or the server can't be reached. */
  flush(): Promise<void>
  /** The page is closing: hands what this page added to the browser. It stays in the outbox, unconfirmed. */
  leave(): void
  /** The page was kept by the browser and is shown again. */
  comeBack(): void
}

const gatherMs = 500
const timeoutMs = 15_000
const longestBackOffMs = 300_000
/** After an answer that only the operator can change: an unknown key, a wrong address. */
const refusedMs = 600_000
/** How long other tabs may need to see that a message was removed. */
const settleMs = 60
/** One turn ends well before the lease that stands in for a lock. */
const turnMs = 10_000
const leaseMs = turnMs + timeoutMs + 5_000

type Outcome = 'delivered' | 'too-large' | 'failed'

export function openDelivery(
  { host, writeKey }: { host: string; writeKey: string },
  outbox: Outbox,
  drawer: Drawer,
  allowed: () => 'all' | 'withdrawals',
): Delivery {
  /** Messages on their way from this page, and those given to the browser by `leave`. */
  const onTheirWay = new Set<string>()
  const handedOver = new Set<string>()
  const except = new Set<string>()
  let failures = 0
  /** Where back-off ends after failures, and where it ends after an answer that a repetition won't change. */
  let notBefore = 0
  let refusedUntil = 0
  let blocked = false
  let most: number | undefined
  let timer: ReturnType<typeof setTimeout> | undefined
  let running: Promise<void> | undefined

  // A content security policy that does not name the host will not change while the page lives: no more attempts.
  const origin = new URL(host).origin
  document.addEventListener(
    'securitypolicyviolation',
    quiet((event: SecurityPolicyViolationEvent) => {
      if (event.effectiveDirective === 'connect-src' && event.blockedURI.startsWith(origin)) blocked = true
    }),
  )
  addEventListener(
    'online',
    quiet(() => {
      failures = notBefore = 0
      flush()
    }),
  )

  const toldToWaitMs = () => Math.max(refusedUntil, Number(drawer.get('pause')) || 0) - Date.now()
  const waitMs = () => Math.max(notBefore - Date.now(), toldToWaitMs())
  const isReachable = () => !blocked && navigator.onLine !== false
  const mayTry = () => isReachable() && waitMs() <= 0

  const backOff = () => {
    failures++
    const ceiling = Math.min(longestBackOffMs, 1000 * 2 ** Math.min(failures, 12))
    notBefore = Date.now() + ceiling / 2 + (Math.random() * ceiling) / 2
  }
  const post = async (batch: readonly Waiting[]): Promise<Outcome> => {
    const stop = new AbortController()
    const limit = setTimeout(() => stop.abort(), timeoutMs)
    try {
      const answer = await fetch(
        `${host}/v1/batch`,
        options<RequestInit>({
          method: 'POST',
          body: body(batch, writeKey),
          // A form-like type: the browser asks no permission first.
          headers: options({ 'Content-Type': 'text/plain;charset=UTF-8' }),
          // So that it outlives the page. What may be on its way like that is limited, so a second attempt does without.
          keepalive: failures === 0,
          credentials: 'omit',
          cache: 'no-store',
          mode: 'cors',
          redirect: 'follow',
          referrerPolicy: 'no-referrer',
          signal: stop.signal,
        }),
      )
      // Until the answer is read, the request counts as being on its way.
      await answer.text()
      if (answer.ok) return 'delivered'
      if (answer.status === 413) return 'too-large'
      const asked = retryAfterMs(answer.headers.get('Retry-After'))
      const { status } = answer
      // What the server asks for holds for every tab, and for the next page.
      if (asked !== undefined) drawer.set('pause', String(Date.now() + asked))
      else if (status >= 400 && status < 500 && status !== 408 && status !== 429) refusedUntil = Date.now() + refusedMs
      else backOff()
      return 'failed'
    } catch {
      backOff()
      return 'failed'
    } finally {
      clearTimeout(limit)
    }
  }

  /** Sends until nothing is left or something fails. Runs in one tab at a time. */
  const sendAll = async (): Promise<void> => {
    const end = Date.now() + turnMs
    while (mayTry() && Date.now() < end) {
      const batch = outbox.next(allowed(), handedOver, most)
      if (batch.length === 0) break
      for (const { key } of batch) onTheirWay.add(key)
      const outcome = await post(batch)
      for (const { key } of batch) onTheirWay.delete(key)
      if (outcome === 'failed') return
      if (outcome === 'too-large' && batch.length > 1) {
        most = Math.ceil(batch.length / 2)
        continue
      }
      failures = 0
      outbox.remove(batch)
      if (Number(drawer.get('pause'))) drawer.remove('pause')
    }
    await new Promise(resolve => setTimeout(resolve, settleMs))
  }

  const run = async (): Promise<void> => {
    try {
      if (outbox.next(allowed(), handedOver, 1).length === 0) return
      if (mayTry()) await alone(drawer, sendAll)
    } catch {
      backOff()
    }
    if (isReachable() && outbox.next(allowed(), handedOver, 1).length) soon()
  }

  const flush = (): Promise<void> => {
    clearTimeout(timer)
    timer = undefined
    running ??= run().then(() => {
      running = undefined
    })
    return running
  }

  const soon = (): void => {
    timer ??= setTimeout(quiet(flush), Math.min(Math.max(gatherMs, waitMs()), 2 ** 30))
  }

  return {
    soon,
    flush,
    leave() {
      // The last chance of this page is taken even while it backs off, unless the server itself asked to wait.
      if (!isReachable() || toldToWaitMs() > 0) return
      except.clear()
      for (const key of onTheirWay) except.add(key)
      for (const key of handedOver) except.add(key)
      for (;;) {
        const batch = outbox.next(allowed(), except)
        if (batch.length === 0) return
        for (const { key } of batch) except.add(key)
        const ours = batch.filter(outbox.isOurs)
        if (ours.length === 0) continue
        const address = `${host}/beacon/v1/batch?writeKey=${encodeURIComponent(writeKey)}`
        if (!navigator.sendBeacon?.(address, body(ours, writeKey))) return
        for (const { key } of ours) handedOver.add(key)
      }
    },
    comeBack() {
      handedOver.clear()
      soon()
    },
  }
}

/** The messages are JSON already; they are never parsed again. */
function body(batch: readonly Waiting[], writeKey: string): string {
  const messages = batch.map(waiting => waiting.text).join(',')
  return `{"batch":[${messages}],"sentAt":${toJson(new Date().toISOString())},"writeKey":${toJson(writeKey)}}`
}

/** `Retry-After` is seconds or a date; believed up to an hour. */
function retryAfterMs(header: string | null): number | undefined {
  if (!header) return undefined
  const seconds = Number(header)
  const ms = Number.isNaN(seconds) ? Date.parse(header) - Date.now() : seconds * 1000
  return Number.isNaN(ms) ? undefined : Math.min(Math.max(ms, 0), 3_600_000)
}

/**
 * Runs `work` unless another tab is at it; then that tab sends ours too, or we ask again half a second later.
 * A lock of the browser ends with its tab. Where there are none, a lease with an end is written instead, and read
 * again after a moment in case two tabs wrote at once.
 */
async function alone(drawer: Drawer, work: () => Promise<void>): Promise<void> {
  const locks = navigator.locks
  let asked = false
  try {
    if (typeof locks?.request === 'function') {
      const wish = options<LockOptions>({ ifAvailable: true, mode: 'exclusive' })
      return await locks.request('parcours.outbox', wish, lock => {
        asked = true
        return lock ? work() : undefined
      })
    }
  } catch (error) {
    // A sandboxed frame may not lock. It has no storage to share either.
    if (asked) throw error
  }
  if (Number(drawer.get('lease')?.split('|')[1]) > Date.now()) return
  const lease = `${uuid()}|${Date.now() + leaseMs}`
  drawer.set('lease', lease)
  await new Promise(resolve => setTimeout(resolve, 50 + Math.random() * 50))
  if (drawer.get('lease') !== lease) return
  try {
    await work()
  } finally {
    if (drawer.get('lease') === lease) drawer.remove('lease')
  }
}
