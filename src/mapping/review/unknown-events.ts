import { instant, join, some, sql, u32 } from '../../engines/clickhouse/index.ts'
import { sql as pg, type Queryable } from '../../engines/postgres/index.ts'
import type { Installation, Workspace } from '../../feature.ts'
import type { FreshnessFacts } from '../../vocabulary/map/freshness.ts'
import { compileRule } from '../compile-binding.ts'
import { measuredDefinitions } from '../measured-definition.ts'

export type UnknownEvents = NonNullable<FreshnessFacts['unknown']>

const windowMs = 30 * 86_400_000

/**
 * Of the events of customers who live a journey, how many does no touchpoint of any journey know: in the last thirty
 * days, and in the thirty before? An event that another journey claims is known, so that journeys do not blame each
 * other; a customer who never touched the journey says nothing of it.
 */
export async function countUnknownEvents(
  { postgres, clickhouse, now }: Pick<Installation, 'postgres' | 'clickhouse' | 'now'>,
  workspace: Workspace,
): Promise<ReadonlyMap<string, UnknownEvents>> {
  const definitions = (await measuredDefinitions(postgres, workspace.number)).filter(one => one.rules.length > 0)
  if (definitions.length === 0) return new Map()
  const rules = [...new Set(definitions.flatMap(one => one.rules))].map(rule => compileRule(rule, workspace.timeZone))
  const ofJourney = definitions.map(
    one => sql`toUInt8(${some(one.rules.map(rule => compileRule(rule, workspace.timeZone)))})`,
  )
  const to = now()
  const [middle, from] = [new Date(to.getTime() - windowMs), new Date(to.getTime() - 2 * windowMs)]
  type Row = Record<'events_now' | 'unknown_now' | 'events_before' | 'unknown_before', readonly string[]>
  const row = await clickhouse.first<Row>(
    sql`
    with told as (
      select
        anchor,
        occurred_at >= ${instant(middle)} as recent,
        toUInt8(${some(rules)}) as known,
        [${join(ofJourney, sql`, `)}] as lived
      from events
      where workspace_id = ${u32(workspace.number)}
        and occurred_at >= ${instant(from)}
        and occurred_at < ${instant(to)}
    ),
    customers as (
      select
        countIf(recent) as events_now,
        countIf(recent and not known) as unknown_now,
        countIf(not recent) as events_before,
        countIf(not recent and not known) as unknown_before,
        maxForEach(lived) as lived
      from told
      group by anchor
    )
    select
      sumForEach(arrayMap(one -> toUInt64(one * events_now), lived)) as events_now,
      sumForEach(arrayMap(one -> toUInt64(one * unknown_now), lived)) as unknown_now,
      sumForEach(arrayMap(one -> toUInt64(one * events_before), lived)) as events_before,
      sumForEach(arrayMap(one -> toUInt64(one * unknown_before), lived)) as unknown_before
    from customers`,
    { timeoutMs: 60_000 },
  )
  const at = (list: readonly string[] | undefined, place: number) => Number(list?.[place] ?? 0)
  return new Map(
    definitions.map(({ journey }, place) => [
      journey.id,
      {
        now: { events: at(row?.events_now, place), unknown: at(row?.unknown_now, place) },
        before: { events: at(row?.events_before, place), unknown: at(row?.unknown_before, place) },
      },
    ]),
  )
}

/** What was counted last, by journey, and what the owner was last told. */
export type KeptFreshness = {
  readonly countedAt: Date | null
  readonly unknown: UnknownEvents | null
  readonly toldState: string | null
}

type Row = {
  journey_id: string
  counted_at: Date | null
  events_now: string
  unknown_now: string
  events_before: string
  unknown_before: string
  told_state: string | null
}

export async function readFreshness(store: Queryable, workspace: number): Promise<ReadonlyMap<string, KeptFreshness>> {
  const rows = await store.rows(pg<Row>`
    select journey_id, counted_at, events_now, unknown_now, events_before, unknown_before, told_state
    from mapping.freshness
    where workspace_id = ${workspace}`)
  return new Map(
    rows.map(row => [
      row.journey_id,
      {
        countedAt: row.counted_at,
        unknown:
          row.counted_at === null
            ? null
            : {
                now: { events: Number(row.events_now), unknown: Number(row.unknown_now) },
                before: { events: Number(row.events_before), unknown: Number(row.unknown_before) },
              },
        toldState: row.told_state,
      },
    ]),
  )
}

/** Keeps what was counted, of every journey; one that has no rule has no unknown events. */
export async function writeUnknownEvents(
  store: Queryable,
  workspace: number,
  counts: ReadonlyMap<string, UnknownEvents>,
  at: Date,
): Promise<void> {
  const rows = [...counts].map(([journey, { now, before }]) => ({
    journey_id: journey,
    events_now: now.events,
    unknown_now: now.unknown,
    events_before: before.events,
    unknown_before: before.unknown,
  }))
  await store.run(pg`
    insert into mapping.freshness
      (workspace_id, journey_id, counted_at, events_now, unknown_now, events_before, unknown_before)
    select
      j.workspace_id, j.journey_id, ${at},
      coalesce(t.events_now, 0), coalesce(t.unknown_now, 0), coalesce(t.events_before, 0), coalesce(t.unknown_before, 0)
    from mapping.journeys as j
    left join jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      as t(journey_id text, events_now bigint, unknown_now bigint, events_before bigint, unknown_before bigint)
      using (journey_id)
    where j.workspace_id = ${workspace}
    on conflict (workspace_id, journey_id) do update set
      counted_at = excluded.counted_at,
      events_now = excluded.events_now,
      unknown_now = excluded.unknown_now,
      events_before = excluded.events_before,
      unknown_before = excluded.unknown_before`)
}

export async function writeTold(
  store: Queryable,
  workspace: number,
  journey: string,
  state: string,
  today: string,
): Promise<void> {
  await store.run(pg`
    insert into mapping.freshness (workspace_id, journey_id, told_state, told_on)
    values (${workspace}, ${journey}, ${state}, ${today}::date)
    on conflict (workspace_id, journey_id) do update set told_state = excluded.told_state, told_on = excluded.told_on`)
}
