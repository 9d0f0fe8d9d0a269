import type { Drawer } from './drawer.ts'
import { type Plain, plainRecord, toJson } from './plain.ts'

/**
 * How this site may measure before the visitor has said anything.
 * - `opt-in`: not at all. Nothing is written in the browser and nothing leaves it until `consent({ measurement: true })`.
 * - `exempt`: anonymously, as audience measurement exempt from consent is understood by the French CNIL: an identifier
 *   of this site alone, kept at most thirteen months and never renewed, that is never sent beside a user id.
 */
export type ConsentMode = 'opt-in' | 'exempt'

/** Purposes and answers: `{ measurement: true, marketing: false }`. `measurement` is the one that opens the SDK. */
export type Choices = Readonly<Record<string, boolean>>

/** What shows how the decision was taken; it travels in the properties of 'Consent Changed'. */
export type Evidence = {
  /** Where it was taken: `banner`, `preferences`, `account`… */
  readonly method?: string
  /** Which version of the text the visitor read. */
  readonly textVersion?: string
}

/** What may be done with a message now. */
export type Standing = 'consented' | 'anonymous' | 'waiting' | 'refused'

export type Consent = {
  readonly mode: ConsentMode
  standing(): Standing
  choices(): Choices
  /**
   * Records a decision; purposes that are not named keep their answer. Gives what was held before and what holds
   * now. A refusal leaves nothing behind in `opt-in`, where silence already means no; in `exempt` it is
   * remembered, without any identifier, as otherwise the next page would measure again.
   */
  decide(choices: unknown): { readonly before: Choices; readonly after: Choices }
}

/** Thirteen months, counted short. A decision and an identifier live that long from their first day. */
export const longestMs = 395 * 86_400_000

export const consentKey = 'consent'

export function openConsent(drawer: Drawer, mode: ConsentMode): Consent {
  // Answers given on this page that are not allowed to be stored.
  let unstored: Choices = Object.create(null)

  const stored = (): Choices | undefined => {
    try {
      const record = plainRecord(JSON.parse(drawer.get(consentKey) ?? 'null'))
      if (Number(record.at) + longestMs > Date.now()) return answers(record.choices)
    } catch {
      // Something else wrote there: no decision is known.
    }
    return undefined
  }
  const choices = (): Choices => stored() ?? unstored

  return {
    mode,
    choices,
    standing() {
      const measurement = choices().measurement
      if (measurement === true) return 'consented'
      if (measurement === false) return 'refused'
      return mode === 'exempt' ? 'anonymous' : 'waiting'
    },
    decide(named) {
      const before = choices()
      const after: Choices = Object.assign(Object.create(null), before, answers(named))
      if (after.measurement === true || (mode === 'exempt' && after.measurement === false)) {
        unstored = Object.create(null)
        const kept = after.measurement ? after : { measurement: false }
        if (toJson(stored()) !== toJson(kept)) drawer.set(consentKey, toJson({ choices: kept, at: Date.now() }))
      } else {
        unstored = after
        if (drawer.get(consentKey) !== undefined) drawer.remove(consentKey)
      }
      return { before, after }
    },
  }
}

function answers(value: unknown): Choices {
  const found: Record<string, boolean> = Object.create(null)
  const named: Record<string, Plain> = plainRecord(value)
  for (const purpose of Object.keys(named)) {
    const answer = named[purpose]
    if (typeof answer === 'boolean') found[purpose] = answer
  }
  return found
}
