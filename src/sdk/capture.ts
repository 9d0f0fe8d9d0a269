import type { Choices, Consent, ConsentMode, Evidence } from './consent.ts'
import type { Delivery } from './delivery.ts'
import type { Identity } from './identify.ts'
import type { Outbox } from './outbox.ts'
import { type Campaign, currentPage, masked, type Page } from './page.ts'
import { options, type Plain, plainRecord, uuid } from './plain.ts'

export const library = { name: 'parcours-js', version: '0.1.0' }

export type MessageType = 'track' | 'page' | 'identify' | 'group' | 'alias'

/**
 * A message as it leaves, in the shape of the Segment specification:
 *
 * ```json
 * { "type": "track", "event": "Order Completed", "properties": { "total": 42 },
 *   "anonymousId": "…", "userId": "…", "messageId": "…", "timestamp": "2026-11-21T09:30:00.000Z", "channel": "web",
 *   "context": { "library": { "name": "parcours-js", "version": "…" }, "locale": "fr-FR", "timezone": "Europe/Paris",
 *     "userAgent": "…", "page": { "path": "…", "url": "…", "search": "?utm_…", "title": "…", "referrer": "…" },
 *     "campaign": { "name": "…", "source": "…", "medium": "…" },
 *     "consent": { "mode": "opt-in", "categoryPreferences": { "measurement": true } },
 *     "outbox": { "dropped": 3 } } }
 * ```
 *
 * `context.consent.mode` is `exempt` when nothing was consented to and the measurement is anonymous: such a message
 * never has a `userId` and must not be joined to anybody. `context.consent.globalPrivacyControl` is `true` where the
 * browser says so. `campaign` and `outbox` are there when they have something to say.
 */
type Draft = {
  readonly type: MessageType
  readonly messageId: string
  readonly timestamp: string
  readonly channel: 'web'
  readonly context: Record<string, unknown>
  readonly userId?: string
  readonly previousId?: string
  readonly properties?: Record<string, Plain>
  readonly event?: string
}

type Ids = { readonly anonymousId: string; readonly userId?: string }

/** What differs from one type to the next. */
export type Content = Readonly<Record<string, unknown>> & { readonly type: MessageType }

export type Capture = {
  /** Makes the message of this instant and gives it to the outbox, as far as the visitor allows. */
  capture(content: Content): void
  /** A page view, with the properties of the page as Segment's libraries send them. */
  capturePage(name: unknown, properties: unknown, previous?: string): void
  /**
   * Takes a decision of the visitor. When it changes something, a track event says so, in `context` as for every
   * message and in `properties` for the record of consents:
   *
   * ```json
   * { "type": "track", "event": "Consent Changed",
   *   "properties": { "granted": ["measurement"], "withdrawn": ["marketing"], "method": "banner", "textVersion": "3" },
   *   "context": { "consent": { "mode": "opt-in",
   *     "categoryPreferences": { "measurement": true, "marketing": false } }, … } }
   * ```
   *
   * `categoryPreferences` is the whole state after the decision, and `timestamp` the instant it was taken; a later
   * `timestamp` wins. A visitor who refuses before anything was measured sends nothing, as nobody is known to tell of.
   */
  decide(choices: unknown, evidence: Evidence | undefined): void
  /** The visitor becomes nobody again; what waits for their consent no longer says who they were. */
  reset(): void
}

/** What waits for a decision is held by this page alone, and only so much of it. */
const mostHeld = 100

