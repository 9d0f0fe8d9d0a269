import { setTimeout as pause } from 'node:timers/promises'
import { nextVersion } from '../../collecting/index.ts'
import { type Sql, sql, u32, u64 } from '../../engines/clickhouse/index.ts'
import { sql as postgresSql } from '../../engines/postgres/index.ts'
import type { Installation } from '../../feature.ts'
import { measuredJourneys } from '../../mapping/index.ts'
import { allContacts } from '../contacts/contact-definition-store.ts'
import { contactRulesOf } from '../contacts/contact-rule.ts'
import { writeContacts } from '../contacts/write-contacts.ts'
import { rulesOf } from './rules-of.ts'
import { ruleOfJourney, type TraceRule, writeTraces } from './trace-journey.ts'

/** Customers are taken in ranges of their numbers, each bounded in memory and told as progress: of about so many events. */
const eventsInRange = 1_000_000
const mostRanges = 64

type Asked = { workspace_id: number; journey_id: string; asked: string; ranges: number | null; ranges_done: number }

/** Measures again, from all events, the journeys whose maps or bindings changed. Goes on where a crash left it. */
export async function rebuildTraces(installation: Installation, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    const asked = await installation.postgres.first(postgresSql<Asked>`
      update measuring.rebuilds
      set started_at = coalesce(started_at, now())
      where (workspace_id, journey_id) = (
        select workspace_id, journey_id from measuring.rebuilds order by asked_at limit 1
      )
      returning workspace_id, journey_id, asked_at::text as asked, ranges, ranges_done`)
    if (!asked) {
      await pause(300, undefined, { signal }).catch(() => {})
      continue
    }
    await rebuildOne(installation, asked, signal)
  }
}

async function rebuildOne(installation: Installation, asked: Asked, signal: AbortSignal): Promise<void> {
  const { workspace_id: workspace, journey_id: journeyId } = asked
  // Asked again meanwhile, it starts over with the newer rules.
  const sameAsking = postgresSql`
    workspace_id = ${workspace} and journey_id = ${journeyId} and asked_at = ${asked.asked}::timestamptz`
  const rewrite = await rewritingOf(installation, workspace, journeyId)
  const ranges = asked.ranges ?? (rewrite ? await rangesFor(installation, workspace) : 0)
  for (let range = asked.ranges_done; rewrite && range < ranges; range++) {
    if (signal.aborted) return
    await rewrite(range, ranges)
    const still = await installation.postgres.run(postgresSql`
      update measuring.rebuilds
      set ranges_done = ${range + 1}, ranges = ${ranges}
      where ${sameAsking}`)
    if (still === 0) return
  }
  if (journeyId === allContacts) await dropFormerContacts(installation)
  await installation.postgres.run(postgresSql`delete from measuring.rebuilds where ${sameAsking}`)
}

/** What writes one of so many ranges again; none where the journey is measured no more. */
async function rewritingOf(
  installation: Installation,
  workspace: number,
  journeyId: string,
): Promise<((range: number, ranges: number) => Promise<void>) | undefined> {
  if (journeyId === allContacts) return (range, ranges) => rebuildContacts(installation, workspace, range, ranges)
  const rule = (await measuredJourneys(installation, workspace))
    .filter(({ journeyId: id }) => id === journeyId)
    .map(ruleOfJourney)[0]
  // A map that is only drawn so far: planning a statement that writes nothing takes a tenth of a second.
  if (!rule || !(rule.isBound || (await isWritten(installation, workspace, rule.journey)))) return undefined
  return (range, ranges) => rebuildRange(installation, workspace, rule, range, ranges)
}

/** Whether there is any trace of the journey, be it empty. */
async function isWritten(installation: Installation, workspace: number, journey: number): Promise<boolean> {
  const row = await installation.clickhouse.first(sql`
    select 1 as found
    from traces_raw
    where workspace_id = ${u32(workspace)} and journey = ${u32(journey)}
    limit 1`)
  return row !== undefined
}

