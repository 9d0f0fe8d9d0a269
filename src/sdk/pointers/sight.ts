import { bandCount } from '../../vocabulary/page-sample.ts'
import { options } from '../plain.ts'
import { quiet } from '../quiet.ts'

/** How far down the page was seen, and how long each part of it was in sight. */
export type Sight = {
  /** In thousandths of the page's height, and milliseconds by twentieth of it. */
  told(): { readonly reach: number; readonly bands: readonly number[] }
  /** Begins anew, for another page at the same address. */
  renew(): void
  stop(): void
}

/** Without a sign of life for so long, nobody is taken to be looking. */
const idleMs = 30_000

export function openSight(): Sight {
  let reach = 0
  let bands: number[] = []
  let since = 0
  let aliveUntil = 0
  let seen = inSight()

  /** Adds what was in sight since the last time, where the page stood until now. */
  const add = (): void => {
    const now = performance.now()
    const lasted = Math.min(now, aliveUntil) - since
    since = now
    const band = seen.height / bandCount
    for (let place = 0; lasted > 0 && band > 0 && place < bandCount; place++) {
      const part = Math.min(seen.bottom, (place + 1) * band) - Math.max(seen.top, place * band)
      if (part > 0) bands[place]! += (lasted * part) / band
    }
    look()
  }
  const look = () => {
    seen = inSight()
    if (document.visibilityState !== 'hidden' && seen.height > 0)
      reach = Math.max(reach, (seen.bottom / seen.height) * 1000)
  }
  const renew = () => {
    reach = 0
    bands = Array.from({ length: bandCount }, () => 0)
    since = performance.now()
    aliveUntil = document.visibilityState === 'hidden' ? since : since + idleMs
    look()
  }
  const alive = quiet(() => {
    const now = performance.now()
    // Scrolling comes many times a second: what lies between is added in one.
    if (now - since > 50) add()
    else look()
    aliveUntil = now + idleMs
  })
  const turned = quiet(() => {
    const now = performance.now()
    if (document.visibilityState === 'hidden') {
      add()
      aliveUntil = now
    } else {
      since = now
      aliveUntil = now + idleMs
      look()
    }
  })
  const passive = options<AddEventListenerOptions>({ passive: true, capture: true })
  const signs = ['scroll', 'pointermove', 'pointerdown', 'keydown', 'touchmove', 'wheel'] as const
  for (const sign of signs) addEventListener(sign, alive, passive)
  document.addEventListener('visibilitychange', turned)
  renew()

  return {
    told() {
      add()
      return { reach: Math.round(reach), bands: bands.map(Math.round) }
    },
    renew,
    stop() {
      for (const sign of signs) removeEventListener(sign, alive, passive)
      document.removeEventListener('visibilitychange', turned)
    },
  }
}

function inSight(): { readonly top: number; readonly bottom: number; readonly height: number } {
  const height = pageHeight()
  const top = Math.max(0, scrollY)
  return { top, bottom: Math.min(height, top + innerHeight), height }
}

export function pageHeight(): number {
  return Math.max(document.documentElement.scrollHeight, document.body?.scrollHeight ?? 0)
}
