import type { AnswerOf, InputOf } from '../../contract/route.ts'
import type { listSurveyVersions as listSurveyVersionsRoute } from '../../contract/survey-writing.ts'
import { sql } from '../../engines/postgres/index.ts'
import type { Context } from '../../feature.ts'
import { surveyShape } from '../../vocabulary/survey/survey.ts'
import { type Comparable, surveyChanges } from '../../vocabulary/survey/survey-versions.ts'
import { readSurvey } from '../surveys-store.ts'

const mostVersions = 100

export async function listSurveyVersions(
  { postgres, workspace }: Context,
  { params }: InputOf<typeof listSurveyVersionsRoute>,
): Promise<AnswerOf<typeof listSurveyVersionsRoute>> {
  await readSurvey(postgres, workspace.number, params.survey)
  const rows = await postgres.rows(sql<{
    number: number
    definition: unknown
    published_at: Date
    comparable: Comparable
  }>`
    select number, definition, published_at, comparable from listening.versions
    where workspace_id = ${workspace.number} and survey_id = ${params.survey}
    order by number desc
    limit ${mostVersions}`)
  const read = rows.map(row => ({ ...row, survey: surveyShape.parse(row.definition) }))
  return {
    versions: read.map(({ number, published_at, comparable, survey }, at) => {
      const before = read[at + 1]?.survey
      return {
        number,
        publishedAt: published_at.toISOString(),
        comparable: { ...comparable },
        changes: before ? [...surveyChanges(before, survey)] : [],
        survey,
      }
    }),
  }
}
