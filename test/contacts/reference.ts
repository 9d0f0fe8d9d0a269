import { dayMs, type LivedEvent } from './lives.ts'

/** A contact with its neighbours, found by looking at all the others. */
export type ReferenceContact = {
  readonly customer: string
  readonly at: number
  readonly channel: string
  readonly name: string
  readonly reason: string
  readonly event: LivedEvent
  readonly earlier: readonly ReferenceContact[]
  readonly later: readonly ReferenceContact[]
}

const contactNames = ['Call Answered', 'Chat Ended', 'Email Received', 'Advice Given']
const assisted = ['phone', 'email', 'chat', 'store', 'sms', 'social']

function isContact({ name, channel, properties }: LivedEvent): boolean {
  if (!assisted.includes(channel)) return false
  if (['Email Sent', 'Call Abandoned', 'Survey Answered'].includes(name)) return false
  return contactNames.includes(name) || properties.reason !== undefined || properties.conversationId !== undefined
}

export const inOrder = (events: readonly LivedEvent[]) =>
  events.toSorted((a, b) => a.at - b.at || a.position - b.position)

/** The contacts of one life: one a conversation, and those that follow closely without one are the same. */
export function contactsOf(life: readonly LivedEvent[]): ReferenceContact[] {
  const met = new Set<string>()
  const last = new Map<string, number>()
  const found: LivedEvent[] = []
  for (const event of inOrder(life.filter(isContact))) {
    const conversation = event.properties.conversationId as string | undefined
    if (conversation !== undefined && met.has(conversation)) continue
    if (conversation !== undefined) met.add(conversation)
    const key = `${event.properties.reason ?? ''} ${event.channel}`
    const before = last.get(key)
    last.set(key, event.at)
    if (conversation === undefined && before !== undefined && event.at - before <= 5 * 60_000) continue
    found.push(event)
  }
  const contacts = found.map(event => ({
    customer: event.customer,
    at: event.at,
    channel: event.channel,
    name: event.name,
    reason: String(event.properties.reason ?? ''),
    event,
    earlier: [] as ReferenceContact[],
    later: [] as ReferenceContact[],
  }))
  contacts.forEach((contact, index) => {
    // The nearest are enough to say whether any is near; a giant's are all that way.
    contact.earlier.push(...contacts.slice(Math.max(0, index - 60), index))
    contact.later.push(...contacts.slice(index + 1, index + 61))
  })
  return contacts
}

/** The counts of some contacts for N days, one by one. */
export function countsOf(contacts: readonly ReferenceContact[], days: number, until: number) {
  const n = days * dayMs
  const known = contacts.filter(one => one.reason !== '')
  const same = (one: ReferenceContact, other: ReferenceContact) => one.reason === other.reason
  const isBack = (one: ReferenceContact) => one.earlier.some(other => same(one, other) && one.at - other.at <= n)
  const isForward = (one: ReferenceContact) => one.later.some(other => same(one, other) && other.at - one.at <= n)
  const isOld = (one: ReferenceContact) => one.at <= until - n
  const needs = known.filter(one => !isBack(one))
  return {
    back: known.filter(isBack).length,
    eligible: known.filter(isOld).length,
    forward: known.filter(one => isOld(one) && isForward(one)).length,
    forwardHere: known.filter(
      one =>
        isOld(one) &&
        one.later.some(other => same(one, other) && other.channel === one.channel && other.at - one.at <= n),
    ).length,
    needs: needs.length,
    needsEligible: needs.filter(isOld).length,
    once: needs.filter(one => isOld(one) && !isForward(one)).length,
    backAny: contacts.filter(one => one.earlier.some(other => one.at - other.at <= n)).length,
    eligibleAny: contacts.filter(isOld).length,
    forwardAny: contacts.filter(one => isOld(one) && one.later.some(other => other.at - one.at <= n)).length,
  }
}

