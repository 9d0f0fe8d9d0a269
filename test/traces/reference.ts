import { sql as clickhouseSql, u32 } from '../../src/engines/clickhouse/index.ts'
import { sql } from '../../src/engines/postgres/index.ts'
import type { TestHouse } from '../kit.ts'

/**
 * The definition of a trace once more, in plain loops, by somebody who has read only what it says: events become
 * visits, visits become cases. Slow and obvious; the store's own statement is held to it.
 */

/** An event as it is stored, with the customer whose it is now. */
export type LivedEvent = {
  readonly customer: string
  readonly kind: string
  readonly name: string
  readonly at: number
  readonly position: number
  readonly channel: string
  readonly caseKey: string
  readonly score: number | null
  readonly construct: string
  readonly properties: Readonly<Record<string, string>>
}

/** What a journey makes of events, as plain functions and numbers. */
export type ReferenceRule = {
  readonly journey: number
  readonly touchpoint: (event: LivedEvent) => number
  /** The number of a channel, by which ties are ordered. */
  readonly codeOf: (channel: string) => number
  readonly caseKey: (event: LivedEvent) => string
  readonly starts: ((event: LivedEvent) => boolean) | null
  readonly ends: (event: LivedEvent) => boolean
  readonly fails: (event: LivedEvent) => boolean
  readonly abandonAfterMs: number
  /** Where visits are merged: how close, in ms, and by what they must share. */
  readonly merge: ((touchpoint: number) => { readonly windowMs: number; readonly by: readonly string[] }) | null
}

/** A visit of a trace, as the store would give it. */
export type ReferenceVisit = {
  readonly case: number
  readonly at: string
  readonly touchpoint: number
  readonly channel: string
  readonly prev: number
  readonly next: number
  readonly wait: number | null
  readonly ahead: number | null
  readonly score: number | null
  readonly construct: string
  readonly ended: boolean
  readonly failed: boolean
  readonly last: string
}

type Visit = {
  at: number
  position: number
  ownKey: string
  key: string
  starts: boolean
  ends: boolean
  touchpoint: number
  channel: string
  code: number
  score: number | null
  construct: string
  failed: boolean
}

/** The traces of every customer, by customer. Those without a visit have none. */
export function referenceTraces(
  events: readonly LivedEvent[],
  rule: ReferenceRule,
): ReadonlyMap<string, readonly ReferenceVisit[]> {
  const traces = new Map<string, readonly ReferenceVisit[]>()
  for (const [customer, own] of Map.groupBy(events, event => event.customer)) {
    const trace = traceOf(own, rule)
    if (trace.length > 0) traces.set(customer, trace)
  }
  return traces
}

function traceOf(events: readonly LivedEvent[], rule: ReferenceRule): readonly ReferenceVisit[] {
  const seen = events.filter(event => rule.touchpoint(event) > 0 || rule.starts?.(event) || rule.ends(event))
  const visits = mergedVisits(seen, rule)
  // In time, each visit without a key takes the one before it; those at the beginning take the first that follows.
  visits.sort(byVisit)
  let held = visits.find(visit => visit.ownKey !== '')?.ownKey ?? ''
  for (const visit of visits) {
    if (visit.ownKey !== '') held = visit.ownKey
    visit.key = held
  }
  const stories: Visit[][] = []
  visits.sort((a, b) => byBytes(a.key, b.key) || byVisit(a, b, true))
  for (const [, sharing] of [...Map.groupBy(visits, visit => visit.key)].sort(([a], [b]) => byBytes(a, b))) {
    let story: Visit[] = []
    for (const visit of sharing) {
      const before = story.at(-1)
      const bothNamed = before !== undefined && before.ownKey !== '' && visit.ownKey !== ''
      const tooLong = before !== undefined && visit.at - before.at > rule.abandonAfterMs && !bothNamed
      if (before && (tooLong || before.ends)) {
        stories.push(story)
        story = []
      }
      story.push(visit)
    }
    if (story.length > 0) stories.push(story)
  }
  const begun = rule.starts
    ? stories.map(story => {
        const first = story.findIndex(visit => visit.starts)
        return first === -1 ? [] : story.slice(first)
      })
    : stories
  return begun
    .map(story => ({ ended: story.some(visit => visit.ends), shown: story.filter(visit => visit.touchpoint > 0) }))
    .filter(({ shown }) => shown.length > 0)
    .flatMap(({ ended, shown }, index) =>
      shown.map((visit, place): ReferenceVisit => {
        const before = shown[place - 1]
        const after = shown[place + 1]
        return {
          case: index + 1,
          at: stamp(visit.at),
          touchpoint: visit.touchpoint,
          channel: visit.channel,
          prev: before?.touchpoint ?? 0,
          next: after?.touchpoint ?? 0,
          wait: before ? Math.fround((visit.at - before.at) / 1000) : null,
          ahead: after ? Math.fround((after.at - visit.at) / 1000) : null,
          score: visit.score,
          construct: visit.construct,
          ended,
          failed: visit.failed,
          last: stamp(shown.at(-1)!.at),
        }
      }),
    )
}

