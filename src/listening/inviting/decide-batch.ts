import { createHmac, createSecretKey, type KeyObject } from 'node:crypto'
import { identifiersOf, type Reachable, reachOf } from '../../collecting/index.ts'
import type { Queryable } from '../../engines/postgres/index.ts'
import type { Installation } from '../../feature.ts'
import type { Tongue } from '../../vocabulary/label.ts'
import { drawOf } from '../../vocabulary/statistics/sampling.ts'
import { momentInWave } from '../../vocabulary/statistics/spread.ts'
import type { ContactPressure } from '../../vocabulary/survey/contact-pressure.ts'
import { type Decision, decide } from '../../vocabulary/survey/eligibility.ts'
import type { InvitationChannel } from '../../vocabulary/survey/invitation.ts'
import { localTime, nextSendingMoment } from '../../vocabulary/survey/send-window.ts'
import { customersWithOpenCase, excludedCustomers, inAudience, lastHappened } from './audience.ts'
import { type Due, type Past, pastOf } from './gather-facts.ts'
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

export async function openDeciding(
  installation: Installation,
  workspace: PlacedWorkspace,
  pressure: ContactPressure,
  surveys: readonly AskingSurvey[],
  room: ReadonlyMap<string, number>,
): Promise<Deciding> {
  const [excluded, openCases] = await Promise.all([
    excludedCustomers(installation, workspace.number, pressure),
    customersWithOpenCase(installation, workspace.number, pressure),
  ])
  return {
    installation,
    workspace,
    pressure,
    surveys: new Map(surveys.map(survey => [survey.id, survey])),
    excluded,
    openCases,
    room: new Map(room),
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

/**
 * Decides on candidates, all of one customer together: of those due within the window of a collision the highest priority
 * goes, and those after it are told so. Who is not due yet takes part and is left undecided.
 */
export async function decideTogether(
  deciding: Deciding,
  postgres: Queryable,
  candidates: readonly Candidate[],
): Promise<readonly Decided[]> {
  const { installation, workspace, pressure, surveys } = deciding
  const now = installation.now()
  const customers = [...new Set(candidates.map(({ customer }) => customer))]
  const own = await identifiersOf(postgres, workspace.number, customers)
  const [past, reach] = await Promise.all([
    pastOf(postgres, workspace.number, candidates, now, pressure.impressions.inDays, own),
    reachOf({ postgres }, workspace.number, customers, own),
  ])
  const heard = new Map<AskingSurvey, Heard>()
  for (const survey of surveys.values()) {
    const own = candidates.filter(candidate => candidate.survey === survey.id)
    if (own.length > 0) heard.set(survey, await hear(deciding, survey, own))
  }
  const places = new Map<bigint, number[]>()
  candidates.forEach(({ customer }, at) => {
    const list = places.get(customer)
    if (list) list.push(at)
    else places.set(customer, [at])
  })
  const decided: Decided[] = []
  for (const own of places.values()) {
    if (own.length > 1) own.sort((a, b) => inOrder(deciding, candidates[a]!, candidates[b]!))
    // Of the surveys before it in the order, the one that goes.
    let winner: Candidate | undefined
    for (const at of own) {
      const candidate = candidates[at]!
      const survey = surveys.get(candidate.survey)
      if (!survey) continue
      const facts = heard.get(survey)!
      const one = decideOne(deciding, survey, candidate, past[at]!, reach.get(candidate.customer), facts, winner, now)
      if (one.decision.decision === 'queued') winner ??= candidate
      if (candidate.dueAt <= now && !past[at]!.isDecided && !candidate.isLookedAt) {
        if (one.decision.decision === 'queued' && deciding.room.has(survey.id))
          deciding.room.set(survey.id, deciding.room.get(survey.id)! - 1)
        decided.push(one)
      }
    }
  }
  return decided
}

/** Higher priority first, then the touchpoint that is asked about less often, then what is due first. */
function inOrder({ surveys, room }: Deciding, a: Candidate, b: Candidate): number {
  const [one, other] = [surveys.get(a.survey)?.rules.priority ?? 0, surveys.get(b.survey)?.rules.priority ?? 0]
  if (one !== other) return other - one
  const [left, right] = [room.get(a.survey) ?? 0, room.get(b.survey) ?? 0]
  if (left !== right) return right - left
  return a.dueAt.getTime() - b.dueAt.getTime() || (a.survey < b.survey ? -1 : 1)
}

/** For a dry run: decides on these customers at an instant of the past, with a past that is told. */
export async function decideAt(
  deciding: Deciding,
  postgres: Queryable,
  survey: AskingSurvey,
  customers: readonly bigint[],
): Promise<(customer: bigint, happenedAt: Date, at: Date, past: Past, awaitedHappened: boolean) => Decision> {
  const { installation, workspace } = deciding
  const reach = await reachOf({ postgres }, workspace.number, customers)
  const audience = await inAudience(installation, workspace.number, survey.rules.audience, customers)
  return (customer, happenedAt, at, past, awaitedHappened) => {
    const candidate = { survey: survey.id, kind: survey.kind, customer, cause: '', happenedAt, dueAt: at }
    const happened = new Map(awaitedHappened ? [[customer, at] as const] : [])
    const { decision } = decideOne(
      deciding,
      survey,
      candidate,
      past,
      reach.get(customer),
      { audience, happened },
      undefined,
      at,
    )
    if (decision.decision === 'queued' && deciding.room.has(survey.id))
      deciding.room.set(survey.id, deciding.room.get(survey.id)! - 1)
    return decision
  }
}

type Heard = { readonly audience: ReadonlySet<bigint>; readonly happened: ReadonlyMap<bigint, Date> }

async function hear(
  { installation, workspace, wave }: Deciding,
  survey: AskingSurvey,
  own: readonly Candidate[],
): Promise<Heard> {
  const customers = own.map(({ customer }) => customer)
  const { trigger, audience } = survey.rules
  const isWave = wave?.survey === survey.id
  const since = new Date(Math.min(...own.map(({ happenedAt }) => happenedAt?.getTime() ?? 0)))
  return {
    // A wave takes its people from the audience itself.
    audience:
      isWave && !wave.isListed ? new Set() : await inAudience(installation, workspace.number, audience, customers),
    happened:
      trigger.kind === 'absence' && !isWave
        ? await lastHappened(installation, workspace.number, trigger.unless, customers, since)
        : new Map(),
  }
}

function decideOne(
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

const keys = new WeakMap<Buffer, KeyObject>()

/** A keyed hash of a person for one survey: without the secret nobody can tell who is drawn. */
function personHash(
  { secret }: Pick<Installation, 'secret'>,
  workspace: number,
  survey: string,
  customer: bigint,
): Buffer {
  const held = secret('listening.sampling')
  const key = keys.get(held) ?? createSecretKey(held)
  keys.set(held, key)
  return createHmac('sha256', key).update(`${workspace} ${survey} ${customer}`).digest()
}
