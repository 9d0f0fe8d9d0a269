import type { SendingHours } from './send-window.ts'
import type { SurveyKind } from './survey-kinds.ts'

/**
 * How much a customer bears before another question is one too many. Days are rolling: 30 days are 30 × 24 hours, whatever
 * the calendar says.
 */
export type ContactPressure = {
  /** Days between two invitations to one survey; 0 for none (a barometer asks once a wave whatever this says). */
  readonly sameSurveyDays: Readonly<Record<SurveyKind, number>>
  /** Days between two surveys of one kind. */
  readonly sameKindDays: Readonly<Record<SurveyKind, number>>
  /** Days between two surveys of any kind. */
  readonly anySurveyDays: number
  /** Invitations in 365 days; a reminder counts half. */
  readonly yearlyCap: number
  /** Surveys shown on pages are counted apart. */
  readonly impressions: { readonly most: number; readonly inDays: number }
  /** Two surveys due to one customer within so many hours compete, and the one of higher priority goes. */
  readonly collisionHours: Readonly<Record<SurveyKind, number>>
  readonly hours: SendingHours
  /** Nobody in these segments is asked anything: minors, the bereaved, a legal hold. */
  readonly excludedSegments: readonly string[]
  /** What says that somebody looks after a customer's complaint. */
  readonly openCase: {
    /** A complaint is open from the one event until the other. */
    readonly opens: string | null
    readonly closes: string | null
    /** Or while a property of the customer has one of these values. */
    readonly trait: { readonly name: string; readonly values: readonly string[] } | null
  }
}

/** What holds where a workspace said nothing. */
export const usualPressure: ContactPressure = {
  sameSurveyDays: { hot: 30, micro: 30, nonPurchase: 30, cold: 180, barometer: 0, test: 0 },
  sameKindDays: { hot: 14, micro: 14, nonPurchase: 14, cold: 90, barometer: 30, test: 0 },
  anySurveyDays: 7,
  yearlyCap: 6,
  impressions: { most: 3, inDays: 30 },
  collisionHours: { hot: 2, micro: 2, nonPurchase: 2, cold: 24, barometer: 24, test: 0 },
  hours: { from: 8, to: 20, weekdays: [1, 2, 3, 4, 5, 6], holidays: 'france', daysOff: [] },
  excludedSegments: [],
  openCase: { opens: null, closes: null, trait: null },
}
