import { type Queryable, sql } from '../../engines/postgres/index.ts'
import { type Answers, questionsOf, type Survey } from '../../vocabulary/survey.ts'
import type { OpenedResponse } from './responses-store.ts'

/** A matrix of so many lines that is answered with one choice all the way down. */
const fewestLines = 4

/** Whether a matrix was answered with one choice all the way down. */
export function isStraightLine(survey: Survey, answers: Answers): boolean {
  return questionsOf(survey).some(({ id, kind }) => {
    const answer = answers[id]
    if (kind !== 'matrix' || typeof answer !== 'object' || Array.isArray(answer)) return false
    const chosen = Object.values(answer)
    return chosen.length >= fewestLines && new Set(chosen).size === 1
  })
}

const fewestForMedian = 20
const quickShare = 0.3

/** Whether it was done in less than three tenths of the time that is usual for this version. */
export async function isTooFast(postgres: Queryable, response: OpenedResponse, at: Date): Promise<boolean> {
  const row = await postgres.first(sql<{ median: number | null; n: string }>`
    select percentile_cont(0.5) within group (order by extract(epoch from completed_at - started_at)) as median,
      count(*) as n
    from (
      select started_at, completed_at
      from listening.responses
      where workspace_id = ${response.workspace} and survey_id = ${response.survey} and version = ${response.version}
        and completed_at > started_at
      order by completed_at desc
      limit 500
    ) as lately`)
  if (!row?.median || Number(row.n) < fewestForMedian) return false
  return (at.getTime() - response.startedAt.getTime()) / 1000 < quickShare * row.median
}
