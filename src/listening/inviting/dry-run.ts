import type { AnswerOf, InputOf } from '../../contract/route.ts'
import type * as contract from '../../contract/survey-dry-run.ts'
import { dryRunFace } from '../../contract/survey-dry-run.ts'
import { sql } from '../../engines/postgres/index.ts'
import type { Context } from '../../feature.ts'
import { newId } from '../../vocabulary/id.ts'
import { problem } from '../../vocabulary/problem.ts'
import { flawOfRules } from '../../vocabulary/survey/sending-rules.ts'
import { readSurvey } from '../surveys-store.ts'
import { readAsking } from './rules-store.ts'

type Row = { state: contract.DryRunFace['state']; progress: number; result: unknown; asked_at: Date }

/** Asks for a dry run; one that goes on is begun anew. @throws problem `not_found`, `sending_unfit`. */
export async function startDryRun(
  context: Context,
  { params }: InputOf<typeof contract.startDryRun>,
): Promise<AnswerOf<typeof contract.startDryRun>> {
  const { postgres, workspace, now } = context
  await readSurvey(postgres, workspace.number, params.survey)
  const [survey] = await readAsking(postgres, workspace.number, params.survey)
  const flaw = flawOfRules(survey!.rules)
  if (flaw) throw problem('sending_unfit', { reason: flaw })
  await postgres.run(sql`
    insert into listening.dry_runs (workspace_id, survey_id, run_id, rules, state, asked_at)
    values (
      ${workspace.number}, ${params.survey}, ${newId('wav', now())}, ${JSON.stringify(survey!.rules)}::jsonb, 'waiting', ${now()}
    )
    on conflict (workspace_id, survey_id) do update
    set run_id = excluded.run_id, rules = excluded.rules, state = 'waiting', progress = 0, result = null,
      asked_at = excluded.asked_at, ended_at = null`)
  return (await readRun(context, params.survey))!
}

export async function getDryRun(
  context: Context,
  { params }: InputOf<typeof contract.getDryRun>,
): Promise<AnswerOf<typeof contract.getDryRun>> {
  await readSurvey(context.postgres, context.workspace.number, params.survey)
  return { dryRun: (await readRun(context, params.survey)) ?? null }
}

export async function stopDryRun(
  context: Context,
  { params }: InputOf<typeof contract.stopDryRun>,
): Promise<AnswerOf<typeof contract.stopDryRun>> {
  const { postgres, workspace, now } = context
  await readSurvey(postgres, workspace.number, params.survey)
  await postgres.run(sql`
    update listening.dry_runs
    set state = 'stopped', ended_at = ${now()}
    where workspace_id = ${workspace.number} and survey_id = ${params.survey} and state in ('waiting', 'running')`)
}

async function readRun({ postgres, workspace }: Context, survey: string): Promise<contract.DryRunFace | undefined> {
  const row = await postgres.first(sql<Row>`
    select state, progress, result, asked_at from listening.dry_runs
    where workspace_id = ${workspace.number} and survey_id = ${survey}`)
  return (
    row &&
    dryRunFace.parse({
      state: row.state,
      progress: row.progress,
      askedAt: row.asked_at.toISOString(),
      result: row.result,
    })
  )
}
