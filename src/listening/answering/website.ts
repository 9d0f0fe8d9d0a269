import { audit } from '../../admitting/index.ts'
import type { AnswerOf, InputOf } from '../../contract/route.ts'
import {
  displayShape,
  type getSurveyWebsite as getSurveyWebsiteRoute,
  type saveSurveyWebsite as saveSurveyWebsiteRoute,
} from '../../contract/survey-website.ts'
import { type Queryable, sql } from '../../engines/postgres/index.ts'
import type { Context } from '../../feature.ts'
import { usualDisplay } from '../../vocabulary/survey/survey-display.ts'
import { addLink } from '../survey-links.ts'
import { holdSurvey, readSurvey } from '../surveys-store.ts'
import type { Showable } from './may-show.ts'

export async function getSurveyWebsite(
  { postgres, workspace }: Context,
  { params }: InputOf<typeof getSurveyWebsiteRoute>,
): Promise<AnswerOf<typeof getSurveyWebsiteRoute>> {
  await readSurvey(postgres, workspace.number, params.survey)
  const row = await postgres.first(sql<{ display: unknown }>`
    select display from listening.websites where workspace_id = ${workspace.number} and survey_id = ${params.survey}`)
  const counts = await postgres.first(sql<Record<'shown' | 'dismissed' | 'started' | 'completed', string>>`
    with answered as (
      select count(*) as started, count(completed_at) as completed
      from listening.responses
      join listening.links using (workspace_id, link_id)
      where workspace_id = ${workspace.number} and responses.survey_id = ${params.survey} and links.kind = 'website'
    )
    select count(*) as shown, count(dismissed_at) as dismissed, (select started from answered) as started,
      (select completed from answered) as completed
    from listening.impressions
    where workspace_id = ${workspace.number} and survey_id = ${params.survey}`)
  return {
    display: row ? displayShape.parse(row.display) : { ...usualDisplay, pages: [], notPages: [], sites: [] },
    shown: Number(counts?.shown),
    dismissed: Number(counts?.dismissed),
    started: Number(counts?.started),
    completed: Number(counts?.completed),
  }
}

/** @throws problem `not_found`. */
export async function saveSurveyWebsite(
  context: Context,
  { params, body }: InputOf<typeof saveSurveyWebsiteRoute>,
): Promise<AnswerOf<typeof saveSurveyWebsiteRoute>> {
  const { workspace, postgres, now } = context
  await postgres.transaction(async transaction => {
    await holdSurvey(transaction, workspace.number, params.survey)
    await transaction.run(sql`
      insert into listening.websites (workspace_id, survey_id, display, changed_at)
      values (${workspace.number}, ${params.survey}, ${JSON.stringify(body)}::jsonb, ${now()})
      on conflict (workspace_id, survey_id) do update set display = excluded.display, changed_at = excluded.changed_at`)
    const link = await transaction.first(sql<{ link_id: string }>`
      select link_id from listening.links
      where workspace_id = ${workspace.number} and survey_id = ${params.survey} and kind = 'website'`)
    // Its answers are counted apart, as those of a place are.
    if (!link) {
      const place = workspace.locale === 'fr' ? 'Site web' : 'Web site'
      await addLink(context, transaction, params.survey, place, 'website')
    }
    await audit(context, transaction, 'survey.website_set', { survey: params.survey, isOn: body.isOn })
  })
  return await getSurveyWebsite(context, { params, query: undefined, body: undefined })
}

export type WebSurvey = Showable & {
  readonly version: number | null
  readonly link: string
  readonly isAnonymous: boolean
}

/** The surveys of a workspace that have rules for web sites, or one of them. */
export async function webSurveys(
  postgres: Queryable,
  workspace: number,
  survey?: string,
): Promise<readonly WebSurvey[]> {
  const rows = await postgres.rows(sql<{
    survey_id: string
    state: string
    version: number | null
    display: unknown
    link_id: string
    anonymity: string
    level: number
  }>`
    select survey_id, state, version, display, link_id, anonymity, coalesce(level, 1) as level
    from listening.websites
    join listening.surveys using (workspace_id, survey_id)
    join listening.links using (workspace_id, survey_id)
    left join listening.protections using (workspace_id, survey_id)
    where workspace_id = ${workspace} and links.kind = 'website'
      and (${survey ?? null}::text is null or survey_id = ${survey ?? null})
    order by websites.changed_at desc`)
  return rows.map(row => ({
    survey: row.survey_id,
    // Personal addresses only: no page shows it.
    isLive: row.state === 'live' && row.version !== null && row.level < 3,
    version: row.version,
    display: displayShape.parse(row.display),
    link: row.link_id,
    isAnonymous: row.anonymity === 'anonymous',
  }))
}
