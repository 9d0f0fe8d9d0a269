import { audit } from '../../admitting/index.ts'
import type { AnswerOf, InputOf } from '../../contract/route.ts'
import type {
  getProtection as getProtectionRoute,
  SurveyProtection,
  setProtection as setProtectionRoute,
} from '../../contract/survey-protection.ts'
import { type Queryable, sql } from '../../engines/postgres/index.ts'
import type { Context, Installation } from '../../feature.ts'
import { holdSurvey, readSurvey } from '../surveys-store.ts'

type Level = SurveyProtection['level']

export type Guard = {
  readonly level: Level
  /** Far more came than usual: a proof is asked for, and who has none is let in and marked. */
  readonly isRaised: boolean
}

export async function guardOf(
  { now }: Pick<Installation, 'now'>,
  postgres: Queryable,
  workspace: number,
  survey: string,
): Promise<Guard> {
  const row = await postgres.first(sql<{ level: Level; raised_until: Date | null }>`
    select level, raised_until from listening.protections
    where workspace_id = ${workspace} and survey_id = ${survey}`)
  return { level: row?.level ?? 1, isRaised: (row?.raised_until ?? 0) > now() }
}

/** Whether browsers that come by no personal address are asked to work for a response. */
export async function asksWork(
  installation: Pick<Installation, 'now' | 'postgres'>,
  workspace: number,
  survey: string,
): Promise<boolean> {
  return isWorkAsked(await guardOf(installation, installation.postgres, workspace, survey))
}

export const isWorkAsked = ({ level, isRaised }: Guard): boolean => level === 2 || (level > 0 && isRaised)

export async function getProtection(
  { postgres, workspace, now }: Context,
  { params }: Pick<InputOf<typeof getProtectionRoute>, 'params'>,
): Promise<AnswerOf<typeof getProtectionRoute>> {
  await readSurvey(postgres, workspace.number, params.survey)
  const row = await postgres.first(sql<{ level: Level; raised_until: Date | null; left_out: string[] }>`
    select level, raised_until, left_out from listening.protections
    where workspace_id = ${workspace.number} and survey_id = ${params.survey}`)
  const marked = await postgres.rows(sql<{ mark: string; n: string }>`
    select mark, count(*) as n
    from listening.responses, unnest(flags) as mark
    where workspace_id = ${workspace.number} and survey_id = ${params.survey} and completed_at is not null
    group by mark
    order by n desc, mark`)
  const out = await postgres.first(sql<{ n: string }>`
    select count(*) as n from listening.responses
    where workspace_id = ${workspace.number} and survey_id = ${params.survey} and completed_at is not null and left_out`)
  const raised = row?.raised_until
  return {
    level: row?.level ?? 1,
    raisedUntil: raised && raised > now() ? raised.toISOString() : null,
    marked: marked.map(({ mark, n }) => ({ mark, n: Number(n) })),
    leftOut: row?.left_out ?? [],
    amountLeftOut: Number(out?.n),
  }
}

/** @throws problem `not_found`. */
export async function setProtection(
  context: Context,
  { params, body }: InputOf<typeof setProtectionRoute>,
): Promise<AnswerOf<typeof setProtectionRoute>> {
  const { workspace, postgres } = context
  await postgres.transaction(async transaction => {
    await holdSurvey(transaction, workspace.number, params.survey)
    await transaction.run(sql`
      insert into listening.protections (workspace_id, survey_id, level)
      values (${workspace.number}, ${params.survey}, ${body.level})
      on conflict (workspace_id, survey_id) do update set level = excluded.level, raised_until = null`)
    await audit(context, transaction, 'survey.protection', { survey: params.survey, level: body.level })
  })
  return await getProtection(context, { params })
}

const windowMs = 10 * 60_000
const raisedMs = 60 * 60_000
/** So many in ten minutes are a good day of a shop, whatever is usual. */
const alwaysUsual = 40
const timesUsual = 8

/**
 * Looks whether far more responses begin than usually do, and raises the protection for an hour then. Nobody is refused
 * for it. The usual is the mean of the week before.
 */
export async function watchSurge(
  { now }: Pick<Installation, 'now'>,
  postgres: Queryable,
  workspace: number,
  survey: string,
): Promise<void> {
  const at = now()
  const since = new Date(at.getTime() - windowMs)
  const weekBefore = new Date(since.getTime() - 7 * 86_400_000)
  const of = sql`workspace_id = ${workspace} and survey_id = ${survey}`
  const lately = await postgres.first(sql<{ n: string }>`
    select count(*) as n from listening.responses where ${of} and started_at > ${since}`)
  // The week is looked at only where the last minutes are more than a good day: on most answers nothing is read of it.
  if (Number(lately?.n) <= alwaysUsual) return
  const week = await postgres.first(sql<{ n: string }>`
    select count(*) as n from listening.responses where ${of} and started_at > ${weekBefore} and started_at <= ${since}`)
  if (Number(lately?.n) <= (timesUsual * Number(week?.n)) / (7 * 144)) return
  await postgres.run(sql`
    insert into listening.protections (workspace_id, survey_id, raised_until)
    values (${workspace}, ${survey}, ${new Date(at.getTime() + raisedMs)})
    on conflict (workspace_id, survey_id) do update set raised_until = excluded.raised_until`)
}
