import type { ImportView } from '../../contract/collecting-imports.ts'
import { sql } from '../../engines/postgres/index.ts'
import type { Installation } from '../../feature.ts'
import { problemSentence } from '../../vocabulary/problem.ts'
import type { SaidProblem } from './store.ts'

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
