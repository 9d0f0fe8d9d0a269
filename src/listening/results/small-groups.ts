import { sql } from '../../engines/postgres/index.ts'
import type { Context } from '../../feature.ts'
import { counts } from '../answering/left-out.ts'
import type { SurveyRow } from '../surveys-store.ts'

/** Nothing is told of fewer people of an anonymous survey, nor of a group that leaves fewer outside it. */
export const fewestAnonymous = 5

type Group = {
  readonly version?: number | undefined
  readonly from?: string | undefined
  readonly to?: string | undefined
  readonly place?: string | undefined
  readonly question?: string | undefined
  readonly scoreFrom?: number | undefined
  readonly scoreTo?: number | undefined
  /** The questions whose first answer is the score of a response. */
  readonly scores?: readonly string[]
}

/**
 * Whether a part of an anonymous survey is too small to be told: those in it could be guessed, or, from the whole less
 * the part, those outside it.
 */
export async function isTooSmall(
  { postgres, workspace }: Pick<Context, 'postgres' | 'workspace'>,
  survey: SurveyRow,
  group: Group,
): Promise<boolean> {
  if (survey.anonymity !== 'anonymous') return false
  const { version, from, to, place, scoreFrom, scoreTo, scores = [] } = group
  const row = await postgres.first(sql<{ inside: string; whole: string }>`
    select
      count(*) filter (
        where (${from ?? null}::timestamptz is null or started_at >= ${from ?? null})
          and (${to ?? null}::timestamptz is null or started_at < ${to ?? null})
          and (${place ?? null}::text is null or link_id = ${place ?? null})
          and (${scoreFrom ?? null}::float8 is null or score >= ${scoreFrom ?? null})
          and (${scoreTo ?? null}::float8 is null or score <= ${scoreTo ?? null})
      ) as inside,
      count(*) as whole
    from listening.responses
    left join lateral (
      select (value #>> '{}')::float8 as score
      from listening.answers
      where answers.workspace_id = responses.workspace_id and answers.response_id = responses.response_id
        and question_id = any(${[...scores]}::text[]) and jsonb_typeof(value) = 'number'
      order by array_position(${[...scores]}::text[], question_id)
      limit 1
    ) as given on true
    where workspace_id = ${workspace.number} and survey_id = ${survey.survey_id} and ${counts}
      and (${version ?? null}::integer is null or version = ${version ?? null})`)
  const [inside, whole] = [Number(row?.inside ?? 0), Number(row?.whole ?? 0)]
  const few = (amount: number) => amount > 0 && amount < fewestAnonymous
  return few(inside) || few(whole - inside)
}
