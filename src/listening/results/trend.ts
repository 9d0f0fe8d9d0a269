import type { InputOf } from '../../contract/route.ts'
import type { askSurveyTrend as askSurveyTrendRoute, SurveyTrend } from '../../contract/survey-figures.ts'
import { sql } from '../../engines/postgres/index.ts'
import type { Context } from '../../feature.ts'
import { type CountedAnswer, stretches, trendOf } from '../../vocabulary/survey/survey-trend.ts'
import { counts } from '../answering/left-out.ts'
import { readSurvey } from '../surveys-store.ts'
import { facesOf, scoredQuestions } from './scored-questions.ts'
import { fewestAnonymous } from './small-groups.ts'

/** How a score moved, by days of the workspace. @throws problem `not_found`. */
export async function askSurveyTrend(
  context: Context,
  { params, query }: InputOf<typeof askSurveyTrendRoute>,
): Promise<SurveyTrend> {
  const { postgres, workspace } = context
  const row = await readSurvey(postgres, workspace.number, params.survey)
  const { questions, chosen, versions } = await scoredQuestions(context, params.survey, query.question)
  const { every } = query
  const faces = facesOf(questions)
  if (!chosen) return { questions: faces, question: null, every, series: [], marks: [] }
  const rows = await postgres.rows(sql<{ version: number; day: string; answer: number; n: string }>`
    select version, to_char(date_trunc(${every}, started_at at time zone ${workspace.timeZone}), 'YYYY-MM-DD') as day,
      (value #>> '{}')::float8 as answer, count(*) as n
    from listening.responses
    join listening.answers using (workspace_id, response_id)
    where workspace_id = ${workspace.number} and survey_id = ${params.survey} and question_id = ${chosen.id}
      and jsonb_typeof(value) = 'number' and ${counts}
      and (${query.place ?? null}::text is null or link_id = ${query.place ?? null})
    group by 1, 2, 3`)
  const counted: readonly CountedAnswer[] = rows.map(one => ({ ...one, n: Number(one.n) }))
  const told = counted.map(({ day }) => day).sort()
  const days = told.length === 0 ? [] : stretches(told[0]!, told.at(-1)!, every)
  const fewest = row.anonymity === 'anonymous' ? fewestAnonymous : 0
  const series = trendOf(counted, versions, days, fewest)
  const begins = new Set(series.slice(1).map(one => one.versions[0]))
  return {
    questions: faces,
    question: chosen.id,
    every,
    series: series.map(one => ({ ...one, versions: [...one.versions], points: [...one.points] })),
    marks: [...versions]
      .sort((a, b) => a.number - b.number)
      .map(({ number, day }) => ({ day, version: number, break: begins.has(number) })),
  }
}
