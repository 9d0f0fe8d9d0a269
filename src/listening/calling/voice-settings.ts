import { audit } from '../../admitting/index.ts'
import type { AnswerOf, InputOf } from '../../contract/route.ts'
import {
  type getSurveyVoice as getSurveyVoiceRoute,
  type saveSurveyVoice as saveSurveyVoiceRoute,
  type VoiceSettings,
  voiceSettings,
} from '../../contract/survey-voice.ts'
import { type Queryable, sql } from '../../engines/postgres/index.ts'
import type { Context } from '../../feature.ts'
import { readSender } from '../sending/senders-store.ts'
import { addLink } from '../survey-links.ts'
import { holdSurvey, readSurvey } from '../surveys-store.ts'

const usualVoice: VoiceSettings = { isOn: false, recording: 'off', welcome: null }

export async function getSurveyVoice(
  context: Context,
  { params }: InputOf<typeof getSurveyVoiceRoute>,
): Promise<AnswerOf<typeof getSurveyVoiceRoute>> {
  const { postgres, workspace } = context
  await readSurvey(postgres, workspace.number, params.survey)
  const { secrets } = await readSender(context, postgres, workspace.number)
  const counted = await postgres.first(sql<{ started: string; completed: string }>`
    select count(*) as started, count(completed_at) as completed
    from listening.responses join listening.links using (workspace_id, link_id)
    where workspace_id = ${workspace.number} and responses.survey_id = ${params.survey} and links.kind = 'voice'`)
  return {
    settings: await readVoice(postgres, workspace.number, params.survey),
    hasSecret: secrets.voice !== undefined,
    started: Number(counted?.started),
    completed: Number(counted?.completed),
  }
}

/** @throws problem `not_found`. */
export async function saveSurveyVoice(
  context: Context,
  { params, body }: InputOf<typeof saveSurveyVoiceRoute>,
): Promise<AnswerOf<typeof saveSurveyVoiceRoute>> {
  const { postgres, workspace, now } = context
  await postgres.transaction(async transaction => {
    await holdSurvey(transaction, workspace.number, params.survey)
    await transaction.run(sql`
      insert into listening.voices (workspace_id, survey_id, settings, changed_at)
      values (${workspace.number}, ${params.survey}, ${JSON.stringify(body)}::jsonb, ${now()})
      on conflict (workspace_id, survey_id) do update set settings = excluded.settings, changed_at = excluded.changed_at`)
    // Its answers are counted apart, as those of a place are.
    if (!(await voiceLink(transaction, workspace.number, params.survey)))
      await addLink(context, transaction, params.survey, workspace.locale === 'fr' ? 'Téléphone' : 'Telephone', 'voice')
    await audit(context, transaction, 'survey.voice_set', {
      survey: params.survey,
      isOn: body.isOn,
      recording: body.recording,
    })
  })
  return getSurveyVoice(context, { params, query: undefined, body: undefined })
}

export async function readVoice(postgres: Queryable, workspace: number, survey: string): Promise<VoiceSettings> {
  const row = await postgres.first(sql<{ settings: unknown }>`
    select settings from listening.voices where workspace_id = ${workspace} and survey_id = ${survey}`)
  const parsed = voiceSettings.safeParse(row?.settings)
  return parsed.success ? parsed.data : usualVoice
}

export async function voiceLink(postgres: Queryable, workspace: number, survey: string): Promise<string | undefined> {
  const row = await postgres.first(sql<{ link_id: string }>`
    select link_id from listening.links
    where workspace_id = ${workspace} and survey_id = ${survey} and kind = 'voice'`)
  return row?.link_id
}
