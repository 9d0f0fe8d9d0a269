import { audit } from '../admitting/index.ts'
import type {
  createSurvey as createSurveyRoute,
  getSurvey as getSurveyRoute,
  listSurveys as listSurveysRoute,
  publishSurvey as publishSurveyRoute,
  saveSurvey as saveSurveyRoute,
  setSurveyState as setSurveyStateRoute,
  WholeSurvey,
} from '../contract/listening.ts'
import type { AnswerOf, InputOf } from '../contract/route.ts'
import { sql } from '../engines/postgres/index.ts'
import type { Context } from '../feature.ts'
import { bindAnswers, touchpointStandings } from '../mapping/index.ts'
import { newId } from '../vocabulary/id.ts'
import { problem } from '../vocabulary/problem.ts'
import { type Survey, surveyShape } from '../vocabulary/survey/survey.ts'
import { lengthBudget, lengthOf } from '../vocabulary/survey/survey-advice.ts'
import { bindingState, type SurveyBinding, unbound } from '../vocabulary/survey/survey-binding.ts'
import { surveyFaults } from '../vocabulary/survey/survey-faults.ts'
import type { SurveyKind } from '../vocabulary/survey/survey-kinds.ts'
import { surveyTemplates } from '../vocabulary/survey/survey-templates.ts'
import { settledComparable } from '../vocabulary/survey/survey-versions.ts'
import { takeBack } from './inviting/write-decisions.ts'
import { addLink } from './survey-links.ts'
import { bindingOf, holdSurvey, readSurvey, readSurveys, readVersion, type SurveyRow } from './surveys-store.ts'
import { answeredEvent } from './tell-answers.ts'

export async function listSurveys(context: Context): Promise<AnswerOf<typeof listSurveysRoute>> {
  const { postgres, workspace } = context
  const rows = await readSurveys(postgres, workspace.number)
  const standings = await standingsFor(context, rows)
  return {
    surveys: rows.map(row => ({
      ...summaryOf(row, standings),
      title: surveyShape.parse(row.draft).title,
      started: Number(row.started),
      completed: Number(row.completed),
      lastAnswerAt: row.last_at?.toISOString() ?? null,
    })),
  }
}

/** @throws problem `not_found` for an unknown template. */
export async function createSurvey(
  context: Context,
  { body }: InputOf<typeof createSurveyRoute>,
): Promise<AnswerOf<typeof createSurveyRoute>> {
  const template = surveyTemplates.find(({ id }) => id === body.template)
  if (body.template !== null && !template) throw problem('not_found', { what: 'template' })
  const { kind, survey } = template ?? { kind: 'hot' as const, survey: emptySurvey }
  return await addSurvey(context, { kind, survey, binding: unbound }, { template: body.template })
}

/** Keeps a new draft. `from` says for the record where it comes from. */
export async function addSurvey(
  context: Context,
  { kind, survey, binding }: { kind: SurveyKind; survey: Survey; binding: SurveyBinding },
  from: Readonly<Record<string, string | null>>,
): Promise<WholeSurvey> {
  const { workspace, postgres, now, actor } = context
  const id = newId('svy', now())
  await postgres.transaction(async transaction => {
    await transaction.run(sql`
      insert into listening.surveys (
        workspace_id, survey_id, kind, touchpoint_id, map_id, step_id, draft, made_at, made_by, changed_at
      )
      values (
        ${workspace.number}, ${id}, ${kind}, ${binding.touchpoint}, ${binding.map}, ${binding.step}, ${JSON.stringify(survey)}::jsonb, ${now()},
        ${actor.kind === 'member' ? actor.memberId : null}, ${now()}
      )`)
    await audit(context, transaction, 'survey.created', { survey: id, ...from })
  })
  return await faceOf(context, await readSurvey(postgres, workspace.number, id))
}

export async function getSurvey(
  context: Context,
  { params }: InputOf<typeof getSurveyRoute>,
): Promise<AnswerOf<typeof getSurveyRoute>> {
  return await faceOf(context, await readSurvey(context.postgres, context.workspace.number, params.survey))
}

/** Keeps the draft, whatever is still to be mended in it. @throws problem `not_found`, `changed_meanwhile`. */
export async function saveSurvey(
  context: Context,
  { params, body }: InputOf<typeof saveSurveyRoute>,
): Promise<AnswerOf<typeof saveSurveyRoute>> {
  const { workspace, postgres, now } = context
  await postgres.transaction(async transaction => {
    const row = await holdSurvey(transaction, workspace.number, params.survey, body.revision)
    // Answers to what is published already go where the survey now hangs.
    if (row.version !== null && body.touchpoint !== null && body.touchpoint !== row.touchpoint_id)
      await bindAnswers(context, transaction, { touchpoint: body.touchpoint, event: answeredEvent })
    await transaction.run(sql`
      update listening.surveys
      set draft = ${JSON.stringify(body.survey)}::jsonb, kind = ${body.kind}, touchpoint_id = ${body.touchpoint},
        map_id = ${body.map ?? null}, step_id = ${body.map ? (body.step ?? null) : null},
        revision = revision + 1, changed_at = ${now()}
      where workspace_id = ${workspace.number} and survey_id = ${params.survey}`)
  })
  return await getSurvey(context, { params, query: undefined, body: undefined })
}