/** A small workspace is one range: each has the cost of two statements and of their syncing. */
async function rangesFor(installation: Installation, workspace: number): Promise<number> {
  const row = await installation.clickhouse.first<{ events: string }>(sql`
    select count() as events from events_raw where workspace_id = ${u32(workspace)}`)
  return Math.min(mostRanges, Math.max(1, Math.ceil(Number(row?.events ?? 0) / eventsInRange)))
}

/** Writes the traces of the customers whose numbers fall in one of `ranges` equal ranges. */
export async function rebuildRange(
  installation: Installation,
  workspace: number,
  rule: TraceRule,
  range: number,
  ranges: number,
): Promise<void> {
  const { from, to } = boundsOf(range, ranges)
  const version = nextVersion()
  await installation.clickhouse.run(
    writeTraces([rule], { workspace, anchors: ranges === 1 ? sql`1` : anchorsOfRange(workspace, from, to), version }),
    options,
  )
  await installation.clickhouse.run(
    sql`
    insert into traces_raw (workspace_id, journey, customer_id, version)
    select workspace_id, journey, customer_id, ${u64(version)}
    from traces
    where workspace_id = ${u32(workspace)} and journey = ${u32(rule.journey)} and customer_id between ${from} and ${to}
      and (at.size0 > 0 or claims.size0 > 0)
      and customer_id not in (
        select customer_id
        from traces_raw
        where workspace_id = ${u32(workspace)} and journey = ${u32(rule.journey)}
          and customer_id between ${from} and ${to} and version >= ${u64(version)}
      )`,
    options,
  )
}

/** Writes the contacts of these customers, by the workspace's definition. */
async function rebuildContacts(
  installation: Installation,
  workspace: number,
  range: number,
  ranges: number,
): Promise<void> {
  const { from, to } = boundsOf(range, ranges)
  const version = nextVersion()
  const rules = await contactRulesOf(installation, workspace)
  const anchors = ranges === 1 ? sql`1` : anchorsOfRange(workspace, from, to)
  const customers = sql`customer_id between ${from} and ${to}`
  await installation.clickhouse.run(writeContacts(rules, { workspace, anchors, customers, version }), options)
}

/** What was written before would be read past at every question until the store joins its files by itself. */
function dropFormerContacts({ clickhouse }: Installation): Promise<void> {
  return clickhouse.run(sql`optimize table contacts_raw final`, options)
}

const options = { timeoutMs: 600_000, maxMemoryBytes: 3_000_000_000 }

function boundsOf(range: number, ranges: number) {
  const width = (1n << 63n) / BigInt(ranges)
  return {
    from: u64(BigInt(range) * width),
    to: u64(range === ranges - 1 ? (1n << 63n) - 1n : BigInt(range + 1) * width - 1n),
  }
}

/** Anchors in the range that are their own customer, and anchors elsewhere that belong to a customer of the range. */
function anchorsOfRange(workspace: number, from: ReturnType<typeof u64>, to: ReturnType<typeof u64>): Sql {
  return sql`
    (
      anchor between ${from} and ${to}
      and anchor not in (
        select anchor
        from customer_places
        where workspace_id = ${u32(workspace)} and customer_id not between ${from} and ${to}
      )
    )
    or anchor in (
      select anchor
      from customer_places
      where workspace_id = ${u32(workspace)} and customer_id between ${from} and ${to}
    )`
}

/** Writes every trace of a workspace again from its events: for tests, and for whoever doubts. */
export async function rebuildAll(installation: Installation, workspace: number): Promise<void> {
  const ranges = await rangesFor(installation, workspace)
  for (const rule of await rulesOf(installation, workspace)) {
    for (let range = 0; range < ranges; range++) await rebuildRange(installation, workspace, rule, range, ranges)
  }
  for (let range = 0; range < ranges; range++) await rebuildContacts(installation, workspace, range, ranges)
}
