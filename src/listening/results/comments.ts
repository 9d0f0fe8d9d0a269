import type { AnswerOf, InputOf } from '../../contract/route.ts'
import type { surveyComments as surveyCommentsRoute } from '../../contract/survey-results.ts'
import { sql } from '../../engines/postgres/index.ts'
import type { Context } from '../../feature.ts'
import type { Tongue } from '../../vocabulary/label.ts'
import { maskedText } from '../../vocabulary/mask-text.ts'
import { counts } from '../answering/left-out.ts'
import { joinKeys, openerOf } from '../sealed-answers.ts'
import { readSurvey } from '../surveys-store.ts'
import { everyQuestion } from './every-question.ts'
import { isTooSmall } from './small-groups.ts'

type CommentRow = {
  response_id: string
  question_id: string
  sealed: Buffer
  wrapped: Buffer
  language: Tongue
  place: string
  score: number | null
  at: Date
}

type Comments = AnswerOf<typeof surveyCommentsRoute>

const scored = ['nps', 'csat', 'ces', 'stars', 'smileys']
/** Words are sealed, so what is looked for in them is looked for here: so many are opened before the reader is asked to go on. */
const openedAtOnce = 4000

/** What people wrote, the latest first; with the addresses and numbers in it for those who may see personal values. */
export async function surveyComments(
  context: Context,
  { params, query }: InputOf<typeof surveyCommentsRoute>,
): Promise<Comments> {
  const row = await readSurvey(context.postgres, context.workspace.number, params.survey)
  const { place, question, scoreFrom, scoreTo, limit } = query
  const group = { place, question, scoreFrom, scoreTo }
  const questions = await everyQuestion(context, params.survey)
  const scores = questions.filter(({ kind }) => scored.includes(kind)).map(({ id }) => id)
  if (await isTooSmall(context, row, { ...group, scores })) return { comments: [], cursor: null, withheld: true }
  const written = questions.filter(({ kind, id }) => kind === 'text' && (question ?? id) === id).map(({ id }) => id)
  const wanted = plain(query.search ?? '')
  const open = openerOf(context)
  const shown = context.may('personal.read') ? (text: string) => text : maskedText
  const comments: Comments['comments'] = []
  let [response = '', asked = ''] = (query.cursor ?? '').split('/')
  const most = wanted === '' ? limit + 1 : openedAtOnce
  const rows = await context.postgres.rows(sql<CommentRow>`
    select responses.response_id, answers.question_id, sealed, wrapped, language, coalesce(place, '') as place,
      started_at as at, given.score
    from listening.responses
    join listening.answers using (workspace_id, response_id)
    ${joinKeys}
    left join listening.links using (workspace_id, link_id)
    left join lateral (
      select (other.value #>> '{}')::float8 as score
      from listening.answers as other
      where other.workspace_id = responses.workspace_id and other.response_id = responses.response_id
        and other.question_id = any(${scores}::text[]) and jsonb_typeof(other.value) = 'number'
      order by array_position(${scores}::text[], other.question_id)
      limit 1
    ) as given on true
    where responses.workspace_id = ${context.workspace.number} and responses.survey_id = ${params.survey} and ${counts}
      and answers.question_id = any(${written}::text[]) and sealed is not null and wrapped is not null
      and (${place ?? null}::text is null or link_id = ${place ?? null})
      and (${scoreFrom ?? null}::float8 is null or given.score >= ${scoreFrom ?? null})
      and (${scoreTo ?? null}::float8 is null or given.score <= ${scoreTo ?? null})
      and (${response} = '' or (responses.response_id, answers.question_id) < (${response}, ${asked}))
    order by responses.response_id desc, answers.question_id desc
    limit ${most}`)
  let seen = 0
  for (const row of rows) {
    if (comments.length === limit) break
    seen++
    response = row.response_id
    asked = row.question_id
    const text = String(open(row.wrapped, row.sealed))
    if (wanted !== '' && !plain(text).includes(wanted)) continue
    comments.push({
      response,
      question: asked,
      text: shown(text),
      language: row.language,
      place: row.place,
      score: row.score,
      at: row.at.toISOString(),
    })
  }
  const isMore = seen < rows.length || (wanted !== '' && rows.length === most)
  return { comments, cursor: isMore ? `${response}/${asked}` : null, withheld: false }
}

/** Small letters without accents: who looks for "delai" finds "Délai". */
const plain = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '').replaceAll('’', "'").toLowerCase().trim()
