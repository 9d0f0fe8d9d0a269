/** What data may be used for. `service` (doing what the customer asked) needs no consent and is not in the list. */
export const purposes = ['measurement', 'marketing', 'personalisation', 'sharing'] as const
export type Purpose = (typeof purposes)[number]

const decisions = ['granted', 'denied', 'withdrawn'] as const
export type Decision = (typeof decisions)[number]

/** A decision for one purpose and when it was taken. */
export type Decided = { readonly decision: Decision; readonly at: string }
export type Consents = Readonly<Partial<Record<Purpose, Decided>>>

export type ConsentPreferences = Readonly<Partial<Record<Purpose, boolean>>>

const words: Readonly<Record<string, Purpose>> = {
  measurement: 'measurement',
  analytics: 'measurement',
  statistics: 'measurement',
  performance: 'measurement',
  mesure: 'measurement',
  marketing: 'marketing',
  advertising: 'marketing',
  targeting: 'marketing',
  publicite: 'marketing',
  personalisation: 'personalisation',
  personalization: 'personalisation',
  preferences: 'personalisation',
  functional: 'personalisation',
  sharing: 'sharing',
  sale_or_share: 'sharing',
  saleorshare: 'sharing',
  third_party: 'sharing',
}

/** Reads `context.consent.categoryPreferences` as Segment's SDKs send it, in the words of several consent managers. */
export function preferencesOf(consent: unknown): ConsentPreferences {
  if (typeof consent !== 'object' || consent === null) return {}
  const categories = (consent as { categoryPreferences?: unknown }).categoryPreferences
  if (typeof categories !== 'object' || categories === null) return {}
  const preferences: Partial<Record<Purpose, boolean>> = {}
  for (const [word, allowed] of Object.entries(categories)) {
    const purpose = words[word.toLowerCase()]
    if (purpose && typeof allowed === 'boolean') preferences[purpose] = (preferences[purpose] ?? true) && allowed
  }
  return preferences
}

/**
 * Which of two decisions for a purpose counts: the later one. At the same second a withdrawal or refusal wins, as a
 * doubt goes to the customer.
 */
function laterDecision(one: Decided | undefined, other: Decided): Decided {
  if (!one) return other
  const [a, b] = [Math.floor(Date.parse(one.at) / 1000), Math.floor(Date.parse(other.at) / 1000)]
  if (a !== b) return a > b ? one : other
  return one.decision === 'granted' ? other : one
}

export function laterConsents(one: Consents, other: Consents): Consents {
  const all: Partial<Record<Purpose, Decided>> = { ...one }
  for (const purpose of purposes) {
    const decided = other[purpose]
    if (decided) all[purpose] = laterDecision(all[purpose], decided)
  }
  return all
}

/**
 * The consents of a customer joined from several known people: per purpose the most restrictive. Silence restricts
 * nothing by itself: what it means is the workspace's rule.
 */
export function strictestConsents(people: readonly Consents[]): Consents {
  const all: Partial<Record<Purpose, Decided>> = {}
  for (const consents of people) {
    for (const purpose of purposes) {
      const decided = consents[purpose]
      if (!decided) continue
      const held = all[purpose]
      if (!held || (held.decision === 'granted' && decided.decision !== 'granted')) all[purpose] = decided
    }
  }
  return all
}

/** Whether an event at `at` may be measured, under the workspace's rule for customers who said nothing. */
export function mayMeasure(consents: Consents, rule: 'opt-in' | 'opt-out', at: Date): boolean {
  const decided = consents.measurement
  if (!decided || Date.parse(decided.at) > at.getTime() + 1000) return rule === 'opt-out'
  return decided.decision === 'granted'
}
