import { audit } from '../../admitting/index.ts'
import type { exportAnswers as exportAnswersRoute } from '../../contract/answer-files.ts'
import type { InputOf } from '../../contract/route.ts'
import type { Context, LeavingFile } from '../../feature.ts'
import { csvLine, utf8Mark } from '../../vocabulary/csv-line.ts'
import { problem } from '../../vocabulary/problem.ts'
import { type AnswerColumn, countedColumns, readColumns } from '../../vocabulary/survey/answer-columns.ts'
import { isFile } from '../../vocabulary/survey/sent-file.ts'
import { spssNames, spssSyntax } from '../../vocabulary/survey/spss-syntax.ts'
import type { Answer, Question, Variable } from '../../vocabulary/survey/survey.ts'
import { variableQuestion, withVariables } from '../../vocabulary/survey/survey-variables.ts'
import { readSurvey, type SurveyRow } from '../surveys-store.ts'
import { everyQuestion, everyVariable } from './every-question.ts'
import { everyResponse, type LeavingResponse, type ResponsePart } from './every-response.ts'
import { addressOfSent } from './sent-files.ts'
import { fewestAnonymous, isTooSmall } from './small-groups.ts'
import { xlsxStream } from './xlsx-stream.ts'
import { zipStream } from './zip-stream.ts'

type Query = InputOf<typeof exportAnswersRoute>['query']
type Asked = {
  readonly context: Context
  readonly row: SurveyRow
  readonly questions: readonly Question[]
  readonly variables: readonly Variable[]
  readonly query: Query
}

/** Every response as a row, read in parts and sent as it is read. @throws problem `not_found`, `survey_group_too_small`. */
export async function exportAnswers(
  context: Context,
  { params, query }: InputOf<typeof exportAnswersRoute>,
): Promise<LeavingFile> {
  const row = await readSurvey(context.postgres, context.workspace.number, params.survey)
  if (await isTooSmall(context, row, query)) throw problem('survey_group_too_small', { minimum: fewestAnonymous })
  const personal = context.may('personal.read')
  const questions = (await everyQuestion(context, params.survey)).filter(
    ({ kind }) => kind !== 'note' && (kind !== 'contact' || personal),
  )
  await context.postgres.transaction(transaction =>
    audit(context, transaction, 'survey.answers_exported', { survey: params.survey, format: query.format, personal }),
  )
  // What is computed stands in columns of its own, after what it comes from.
  const variables = (await everyVariable(context, params.survey)).filter(
    ({ id }) => !questions.some(one => one.id === id),
  )
  const asked = { context, row, questions: [...questions, ...variables.map(variableQuestion)], variables, query }
  switch (query.format) {
    case 'csv':
      return { name: `${params.survey}.csv`, contentType: 'text/csv; charset=utf-8', content: csvLines(asked) }
    case 'jsonl':
      return { name: `${params.survey}.jsonl`, contentType: 'application/jsonl', content: jsonLines(asked) }
    case 'xlsx':
      return {
        name: `${params.survey}.xlsx`,
        contentType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
        content: workbook(asked),
      }
    case 'spss':
      return { name: `${params.survey}.zip`, contentType: 'application/zip', content: spssFiles(asked) }
    default:
      return query.format satisfies never
  }
}

/** What is told of every response, before its answers. */
const facts = [
  ['response', one => one.id],
  ['version', one => one.version],
  ['language', one => one.language],
  ['place', one => one.place],
  ['customer', one => one.customer],
  ['started', one => one.startedAt],
  ['completed', one => one.completedAt],
  ['flags', one => one.flags.join(' ')],
  // An empty cell of a question that is not named here was not passed over: it was not asked.
  ['asked', one => one.asked.join(' ')],
] as const satisfies readonly (readonly [string, (one: LeavingResponse) => string | number | Date | null | undefined])[]

