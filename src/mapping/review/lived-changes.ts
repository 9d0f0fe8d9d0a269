import { type Queryable, sql } from '../../engines/postgres/index.ts'
import type { Installation } from '../../feature.ts'
import type { FreshnessFacts } from '../../vocabulary/map/freshness.ts'

/** What measures say of a journey since its map was published, as freshness is judged by it. */
export type LivedChange = Required<Pick<FreshnessFacts, 'drift' | 'moved'>>

/** A journey whose map is published, and since when. */
export type PublishedJourney = { readonly journeyId: string; readonly number: number; readonly publishedAt: Date }

/** The journeys with a published current map whose life since then was not looked at for so long. */
export async function journeysToLookAt(
  { postgres, now }: Pick<Installation, 'postgres' | 'now'>,
  workspace: number,
  everyMs: number,
): Promise<readonly PublishedJourney[]> {
  const before = new Date(now().getTime() - everyMs)
  const rows = await postgres.rows(sql<{ journey_id: string; number: number; published_at: Date }>`
    select journeys.journey_id, journeys.number, max(versions.published_at) as published_at
    from mapping.journeys
    join mapping.maps using (workspace_id, journey_id)
    join mapping.versions using (workspace_id, map_id)
    left join mapping.freshness using (workspace_id, journey_id)
    where workspace_id = ${workspace}
      and maps.archived_at is null
      and maps.draft ->> 'kind' = 'current'
      and (lived_at is null or lived_at < ${before} or lived_at < versions.published_at)
    group by journeys.journey_id, journeys.number`)
  return rows.map(row => ({ journeyId: row.journey_id, number: row.number, publishedAt: row.published_at }))
}

/** Keeps what measures said; the badge says it from the next look on. Told by measuring, which knows mapping's door. */
export async function keepLivedChange(
  { postgres, now }: Pick<Installation, 'postgres' | 'now'>,
  workspace: number,
  journeyId: string,
  { drift, moved }: LivedChange,
): Promise<void> {
  await postgres.run(sql`
    insert into mapping.freshness
      (workspace_id, journey_id, lived_at, drift_divergence, drift_cases, moved_worse, moved_better)
    select workspace_id, journey_id, ${now()}, ${drift?.divergence ?? null}, ${drift?.cases ?? null},
      ${moved?.worse ?? null}, ${moved?.better ?? null}
    from mapping.journeys
    where workspace_id = ${workspace} and journey_id = ${journeyId}
    on conflict (workspace_id, journey_id) do update set
      lived_at = excluded.lived_at,
      drift_divergence = excluded.drift_divergence,
      drift_cases = excluded.drift_cases,
      moved_worse = excluded.moved_worse,
      moved_better = excluded.moved_better`)
}

type Row = {
  journey_id: string
  drift_divergence: number | null
  drift_cases: number | null
  moved_worse: number | null
  moved_better: number | null
}

/** What measures said last, by journey. */
export async function readLivedChanges(store: Queryable, workspace: number): Promise<ReadonlyMap<string, LivedChange>> {
  const rows = await store.rows(sql<Row>`
    select journey_id, drift_divergence, drift_cases, moved_worse, moved_better
    from mapping.freshness
    where workspace_id = ${workspace} and lived_at is not null`)
  return new Map(
    rows.map(row => [
      row.journey_id,
      {
        drift:
          row.drift_divergence === null ? undefined : { divergence: row.drift_divergence, cases: row.drift_cases ?? 0 },
        moved: row.moved_worse === null ? undefined : { worse: row.moved_worse, better: row.moved_better ?? 0 },
      },
    ]),
  )
}
