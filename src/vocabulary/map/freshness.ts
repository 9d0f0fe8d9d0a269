import { z } from 'zod'
import { daysBetween } from '../calendar-day.ts'
import { day } from '../extensible.ts'

export const freshnessStates = ['upToDate', 'toRefresh', 'late'] as const

/** How fresh a journey's map is, and why, in words. The gravest reason comes first and decides. */
export const freshnessShape = z.strictObject({
  state: z.enum(freshnessStates),
  reasons: z.array(
    z.strictObject({
      code: z.enum([
        'reviewOverdue',
        'reviewSoon',
        'neverReviewed',
        'untouched',
        'untouchedWhileUnknownRise',
        'unknownRising',
        'unknownMany',
        'drift',
        'measuresMoved',
        'evidenceExpired',
        'evidenceOld',
        'noEvidence',
      ]),
      state: z.enum(freshnessStates),
      fr: z.string(),
      en: z.string(),
    }),
  ),
  nextReviewOn: day,
})
export type Freshness = z.output<typeof freshnessShape>
type Reason = Freshness['reasons'][number]

/** What freshness is judged by. Days are of the workspace's calendar. */
export type FreshnessFacts = {
  readonly today: string
  readonly nextReviewOn: string
  readonly lastReviewOn: string | null
  /** The last time that anybody edited, published or reviewed. */
  readonly touchedOn: string
  /** Every piece of evidence that the map refers to. */
  readonly evidence: readonly { readonly date: string | null; readonly expiresAt: string | null }[]
  /** Events of the journey's customers that no touchpoint knows: the last thirty days, and the thirty before. */
  readonly unknown: {
    readonly now: { readonly events: number; readonly unknown: number }
    readonly before: { readonly events: number; readonly unknown: number }
  } | null
  /** How far the paths of customers went from those of the published version, 0 to 1; where it is measured. */
  readonly drift?: { readonly divergence: number; readonly cases: number } | undefined
  /** Touchpoints at which customers feel clearly worse, or better, than when the map was published; where it is measured. */
  readonly moved?: { readonly worse: number; readonly better: number } | undefined
}

/** The limits of the judgement, for who wants to know and for who tests. */
export const freshnessLimits = {
  /** Days without any edit, publication or review after which a map is called untouched: a quarter. */
  untouchedDays: 90,
  /** A review within so many days is announced. */
  soonDays: 14,
  /** A share of unknown events that calls for a look by itself. */
  unknownMany: 0.2,
  /** Unknown events rise when their share grew by so much and is at least `unknownSome`. */
  unknownRise: 0.03,
  unknownSome: 0.05,
  /** Under so many events a share says nothing. */
  leastEvents: 200,
  /** Evidence older than this many days is old. */
  evidenceDays: 365,
  /** Divergence between transition distributions, and the cases that it takes to say so. */
  drift: 0.1,
  driftCases: 200,
} as const

/**
 * Judges how fresh a map is.
 *
 * It is **late** when its review is overdue, or when nobody touched it for a quarter while unknown events rise.
 * It is **to be refreshed** when a review is near or unknown events are many or rising, when the lived paths or feelings drifted,
 * when evidence expired or is a year old, or when nobody touched it for a quarter. Otherwise it is **up to date**.
 */
export function freshnessOf(facts: FreshnessFacts): Freshness {
  const reasons = [...reviewReasons(facts), ...lifeReasons(facts), ...evidenceReasons(facts)].sort(
    (a, b) => freshnessStates.indexOf(b.state) - freshnessStates.indexOf(a.state),
  )
  return { state: reasons[0]?.state ?? 'upToDate', reasons, nextReviewOn: facts.nextReviewOn }
}

function* reviewReasons({ today, nextReviewOn, lastReviewOn }: FreshnessFacts): Generator<Reason> {
  const left = daysBetween(today, nextReviewOn)
  if (left < 0) {
    const days = -left
    yield reason(
      'reviewOverdue',
      'late',
      `La revue était prévue il y a ${jours(days)}.`,
      `The review was due ${daysIn(days)} ago.`,
    )
  } else if (left <= freshnessLimits.soonDays) {
    const [fr, en] = left === 0 ? ['aujourd’hui', 'today'] : [`dans ${jours(left)}`, `in ${daysIn(left)}`]
    yield reason('reviewSoon', 'toRefresh', `La prochaine revue est ${fr}.`, `The next review is ${en}.`)
  }
  if (lastReviewOn === null) {
    yield reason('neverReviewed', 'upToDate', 'Aucune revue n’a encore eu lieu.', 'No review was held yet.')
  }
}

