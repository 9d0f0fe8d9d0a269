import { pageSampleEvent } from '../vocabulary/page-sample.ts'
import { type Capture, library } from './capture.ts'
import type { Consent } from './consent.ts'
import type { Delivery } from './delivery.ts'
import type { Drawer } from './drawer.ts'
import { type Identity, leftKey } from './identify.ts'
import type { RageRule } from './pointers/rage.ts'
import type { watchPointers } from './pointers/watch.ts'
import { quiet } from './quiet.ts'

/** How clicks, scrolling and attention are sampled: of which share of visitors, and what this site calls its pages. */
export type Pointers = {
  /** From 0 to 1, of visitors who consented; the same ones on every page. 1 unless said. */
  readonly share?: number
  /** The page an address is one of; `undefined` leaves it to the SDK, which folds numbers and identifiers away. */
  readonly template?: (path: string) => string | undefined
  /** What is a rage click: three within 30 pixels and 1,000 milliseconds unless said. */
  readonly rage?: RageRule
}

type Parts = {
  readonly consent: Consent
  readonly identity: Identity
  readonly capture: Capture
  readonly delivery: Delivery
  readonly drawer: Drawer
}

/**
 * Looks whether pointers may be sampled now: switched on, consented to for measurement, and this visitor of the share.
 * Only then is the second file fetched. Looked at again when the visitor decides, it stops at once.
 */
export function openSampling(host: string, given: Pointers, parts: Parts): () => void {
  const { consent, identity, capture, delivery, drawer } = parts
  let wanted = false
  let stop: (() => void) | undefined

  const may = () => consent.standing() === 'consented' && isOfShare(identity.anonymousId(), given.share ?? 1)
  return quiet(async () => {
    if (!may()) {
      stop?.()
      stop = undefined
      return
    }
    if (stop || wanted) return
    wanted = true
    try {
      const file = (await import(`${host}/sdk/pointers.js`)) as { watchPointers: typeof watchPointers }
      if (!may()) return
      stop = file.watchPointers({
        send: quiet((sample, going) => {
          if (!may()) return
          capture.capture({ type: 'track', event: pageSampleEvent, properties: sample, context: { library } })
          if (going) delivery.leave()
          else delivery.flush()
        }),
        keepLeft: text => (text ? drawer.set(leftKey, text) : drawer.remove(leftKey)),
        left: () => drawer.get(leftKey),
        template: given.template,
        rage: given.rage,
      })
    } finally {
      wanted = false
    }
  })
}

/** The same answer for the same visitor on every page. */
function isOfShare(id: string, share: number): boolean {
  let hash = 0x811c9dc5
  for (let place = 0; place < id.length; place++) hash = Math.imul(hash ^ id.charCodeAt(place), 0x01000193)
  return (hash >>> 0) / 2 ** 32 < share
}
