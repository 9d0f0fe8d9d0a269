import type { Segment, SegmentOrigin } from '../contract/segmenting.ts'
import { type Queryable, sql } from '../engines/postgres/index.ts'
import type { Context, Installation } from '../feature.ts'
import { problem } from '../vocabulary/problem.ts'
import { ruleInWords, type SegmentKind, type SegmentRule } from '../vocabulary/segment.ts'

const mostSegments = 200
/** After so many failures in a row the schedule leaves a rule alone. */
const mostFailures = 3

export type SegmentRow = {
  segment_id: string
  name: string
  kind: SegmentKind
  rule: SegmentRule | null
  origin: SegmentOrigin | null
  made_at: Date
  made_by: string | null
  computed_at: Date | null
  took_ms: number | null
  fingerprint: string | null
  failures: number
  trouble: Segment['trouble']
  archived_at: Date | null
}

const columns = sql`
  segment_id, name, kind, rule, origin, made_at, made_by, computed_at, took_ms, fingerprint, failures, trouble, archived_at`

export function rowsOf(postgres: Queryable, workspace: number, archived: boolean): Promise<readonly SegmentRow[]> {
  return postgres.rows(sql<SegmentRow>`
    select ${columns}
    from segmenting.segments
    where workspace_id = ${workspace} and (archived_at is not null) = ${archived}
    order by lower(name), segment_id`)
}

/** @throws problem `not_found`. */
export async function rowOf(postgres: Queryable, workspace: number, segment: string): Promise<SegmentRow> {
  const row = await postgres.first(sql<SegmentRow>`
    select ${columns} from segmenting.segments where workspace_id = ${workspace} and segment_id = ${segment}`)
  if (!row) throw problem('not_found', { what: 'segment' })
  return row
}

/** Rules that were not computed since then, those that waited longest first. */
export function dueRows(postgres: Queryable, workspace: number, before: Date): Promise<readonly SegmentRow[]> {
  return postgres.rows(sql<SegmentRow>`
    select ${columns}
    from segmenting.segments
    where workspace_id = ${workspace} and kind = 'rule' and archived_at is null and failures < ${mostFailures}
      and (computed_at is null or computed_at < ${before})
    order by computed_at nulls first, segment_id`)
}

/**
 * Whether a segment may be called so beside those that are there; `self` is the one that is renamed.
 * @throws problem `segment_name_taken`, `too_many_segments`.
 */
export async function refuseTaken(queryable: Queryable, workspace: number, name: string, self = ''): Promise<void> {
  const held = await queryable.first(sql<{ amount: string; named: string }>`
    select count(*) as amount, count(*) filter (where lower(name) = lower(${name})) as named
    from segmenting.segments
    where workspace_id = ${workspace} and segment_id <> ${self} and archived_at is null`)
  if (Number(held?.named) > 0) throw problem('segment_name_taken', { name })
  if (Number(held?.amount) >= mostSegments) throw problem('too_many_segments', { limit: mostSegments })
}

/** @throws problem `segment_name_taken`, `too_many_segments`. */
export async function insertRow(
  transaction: Queryable,
  context: Pick<Context, 'workspace' | 'actor' | 'now'>,
  made: { readonly id: string; readonly name: string; readonly rule?: SegmentRule; readonly origin?: SegmentOrigin },
): Promise<void> {
  const { workspace, actor } = context
  await refuseTaken(transaction, workspace.number, made.name)
  await transaction.run(sql`
    insert into segmenting.segments (workspace_id, segment_id, name, kind, rule, origin, made_at, made_by)
    values (
      ${workspace.number}, ${made.id}, ${made.name}, ${made.rule ? 'rule' : 'fixed'},
      ${made.rule ? JSON.stringify(made.rule) : null}::jsonb, ${made.origin ? JSON.stringify(made.origin) : null}::jsonb,
      ${context.now()}, ${actor.kind === 'member' ? actor.memberId : null}
    )`)
}

/** Keeps what a computation found; the size only where anybody came or left. `moved`: null where nobody was there before. */
export async function recordComputed(
  { postgres, now }: Pick<Installation, 'postgres' | 'now'>,
  workspace: number,
  segment: string,
  found: { readonly customers: number; readonly tookMs: number; readonly fingerprint: string } & {
    readonly moved?: { readonly came: number; readonly left: number } | null
  },
): Promise<void> {
  await postgres.transaction(async transaction => {
    const known = await transaction.first<{ fingerprint: string | null }>(sql`
      select fingerprint from segmenting.segments
      where workspace_id = ${workspace} and segment_id = ${segment}
      for update`)
    // Two that computed the same rule at a time, by the hour and on demand, found the same: the first tells who came.
    const isTold = Boolean(found.moved) && known?.fingerprint === found.fingerprint
    await transaction.run(sql`
      update segmenting.segments
      set computed_at = ${now()}, took_ms = ${found.tookMs}, fingerprint = ${found.fingerprint}, failures = 0, trouble = null
      where workspace_id = ${workspace} and segment_id = ${segment}`)
    if (isTold) return
    await transaction.run(sql`
      insert into segmenting.sizes (workspace_id, segment_id, at, customers, came, gone)
      select
        ${workspace}, ${segment}, ${now()}, ${found.customers}::integer,
        ${found.moved?.came ?? null}::integer, ${found.moved?.left ?? null}::integer
      where not exists (
        select 1
        from (
          select customers from segmenting.sizes
          where workspace_id = ${workspace} and segment_id = ${segment}
          order by at desc limit 1
        ) as latest
        where latest.customers = ${found.customers} and ${(found.moved?.came ?? 0) + (found.moved?.left ?? 0)}::integer = 0
      )
      on conflict do nothing`)
  })
}

export async function recordTrouble(
  { postgres, now }: Pick<Installation, 'postgres' | 'now'>,
  workspace: number,
  segment: string,
  trouble: NonNullable<Segment['trouble']>,
): Promise<void> {
  await postgres.run(sql`
    update segmenting.segments
    set computed_at = ${now()}, failures = failures + 1, trouble = ${JSON.stringify(trouble)}::jsonb
    where workspace_id = ${workspace} and segment_id = ${segment}`)
}

/** A size as it may be told: nobody at all is no secret. */
export function toldSize({ workspace, actor }: Pick<Context, 'workspace' | 'actor'>, customers: number): number | null {
  const least = actor.kind === 'operator' ? 0 : workspace.minimumGroup
  return customers > 0 && customers < least ? null : customers
}

export function faceOf(context: Context, row: SegmentRow, customers: number): Segment {
  return {
    id: row.segment_id,
    name: row.name,
    kind: row.kind,
    rule: row.rule as Segment['rule'],
    meaning: row.rule ? { fr: ruleInWords(row.rule, 'fr'), en: ruleInWords(row.rule, 'en') } : null,
    origin: row.origin,
    customers: toldSize(context, customers),
    madeAt: row.made_at.toISOString(),
    madeBy: row.made_by,
    computedAt: row.computed_at?.toISOString() ?? null,
    tookMs: row.took_ms,
    trouble: row.trouble,
    suspended: row.failures >= mostFailures,
    archivedAt: row.archived_at?.toISOString() ?? null,
  }
}
