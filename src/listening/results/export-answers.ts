import { audit } from '../../admitting/index.ts'
import type { exportAnswers as exportAnswersRoute } from '../../contract/listening.ts'
import type { InputOf } from '../../contract/route.ts'
import type { Context, LeavingFile } from '../../feature.ts'
import { type CsvCell, csvLine, utf8Mark } from '../../vocabulary/csv-line.ts'
import type { Answer, Question } from '../../vocabulary/survey.ts'
import { everyQuestion } from './every-question.ts'
import { everyResponse } from './every-response.ts'

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

async function* lines(context: Context, survey: string, questions: readonly Question[]): AsyncIterable<string> {
  const cells = questions.flatMap(question => partsOf(question).map(part => ({ question, part })))
  const head = ['response', 'version', 'language', 'place', 'started', 'completed', 'flags']
  // The mark tells spreadsheets that the letters are UTF-8.
  const columns = cells.map(({ question, part }) => (part === '' ? question.id : `${question.id}.${part}`))
  yield `${utf8Mark}${csvLine([...head, ...columns])}`
  for await (const responses of everyResponse(context, survey))
    yield responses
      .map(one =>
        csvLine([
          one.id,
          one.version,
          one.language,
          one.place,
          one.startedAt.toISOString(),
          one.completedAt?.toISOString() ?? '',
          one.flags.join(' '),
          ...cells.map(({ question, part }) => cellOf(one.answers[question.id], part)),
        ]),
      )
      .join('')
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
