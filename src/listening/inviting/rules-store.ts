import { type Queryable, sql } from '../../engines/postgres/index.ts'
import type { Workspace } from '../../feature.ts'
import type { Tongue } from '../../vocabulary/label.ts'
import { type ContactPressure, usualPressure } from '../../vocabulary/survey/contact-pressure.ts'
import type { Clocks } from '../../vocabulary/survey/eligibility.ts'
import type { SendingHours } from '../../vocabulary/survey/send-window.ts'
import { type SendingRules, usualRules } from '../../vocabulary/survey/sending-rules.ts'
import type { SurveyKind } from '../../vocabulary/survey/survey-kinds.ts'

/** A survey as whoever decides sees it. */
export type AskingSurvey = {
  readonly id: string
  readonly kind: SurveyKind
  readonly isLive: boolean
  /** A quota that holds everybody is full. One by an answer is known only once it is given. */
  readonly isFull: boolean
  readonly version: number | null
  readonly languages: readonly Tongue[]
  readonly touchpoint: string | null
  readonly rules: SendingRules
  readonly revision: number
  /** Null while nobody is asked by its rules. */
  readonly since: Date | null
}

type Row = {
  survey_id: string
  kind: SurveyKind
  state: string
  is_full: boolean
  version: number | null
  languages: readonly Tongue[] | null
  touchpoint_id: string | null
  rules: SendingRules | null
  revision: number | null
  switched_on_at: Date | null
}

/** The surveys of a workspace with their rules; those that have none have the usual ones of their kind, switched off. */
export async function readAsking(
  postgres: Queryable,
  workspace: number,
  survey?: string,
): Promise<readonly AskingSurvey[]> {
  const rows = await postgres.rows(sql<Row>`
    select
      surveys.survey_id, kind, surveys.state, surveys.version, coalesce(definition, draft) -> 'languages' as languages, touchpoint_id,
      rules, sending_rules.revision, switched_on_at,
      exists (
        select
        from jsonb_array_elements(coalesce(definition -> 'quotas', '[]'::jsonb)) as quota
        join listening.quota_counts as counts
          on counts.workspace_id = surveys.workspace_id and counts.survey_id = surveys.survey_id
            and counts.quota_id = quota ->> 'id'
        where quota -> 'when' is null and counts.taken >= (quota ->> 'limit')::integer
      ) as is_full
    from listening.surveys
    left join listening.sending_rules using (workspace_id, survey_id)
    left join listening.versions
      on versions.workspace_id = surveys.workspace_id and versions.survey_id = surveys.survey_id
        and versions.number = surveys.version
    where surveys.workspace_id = ${workspace} and (${survey ?? null}::text is null or surveys.survey_id = ${survey ?? null})
    order by surveys.survey_id`)
  return rows.map(row => ({
    id: row.survey_id,
    kind: row.kind,
    isLive: row.state === 'live' && row.version !== null,
    isFull: row.is_full,
    version: row.version,
    languages: row.languages ?? [],
    touchpoint: row.touchpoint_id,
    rules: { ...usualRules(row.kind), ...row.rules },
    revision: row.revision ?? 0,
    since: row.switched_on_at,
  }))
}

export type PressureRow = {
  readonly pressure: ContactPressure
  readonly revision: number
  /** Since when nothing leaves; null while it does. */
  readonly pausedAt: Date | null
}

export async function readPressure(postgres: Queryable, workspace: number): Promise<PressureRow> {
  const row = await postgres.first(sql<{
    settings: Partial<ContactPressure>
    revision: number
    paused_at: Date | null
  }>`
    select settings, revision, paused_at from listening.contact_pressure where workspace_id = ${workspace}`)
  return {
    pressure: { ...usualPressure, ...row?.settings },
    revision: row?.revision ?? 0,
    pausedAt: row?.paused_at ?? null,
  }
}

/** The clocks of a survey: its own where it has some, else those of the workspace for its kind. */
export function clocksOf({ kind, rules }: Pick<AskingSurvey, 'kind' | 'rules'>, pressure: ContactPressure): Clocks {
  return {
    sameSurveyDays: rules.sameSurveyDays ?? pressure.sameSurveyDays[kind],
    sameKindDays: rules.sameKindDays ?? pressure.sameKindDays[kind],
    anySurveyDays: kind === 'test' ? 0 : pressure.anySurveyDays,
    yearlyCap: kind === 'test' ? Number.MAX_SAFE_INTEGER : pressure.yearlyCap,
    impressions: pressure.impressions,
  }
}

export const hoursOf = ({ rules }: Pick<AskingSurvey, 'rules'>, pressure: ContactPressure): SendingHours =>
  rules.hours ?? pressure.hours

export type PlacedWorkspace = Pick<Workspace, 'number' | 'timeZone' | 'locale'>
