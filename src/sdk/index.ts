import { type Capture, library, openCapture } from './capture.ts'
import { type Choices, type Consent, type ConsentMode, consentKey, type Evidence, openConsent } from './consent.ts'
import { type Delivery, openDelivery } from './delivery.ts'
import { openDrawer } from './drawer.ts'
import { asUserId, openIdentity } from './identify.ts'
import { openOutbox } from './outbox.ts'
import { watchNavigation, whenShown } from './page.ts'
import { plainRecord } from './plain.ts'
import { quiet } from './quiet.ts'
import { openSampling, type Pointers } from './sampling.ts'
import { openSurveys, type Surveys } from './surveys.ts'

export type { Choices, ConsentMode, Evidence } from './consent.ts'
export type { Pointers } from './sampling.ts'

export type Settings = {
  /** A key of kind `write`, made in Sources. It is public: it can only add events. */
  readonly writeKey: string
  /** Where Parcours is: `https://parcours.example.com`. */
  readonly host: string
  /** What is done before the visitor decides; `opt-in` unless said. */
  readonly consent?: ConsentMode
  /** A page view on loading and at each navigation inside the page; `true` unless said. */
  readonly autoPageViews?: boolean
  /** Samples where visitors click, how far they scroll and what they look at; not unless said. Needs their consent. */
  readonly pointers?: boolean | number | Pointers
  /** Shows surveys of this site where they are set up to; not unless said. Needs the visitor's consent. */
  readonly surveys?: boolean
}

/** The names and values of an event; what JSON can't say is left out. */
export type Properties = Readonly<Record<string, unknown>>

/**
 * The browser SDK. It sets no cookie, writes nothing to the console, throws nothing into the page, and neither stores
 * nor sends anything before the visitor allows it.
 *
 * ```html
 * <script async src="https://parcours.example.com/sdk/parcours.js" data-write-key="…"></script>
 * ```
 *
 * or, to call it before it has arrived:
 *
 * ```js
 * window.parcours = window.parcours || []
 * parcours.push(['load', { writeKey: '…', host: 'https://parcours.example.com' }])
 * parcours.push(['track', 'Basket Opened', { items: 2 }])
 * parcours.push(['consent', { measurement: true }])
 * ```
 */
export type Parcours = {
  load(settings: Settings): void
  /** A page view: `page()`, `page('Basket')`, `page('Basket', { items: 2 })`. */
  page(name?: string | Properties, properties?: Properties): void
  track(name: string, properties?: Properties): void
  /** Who the visitor is. Traits are sent, never kept in the browser. Nothing in exempt mode. */
  identify(userId: string | number | Properties, traits?: Properties): void
  group(groupId: string | number, traits?: Properties): void
  /** The two ids are one person; `previousId` is the present visitor unless said. */
  alias(userId: string | number, previousId?: string | number): void
  /** Forgets who the visitor is, as when they sign out of a shared device. */
  reset(): void
  readonly consent: {
    /**
     * The visitor's answer by purpose. `measurement: true` opens the SDK; purposes that are not named keep their answer.
     * Repeating an answer on every page, as consent tools do, changes nothing.
     */
    (choices: Choices, evidence?: Evidence): void
    /** Withdraws one purpose or, without a name, every one. Withdrawing `measurement` removes all that is stored. */
    withdraw(purpose?: string, evidence?: Evidence): void
  }
  readonly surveys: {
    /** Writes to the console why each survey shows on this page or does not, and gives the same lines. */
    explain(): Promise<readonly string[]>
  }
  /** Sends what waits. Settles when it has gone or can't go now; never rejects. */
  flush(): Promise<void>
  /** The calls of a page that did not wait for the script: `['track', 'Basket Opened']`. */
  push(...calls: readonly ArrayLike<unknown>[]): number
}

/** Everything that runs once `load` was called. */
type Running = {
  readonly capture: Capture
  readonly consent: Consent
  readonly delivery: Delivery
  /** Looks again whether pointers may be sampled. */
  readonly sample: () => void
  readonly surveys: Surveys | undefined
}

const mostEarlyCalls = 100

