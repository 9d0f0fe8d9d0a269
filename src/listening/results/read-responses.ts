import { audit } from '../../admitting/index.ts'
import type {
  deleteResponse as deleteResponseRoute,
  exportAnswers as exportAnswersRoute,
  surveyComments as surveyCommentsRoute,
} from '../../contract/listening.ts'
import type { AnswerOf, InputOf } from '../../contract/route.ts'
import { sql } from '../../engines/postgres/index.ts'
import type { Context, LeavingFile } from '../../feature.ts'
import { type CsvCell, csvLine, utf8Mark } from '../../vocabulary/csv-line.ts'
import type { Tongue } from '../../vocabulary/label.ts'
import { problem } from '../../vocabulary/problem.ts'
import { type Answer, type Question, questionsOf } from '../../vocabulary/survey.ts'
import { readSurvey, readVersion, readVersions } from '../surveys-store.ts'

type CommentRow = {
  response_id: string
  question_id: string
  value: string
  language: Tongue
  place: string
  score: number | null
  at: Date
}

const scored = ['nps', 'csat', 'ces', 'stars', 'smileys']

/** What people wrote, the latest first. */
export async function surveyComments(
  { postgres, workspace }: Context,
  { params, query }: InputOf<typeof surveyCommentsRoute>,
): Promise<AnswerOf<typeof surveyCommentsRoute>> {
  const questions = await everyQuestion({ postgres, workspace }, params.survey)
  const written = questions.filter(({ kind, id }) => kind === 'text' && (query.question ?? id) === id)
  const scores = questions.filter(({ kind }) => scored.includes(kind))
  const [beforeResponse = '', beforeQuestion = ''] = (query.cursor ?? '').split('/')
  const rows = await postgres.rows(sql<CommentRow>`
    select response_id, question_id, value #>> '{}' as value, language, coalesce(place, '') as place, started_at as at,
      (
        select (other.value #>> '{}')::float8
        from listening.answers as other
        where other.workspace_id = ${workspace.number} and other.response_id = responses.response_id
          and other.question_id = any(${scores.map(({ id }) => id)}::text[])
        order by array_position(${scores.map(({ id }) => id)}::text[], other.question_id)
        limit 1
      ) as score
    from listening.responses
    join listening.answers using (workspace_id, response_id)
    left join listening.links using (workspace_id, link_id)
    where workspace_id = ${workspace.number} and responses.survey_id = ${params.survey}
      and question_id = any(${written.map(({ id }) => id)}::text[])
      and (${beforeResponse} = '' or (response_id, question_id) < (${beforeResponse}, ${beforeQuestion}))
    order by response_id desc, question_id desc
    limit ${query.limit + 1}`)
  const shown = rows.slice(0, query.limit)
  const last = shown.at(-1)
  return {
    comments: shown.map(row => ({
      response: row.response_id,
      question: row.question_id,
      text: row.value,
      language: row.language,
      place: row.place,
      score: row.score,
      at: row.at.toISOString(),
    })),
    cursor: rows.length > query.limit && last ? `${last.response_id}/${last.question_id}` : null,
  }
}

type ResponseRow = {
  response_id: string
  version: number
  language: Tongue
  place: string
  started_at: Date
  completed_at: Date | null
  flags: string[]
  answers: Readonly<Record<string, Answer>>
}

const pageSize = 1000

/** Every response as a line, read in parts. */
export async function exportAnswers(
  context: Context,
  { params }: InputOf<typeof exportAnswersRoute>,
): Promise<LeavingFile> {
  const questions = (await everyQuestion(context, params.survey)).filter(
    ({ kind }) => kind !== 'note' && (kind !== 'contact' || context.may('personal.read')),
  )
  await context.postgres.transaction(transaction =>
    audit(context, transaction, 'survey.answers_exported', {
      survey: params.survey,
      personal: context.may('personal.read'),
    }),
  )
  return {
    name: `${params.survey}.csv`,
    contentType: 'text/csv; charset=utf-8',
    content: lines(context, params.survey, questions),
  }
}

async function* lines(
  { postgres, workspace }: Context,
  survey: string,
  questions: readonly Question[],
): AsyncIterable<string> {
  const cells = questions.flatMap(question => partsOf(question).map(part => ({ question, part })))
  const head = ['response', 'version', 'language', 'place', 'started', 'completed', 'flags']
  // The mark tells spreadsheets that the letters are UTF-8.
  const columns = cells.map(({ question, part }) => (part === '' ? question.id : `${question.id}.${part}`))
  yield `${utf8Mark}${csvLine([...head, ...columns])}`
  for (let after = ''; ; ) {
    const rows = await postgres.rows(sql<ResponseRow>`
      select response_id, version, language, coalesce(place, '') as place, started_at, completed_at, flags,
        coalesce(
          (
            select jsonb_object_agg(question_id, value)
            from listening.answers
            where answers.workspace_id = ${workspace.number} and answers.response_id = responses.response_id
          ),
          '{}'::jsonb
        ) as answers
      from listening.responses
      left join listening.links using (workspace_id, link_id)
      where workspace_id = ${workspace.number} and responses.survey_id = ${survey} and response_id > ${after}
      order by response_id
      limit ${pageSize}`)
    if (rows.length > 0)
      yield rows
        .map(row =>
          csvLine([
            row.response_id,
            row.version,
            row.language,
            row.place,
            row.started_at.toISOString(),
            row.completed_at?.toISOString() ?? '',
            row.flags.join(' '),
            ...cells.map(({ question, part }) => cellOf(row.answers[question.id], part)),
          ]),
        )
        .join('')
    const last = rows.at(-1)
    if (!last || rows.length < pageSize) return
    after = last.response_id
  }
}

/** The columns of a question: a line each of a matrix, a field each of details. */
function partsOf({ kind, rows = [], fields = [] }: Question): readonly string[] {
  if (kind === 'matrix') return rows.map(({ id }) => id)
  return kind === 'contact' ? fields : ['']
}

function cellOf(answer: Answer | undefined, part: string): CsvCell {
  if (answer === undefined || typeof answer === 'number') return answer
  if (Array.isArray(answer)) return answer.join(' ')
  if (typeof answer === 'object') return (answer as Readonly<Record<string, string>>)[part] ?? ''
  return String(answer)
}

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

/** The questions of every version, the latest words of each. @throws problem `not_found`. */
async function everyQuestion(
  { postgres, workspace }: Pick<Context, 'postgres' | 'workspace'>,
  survey: string,
): Promise<readonly Question[]> {
  await readSurvey(postgres, workspace.number, survey)
  const questions = new Map<string, Question>()
  for (const { number } of await readVersions(postgres, workspace.number, survey)) {
    const definition = await readVersion(postgres, workspace.number, survey, number)
    if (definition) for (const one of questionsOf(definition)) if (!questions.has(one.id)) questions.set(one.id, one)
  }
  return [...questions.values()]
}
