import type { Condition } from '../binding.ts'
import type { TraitCondition } from '../segment.ts'
import type { InvitationChannel } from './invitation.ts'
import type { SendingHours } from './send-window.ts'
import type { SurveyKind } from './survey-kinds.ts'

/** An event that makes a survey ask, or keeps it from asking. */
export type AwaitedEvent = {
  /** The name of the event, as sources send it. */
  readonly event: string
  /** What else must be so of it; null for nothing. */
  readonly when: Condition | null
}

/** What makes a survey ask somebody. */
export type Trigger =
  /** Only lists of people, given by hand or by the interface. */
  | { readonly kind: 'list' }
  /** So many minutes after an event, while it is not too old. */
  | ({ readonly kind: 'event'; readonly delayMinutes: number; readonly latestHours: number } & AwaitedEvent)
  /** So many minutes after an event that nothing followed: a cart that was left, a quote without an answer. */
  | ({
      readonly kind: 'absence'
      readonly waitMinutes: number
      readonly latestHours: number
      /** On any channel. */
      readonly unless: AwaitedEvent
    } & AwaitedEvent)
  /** Everybody of the audience, once or again and again, spread over days. */
  | {
      readonly kind: 'wave'
      /** The day of the first wave. */
      readonly startsOn: string
      /** Days from one wave to the next; null for one wave alone. */
      readonly everyDays: number | null
      readonly spreadDays: number
    }

export const triggerKinds = ['event', 'absence', 'wave', 'list'] as const satisfies readonly Trigger['kind'][]

/** When and how a survey asks: who is asked, why, by which ways, how often. */
export type SendingRules = {
  readonly trigger: Trigger
  /** The first way by which the person can be reached is taken. */
  readonly channels: readonly InvitationChannel[]
  readonly audience: {
    /** In any of these; everybody when there is none. */
    readonly segments: readonly string[]
    readonly exceptSegments: readonly string[]
    /** All of these. */
    readonly traits: readonly TraitCondition[]
  }
  /** The share of people who are asked, 0 to 1. */
  readonly sampleRate: number
  /** Calendar days, the second excluded; null for no bound. */
  readonly period: { readonly from: string | null; readonly to: string | null }
  /** How many are asked in all; null for no bound. */
  readonly totalLimit: number | null
  /** Of several surveys due to one person, the highest goes. 1 to 100. */
  readonly priority: number
  /** Days of its own instead of the workspace's; null for those. */
  readonly sameSurveyDays: number | null
  readonly sameKindDays: number | null
  /** Who is asked too soon waits until the clocks allow it, as long as the cause is not too old; else is not asked. */
  readonly waitsWhenTooSoon: boolean
  /** It measures again after a complaint: it asks despite one that is open, and despite the clocks. */
  readonly isRemeasure: boolean
  /** Its own hours instead of the workspace's; null for those. */
  readonly hours: SendingHours | null
  /** Days after which the personal address answers no more. */
  readonly expiresDays: number
  readonly reminders: { readonly most: number; readonly everyDays: number }
}

export const mostReminders = 3

/** What the rules of a survey are before anybody wrote them. Nothing is sent by them until they are switched on. */
export function usualRules(kind: SurveyKind): SendingRules {
  const trigger: Readonly<Record<SurveyKind, Trigger>> = {
    hot: { kind: 'event', event: '', when: null, delayMinutes: 120, latestHours: 72 },
    micro: { kind: 'event', event: '', when: null, delayMinutes: 0, latestHours: 24 },
    nonPurchase: {
      kind: 'absence',
      event: '',
      when: null,
      waitMinutes: 24 * 60,
      latestHours: 72,
      unless: { event: '', when: null },
    },
    cold: { kind: 'event', event: '', when: null, delayMinutes: 21 * 24 * 60, latestHours: 24 * 30 },
    barometer: { kind: 'wave', startsOn: '', everyDays: 91, spreadDays: 28 },
    test: { kind: 'list' },
  }
  return {
    trigger: trigger[kind],
    channels: kind === 'micro' ? ['widget'] : ['email', 'sms'],
    audience: { segments: [], exceptSegments: [], traits: [] },
    sampleRate: 1,
    period: { from: null, to: null },
    totalLimit: null,
    priority: 50,
    sameSurveyDays: null,
    sameKindDays: null,
    waitsWhenTooSoon: kind === 'cold' || kind === 'barometer',
    isRemeasure: false,
    hours: null,
    expiresDays: kind === 'hot' ? 14 : 30,
    reminders: kind === 'cold' || kind === 'barometer' ? { most: 1, everyDays: 5 } : { most: 0, everyDays: 5 },
  }
}

/** What keeps rules from being switched on, in both languages; undefined when nothing does. */
export function flawOfRules({
  trigger,
  channels,
}: SendingRules): { readonly fr: string; readonly en: string } | undefined {
  if (channels.length === 0) return { fr: 'Choisissez au moins un canal.', en: 'Choose at least one channel.' }
  if (trigger.kind === 'wave' && trigger.startsOn === '')
    return { fr: 'Choisissez le jour de la première vague.', en: 'Choose the day of the first wave.' }
  if ((trigger.kind === 'event' || trigger.kind === 'absence') && trigger.event === '')
    return { fr: 'Choisissez l’événement qui déclenche l’enquête.', en: 'Choose the event that makes the survey ask.' }
  if (trigger.kind === 'absence' && trigger.unless.event === '')
    return { fr: 'Choisissez l’événement qui annule l’attente.', en: 'Choose the event that ends the waiting.' }
  return undefined
}
