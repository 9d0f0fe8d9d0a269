import type { Reachable } from '../../collecting/index.ts'
import type { Installation } from '../../feature.ts'
import type { Tongue } from '../../vocabulary/label.ts'
import { drawOf } from '../../vocabulary/statistics/sampling.ts'
import { momentInWave } from '../../vocabulary/statistics/spread.ts'
import type { ContactPressure } from '../../vocabulary/survey/contact-pressure.ts'
import { type Decision, decide } from '../../vocabulary/survey/eligibility.ts'
import type { InvitationChannel } from '../../vocabulary/survey/invitation.ts'
import { localTime, nextSendingMoment } from '../../vocabulary/survey/send-window.ts'
import type { Due, Past } from './gather-facts.ts'
import { personHash } from './person-hash.ts'
import { type AskingSurvey, clocksOf, hoursOf, type PlacedWorkspace } from './rules-store.ts'

/** Somebody who is decided on. */
export type Candidate = Due & {
  readonly dueAt: Date
  /** A decision that was put off before. */
  readonly held?: string
  /** Takes part and is left undecided, due or not. */
  readonly isLookedAt?: boolean
}

export type Decided = {
  readonly candidate: Candidate
  readonly survey: AskingSurvey
  readonly decision: Decision
  readonly channel: InvitationChannel
  readonly language: Tongue
  readonly sendAfter: Date | null
  readonly expiresAt: Date | null
}

/** What holds for all who are decided on together, read once. */
export type Deciding = {
  readonly installation: Installation
  readonly workspace: PlacedWorkspace
  readonly pressure: ContactPressure
  readonly surveys: ReadonlyMap<string, AskingSurvey>
  readonly excluded: ReadonlySet<bigint>
  readonly openCases: ReadonlySet<bigint>
  /** How many more each survey may ask. */
  readonly room: Map<string, number>
  /** The days over which a wave is spread, and when it began. */
  readonly wave?: {
    readonly survey: string
    readonly days: readonly string[]
    readonly startedAt: Date
    readonly latestAgeMs: number
    /** A list is of whoever stands on it: the audience is asked about like any rule. */
    readonly isListed: boolean
  }
}

const hourMs = 3_600_000

const minuteMs = 60_000

/** How long after it happened a cause still holds. */
export function latestAgeMs({ rules: { trigger } }: Pick<AskingSurvey, 'rules'>): number | null {
  switch (trigger.kind) {
    case 'event':
      return trigger.delayMinutes * minuteMs + trigger.latestHours * hourMs
    case 'absence':
      return trigger.waitMinutes * minuteMs + trigger.latestHours * hourMs
    case 'wave':
    case 'list':
      return null
    default:
      return trigger satisfies never
  }
}

export type Heard = { readonly audience: ReadonlySet<bigint>; readonly happened: ReadonlyMap<bigint, Date> }

/**
 * Decides on one person at an instant, by all that is known of them: whether they are asked, by which way, in which
 * language and when. `winner` is the survey before this one that goes to the same person.
 */
export function decideOne(
  deciding: Deciding,
  survey: AskingSurvey,
  candidate: Candidate,
  past: Past,
  reach: Reachable | undefined,
  heard: Heard,
  winner: Candidate | undefined,
  now: Date,
): Decided {
  const { workspace, pressure, excluded, openCases, room, installation } = deciding
  const wave = deciding.wave?.survey === survey.id ? deciding.wave : undefined
  const { rules, kind } = survey
  const { customer, happenedAt } = candidate
  const ways = rules.channels.filter(channel => channel !== 'widget')
  const channel = ways.find(way => canReach(way, reach, past)) ?? ways[0] ?? 'email'
  const addressAt = addressOf(channel, reach)
  const bouncedAt = past.bounced[channel]
  const language = languageFor(survey, reach, workspace.locale)
  const draw = drawOf(personHash(installation, workspace.number, survey.id, customer))
  const age = wave ? wave.latestAgeMs : latestAgeMs(survey)
  const happened = heard.happened.get(customer)
  const collisionMs = Math.max(pressure.collisionHours[kind], 0) * hourMs
  const decision = decide({
    now,
    channel,
    hasAddress: addressAt !== null,
    addressBounced: bouncedAt !== undefined && (addressAt === null || addressAt <= bouncedAt),
    optedOut: past.refused.includes(channel),
    complained: past.complained.includes(channel),
    excluded: excluded.has(customer),
    isLive: survey.isLive,
    hasLanguage: language !== undefined,
    inPeriod: isWithin(rules.period, now, workspace.timeZone),
    totalReached: (room.get(survey.id) ?? Number.POSITIVE_INFINITY) <= 0,
    quotaFull: survey.isFull,
    happenedAt,
    latestAgeMs: age,
    awaitedHappened: happened !== undefined && happenedAt !== null && happened > happenedAt,
    alreadyAnswered: past.hasAnswered,
    openCase: openCases.has(customer),
    isRemeasure: rules.isRemeasure,
    inAudience: (wave !== undefined && !wave.isListed) || heard.audience.has(customer),
    sameSurveyAt: past.sameSurveyAt,
    sameKindAt: past.sameKindAt,
    anySurveyAt: past.anySurveyAt,
    askedInYear: past.askedInYear,
    impressions: past.impressions,
    clocks: clocksOf(survey, pressure),
    draw,
    sampleRate: rules.sampleRate,
    otherGoesFirst: winner !== undefined && Math.abs(winner.dueAt.getTime() - candidate.dueAt.getTime()) <= collisionMs,
    waitsWhenTooSoon: rules.waitsWhenTooSoon,
  })
  const told = { candidate, survey, channel, language: language ?? workspace.locale }
  if (decision.decision !== 'queued') return { ...told, decision, sendAfter: decision.againAt, expiresAt: null }
  const hours = hoursOf(survey, pressure)
  const zone = reach?.timeZone ?? workspace.timeZone
  // Within a wave the day is drawn by other bits than who is asked.
  const planned = wave ? momentInWave((draw * 4096) % 1, wave.days, hours, zone, wave.startedAt) : now
  const sendAfter = planned && nextSendingMoment(planned < now ? now : planned, hours, zone)
  if (!sendAfter)
    return {
      ...told,
      decision: { decision: 'blocked', reasons: ['outsidePeriod'], againAt: null },
      sendAfter: null,
      expiresAt: null,
    }
  const expiresAt = new Date(sendAfter.getTime() + rules.expiresDays * 24 * hourMs)
  return { ...told, decision, sendAfter, expiresAt }
}

function isWithin({ from, to }: AskingSurvey['rules']['period'], now: Date, timeZone: string): boolean {
  if (from === null && to === null) return true
  const today = localTime(now.getTime(), timeZone).day
  return (from === null || today >= from) && (to === null || today < to)
}

const addressOf = (channel: InvitationChannel, reach: Reachable | undefined): Date | null =>
  (channel === 'email' ? reach?.emailAt : reach?.phoneAt) ?? null

function canReach(channel: InvitationChannel, reach: Reachable | undefined, past: Past): boolean {
  const at = addressOf(channel, reach)
  const bounced = past.bounced[channel]
  if (at === null || (bounced !== undefined && at <= bounced)) return false
  return !past.refused.includes(channel) && !past.complained.includes(channel)
}

/** The person's where the survey has it, else the workspace's, else its first; undefined where it lacks the person's. */
function languageFor({ languages }: AskingSurvey, reach: Reachable | undefined, locale: Tongue): Tongue | undefined {
  if (reach?.language) return languages.includes(reach.language) ? reach.language : undefined
  return languages.includes(locale) ? locale : languages[0]
}
