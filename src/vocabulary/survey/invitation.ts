/**
 * An invitation is the decision to ask one person, or not to, and what came of it. There is one for each person and cause,
 * whether or not anything was sent: who wonders why somebody was not asked finds the reasons here.
 */
export const invitationStates = [
  // Decided against, for the reasons told.
  'notSampled',
  'blocked',
  // Another survey goes first; this one is decided on again later.
  'deferred',
  // Decided for, on its way, and what came of it.
  'queued',
  'sent',
  'started',
  'completed',
  'screenedOut',
  'expired',
  // It did not reach the person, or the person would not have it.
  'bounced',
  'failed',
  'refused',
] as const
export type InvitationState = (typeof invitationStates)[number]

/** The ways by which a person is asked. `widget` is decided while the page is looked at, and nothing is sent. */
export const invitationChannels = ['email', 'sms', 'voice', 'widget'] as const
export type InvitationChannel = (typeof invitationChannels)[number]

/** Why a person is not asked, in the order in which the rules are looked at. Every one that applies is told. */
export const notSentReasons = [
  // The person can't, or may not, be reached there.
  'noAddress',
  'addressBounced',
  'optedOut',
  'complained',
  'excluded',
  // The survey does not ask now.
  'surveyNotLive',
  'languageMissing',
  'outsidePeriod',
  'totalReached',
  'quotaFull',
  // The cause does not hold, or no longer.
  'causeTooOld',
  'awaitedHappened',
  'alreadyAnswered',
  // Somebody is looking after this person.
  'openCase',
  // It is not for this person.
  'notInAudience',
  // Asked too lately, or too often.
  'sameSurveyTooSoon',
  'sameKindTooSoon',
  'anySurveyTooSoon',
  'yearlyCap',
  'notSampled',
  // Another survey went first.
  'otherWentFirst',
] as const
export type NotSentReason = (typeof notSentReasons)[number]

/** What leaves for an invitation. A reminder counts half in what a person bears in a year. */
export const messageKinds = ['invitation', 'reminder'] as const
export type MessageKind = (typeof messageKinds)[number]

/** `taken` is on its way: it is known again after a crash which messages may have left. */
export const messageStates = ['queued', 'taken', 'sent', 'delivered', 'bounced', 'failed', 'cancelled'] as const
export type MessageState = (typeof messageStates)[number]

/** Why nothing more is sent to an address. */
export const suppressionReasons = ['unsubscribed', 'bounced', 'complained', 'excluded'] as const
export type SuppressionReason = (typeof suppressionReasons)[number]
