import { type ColumnMapping, columnMapping } from '../../contract/importing.ts'
import { type Queryable, sql } from '../../engines/postgres/index.ts'
import type { Installation, Workspace } from '../../feature.ts'
import type { ProblemCode } from '../../vocabulary/problem.ts'

/** An import to be done: what to read, how, and how far an earlier attempt came. */
export type Job = {
  readonly id: string
  readonly workspace: Workspace
  readonly upload: string
  readonly joins: readonly string[]
  readonly source: string
  readonly mapping: ColumnMapping
  readonly dryRun: boolean
  readonly askedAt: Date
  readonly attempts: number
  /** How many batches are in, and what came of them. */
  readonly batches: number
  readonly accepted: number
  readonly duplicates: number
}

export type NewImport = Pick<Job, 'id' | 'workspace' | 'upload' | 'joins' | 'source' | 'mapping' | 'dryRun'> & {
  readonly file: string
  readonly sizeBytes: number
}

export async function insertImport(installation: Installation, asked: NewImport): Promise<void> {
  await installation.postgres.run(sql`
    insert into collecting.imports (
      workspace_id, id, upload, joins, file, source, mapping, workspace, dry_run, state, asked_at, told_at, bytes_total
    )
    values (
      ${asked.workspace.number}, ${asked.id}, ${asked.upload}, ${asked.joins}::text[], ${asked.file}, ${asked.source},
      ${JSON.stringify(asked.mapping)}::jsonb, ${JSON.stringify(asked.workspace)}::jsonb, ${asked.dryRun}, 'waiting',
      ${installation.now()}, ${installation.now()}, ${asked.sizeBytes}
    )`)
}

/** The imports that are to be done or were cut short, oldest first. */
export async function openImports(installation: Installation): Promise<readonly Job[]> {
  const rows = await installation.postgres.rows(sql<{
    id: string
    workspace: Workspace
    upload: string
    joins: string[]
    source: string
    mapping: unknown
    dry_run: boolean
    asked_at: Date
    attempts: number
    batches: string
    accepted: string
    duplicates: string
  }>`
    select id, workspace, upload, joins, source, mapping, dry_run, asked_at, attempts, batches, accepted, duplicates
    from collecting.imports
    where state in ('waiting', 'running')
    order by asked_at, id
    limit 100`)
  return rows.map(row => ({
    id: row.id,
    workspace: row.workspace,
    upload: row.upload,
    joins: row.joins,
    source: row.source,
    mapping: columnMapping.parse(row.mapping),
    dryRun: row.dry_run,
    askedAt: row.asked_at,
    attempts: row.attempts,
    batches: Number(row.batches),
    accepted: Number(row.accepted),
    duplicates: Number(row.duplicates),
  }))
}

/**
 * Says that an import is under way; answers false where it was stopped meanwhile. The count of attempts returns to zero
 * with each batch that comes in.
 */
export async function beginImport(installation: Installation, job: Job): Promise<boolean> {
  const begun = await installation.postgres.run(sql`
    update collecting.imports
    set state = 'running', attempts = attempts + 1, told_at = ${installation.now()}
    where workspace_id = ${job.workspace.number} and id = ${job.id} and state in ('waiting', 'running')`)
  return begun > 0
}

export type Tally = {
  readonly batches: number
  readonly accepted: number
  readonly duplicates: number
  readonly rejected: number
  readonly cases: number
  readonly customers: number
  readonly bytesRead: number
  readonly remainingSeconds: number | undefined
}

/** Writes how far an import is; answers whether it is to stop. */
export async function writeTally(queryable: Queryable, job: Job, tally: Tally, now: Date): Promise<boolean> {
  const row = await queryable.first(sql<{ stop_asked: boolean }>`
    update collecting.imports
    set
      attempts = case when batches < ${tally.batches} then 0 else attempts end,
      told_at = ${now},
      batches = ${tally.batches},
      accepted = ${tally.accepted},
      duplicates = ${tally.duplicates},
      rejected = ${tally.rejected},
      cases = ${tally.cases},
      customers = ${tally.customers},
      bytes_read = ${tally.bytesRead},
      remaining_seconds = ${tally.remainingSeconds ?? null}
    where workspace_id = ${job.workspace.number} and id = ${job.id}
    returning stop_asked`)
  return row?.stop_asked ?? true
}

export type SaidProblem = { readonly code: ProblemCode; readonly details: Readonly<Record<string, unknown>> }

export async function endImport(
  installation: Installation,
  job: Pick<Job, 'id' | 'workspace'>,
  state: 'done' | 'stopped' | 'failed',
  said?: SaidProblem,
): Promise<void> {
  await installation.postgres.run(sql`
    update collecting.imports
    set
      state = ${state},
      ended_at = ${installation.now()},
      remaining_seconds = null,
      problem = ${said ? JSON.stringify({ code: said.code, details: said.details }) : null}::jsonb
    where workspace_id = ${job.workspace.number} and id = ${job.id}`)
}

/** Ends imports that nobody told of for a day: the file went with the machine that had taken it. */
export async function endLostImports(installation: Installation, before: Date): Promise<void> {
  await installation.postgres.run(sql`
    update collecting.imports
    set
      state = 'failed',
      ended_at = ${installation.now()},
      problem = ${JSON.stringify({ code: 'upload_forgotten', details: {} })}::jsonb
    where state in ('waiting', 'running') and told_at < ${before}`)
}

/** Asks an import to stop: one that waits is over at once. Answers false for one that is already over. */
export async function askStop(installation: Installation, workspace: number, id: string): Promise<boolean> {
  const changed = await installation.postgres.run(sql`
    update collecting.imports
    set
      stop_asked = true,
      state = case when state = 'waiting' then 'stopped' else state end,
      ended_at = case when state = 'waiting' then ${installation.now()}::timestamptz else ended_at end
    where workspace_id = ${workspace} and id = ${id} and state in ('waiting', 'running')`)
  return changed > 0
}

/** Which of these message ids were seen, for a dry run. */
export async function seenBefore(
  installation: Installation,
  workspace: number,
  ids: readonly string[],
): Promise<ReadonlySet<string>> {
  const rows = await installation.postgres.rows(sql<{ message: string }>`
    select message from collecting.seen_current
    where workspace_id = ${workspace} and message = any(${ids}::uuid[])
    union
    select message from collecting.seen_previous
    where workspace_id = ${workspace} and message = any(${ids}::uuid[])`)
  return new Set(rows.map(row => row.message))
}

/** The ids of imports that ended before a moment. */
export async function endedBefore(
  installation: Installation,
  before: Date,
  among: readonly string[],
): Promise<string[]> {
  const rows = await installation.postgres.rows(sql<{ id: string }>`
    select id from collecting.imports
    where id = any(${among}::text[]) and ended_at < ${before}`)
  return rows.map(row => row.id)
}