function* lifeReasons({ today, touchedOn, unknown, drift, moved }: FreshnessFacts): Generator<Reason> {
  const { untouchedDays, unknownMany, unknownRise, unknownSome, leastEvents } = freshnessLimits
  const idle = daysBetween(touchedOn, today)
  const [now, before] = [shareOf(unknown?.now, leastEvents), shareOf(unknown?.before, leastEvents)]
  const rises = now !== null && before !== null && now >= unknownSome && now - before >= unknownRise
  const [fr, en] =
    now === null || before === null
      ? ['', '']
      : [
          `${pourCent(now)} des événements n’ont pas de point de contact, contre ${pourCent(before)} le mois d’avant`,
          `${perCent(now)} of events have no touchpoint, against ${perCent(before)} the month before`,
        ]
  if (idle >= untouchedDays && rises) {
    yield reason(
      'untouchedWhileUnknownRise',
      'late',
      `Personne n’a touché à la carte depuis ${jours(idle)}, et ${fr}.`,
      `Nobody touched the map for ${daysIn(idle)}, and ${en}.`,
    )
  } else {
    if (idle >= untouchedDays) {
      yield reason(
        'untouched',
        'toRefresh',
        `Personne n’a touché à la carte depuis ${jours(idle)}.`,
        `Nobody touched the map for ${daysIn(idle)}.`,
      )
    }
    if (rises) {
      yield reason('unknownRising', 'toRefresh', `${fr}.`, `${en}.`)
    } else if (now !== null && now >= unknownMany) {
      yield reason(
        'unknownMany',
        'toRefresh',
        `${pourCent(now)} des événements des 30 derniers jours n’ont pas de point de contact.`,
        `${perCent(now)} of the events of the last 30 days have no touchpoint.`,
      )
    }
  }
  if (drift && drift.cases >= freshnessLimits.driftCases && drift.divergence > freshnessLimits.drift) {
    yield reason(
      'drift',
      'toRefresh',
      'Les chemins des clients ne sont plus ceux de la version publiée.',
      'The paths of customers are no longer those of the published version.',
    )
  }
  const { worse = 0, better = 0 } = moved ?? {}
  if (worse + better > 0) {
    yield reason(
      'measuresMoved',
      'toRefresh',
      worse === 0
        ? `Depuis la publication, les clients vivent nettement mieux ${points(better, 'fr')}.`
        : `Depuis la publication, les clients vivent nettement moins bien ${points(worse, 'fr')}${better > 0 ? `, et mieux ${points(better, 'fr')}` : ''}.`,
      worse === 0
        ? `Since the publication customers feel clearly better at ${points(better, 'en')}.`
        : `Since the publication customers feel clearly worse at ${points(worse, 'en')}${better > 0 ? `, and better at ${points(better, 'en')}` : ''}.`,
    )
  }
}

function* evidenceReasons({ today, evidence }: FreshnessFacts): Generator<Reason> {
  const expired = evidence.filter(one => one.expiresAt !== null && one.expiresAt < today).length
  if (expired > 0) {
    yield reason(
      'evidenceExpired',
      'toRefresh',
      expired === 1 ? 'Une preuve a expiré.' : `${expired} preuves ont expiré.`,
      expired === 1 ? 'A piece of evidence expired.' : `${expired} pieces of evidence expired.`,
    )
  }
  const dates = evidence.flatMap(one => (one.date === null ? [] : [one.date])).sort()
  const latest = dates.at(-1)
  if (evidence.length === 0) {
    yield reason('noEvidence', 'upToDate', 'Aucune preuve n’est jointe à la carte.', 'No evidence backs the map.')
  } else if (latest !== undefined && daysBetween(latest, today) > freshnessLimits.evidenceDays) {
    const months = Math.floor(daysBetween(latest, today) / 30.44)
    yield reason(
      'evidenceOld',
      'toRefresh',
      `La preuve la plus récente a ${months} mois.`,
      `The latest evidence is ${months} months old.`,
    )
  }
}

function shareOf(part: { events: number; unknown: number } | undefined, least: number): number | null {
  return !part || part.events < least ? null : part.unknown / part.events
}

function reason(code: Reason['code'], state: Reason['state'], fr: string, en: string): Reason {
  return { code, state, fr, en }
}

const points = (n: number, language: 'fr' | 'en') =>
  language === 'fr'
    ? n === 1
      ? 'un point de contact'
      : `${n} points de contact`
    : n === 1
      ? 'one touchpoint'
      : `${n} touchpoints`
const jours = (days: number) => (days === 1 ? 'un jour' : `${days} jours`)
const daysIn = (days: number) => (days === 1 ? 'a day' : `${days} days`)
const pourCent = (share: number) => `${Math.round(share * 100)} %`
const perCent = (share: number) => `${Math.round(share * 100)}%`