export function openCapture(consent: Consent, identity: Identity, outbox: Outbox, delivery: Delivery): Capture {
  let held: Draft[] = []

  const draft = (content: Content, page: Page, campaign: Campaign): Draft =>
    options({
      messageId: uuid(),
      timestamp: new Date().toISOString(),
      channel: 'web',
      context: {
        library,
        locale: navigator.language,
        timezone: Intl.DateTimeFormat().resolvedOptions().timeZone,
        userAgent: navigator.userAgent,
        page,
        ...(Object.keys(campaign).length ? { campaign } : {}),
      },
      ...content,
    })

  const withConsent = (message: Draft, mode: ConsentMode, choices: Choices, ids: Ids): Draft => {
    const { globalPrivacyControl } = navigator as { globalPrivacyControl?: unknown }
    const consent = {
      mode,
      categoryPreferences: choices,
      ...(globalPrivacyControl === true ? { globalPrivacyControl } : {}),
    }
    return options({ ...message, ...ids, context: { ...message.context, consent } })
  }

  const exemptIds = (): Ids => ({ anonymousId: identity.exemptId() })
  const consentedIds = (given?: string): Ids => {
    const anonymousId = identity.anonymousId()
    const userId = given ?? identity.userId()
    return userId ? { anonymousId, userId } : { anonymousId }
  }

  const admit = (message: Draft): void => {
    const standing = consent.standing()
    if (standing === 'refused') return
    const names = message.type === 'identify' || message.type === 'group' || message.type === 'alias'
    if (standing === 'waiting' || (standing === 'anonymous' && names)) {
      held.push(message)
      if (held.length > mostHeld) held.shift()
      return
    }
    if (standing === 'anonymous') {
      const cleared = options({ ...message, properties: unlinked(message.properties) })
      outbox.add(withConsent(cleared, 'exempt', consent.choices(), exemptIds()))
    } else {
      const { type, userId } = message
      if (type === 'identify' && userId) identity.know(userId)
      const before =
        type === 'alias' ? { previousId: message.previousId ?? identity.userId() ?? identity.anonymousId() } : {}
      outbox.add(withConsent(options({ ...message, ...before }), 'opt-in', consent.choices(), consentedIds(userId)))
    }
    delivery.soon()
  }

  const capture = (content: Content): void => {
    if (consent.standing() === 'refused') return
    const { page, campaign } = currentPage(undefined)
    admit(draft(content, page, campaign))
  }

  return {
    capture,
    capturePage(name, properties, previous) {
      if (consent.standing() === 'refused') return
      const { page, campaign } = currentPage(previous)
      const named = typeof name === 'string' && name !== '' ? { name } : {}
      admit(
        draft(
          { type: 'page', ...named, properties: { ...page, ...named, ...plainRecord(properties) } },
          page,
          campaign,
        ),
      )
    },
    decide(choices, evidence) {
      const standing = consent.standing()
      const { before, after } = consent.decide(choices)
      const purposes = Object.keys(after).sort()
      const granted = purposes.filter(purpose => after[purpose] === true && before[purpose] !== true)
      const withdrawn = purposes.filter(purpose => after[purpose] === false && before[purpose] !== false)
      const { page, campaign } = currentPage(undefined)
      const change = () =>
        draft(
          { type: 'track', event: 'Consent Changed', properties: { ...plainRecord(evidence), granted, withdrawn } },
          page,
          campaign,
        )

      if (after.measurement === true) {
        // What was measured anonymously stays apart: its identifier goes before the other is made.
        identity.forgetExempt()
        if (granted.length || withdrawn.length) admit(change())
        const waiting = held
        held = []
        waiting.forEach(admit)
      } else if (after.measurement === false) {
        held = []
        outbox.empty()
        // Those who were measured are told of: the server stops using what it has. Then nothing is left here.
        if (standing === 'consented') outbox.addWithdrawal(withConsent(change(), 'opt-in', after, consentedIds()))
        else if (standing === 'anonymous' && identity.hasExemptId())
          outbox.addWithdrawal(withConsent(change(), 'exempt', after, exemptIds()))
        identity.forget()
        identity.forgetExempt()
        delivery.soon()
      }
    },
    reset() {
      held = held.filter(({ type }) => type === 'track' || type === 'page')
      identity.forget()
    },
  }
}

const names =
  /(e-?mail|phone|mobile|tel|address|name|birth)$|(user|customer|client|account|member|person|contact|visitor|login|loyalty|card|order|invoice|transaction|reservation|booking|ticket|token).{0,12}(id|ids|ref|reference|number|no|code|key|token)?$/i

/**
 * The properties of an exempt message without those that could join it to a person or to an order of theirs: by the
 * name of the property, or because the text is an e-mail address or a telephone number.
 */
export function unlinked(properties: unknown): Record<string, Plain> {
  const kept: Record<string, Plain> = Object.create(null)
  const given = plainRecord(properties)
  for (const key of Object.keys(given)) {
    const value = given[key]!
    if (names.test(key)) continue
    if (typeof value === 'string') {
      if (!/^[+(]?\d[\d\s().-]{7,}$/.test(value)) kept[key] = masked(value)
    } else if (Array.isArray(value)) {
      kept[key] = value.filter(part => typeof part !== 'object').map(part => unlinked({ part }).part ?? null)
    } else kept[key] = value !== null && typeof value === 'object' ? unlinked(value) : value
  }
  return kept
}