const factsOf = (one: LeavingResponse) => facts.map(([, fact]) => fact(one))
const plain = (cell: string | number | Date | null | undefined) => (cell instanceof Date ? cell.toISOString() : cell)
const partOf = ({ version, place, from, to }: Query): ResponsePart => ({ version, place, from, to })

/** Files stand in a table by the addresses where those who may save them. */
async function* responsesOf({ context, row, questions, variables, query }: Asked): ReturnType<typeof everyResponse> {
  const files = questions.filter(isFile).map(({ id }) => id)
  const addresses = (answer: Answer | undefined) =>
    Array.isArray(answer) ? (answer as readonly string[]).map(file => addressOfSent(context, row.survey_id, file)) : []
  for await (const page of everyResponse(context, row, partOf(query)))
    yield files.length + variables.length === 0
      ? page
      : page.map(one => ({
          ...one,
          answers: {
            ...withVariables({ variables: [...variables] }, one.answers),
            ...Object.fromEntries(
              files.filter(id => id in one.answers).map(id => [id, addresses(one.answers[id])] as const),
            ),
          },
        }))
}

async function* csvLines(asked: Asked): AsyncIterable<string> {
  const { questions, query } = asked
  const columns = readColumns(questions)
  const mark = query.separator === 'semicolon' ? ';' : ','
  // The mark tells spreadsheets that the letters are UTF-8.
  yield `${utf8Mark}${csvLine([...facts.map(([name]) => name), ...columns.map(({ name }) => name)], mark)}`
  for await (const page of responsesOf(asked))
    yield page
      .map(one => csvLine([...factsOf(one).map(plain), ...columns.map(({ cell }) => cell(one.answers))], mark))
      .join('')
}

async function* jsonLines(asked: Asked): AsyncIterable<string> {
  const told = new Set(asked.questions.map(({ id }) => id))
  for await (const page of responsesOf(asked))
    yield page
      .map(one => {
        const answers = Object.fromEntries(Object.entries(one.answers).filter(([id]) => told.has(id)))
        return `${JSON.stringify({ ...Object.fromEntries(facts.map(([name, fact]) => [name, fact(one)])), answers })}\n`
      })
      .join('')
}

function workbook(asked: Asked): AsyncIterable<Uint8Array> {
  const { context, questions, query } = asked
  const columns = readColumns(questions)
  async function* rows() {
    for await (const page of responsesOf(asked))
      yield page.map(one => [...factsOf(one), ...columns.map(({ cell }) => cell(one.answers))])
  }
  const head = [...facts.map(([name]) => name), ...columns.map(({ name }) => name)]
  return xlsxStream({ name: query.language === 'fr' ? 'Réponses' : 'Answers', head }, rows(), context.now())
}

/** A file of numbers, and the commands that read and name them. */
function spssFiles(asked: Asked): AsyncIterable<Uint8Array> {
  const { context, questions, query } = asked
  const limits = new Map([['asked', 4000], ...questions.map(({ id, limit }) => [id, limit ?? 1000] as const)])
  const counted = countedColumns(questions)
  const own = facts.map(
    ([name]): AnswerColumn => ({
      name,
      label: { fr: name, en: name },
      holds: name === 'version' ? 'number' : 'text',
      values: [],
      cell: () => null,
    }),
  )
  // The width of a text is in bytes: three hold any letter of Europe, with room for the sign before what would run.
  const columns = [...own, ...counted].map(column => ({
    ...column,
    width: Math.min(32_767, 3 * (limits.get(column.name) ?? 80) + 1),
  }))
  async function* lines() {
    yield csvLine(spssNames(columns.map(({ name }) => name)))
    for await (const page of responsesOf(asked))
      yield page
        .map(one => csvLine([...factsOf(one).map(plain), ...counted.map(({ cell }) => cell(one.answers))]))
        .join('')
  }
  const syntax = spssSyntax(columns, { file: 'answers.csv', language: query.language })
  return zipStream(
    [
      { name: 'answers.csv', content: lines() },
      { name: 'answers.sps', content: [`${utf8Mark}${syntax}`] },
    ],
    context.now(),
  )
}
