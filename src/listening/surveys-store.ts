import type { SurveyState } from '../contract/listening.ts'
import type { Anonymity } from '../contract/survey-keeping.ts'
import { type Queryable, sql } from '../engines/postgres/index.ts'
import { problem } from '../vocabulary/problem.ts'
import { type Survey, surveyShape } from '../vocabulary/survey/survey.ts'
import type { SurveyBinding } from '../vocabulary/survey/survey-binding.ts'
import type { SurveyKind } from '../vocabulary/survey/survey-kinds.ts'

export type SurveyRow = {
  survey_id: string
  kind: SurveyKind
  state: SurveyState
  touchpoint_id: string | null
  map_id: string | null
  step_id: string | null
  draft: unknown
  revision: number
  version: number | null
  changed_at: Date
  anonymity: Anonymity
  identity_months: number
  words_months: number
}

export type VersionRow = { number: number; published_at: Date }

const columns = sql`survey_id, kind, state, touchpoint_id, map_id, step_id, draft, revision, version, changed_at,
  anonymity, identity_months, words_months`

export const bindingOf = (row: Pick<SurveyRow, 'touchpoint_id' | 'map_id' | 'step_id'>): SurveyBinding => ({
  touchpoint: row.touchpoint_id,
  map: row.map_id,
  step: row.step_id,
})

export function readSurveys(postgres: Queryable, workspace: number) {
  return postgres.rows(sql<SurveyRow & { started: string; completed: string; last_at: Date | null }>`
    select ${columns}, coalesce(started, 0) as started, coalesce(completed, 0) as completed, last_at
    from listening.surveys
    left join (
      select survey_id, count(*) as started, count(completed_at) as completed, max(started_at) as last_at
      from listening.responses
      where workspace_id = ${workspace}
      group by survey_id
    ) as answered using (survey_id)
    where workspace_id = ${workspace}
    order by changed_at desc, survey_id desc`)
}

/** @throws problem `not_found`. */
export async function readSurvey(postgres: Queryable, workspace: number, survey: string): Promise<SurveyRow> {
  const row = await postgres.first(sql<SurveyRow>`
    select ${columns} from listening.surveys where workspace_id = ${workspace} and survey_id = ${survey}`)
  if (!row) throw problem('not_found', { what: 'survey' })
  return row
}

/** The survey, held until the transaction ends. @throws problem `not_found`, `changed_meanwhile`. */
export async function holdSurvey(
  transaction: Queryable,
  workspace: number,
  survey: string,
  revision?: number,
): Promise<SurveyRow> {
  const row = await transaction.first(sql<SurveyRow>`
    select ${columns} from listening.surveys
    where workspace_id = ${workspace} and survey_id = ${survey}
    for update`)
  if (!row) throw problem('not_found', { what: 'survey' })
  if (revision !== undefined && row.revision !== revision) throw problem('changed_meanwhile', { survey })
  return row
}

/** Versions never change: what was judged once is kept, as each page that is answered asks for one. */
const kept = new Map<string, Survey>()
const mostKept = 200

/** What a version asks. Undefined where there is no such version. Not to be changed by whoever reads it. */
export async function readVersion(
  postgres: Queryable,
  workspace: number,
  survey: string,
  number: number,
): Promise<Survey | undefined> {
  const key = `${workspace} ${survey} ${number}`
  const known = kept.get(key)
  if (known) return known
  const row = await postgres.first(sql<{ definition: unknown }>`
    select definition from listening.versions
    where workspace_id = ${workspace} and survey_id = ${survey} and number = ${number}`)
  if (!row) return undefined
  const read = surveyShape.parse(row.definition)
  if (kept.size >= mostKept) kept.delete(kept.keys().next().value!)
  kept.set(key, read)
  return read
}

export function readVersions(postgres: Queryable, workspace: number, survey: string): Promise<readonly VersionRow[]> {
  return postgres.rows(sql<VersionRow>`
    select number, published_at from listening.versions
    where workspace_id = ${workspace} and survey_id = ${survey}
    order by number desc`)
}
