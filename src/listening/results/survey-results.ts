import type { AnswerOf, InputOf } from '../../contract/route.ts'
import type { QuestionResult, surveyResults as surveyResultsRoute } from '../../contract/survey-results.ts'
import { sql } from '../../engines/postgres/index.ts'
import type { Context } from '../../feature.ts'
import type { Label } from '../../vocabulary/label.ts'
import { type Question, questionsOf } from '../../vocabulary/survey/survey.ts'
import {
  type AnswerCounts,
  cesOf,
  csatOf,
  fewestForScore,
  fewestForSure,
  npsOf,
  type SurveyScore,
} from '../../vocabulary/survey/survey-scores.ts'
import { counts } from '../answering/left-out.ts'
import { readSurvey, readVersion, readVersions } from '../surveys-store.ts'
import { isTooSmall } from './small-groups.ts'

/** How many gave each answer. A list counts for each of its choices, a matrix for each line; words count as one. */
type Counted = { question_id: string; answer: string; n: string; people: string }

/**
 * What was answered to a version, question by question. Versions are never put together: another question, or another
 * scale, is another measure. @throws problem `not_found`.
 */
export async function surveyResults(
  { postgres, workspace }: Context,
  { params, query }: InputOf<typeof surveyResultsRoute>,
): Promise<AnswerOf<typeof surveyResultsRoute>> {
  const row = await readSurvey(postgres, workspace.number, params.survey)
  const versions = await readVersions(postgres, workspace.number, params.survey)
  const told = versions.map(({ number, published_at }) => ({ number, publishedAt: published_at.toISOString() }))
  const version = query.version ?? row.version
  const survey = version === null ? undefined : await readVersion(postgres, workspace.number, params.survey, version)
  if (!survey || version === null)
    return { versions: told, version: null, started: 0, completed: 0, questions: [], withheld: false }
  if (await isTooSmall({ postgres, workspace }, row, { ...query, version }))
    return { versions: told, version, started: 0, completed: 0, questions: [], withheld: true }
  const kept = sql`
    select response_id, completed_at, asked
    from listening.responses
    where workspace_id = ${workspace.number} and survey_id = ${params.survey} and version = ${version} and ${counts}
      and (${query.from ?? null}::timestamptz is null or started_at >= ${query.from ?? null})
      and (${query.to ?? null}::timestamptz is null or started_at < ${query.to ?? null})
      and (${query.place ?? null}::text is null or link_id = ${query.place ?? null})`
  const [amounts, counted, shown] = await Promise.all([
    postgres.first(sql<{ started: string; completed: string; noted: string }>`
      select count(*) as started, count(completed_at) as completed, count(asked) as noted from (${kept}) as kept`),
    postgres.rows(sql<Counted>`
      with kept as (${kept}),
      given as (
        select question_id, response_id, value
        from listening.answers
        where workspace_id = ${workspace.number} and response_id in (select response_id from kept)
      ),
      said as (
        select question_id, value #>> '{}' as answer
        from given
        where jsonb_typeof(value) in ('number', 'boolean')
        union all
        select question_id, case when length(value #>> '{}') <= 80 then value #>> '{}' else '' end
        from given
        where jsonb_typeof(value) = 'string'
        union all
        select question_id, jsonb_array_elements_text(value)
        from given
        where jsonb_typeof(value) = 'array'
        union all
        select question_id, entry.row || '/' || entry.choice
        from given, jsonb_each_text(given.value) as entry (row, choice)
        where jsonb_typeof(given.value) = 'object'
      ),
      people as (select question_id, count(*) as people from given group by question_id)
      select question_id, answer, count(*) as n, max(people) as people
      from said join people using (question_id)
      where question_id = any(${countable(questionsOf(survey))}::text[])
      group by question_id, answer
      union all
      select question_id, '', 0, people
      from people
      where not question_id = any(${countable(questionsOf(survey))}::text[])`),
    postgres.rows(sql<{ question: string; n: string }>`
      select question, count(*) as n from (${kept}) as kept, unnest(asked) as question group by question`),
  ])
  const isNoted = amounts !== undefined && amounts.noted === amounts.started
  const askedOf = new Map(shown.map(({ question, n }) => [question, Number(n)]))
  return {
    versions: told,
    version,
    started: Number(amounts?.started ?? 0),
    completed: Number(amounts?.completed ?? 0),
    withheld: false,
    questions: questionsOf(survey)
      .filter(({ kind }) => kind !== 'note')
      .map(question => ({
        ...resultOf(
          question,
          counted.filter(({ question_id }) => question_id === question.id),
        ),
        asked: isNoted ? (askedOf.get(question.id) ?? 0) : null,
      })),
  }
}

/** The questions whose answers are told one by one. What people wrote, and who they are, is told elsewhere. */
function countable(questions: readonly Question[]): string[] {
  return questions.filter(({ kind }) => kind !== 'text' && kind !== 'contact' && kind !== 'file').map(({ id }) => id)
}

function resultOf(question: Question, counted: readonly Counted[]): Omit<QuestionResult, 'asked'> {
  const n = Number(counted[0]?.people ?? 0)
  const byAnswer = new Map(counted.map(row => [row.answer, Number(row.n)]))
  const score = scoreOf(question, Object.fromEntries(byAnswer))
  return {
    question: question.id,
    kind: question.kind,
    text: question.text,
    n,
    answers: possible(question, byAnswer).map(({ answer, label }) => ({ answer, label, n: byAnswer.get(answer) ?? 0 })),
    score,
    doubt: n < fewestForScore ? 'tooFew' : n < fewestForSure ? 'few' : 'none',
  }
}

function scoreOf({ kind, max = 0 }: Question, counts: AnswerCounts): SurveyScore | null {
  if (kind === 'nps') return npsOf(counts)
  if (kind === 'csat' || kind === 'stars' || kind === 'smileys') return csatOf(counts, max)
  return kind === 'ces' ? cesOf(counts, max) : null
}

/** Every answer that could be given, given or not: an answer that nobody chose says something too. */
function possible(question: Question, given: ReadonlyMap<string, number>): { answer: string; label: Label | null }[] {
  const { kind, min = 0, max = -1, choices = [], rows = [] } = question
  switch (kind) {
    case 'nps':
    case 'csat':
    case 'ces':
    case 'scale':
    case 'stars':
    case 'smileys':
      return Array.from({ length: max - min + 1 }, (_, step) => ({ answer: String(min + step), label: null }))
    case 'single':
    case 'multiple':
    case 'ranking':
      return choices.map(({ id, label }) => ({ answer: id, label }))
    case 'matrix':
      return rows.flatMap(row =>
        choices.map(choice => ({ answer: `${row.id}/${choice.id}`, label: between(row.label, choice.label) })),
      )
    case 'number':
    case 'date':
    case 'consent':
      return [...given.keys()].sort().map(answer => ({ answer, label: null }))
    case 'text':
    case 'file':
    case 'contact':
    case 'note':
      return []
    default:
      return kind satisfies never
  }
}

const between = (row: Label, choice: Label): Label => ({
  fr: `${row.fr ?? row.en} : ${choice.fr ?? choice.en}`,
  en: `${row.en ?? row.fr}: ${choice.en ?? choice.fr}`,
})