/** Events of one touchpoint that share what they must, each close to the one before it, are one visit. */
function mergedVisits(events: readonly LivedEvent[], rule: ReferenceRule): Visit[] {
  const visits: Visit[] = []
  const groups = Map.groupBy(events, event => {
    const touchpoint = rule.touchpoint(event)
    const { by } = rule.merge?.(touchpoint) ?? { by: [] }
    return JSON.stringify([touchpoint, by.map(name => event.properties[name] ?? '')])
  })
  for (const group of groups.values()) {
    group.sort(
      (a, b) =>
        a.at - b.at ||
        a.position - b.position ||
        rule.codeOf(a.channel) - rule.codeOf(b.channel) ||
        byBytes(rule.caseKey(a), rule.caseKey(b)) ||
        Number(rule.starts?.(a) ?? false) - Number(rule.starts?.(b) ?? false) ||
        Number(rule.ends(a)) - Number(rule.ends(b)) ||
        byScore(a.score, b.score) ||
        Number(rule.fails(a)) - Number(rule.fails(b)),
    )
    let last: LivedEvent | undefined
    for (const event of group) {
      const touchpoint = rule.touchpoint(event)
      const windowMs = touchpoint === 0 ? 0 : (rule.merge?.(touchpoint).windowMs ?? 0)
      const open = visits.at(-1)
      const own = rule.caseKey(event)
      if (last && open && windowMs > 0 && event.at - last.at <= windowMs) {
        if (open.ownKey === '') open.ownKey = own
        open.starts ||= rule.starts?.(event) ?? false
        open.ends ||= rule.ends(event)
        open.score ??= event.score
        if (open.construct === '') open.construct = event.construct
        open.failed ||= rule.fails(event)
      } else {
        visits.push({
          at: event.at,
          position: event.position,
          ownKey: own,
          key: '',
          starts: rule.starts?.(event) ?? false,
          ends: rule.ends(event),
          touchpoint,
          channel: event.channel,
          code: rule.codeOf(event.channel),
          score: event.score,
          construct: event.construct,
          failed: rule.fails(event),
        })
      }
      last = event
    }
  }
  return visits
}

/** Ties are ordered by everything that a visit says, so that nothing depends on the order of reading. */
function byVisit(a: Visit, b: Visit, filled = false): number {
  return (
    a.at - b.at ||
    a.position - b.position ||
    (filled ? 0 : byBytes(a.ownKey, b.ownKey)) ||
    Number(a.starts) - Number(b.starts) ||
    Number(a.ends) - Number(b.ends) ||
    a.touchpoint - b.touchpoint ||
    a.code - b.code ||
    byScore(a.score, b.score) ||
    Number(a.failed) - Number(b.failed)
  )
}

/** No score comes after every score. */
const byScore = (a: number | null, b: number | null) => (a ?? Number.MAX_VALUE) - (b ?? Number.MAX_VALUE)

const byBytes = (a: string, b: string) => Buffer.compare(Buffer.from(a), Buffer.from(b))
const stamp = (at: number) => new Date(at).toISOString().slice(0, 23).replace('T', ' ')

/** The events of a workspace, each with its customer as PostgreSQL knows it: the other store's word is not asked. */
export async function livedEvents(house: TestHouse, workspace: number): Promise<readonly LivedEvent[]> {
  const places = await house.postgres.rows(sql<{ anchor: string; customer: string }>`
    select anchor, customer from collecting.identifiers where workspace_id = ${workspace}`)
  const customers = new Map(places.map(row => [row.anchor, row.customer]))
  const rows = await house.clickhouse.rows<{
    anchor: string
    kind: string
    name: string
    at: string
    position: number
    channel: string
    case_key: string
    score: number | null
    construct: string
    texts: Record<string, string>
    numbers: Record<string, number>
  }>(clickhouseSql`
    select anchor, kind, name, toUnixTimestamp64Milli(occurred_at) as at, position, channel, case_key, score, construct,
      texts, numbers
    from events
    where workspace_id = ${u32(workspace)} and measurable`)
  return rows.map(row => ({
    customer: customers.get(row.anchor) ?? row.anchor,
    kind: row.kind,
    name: row.name,
    at: Number(row.at),
    position: row.position,
    channel: row.channel,
    caseKey: row.case_key,
    score: row.score,
    construct: row.construct,
    properties: {
      ...row.texts,
      ...Object.fromEntries(Object.entries(row.numbers).map(([name, value]) => [name, String(value)])),
    },
  }))
}

type TraceRow = {
  customer_id: string
  cases: number[]
  at: string[]
  touchpoints: number[]
  channels: number[]
  prevs: number[]
  nexts: number[]
  waits: (number | null)[]
  aheads: (number | null)[]
  scores: (number | null)[]
  constructs: number[]
  ended: number[]
  failed: number[]
  lasts: string[]
}

/** The traces of a journey as the store has them, in the reference's words. */
export async function storedTraces(
  house: TestHouse,
  workspace: number,
  journey: number,
  words: { readonly channels: readonly string[]; readonly constructs: readonly string[] },
): Promise<ReadonlyMap<string, readonly ReferenceVisit[]>> {
  const rows = await house.clickhouse.rows<TraceRow>(clickhouseSql`
    select customer_id, cases, at, touchpoints, channels, prevs, nexts, waits, aheads, scores, constructs, ended, failed,
      lasts
    from traces
    where workspace_id = ${u32(workspace)} and journey = ${u32(journey)} and notEmpty(at)`)
  return new Map(
    rows.map(row => [
      row.customer_id,
      row.at.map(
        (at, place): ReferenceVisit => ({
          case: row.cases[place]!,
          at,
          touchpoint: row.touchpoints[place]!,
          channel: words.channels[row.channels[place]!]!,
          prev: row.prevs[place]!,
          next: row.nexts[place]!,
          wait: row.waits[place]!,
          ahead: row.aheads[place]!,
          score: row.scores[place]!,
          construct: words.constructs[row.constructs[place]! - 1] ?? '',
          ended: row.ended[place]! > 0,
          failed: row.failed[place]! > 0,
          last: row.lasts[place]!,
        }),
      ),
    ]),
  )
}
