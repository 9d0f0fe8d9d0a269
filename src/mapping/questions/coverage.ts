import type { Coverage, getCoverage as getCoverageRoute } from '../../contract/map-bindings.ts'
import type { InputOf } from '../../contract/route.ts'
import { join, type Sql, some, sql, u32 } from '../../engines/clickhouse/index.ts'
import type { Context } from '../../feature.ts'
import type { BindingRule } from '../../vocabulary/binding.ts'
import { inWinningOrder } from '../../vocabulary/binding-match.ts'
import { placementsOf } from '../../vocabulary/map/journey-map.ts'
import { problem } from '../../vocabulary/problem.ts'
import { compileRule } from '../compile-binding.ts'
import { definitionOf } from '../measured-definition.ts'
import { readMaps } from '../store/maps.ts'
import { periodOf, share } from './preview-binding.ts'

/** How many events of the last days do the journey's rules claim, which conflict, and which does nobody claim? */
export async function getCoverage(
  context: Context,
  { params, query }: InputOf<typeof getCoverageRoute>,
): Promise<Coverage> {
  const workspace = context.workspace.number
  const definition = await definitionOf(context.postgres, workspace, params.journey)
  if (!definition) throw problem('not_found', { what: 'journey' })
  const rules = inWinningOrder(definition.rules)
  const period = periodOf(context, query.days)
  const [counts, tray] = await Promise.all([
    countClaims(context, rules, period),
    unclaimedEvents(context, rules, period, query.limit),
  ])
  const maps = (await readMaps(context.postgres, workspace)).filter(
    one => one.journeyId === params.journey && one.archivedAt === null && one.draft.kind === 'current',
  )
  const expected = maps.flatMap(one => placementsOf(one.draft)).filter(placement => placement.presence === 'expected')
  const seen = definition.touchpoints.filter(one => one.bound && one.observability !== 'unobservable')
  const bound = new Set(seen.map(one => one.id))
  return {
    windowDays: query.days,
    events: counts.events,
    claimed: counts.claimed,
    conflicts: counts.conflicts,
    rules: rules.map((rule, place) => ({
      rule: rule.id,
      touchpoint: rule.touchpoint,
      matches: counts.matches[place] ?? 0,
      wins: counts.wins[place] ?? 0,
    })),
    expected: expected.length,
    expectedBound: expected.filter(placement => bound.has(placement.touchpoint)).length,
    unclaimed: tray.kinds.map(one => ({ ...one, share: share(one.events, counts.events) })),
    unclaimedMore: tray.more,
  }
}

/** Which rules match the events of the period, and which wins each? */
async function countClaims(context: Context, rules: readonly BindingRule[], period: Sql) {
  type Row = {
    events: string
    claimed: string
    conflicts: string
    matches: readonly string[]
    wins: readonly string[]
  }
  const matched =
    rules.length === 0
      ? sql`emptyArrayUInt8()`
      : sql`[${join(
          rules.map(rule => sql`toUInt8(${compileRule(rule, context.workspace.timeZone)})`),
          sql`, `,
        )}]`
  const row = await context.clickhouse.first<Row>(sql`
    with claims as (
      select ${matched} as matched
      from events
      where ${period}
    )
    select
      count() as events,
      countIf(arraySum(matched) > 0) as claimed,
      countIf(arraySum(matched) > 1) as conflicts,
      sumForEach(arrayMap(one -> toUInt64(one), matched)) as matches,
      sumForEach(arrayMap(place -> toUInt64(indexOf(matched, 1) = place), arrayEnumerate(matched))) as wins
    from claims`)
  return {
    events: Number(row?.events ?? 0),
    claimed: Number(row?.claimed ?? 0),
    conflicts: Number(row?.conflicts ?? 0),
    matches: (row?.matches ?? []).map(Number),
    wins: (row?.wins ?? []).map(Number),
  }
}

/** Which kinds of event does no touchpoint of the journey claim, the most frequent first? */
async function unclaimedEvents(context: Context, rules: readonly BindingRule[], period: Sql, limit: number) {
  type Row = { kind: string; type: string; channel: string; events: string; last_at: string; kinds: string }
  const claimed = some(rules.map(rule => compileRule(rule, context.workspace.timeZone)))
  const rows = await context.clickhouse.rows<Row>(sql`
    select
      kind,
      name as type,
      channel,
      count() as events,
      formatDateTime(max(occurred_at), '%Y-%m-%dT%H:%i:%SZ', 'UTC') as last_at,
      count() over () as kinds
    from events
    where ${period} and not (${claimed})
    group by kind, name, channel
    order by events desc, kind, type, channel
    limit ${u32(limit)}`)
  return {
    kinds: rows.map(row => ({
      kind: row.kind,
      type: row.type,
      channel: row.channel,
      events: Number(row.events),
      lastAt: row.last_at,
    })),
    more: Math.max(0, Number(rows[0]?.kinds ?? 0) - rows.length),
  }
}
