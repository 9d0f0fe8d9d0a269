import type { InputOf } from '../../contract/route.ts'
import type { exportSurveyFile as exportSurveyFileRoute } from '../../contract/survey-files.ts'
import type { Context, LeavingFile } from '../../feature.ts'
import { labelIn } from '../../vocabulary/label.ts'
import { problem } from '../../vocabulary/problem.ts'
import { surveyShape } from '../../vocabulary/survey/survey.ts'
import { surveyFile } from '../../vocabulary/survey/survey-file.ts'
import { bindingOf, readSurvey, readVersion } from '../surveys-store.ts'

/** The draft of a survey, or a version of it, as a file. @throws problem `not_found`. */
export async function exportSurveyFile(
  { postgres, workspace }: Context,
  { params, query }: InputOf<typeof exportSurveyFileRoute>,
): Promise<LeavingFile> {
  const row = await readSurvey(postgres, workspace.number, params.survey)
  const survey =
    query.version === undefined
      ? surveyShape.parse(row.draft)
      : await readVersion(postgres, workspace.number, params.survey, query.version)
  if (!survey) throw problem('not_found', { what: 'version' })
  const text = `${JSON.stringify(surveyFile(row.kind, bindingOf(row), survey), null, 2)}\n`
  const name = labelIn(survey.title, workspace.locale)
    .text.normalize('NFKD')
    .replace(/[^A-Za-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .toLowerCase()
    .slice(0, 60)
  return {
    name: `${name || 'survey'}.json`,
    contentType: 'application/json',
    content: new TextEncoder().encode(text),
  }
}