/**
 * Makes the draft the version that is answered, and with the first one the address to answer it at.
 * @throws problem `not_found`, `changed_meanwhile`, `survey_unfit` with the first thing to mend.
 */
export async function publishSurvey(
  context: Context,
  { params, body }: InputOf<typeof publishSurveyRoute>,
): Promise<AnswerOf<typeof publishSurveyRoute>> {
  const { workspace, postgres, now, actor } = context
  await postgres.transaction(async transaction => {
    const row = await holdSurvey(transaction, workspace.number, params.survey, body.revision)
    const draft = surveyShape.parse(row.draft)
    const survey = toPublish(draft)
    const [fault] = surveyFaults(draft, row.kind).filter(({ weight }) => weight === 'error')
    if (fault) throw problem('survey_unfit', { reason: { fr: fault.fr, en: fault.en } })
    const number = (row.version ?? 0) + 1
    const before =
      row.version === null ? undefined : await readVersion(transaction, workspace.number, params.survey, row.version)
    const comparable = before ? settledComparable(before, survey, body.comparable ?? {}) : {}
    await transaction.run(sql`
      insert into listening.versions (workspace_id, survey_id, number, definition, comparable, published_at, published_by)
      values (
        ${workspace.number}, ${params.survey}, ${number}, ${JSON.stringify(survey)}::jsonb,
        ${JSON.stringify(comparable)}::jsonb, ${now()}, ${actor.kind === 'member' ? actor.memberId : null}
      )`)
    await transaction.run(sql`
      update listening.surveys
      set version = ${number}, state = 'live', changed_at = ${now()}
      where workspace_id = ${workspace.number} and survey_id = ${params.survey}`)
    if (row.touchpoint_id !== null)
      await bindAnswers(context, transaction, { touchpoint: row.touchpoint_id, event: answeredEvent })
    if (number === 1) await addLink(context, transaction, params.survey, '')
    await audit(context, transaction, 'survey.published', { survey: params.survey, version: number })
  })
  return await getSurvey(context, { params, query: undefined, body: undefined })
}

/** @throws problem `not_found`, `survey_never_published`. */
export async function setSurveyState(
  context: Context,
  { params, body }: InputOf<typeof setSurveyStateRoute>,
): Promise<AnswerOf<typeof setSurveyStateRoute>> {
  const { workspace, postgres, now } = context
  await postgres.transaction(async transaction => {
    const row = await holdSurvey(transaction, workspace.number, params.survey)
    if (row.version === null) throw problem('survey_never_published')
    await transaction.run(sql`
      update listening.surveys
      set state = ${body.state}, changed_at = ${now()}
      where workspace_id = ${workspace.number} and survey_id = ${params.survey}`)
    if (body.state !== 'live')
      await takeBack(transaction, workspace.number, { survey: params.survey }, 'surveyNotLive', now())
    await audit(context, transaction, 'survey.state', { survey: params.survey, state: body.state })
  })
  return await getSurvey(context, { params, query: undefined, body: undefined })
}

/** What an author set aside is for those who write, and reaches nobody who answers. */
function toPublish({ setAside: _, ...survey }: Survey): Survey {
  return survey
}

const emptySurvey: Survey = {
  languages: ['fr', 'en'],
  title: { fr: 'Nouvelle enquête', en: 'New survey' },
  pages: [
    {
      id: 'first',
      questions: [{ id: 'score', kind: 'csat', text: { fr: '', en: '' }, required: true, min: 1, max: 5 }],
    },
  ],
  endings: [{ id: 'thanks', title: { fr: 'Merci pour vos réponses.', en: 'Thank you for your answers.' } }],
}

type Standings = Awaited<ReturnType<typeof touchpointStandings>>

/** What maps hold, asked only where a survey hangs on something. */
async function standingsFor(context: Context, rows: readonly SurveyRow[]): Promise<Standings> {
  if (rows.every(row => row.touchpoint_id === null && row.map_id === null))
    return { touchpoints: new Map(), steps: new Set() }
  return await touchpointStandings(context, context.workspace.number)
}

function summaryOf(row: SurveyRow, { touchpoints, steps }: Standings) {
  const binding = bindingOf(row)
  return {
    id: row.survey_id,
    kind: row.kind,
    state: row.state,
    ...binding,
    binding: bindingState(binding, touchpoints, steps),
    version: row.version,
    changedAt: row.changed_at.toISOString(),
  }
}

async function faceOf(context: Context, row: SurveyRow): Promise<WholeSurvey> {
  const { postgres, workspace } = context
  const survey = surveyShape.parse(row.draft)
  const answered =
    row.version === null ? undefined : await readVersion(postgres, workspace.number, row.survey_id, row.version)
  return {
    ...summaryOf(row, await standingsFor(context, [row])),
    revision: row.revision,
    survey,
    isChanged: JSON.stringify(answered) !== JSON.stringify(toPublish(survey)),
    faults: [...surveyFaults(survey, row.kind)],
    seconds: lengthOf(survey),
    budgetSeconds: lengthBudget[row.kind],
  }
}
