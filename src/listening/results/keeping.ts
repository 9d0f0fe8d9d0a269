import { audit } from '../../admitting/index.ts'
import type { InputOf } from '../../contract/route.ts'
import type {
  getKeeping as getKeepingRoute,
  SurveyKeeping,
  setKeeping as setKeepingRoute,
} from '../../contract/survey-keeping.ts'
import { sql } from '../../engines/postgres/index.ts'
import type { Context } from '../../feature.ts'
import { holdSurvey, readSurvey } from '../surveys-store.ts'

/** @throws problem `not_found`. */
export async function getKeeping(
  { postgres, workspace }: Context,
  { params }: Pick<InputOf<typeof getKeepingRoute>, 'params'>,
): Promise<SurveyKeeping> {
  const row = await readSurvey(postgres, workspace.number, params.survey)
  const cuts = await postgres.rows(sql<{ part: 'identity' | 'words'; cut_at: Date; responses: number }>`
    select part, cut_at, responses from listening.cuts
    where workspace_id = ${workspace.number} and survey_id = ${params.survey}
    order by part`)
  return {
    anonymity: row.anonymity,
    identityMonths: row.identity_months,
    wordsMonths: row.words_months,
    cuts: cuts.map(({ part, cut_at, responses }) => ({ part, at: cut_at.toISOString(), responses })),
  }
}

/** What was promised to those who answered already is kept too: made anonymous, their answers lose whose they are. */
export async function setKeeping(
  context: Context,
  { params, body }: InputOf<typeof setKeepingRoute>,
): Promise<SurveyKeeping> {
  const { postgres, workspace } = context
  await postgres.transaction(async transaction => {
    await holdSurvey(transaction, workspace.number, params.survey)
    await transaction.run(sql`
      update listening.surveys
      set anonymity = ${body.anonymity}, identity_months = ${body.identityMonths}, words_months = ${body.wordsMonths}
      where workspace_id = ${workspace.number} and survey_id = ${params.survey}`)
    if (body.anonymity === 'anonymous')
      await transaction.run(sql`
        update listening.responses set customer_id = null
        where workspace_id = ${workspace.number} and survey_id = ${params.survey} and customer_id is not null`)
    await audit(context, transaction, 'survey.keeping', { survey: params.survey, ...body })
  })
  return await getKeeping(context, { params })
}