/** What narrows a question: which visits are left of journeys, and which journeys are kept, judged on these. */
export type Kept = {
  readonly visit?: (visit: LivedEvent) => boolean
  readonly whole?: (left: readonly LivedEvent[]) => boolean
}

/** From when to when the kept journeys of a life lasted. Thirty days without an event end a journey. */
export function spansOf(life: readonly LivedEvent[], { visit = () => true, whole = () => true }: Kept) {
  const journeys: LivedEvent[][] = []
  for (const event of inOrder(life)) {
    const last = journeys.at(-1)?.at(-1)
    if (last && event.at - last.at <= 30 * dayMs) journeys.at(-1)!.push(event)
    else journeys.push([event])
  }
  const kept = journeys.filter(journey => {
    const left = journey.filter(visit)
    return left.length > 0 && whole(left)
  })
  return kept.map(journey => ({ began: journey[0]!.at, ended: journey.at(-1)!.at }))
}

export const isDuring = (spans: ReturnType<typeof spansOf>, at: number) =>
  spans.some(span => at >= span.began && at <= span.ended)

const helpNames = ['Help Article Viewed']
const solvedNames = ['Problem Solved']

/** A session of self-service: what customers do without a pause of half an hour, once for each reason told in it. */
export type ReferenceSession = {
  readonly customer: string
  readonly began: number
  readonly ended: number
  readonly reason: string
  readonly solved: boolean
}

export function sessionsOf(life: readonly LivedEvent[]): ReferenceSession[] {
  const runs: LivedEvent[][] = []
  for (const event of inOrder(life.filter(one => [...helpNames, ...solvedNames].includes(one.name)))) {
    const last = runs.at(-1)?.at(-1)
    if (last && event.at - last.at <= 30 * 60_000) runs.at(-1)!.push(event)
    else runs.push([event])
  }
  return runs.flatMap(run => {
    const reasons = new Set(run.map(event => String(event.properties.reason ?? '')).filter(reason => reason !== ''))
    return (reasons.size === 0 ? [''] : [...reasons]).map(reason => {
      const own = run.filter(event => [undefined, reason].includes(event.properties.reason as string | undefined))
      return {
        customer: run[0]!.customer,
        began: own[0]!.at,
        ended: own.at(-1)!.at,
        reason,
        solved: own.some(event => solvedNames.includes(event.name)),
      }
    })
  })
}

/** What became of a session, given all contacts of its customer. */
export function judge(session: ReferenceSession, contacts: readonly ReferenceContact[], hours: number) {
  const near = contacts.filter(one => one.at > session.ended && one.at - session.ended <= hours * 3_600_000)
  const leaked = near.some(one => session.reason === '' || one.reason === session.reason)
  return {
    state: leaked ? ('leaked' as const) : session.solved ? ('resolved' as const) : ('unknown' as const),
    perhaps: near.length > 0,
    denied: leaked && session.solved,
  }
}

/** Runs of sessions and contacts of one reason, none more than so many days after the one before. */
export function needsOf(
  sessions: readonly ReferenceSession[],
  contacts: readonly ReferenceContact[],
  days: number,
  whatever: boolean,
) {
  const acts = [
    ...sessions.map(one => ({ ...one, contact: false })),
    ...contacts.map(one => ({ reason: one.reason, began: one.at, ended: one.at, contact: true, solved: false })),
  ].filter(one => whatever || one.reason !== '')
  return [...Map.groupBy(acts, one => (whatever ? '' : one.reason)).values()].flatMap(own => {
    const needs: (typeof acts)[] = []
    const sorted = own.toSorted(
      (a, b) => a.began - b.began || Number(a.contact) - Number(b.contact) || a.ended - b.ended,
    )
    for (const act of sorted) {
      const last = needs.at(-1)?.at(-1)
      if (last && act.began - last.ended <= days * dayMs) needs.at(-1)!.push(act)
      else needs.push([act])
    }
    return needs.map(need => ({
      first: need[0]!.began,
      alone: need.every(act => !act.contact),
      solved: need.some(act => act.solved),
    }))
  })
}
