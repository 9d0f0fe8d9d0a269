import type { AnswerOf, InputOf } from '../../contract/route.ts'
import type { getQuotas as getQuotasRoute } from '../../contract/survey-writing.ts'
import { type Queryable, sql } from '../../engines/postgres/index.ts'
import type { Context } from '../../feature.ts'
import type { Answers, Quota, Survey } from '../../vocabulary/survey/survey.ts'
import { quotasOf } from '../../vocabulary/survey/survey-quotas.ts'
import { readSurvey } from '../surveys-store.ts'

type Of = { readonly workspace: number; readonly survey: string }

/** The first quota that these answers fall in and that is full already; nothing is counted. */
export async function fullQuota(
  postgres: Queryable,
  of: Of,
  definition: Survey,
  answers: Answers,
): Promise<Quota | undefined> {
  const quotas = quotasOf(definition, answers)
  if (quotas.length === 0) return undefined
  const taken = await takenOf(postgres, of)
  return quotas.find(({ id, limit }) => (taken.get(id) ?? 0) >= limit)
}

/**
 * Counts a finished response in every quota it falls in, or in none and answers which is full. The counts are held until
 * the transaction ends, so however many finish at once no quota is overrun.
 */
export async function takeQuotas(
  transaction: Queryable,
  { workspace, survey }: Of,
  definition: Survey,
  answers: Answers,
): Promise<Quota | undefined> {
  const quotas = quotasOf(definition, answers)
  if (quotas.length === 0) return undefined
  const ids = quotas.map(({ id }) => id).sort()
  await transaction.run(sql`
    insert into listening.quota_counts (workspace_id, survey_id, quota_id)
    select ${workspace}, ${survey}, quota_id from unnest(${ids}::text[]) as wanted (quota_id)
    order by quota_id
    on conflict do nothing`)
  // Always in one order, so that two that wait for each other's counts cannot be.
  const rows = await transaction.rows(sql<{ quota_id: string; taken: number }>`
    select quota_id, taken from listening.quota_counts
    where workspace_id = ${workspace} and survey_id = ${survey} and quota_id = any(${ids}::text[])
    order by quota_id
    for update`)
  const taken = new Map(rows.map(row => [row.quota_id, row.taken]))
  const full = quotas.find(({ id, limit }) => (taken.get(id) ?? 0) >= limit)
  if (full) return full
  await transaction.run(sql`
    update listening.quota_counts set taken = taken + 1
    where workspace_id = ${workspace} and survey_id = ${survey} and quota_id = any(${ids}::text[])`)
  return undefined
}

/** Ends a response at a full quota: its answers stay as those of one that was not finished. */
export async function screenOut(
  transaction: Queryable,
  { workspace, id }: { readonly workspace: number; readonly id: string },
  quota: Quota,
  at: Date,
): Promise<void> {
  await transaction.run(sql`
    update listening.responses
    set screened_by = ${quota.id}, screened_at = ${at}
    where workspace_id = ${workspace} and response_id = ${id} and completed_at is null and screened_by is null`)
}

export async function getQuotas(
  { postgres, workspace }: Context,
  { params }: InputOf<typeof getQuotasRoute>,
): Promise<AnswerOf<typeof getQuotasRoute>> {
  await readSurvey(postgres, workspace.number, params.survey)
  const taken = await takenOf(postgres, { workspace: workspace.number, survey: params.survey })
  const rows = await postgres.rows(sql<{ screened_by: string; n: string }>`
    select screened_by, count(*) as n from listening.responses
    where workspace_id = ${workspace.number} and survey_id = ${params.survey} and screened_by is not null
    group by screened_by`)
  const ended = new Map(rows.map(row => [row.screened_by, Number(row.n)]))
  const ids = [...new Set([...taken.keys(), ...ended.keys()])].sort()
  return { quotas: ids.map(quota => ({ quota, taken: taken.get(quota) ?? 0, ended: ended.get(quota) ?? 0 })) }
}

async function takenOf(postgres: Queryable, { workspace, survey }: Of): Promise<ReadonlyMap<string, number>> {
  const rows = await postgres.rows(sql<{ quota_id: string; taken: number }>`
    select quota_id, taken from listening.quota_counts
    where workspace_id = ${workspace} and survey_id = ${survey}`)
  return new Map(rows.map(row => [row.quota_id, row.taken]))
}