export function createParcours(): Parcours {
  let running: Running | undefined
  const early: (() => void)[] = []

  /** Calls made before `load` wait for it. */
  const once = (act: (parts: Running) => void): void => {
    if (running) act(running)
    else if (early.length < mostEarlyCalls) early.push(quiet(() => running && act(running)))
  }

  const load = (given: Settings): void => {
    if (running || typeof document === 'undefined') return
    const { writeKey, host, consent: mode, autoPageViews } = plainRecord(given)
    if (typeof writeKey !== 'string' || writeKey === '' || typeof host !== 'string' || host === '') return
    const { href } = new URL(host, location.href)
    const parts = start(href.replace(/[?#].*|\/+$/g, ''), writeKey, mode === 'exempt', given)
    running = parts
    if (autoPageViews !== false) {
      whenShown(quiet(() => parts.capture.capturePage(undefined, undefined)))
      watchNavigation(quiet(previous => parts.capture.capturePage(undefined, undefined, previous)))
    }
    for (const act of early.splice(0)) act()
    parts.sample()
    parts.surveys?.look()
  }

  const consent = (choices: Choices, evidence?: Evidence): void =>
    once(({ capture, sample, surveys }) => {
      capture.decide(choices, evidence)
      sample()
      surveys?.look()
    })
  const withdraw = (purpose?: string, evidence?: Evidence): void =>
    once(({ capture, consent, sample, surveys }) => {
      const purposes = typeof purpose === 'string' ? [purpose] : ['measurement', ...Object.keys(consent.choices())]
      const choices: Record<string, boolean> = Object.create(null)
      for (const each of purposes) choices[each] = false
      capture.decide(choices, evidence)
      sample()
      surveys?.look()
    })

  const parcours: Parcours = {
    load: quiet(load),
    page: quiet((name, properties) =>
      once(({ capture }) =>
        typeof name === 'object' ? capture.capturePage(undefined, name) : capture.capturePage(name, properties),
      ),
    ),
    track: quiet((name, properties) => {
      if (typeof name !== 'string' || name === '') return
      const copy = plainRecord(properties)
      once(({ capture, surveys }) => {
        capture.capture({ type: 'track', event: name, properties: copy })
        surveys?.tracked(name)
      })
    }),
    identify: quiet((who, traits) => {
      const userId = asUserId(who)
      const copy = plainRecord(typeof who === 'object' ? who : traits)
      if (userId === undefined && Object.keys(copy).length === 0) return
      once(({ capture }) => capture.capture({ type: 'identify', traits: copy, ...(userId ? { userId } : {}) }))
    }),
    group: quiet((which, traits) => {
      const groupId = asUserId(which)
      const copy = plainRecord(traits)
      if (groupId) once(({ capture }) => capture.capture({ type: 'group', groupId, traits: copy }))
    }),
    alias: quiet((who, previous) => {
      const userId = asUserId(who)
      const previousId = asUserId(previous)
      if (userId)
        once(({ capture }) => capture.capture({ type: 'alias', userId, ...(previousId ? { previousId } : {}) }))
    }),
    reset: quiet(() => once(({ capture }) => capture.reset())),
    consent: Object.assign(quiet(consent), { withdraw: quiet(withdraw) }),
    surveys: {
      explain: async () => (await running?.surveys?.explain().catch(() => undefined)) ?? [],
    },
    flush: () => running?.delivery.flush().catch(() => undefined) ?? Promise.resolve(),
    push: (...calls) => {
      for (const call of calls) quiet(run)(call)
      return 0
    },
  }

  const run = (call: ArrayLike<unknown>): void => {
    const name = String(call[0])
    const method = name === 'consent.withdraw' ? parcours.consent.withdraw : methodNamed(parcours, name)
    // The host page says what it wants to call and with what; each method checks its own arguments.
    ;(method as ((...given: unknown[]) => void) | undefined)?.(...Array.from(call).slice(1))
  }

  return parcours
}

function methodNamed(parcours: Parcours, name: string): unknown {
  return Object.keys(parcours).includes(name) && name !== 'push' ? parcours[name as keyof Parcours] : undefined
}

function start(host: string, writeKey: string, exempt: boolean, { pointers, surveys: asks }: Settings): Running {
  const drawer = openDrawer()
  const consent = openConsent(drawer, exempt ? 'exempt' : 'opt-in')
  const identity = openIdentity(drawer)
  const outbox = openOutbox(drawer)
  const allowed = () =>
    consent.standing() === 'consented' || consent.standing() === 'anonymous' ? 'all' : 'withdrawals'
  const delivery = openDelivery({ host, writeKey }, outbox, drawer, allowed)
  const capture = openCapture(consent, identity, outbox, delivery)
  const sample = pointers
    ? openSampling(host, samplingOf(pointers), { consent, identity, capture, delivery, drawer })
    : () => {}
  const surveys = asks === true ? openSurveys(host, writeKey, { consent, identity, drawer }) : undefined

  addEventListener('pagehide', quiet(delivery.leave))
  addEventListener(
    'pageshow',
    quiet((event: PageTransitionEvent) => {
      if (event.persisted) delivery.comeBack()
    }),
  )
  document.addEventListener(
    'visibilitychange',
    quiet(() => {
      if (document.visibilityState === 'hidden') delivery.flush()
    }),
  )
  // Another tab withdrew: what this one had just added goes too.
  addEventListener(
    'storage',
    quiet((event: StorageEvent) => {
      if (!event.key?.endsWith(`.${consentKey}`)) return
      if (allowed() !== 'all') outbox.empty()
      sample()
      surveys?.look()
    }),
  )
  // What an earlier page could not send.
  delivery.soon()
  return { capture, consent, delivery, sample, surveys }
}

function samplingOf(pointers: true | number | Pointers): Pointers {
  return typeof pointers === 'object' ? pointers : { share: Number(pointers) }
}

/** The one instance of a page. Importing it does nothing until `load`. */
export const parcours: Parcours = /* @__PURE__ */ createParcours()
export { library }
