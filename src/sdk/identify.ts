import { longestMs } from './consent.ts'
import type { Drawer } from './drawer.ts'
import { uuid } from './plain.ts'

/** The sample of the page just left, until the next one is there. */
export const leftKey = 'left'

/** Who this browser says it is. Every method may write, so none is called before the visitor allows it. */
export type Identity = {
  /** The identifier of a consenting visitor; made on first use. */
  anonymousId(): string
  userId(): string | undefined
  /** The identifier of exempt measurement: another one, so that the two can never be joined. */
  exemptId(): string
  hasExemptId(): boolean
  /** From now on the visitor is this user. When another was known, a new anonymous identifier begins: two people. */
  know(userId: string): void
  /** Forgets everything that identifies. */
  forget(): void
  forgetExempt(): void
}

export function openIdentity(drawer: Drawer): Identity {
  /** `<uuid>|<first day>`. The date is written once: reading never renews it. */
  const living = (key: string): string | undefined => {
    const [id, since] = (drawer.get(key) ?? '').split('|')
    return id && Number(since) + longestMs > Date.now() ? id : undefined
  }
  const idAt = (key: string): string => {
    const known = living(key)
    if (known) return known
    const fresh = uuid()
    drawer.set(key, `${fresh}|${Date.now()}`)
    return fresh
  }
  const forget = () => {
    drawer.remove('id')
    drawer.remove('user')
    drawer.remove(leftKey)
  }

  return {
    anonymousId() {
      // A user id must not outlive the identifier it was given with.
      if (!living('id')) drawer.remove('user')
      return idAt('id')
    },
    userId: () => (living('id') ? drawer.get('user') : undefined),
    exemptId: () => idAt('exempt'),
    hasExemptId: () => living('exempt') !== undefined,
    know(userId) {
      const known = drawer.get('user')
      if (known === userId) return
      if (known !== undefined) forget()
      idAt('id')
      drawer.set('user', userId)
    },
    forget,
    forgetExempt: () => drawer.remove('exempt'),
  }
}

/**
 * The user id as text; `undefined` for what is no identifier but the trace of a bug in the host page
 * (`'undefined'`, `'[object Object]'`, an empty string), which would make one customer of many.
 */
export function asUserId(value: unknown): string | undefined {
  if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'bigint') return undefined
  const text = String(value).trim()
  return /^(|0|null|undefined|nan|none|true|false|anonymous|guest|\[object \w+\])$/i.test(text) ? undefined : text
}
