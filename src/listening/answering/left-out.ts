import { audit } from '../../admitting/index.ts'
import type { AnswerOf, InputOf } from '../../contract/route.ts'
import type { leaveOutMarked as leaveOutMarkedRoute } from '../../contract/survey-protection.ts'
import { sql } from '../../engines/postgres/index.ts'
import type { Context } from '../../feature.ts'
import { holdSurvey } from '../surveys-store.ts'
import { getProtection } from './protection.ts'

/**
 * The condition on `listening.responses` that keeps those that count. Every figure, list and file of answers holds it, so
 * that they agree: a marked response counts until somebody chose otherwise.
 */
export const counts = sql`not responses.left_out`

/** Which marks keep a response out of results from now on, and of those before. Nothing is deleted. @throws problem `not_found`. */
export async function leaveOutMarked(
  context: Context,
  { params, body }: InputOf<typeof leaveOutMarkedRoute>,
): Promise<AnswerOf<typeof leaveOutMarkedRoute>> {
  const { workspace, postgres } = context
  const marks = [...new Set(body.marks)].sort()
  await postgres.transaction(async transaction => {
    await holdSurvey(transaction, workspace.number, params.survey)
    await transaction.run(sql`
      insert into listening.protections (workspace_id, survey_id, left_out)
      values (${workspace.number}, ${params.survey}, ${marks}::text[])
      on conflict (workspace_id, survey_id) do update set left_out = excluded.left_out`)
    const changed = await transaction.run(sql`
      update listening.responses set left_out = flags && ${marks}::text[]
      where workspace_id = ${workspace.number} and survey_id = ${params.survey}
        and left_out <> (flags && ${marks}::text[])`)
    await audit(context, transaction, 'survey.marks_left_out', {
      survey: params.survey,
      marks: marks.join(' '),
      changed,
    })
  })
  return await getProtection(context, { params })
}
