import { audit } from '../../admitting/index.ts'
import type { AnswerOf, InputOf } from '../../contract/route.ts'
import type { deleteResponse as deleteResponseRoute } from '../../contract/survey-results.ts'
import { sql } from '../../engines/postgres/index.ts'
import type { Context } from '../../feature.ts'
import { problem } from '../../vocabulary/problem.ts'

/** @throws problem `not_found`. */
export async function deleteResponse(
  context: Context,
  { params }: InputOf<typeof deleteResponseRoute>,
): Promise<AnswerOf<typeof deleteResponseRoute>> {
  await context.postgres.transaction(async transaction => {
    const gone = await transaction.first(sql<{ response_id: string }>`
      delete from listening.responses
      where workspace_id = ${context.workspace.number} and survey_id = ${params.survey} and response_id = ${params.response}
      returning response_id`)
    if (!gone) throw problem('not_found', { what: 'response' })
    await audit(context, transaction, 'survey.response_deleted', { survey: params.survey, response: params.response })
  })
}
