import type { ImportView } from '../../contract/collecting-imports.ts'
import { type ColumnMapping, columnMapping } from '../../contract/importing.ts'
import { type Queryable, sql } from '../../engines/postgres/index.ts'
import type { Installation, Workspace } from '../../feature.ts'
import { type ProblemCode, problemSentence } from '../../vocabulary/problem.ts'

export type Upload = {
  readonly id: string
  readonly workspace: number
  readonly file: string
  readonly sizeBytes: number
}

export async function insertUpload(installation: Installation, upload: Upload): Promise<void> {
  await installation.postgres.run(sql`
    insert into collecting.uploads (workspace_id, id, file, size_bytes, kept_at)
    values (${upload.workspace}, ${upload.id}, ${upload.file}, ${upload.sizeBytes}, ${installation.now()})`)
}

export async function uploadById(
  installation: Installation,
  workspace: number,
  id: string,
): Promise<Upload | undefined> {
  const row = await installation.postgres.first(sql<{ file: string; size_bytes: string }>`
    select file, size_bytes from collecting.uploads where workspace_id = ${workspace} and id = ${id}`)
  return row && { id, workspace, file: row.file, sizeBytes: Number(row.size_bytes) }
}

/** Forgets one upload, or all those kept before a moment, unless an import waits for it. Answers how many. */
export async function forgetUploadRows(
  installation: Installation,
  which: { readonly workspace: number; readonly id: string } | { readonly before: Date },
): Promise<number> {
  const chosen =
    'id' in which ? sql`workspace_id = ${which.workspace} and id = ${which.id}` : sql`kept_at < ${which.before}`
  return installation.postgres.run(sql`
    delete from collecting.uploads as uploads
    where ${chosen} and not exists (
      select from collecting.imports as imports
      where imports.workspace_id = uploads.workspace_id and imports.state in ('waiting', 'running')
        and (imports.upload = uploads.id or uploads.id = any(imports.joins))
    )`)
}

export async function knownUploads(installation: Installation): Promise<readonly string[]> {
  const rows = await installation.postgres.rows(sql<{ id: string }>`select id from collecting.uploads`)
  return rows.map(row => row.id)
}

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

type ImportRow = {
  id: string
  file: string
  source: string
  dry_run: boolean
  state: ImportView['state']
  asked_at: Date
  ended_at: Date | null
  accepted: string
  duplicates: string
  rejected: string
  cases: string
  customers: string
  bytes_read: string
  bytes_total: string | null
  remaining_seconds: number | null
  problem: SaidProblem | null
}

const viewed = sql`
  id, file, source, dry_run, state, asked_at, ended_at, accepted, duplicates, rejected, cases, customers,
  bytes_read, bytes_total, remaining_seconds, problem`

export async function importViews(installation: Installation, workspace: number): Promise<ImportView[]> {
  const rows = await installation.postgres.rows(sql<ImportRow>`
    select ${viewed} from collecting.imports
    where workspace_id = ${workspace}
    order by asked_at desc, id desc
    limit 200`)
  return rows.map(viewOf)
}

export async function importView(
  installation: Installation,
  workspace: number,
  id: string,
): Promise<ImportView | undefined> {
  const row = await installation.postgres.first(sql<ImportRow>`
    select ${viewed} from collecting.imports where workspace_id = ${workspace} and id = ${id}`)
  return row && viewOf(row)
}

function viewOf(row: ImportRow): ImportView {
  const { problem } = row
  const [accepted, duplicates, rejected] = [Number(row.accepted), Number(row.duplicates), Number(row.rejected)]
  return {
    id: row.id,
    file: row.file,
    source: row.source,
    dryRun: row.dry_run,
    state: row.state,
    startedAt: row.asked_at.toISOString(),
    endedAt: row.ended_at?.toISOString() ?? null,
    read: accepted + duplicates + rejected,
    accepted,
    duplicates,
    rejected,
    cases: Number(row.cases),
    customers: Number(row.customers),
    bytesRead: Number(row.bytes_read),
    bytesTotal: row.bytes_total === null ? null : Number(row.bytes_total),
    remainingSeconds: row.remaining_seconds === null ? null : Math.ceil(row.remaining_seconds),
    problem: problem && {
      code: problem.code,
      fr: problemSentence(problem.code, problem.details, 'fr'),
      en: problemSentence(problem.code, problem.details, 'en'),
    },
  }
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
