import { audit } from '../../admitting/index.ts'
import type { InputOf } from '../../contract/route.ts'
import type {
  closeWave as closeWaveRoute,
  listWaveResults as listWaveResultsRoute,
  SurveyWaves,
} from '../../contract/survey-waves.ts'
import { type Queryable, sql } from '../../engines/postgres/index.ts'
import type { Context } from '../../feature.ts'
import { problem } from '../../vocabulary/problem.ts'
import type { AnswerCounts } from '../../vocabulary/survey/survey-scores.ts'
import { countsOf, isScored, type Scale, scaleOf, scoreOn } from '../../vocabulary/survey/survey-trend.ts'
import { counts } from '../answering/left-out.ts'
import { readSurvey } from '../surveys-store.ts'
import { everyQuestion } from './every-question.ts'

type Figures = Readonly<Record<string, { readonly scale: Scale; readonly counts: AnswerCounts }>>
type WaveRow = {
  wave_id: string
  started_at: Date
  closed_at: Date | null
  kept: number | null
  figures: Figures | null
  completed: string
  late: string
}

/** The waves of a survey, the latest first. @throws problem `not_found`. */
export async function listWaveResults(
  context: Context,
  { params }: Pick<InputOf<typeof listWaveResultsRoute>, 'params'>,
): Promise<SurveyWaves> {
  const { postgres, workspace } = context
  await readSurvey(postgres, workspace.number, params.survey)
  const questions = (await everyQuestion(context, params.survey)).filter(isScored)
  const rows = await postgres.rows(sql<WaveRow>`
    select waves.wave_id, waves.started_at, closed_at, closed.completed as kept, figures,
      count(responses.completed_at) as completed,
      count(responses.completed_at) filter (where responses.completed_at > closed_at) as late
    from listening.waves
    left join listening.closed_waves as closed using (workspace_id, wave_id)
    left join listening.invitations
      on invitations.workspace_id = waves.workspace_id and invitations.survey_id = waves.survey_id
        and invitations.cause = waves.wave_id
    left join listening.responses
      on responses.workspace_id = waves.workspace_id and responses.invitation_id = invitations.invitation_id
        and ${counts}
    where waves.workspace_id = ${workspace.number} and waves.survey_id = ${params.survey} and waves.kind = 'wave'
    group by waves.wave_id, waves.started_at, closed_at, closed.completed, figures
    order by waves.started_at desc`)
  const waves = await Promise.all(
    rows.map(async row => {
      const figures = row.figures ?? (await figuresOf(context, postgres, params.survey, row.wave_id))
      return {
        id: row.wave_id,
        startedAt: row.started_at.toISOString(),
        closedAt: row.closed_at?.toISOString() ?? null,
        completed: row.kept ?? Number(row.completed),
        late: Number(row.late),
        scores: questions.map(({ id, text }) => {
          const told = figures[id]
          return { question: id, text, score: told ? scoreOn(told.scale, told.counts) : null }
        }),
      }
    }),
  )
  return { waves }
}

/** Keeps the figures of a wave as they are. Closed before, it stays as it was. @throws problem `not_found`. */
export async function closeWave(context: Context, { params }: InputOf<typeof closeWaveRoute>): Promise<SurveyWaves> {
  const { postgres, workspace, now } = context
  await postgres.transaction(async transaction => {
    const wave = await transaction.first(sql<{ wave_id: string }>`
      select wave_id from listening.waves
      where workspace_id = ${workspace.number} and survey_id = ${params.survey} and wave_id = ${params.wave}
      for update`)
    if (!wave) throw problem('not_found', { what: 'wave' })
    const figures = await figuresOf(context, transaction, params.survey, params.wave)
    const closed = await transaction.run(sql`
      insert into listening.closed_waves (workspace_id, wave_id, closed_at, completed, figures)
      select ${workspace.number}, ${params.wave}, ${now()}, count(responses.completed_at), ${JSON.stringify(figures)}::jsonb
      from listening.invitations
      join listening.responses using (workspace_id, invitation_id)
      where invitations.workspace_id = ${workspace.number} and invitations.survey_id = ${params.survey}
        and cause = ${params.wave} and ${counts}
      on conflict do nothing`)
    if (closed > 0)
      await audit(context, transaction, 'survey.wave_closed', { survey: params.survey, wave: params.wave })
  })
  return await listWaveResults(context, { params })
}

/** What those who finished said in a wave, by question. Only answers on the scale of the latest version are put together. */
async function figuresOf(context: Context, store: Queryable, survey: string, wave: string): Promise<Figures> {
  const questions = (await everyQuestion(context, survey)).filter(isScored)
  const rows = await store.rows(sql<{ question_id: string; answer: number; n: string }>`
    select question_id, (value #>> '{}')::float8 as answer, count(*) as n
    from listening.invitations
    join listening.responses using (workspace_id, invitation_id)
    join listening.answers using (workspace_id, response_id)
    where invitations.workspace_id = ${context.workspace.number} and invitations.survey_id = ${survey} and cause = ${wave}
      and responses.completed_at is not null and jsonb_typeof(value) = 'number' and ${counts}
    group by question_id, answer`)
  return Object.fromEntries(
    questions.map(question => {
      const own = rows.filter(({ question_id }) => question_id === question.id)
      return [
        question.id,
        { scale: scaleOf(question), counts: countsOf(own.map(({ answer, n }) => ({ answer, n: Number(n) }))) },
      ]
    }),
  )
}
