import type { InvitationChannel, InvitationState, NotSentReason } from './invitation.ts'

/** Days between two questions, as they hold for one survey. */
export type Clocks = {
  readonly sameSurveyDays: number
  readonly sameKindDays: number
  readonly anySurveyDays: number
  readonly yearlyCap: number
  readonly impressions: { readonly most: number; readonly inDays: number }
}

/** All that is looked at before somebody is asked, or not. Nothing here says who it is. */
export type EligibilityFacts = {
  readonly now: Date
  readonly channel: InvitationChannel
  // 1. The person can be reached there, and wants to.
  readonly hasAddress: boolean
  readonly addressBounced: boolean
  readonly optedOut: boolean
  readonly complained: boolean
  readonly excluded: boolean
  // 2. The survey asks now.
  readonly isLive: boolean
  readonly hasLanguage: boolean
  readonly inPeriod: boolean
  readonly totalReached: boolean
  readonly quotaFull: boolean
  // 3. The cause holds.
  /** When what is asked about happened, and how old it may be; null where nothing happened (a wave, a list). */
  readonly happenedAt: Date | null
  readonly latestAgeMs: number | null
  readonly awaitedHappened: boolean
  readonly alreadyAnswered: boolean
  // 4. Nobody looks after a complaint; the survey that measures again after one asks despite it, and despite the clocks.
  readonly openCase: boolean
  readonly isRemeasure: boolean
  // 5.
  readonly inAudience: boolean
  // 6 to 8. When the person was last asked, null for never; what leaves later than now counts too.
  readonly sameSurveyAt: Date | null
  readonly sameKindAt: Date | null
  readonly anySurveyAt: Date | null
  /** Invitations of the last 365 days; a reminder is half of one. */
  readonly askedInYear: number
  /** Surveys shown on pages within the days that `clocks.impressions` says. */
  readonly impressions: number
  readonly clocks: Clocks
  // 9. The person's draw for this survey, in [0, 1), and the share that is asked.
  readonly draw: number
  readonly sampleRate: number
  // 10. Another survey of higher priority is due to the person at the same time.
  readonly otherGoesFirst: boolean
  /** Whether who is asked too soon waits until the clocks allow, as long as the cause is not too old. */
  readonly waitsWhenTooSoon: boolean
}

export type Decision = {
  readonly decision: Extract<InvitationState, 'queued' | 'notSampled' | 'blocked' | 'deferred'>
  /** Every rule that speaks against it, in the order of the rules. Empty when the person is asked. */
  readonly reasons: readonly NotSentReason[]
  /** When it is decided on again; for `deferred` alone. */
  readonly againAt: Date | null
}

const dayMs = 86_400_000
/** What passes with time, and only with time. */
const passing: ReadonlySet<NotSentReason> = new Set([
  'sameSurveyTooSoon',
  'sameKindTooSoon',
  'anySurveyTooSoon',
  'otherWentFirst',
])

/**
 * Whether a person is asked, by the ten rules, for every channel alike. Every reason is told, not the first one alone: who
 * mends one should know of the next.
 */
export function decide(facts: EligibilityFacts): Decision {
  const reasons: NotSentReason[] = []
  const { clocks, now } = facts
  if (!facts.hasAddress) reasons.push('noAddress')
  if (facts.addressBounced) reasons.push('addressBounced')
  if (facts.optedOut) reasons.push('optedOut')
  if (facts.complained) reasons.push('complained')
  if (facts.excluded) reasons.push('excluded')
  if (!facts.isLive) reasons.push('surveyNotLive')
  if (!facts.hasLanguage) reasons.push('languageMissing')
  if (!facts.inPeriod) reasons.push('outsidePeriod')
  if (facts.totalReached) reasons.push('totalReached')
  if (facts.quotaFull) reasons.push('quotaFull')
  const oldAt = lastMoment(facts)
  if (oldAt !== null && now.getTime() > oldAt) reasons.push('causeTooOld')
  if (facts.awaitedHappened) reasons.push('awaitedHappened')
  if (facts.alreadyAnswered) reasons.push('alreadyAnswered')
  if (facts.openCase && !facts.isRemeasure) reasons.push('openCase')
  if (!facts.inAudience) reasons.push('notInAudience')
  let againAt = now.getTime()
  if (!facts.isRemeasure) {
    const clock = (reason: NotSentReason, last: Date | null, days: number) => {
      if (last === null || days <= 0) return
      const open = last.getTime() + days * dayMs
      if (now.getTime() >= open) return
      reasons.push(reason)
      againAt = Math.max(againAt, open)
    }
    clock('sameSurveyTooSoon', facts.sameSurveyAt, clocks.sameSurveyDays)
    clock('sameKindTooSoon', facts.sameKindAt, clocks.sameKindDays)
    clock('anySurveyTooSoon', facts.anySurveyAt, clocks.anySurveyDays)
    const capped =
      facts.channel === 'widget' ? facts.impressions >= clocks.impressions.most : facts.askedInYear >= clocks.yearlyCap
    if (capped) reasons.push('yearlyCap')
  }
  if (facts.draw >= facts.sampleRate) reasons.push('notSampled')
  if (facts.otherGoesFirst) {
    reasons.push('otherWentFirst')
    againAt = Math.max(againAt, now.getTime() + clocks.anySurveyDays * dayMs)
  }
  if (reasons.length === 0) return { decision: 'queued', reasons, againAt: null }
  if (reasons.length === 1 && reasons[0] === 'notSampled') return { decision: 'notSampled', reasons, againAt: null }
  const waits =
    facts.waitsWhenTooSoon &&
    facts.channel !== 'widget' &&
    reasons.every(reason => passing.has(reason)) &&
    (oldAt === null || againAt <= oldAt)
  return { decision: waits ? 'deferred' : 'blocked', reasons, againAt: waits ? new Date(againAt) : null }
}

function lastMoment({ happenedAt, latestAgeMs }: EligibilityFacts): number | null {
  return happenedAt === null || latestAgeMs === null ? null : happenedAt.getTime() + latestAgeMs
}
