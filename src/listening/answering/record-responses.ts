import { audit } from '../../admitting/index.ts'
import { customersByIdentifiers } from '../../collecting/index.ts'
import type { AnswerOf, InputOf } from '../../contract/route.ts'
import type { RecordedResponse, recordResponses as recordResponsesRoute } from '../../contract/survey-recording.ts'
import { type Queryable, sql } from '../../engines/postgres/index.ts'
import type { Context } from '../../feature.ts'
import { dayIn } from '../../vocabulary/calendar-day.ts'
import { newId } from '../../vocabulary/id.ts'
import { problem } from '../../vocabulary/problem.ts'
import type { Answers, Survey } from '../../vocabulary/survey/survey.ts'
import { answerFaults } from '../../vocabulary/survey/survey-answers.ts'
import { answersOnPath, pathOf } from '../../vocabulary/survey/survey-path.ts'
import { readSurvey, readVersion } from '../surveys-store.ts'
import { tokenHash } from '../tokens.ts'
import { insertResponse, type OpenedResponse, writeAnswers } from './responses-store.ts'

type Fault = { readonly question: string | null; readonly fr: string; readonly en: string }

/** @throws problem `not_found`, `survey_never_published`. */
export async function recordResponses(
  context: Context,
  { params, body }: InputOf<typeof recordResponsesRoute>,
): Promise<AnswerOf<typeof recordResponsesRoute>> {
  const { postgres, workspace } = context
  const { anonymity, version } = await readSurvey(postgres, workspace.number, params.survey)
  const survey = version === null ? undefined : await readVersion(postgres, workspace.number, params.survey, version)
  if (version === null || !survey) throw problem('survey_never_published')
  const isAnonymous = anonymity === 'anonymous'
  const places = await placesOf(postgres, workspace.number, params.survey)
  const named = body.responses.flatMap(({ customer }) => (customer === undefined || isAnonymous ? [] : [customer]))
  const customers = await customersByIdentifiers(context, [...new Set(named)])

  const refused: { id: string; faults: Fault[] }[] = []
  const fitting = body.responses.filter(response => {
    const faults = faultsOf(survey, response, places, context.now())
    if (faults.length > 0) refused.push({ id: response.id, faults })
    return faults.length === 0
  })
  const taken = await postgres.transaction(async transaction => {
    let kept = 0
    for (const recorded of fitting) {
      const answeredAt = isAnonymous
        ? new Date(dayIn(new Date(recorded.answeredAt), 'UTC'))
        : new Date(recorded.answeredAt)
      const customer = recorded.customer === undefined ? undefined : customers.get(recorded.customer)
      const response: OpenedResponse = {
        workspace: workspace.number,
        id: newId('rsp', answeredAt),
        survey: params.survey,
        link: recorded.place === undefined ? null : places.get(recorded.place)!,
        invitation: null,
        customer: customer === undefined || isAnonymous ? null : String(customer),
        version,
        language: recorded.language,
        passed: pathOf(survey, recorded.answers).map(({ page }) => page.id),
        startedAt: answeredAt,
        completedAt: answeredAt,
      }
      // The number that it has where it was given stands for the secret of a page: it opens nothing, and serves once.
      const hash = tokenHash(context, `recorded ${workspace.number} ${params.survey} ${recorded.id}`)
      if (!(await insertResponse(transaction, response, { hash, addressToken: '' }))) continue
      kept++
      const { kept: answers, dropped } = answersOnPath(survey, recorded.answers)
      await writeAnswers(context, transaction, response, survey, {
        questions: Object.keys(answers),
        answers,
      })
      await transaction.run(sql`
        update listening.responses
        set passed = ${[...response.passed]}::text[], completed_at = ${answeredAt}, dropped = ${dropped},
          asked = ${askedElsewhere(survey, recorded.answers)}::text[],
          told_at = ${body.isToldAlready ? context.now() : null}
        where workspace_id = ${workspace.number} and response_id = ${response.id}`)
    }
    if (kept > 0)
      await audit(context, transaction, 'survey.responses_recorded', { survey: params.survey, amount: kept })
    return kept
  })
  return { taken, known: fitting.length - taken, refused }
}

/** What somebody was asked elsewhere: all that is on the way, and of rotating blocks those that they answered anything of. */
function askedElsewhere(survey: Survey, answers: Answers): string[] {
  return pathOf(survey, answers)
    .filter(({ page, questions }) => !survey.rotate || !page.block || questions.some(({ id }) => id in answers))
    .flatMap(({ questions }) => questions.filter(({ kind }) => kind !== 'note').map(({ id }) => id))
}

function faultsOf(
  survey: Survey,
  { answers, answeredAt, place }: RecordedResponse,
  places: ReadonlyMap<string, string>,
  now: Date,
): Fault[] {
  const faults: Fault[] = [...answerFaults(survey, answers, { whole: true })]
  if (new Date(answeredAt) > now)
    faults.push({
      question: null,
      fr: 'La date de la réponse est dans le futur.',
      en: 'The answer is dated in the future.',
    })
  if (place !== undefined && !places.has(place))
    faults.push({
      question: null,
      fr: `L’enquête n’a pas de lieu « ${place} ».`,
      en: `The survey has no place “${place}”.`,
    })
  return faults
}

async function placesOf(postgres: Queryable, workspace: number, survey: string): Promise<ReadonlyMap<string, string>> {
  const rows = await postgres.rows(sql<{ place: string; link_id: string }>`
    select place, max(link_id) as link_id
    from listening.links
    where workspace_id = ${workspace} and survey_id = ${survey} and kind <> 'website' and place <> ''
    group by place`)
  return new Map(rows.map(row => [row.place, row.link_id]))
}
