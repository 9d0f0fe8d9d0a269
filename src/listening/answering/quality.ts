import { createHmac } from 'node:crypto'
import { type Queryable, sql } from '../../engines/postgres/index.ts'
import type { Installation } from '../../feature.ts'
import { type Answers, questionsOf, type Survey } from '../../vocabulary/survey/survey.ts'
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

/** Words that many say alike, as "nothing to add", tell nothing: so many letters are somebody's own. */
const fewestLetters = 24

/**
 * By what words are known again, whatever their capitals, accents, marks and spaces: a keyed hash of one survey. Undefined
 * for what is too short to be somebody's own.
 */
export function likenessOf({ secret }: Pick<Installation, 'secret'>, survey: string, text: string): Buffer | undefined {
  const letters = text
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '')
  if ([...letters].length < fewestLetters) return undefined
  return createHmac('sha256', secret('listening.likeness')).update(`${survey} ${letters}`).digest()
}

/** Whether another response to the survey says the same in words. */
export async function isRepeated(postgres: Queryable, { workspace, id }: OpenedResponse): Promise<boolean> {
  const row = await postgres.first(sql<{ found: boolean }>`
    select exists (
      select from listening.answers as own
      join listening.answers as other using (workspace_id, likeness)
      where own.workspace_id = ${workspace} and own.response_id = ${id} and other.response_id <> ${id}
    ) as found`)
  return row?.found ?? false
}

const fewestForMedian = 20
const quickShare = 0.3

/** The usual time of versions that many answered, in seconds: it moves slowly, and reading it looks at all of them. */
const usual = new Map<string, { readonly until: number; readonly median: number }>()
const looked = 500
const keptMs = 60_000

/** Whether it was done in less than three tenths of the time that is usual for this version. */
export async function isTooFast(postgres: Queryable, response: OpenedResponse, at: Date): Promise<boolean> {
  const median = await usualSeconds(postgres, response, at)
  return median !== null && (at.getTime() - response.startedAt.getTime()) / 1000 < quickShare * median
}

async function usualSeconds(postgres: Queryable, response: OpenedResponse, at: Date): Promise<number | null> {
  const key = `${response.workspace} ${response.survey} ${response.version}`
  const known = usual.get(key)
  if (known && known.until > at.getTime()) return known.median
  const row = await postgres.first(sql<{ median: number | null; n: string }>`
    select percentile_cont(0.5) within group (order by extract(epoch from completed_at - started_at)) as median,
      count(*) as n
    from (
      select started_at, completed_at
      from listening.responses
      where workspace_id = ${response.workspace} and survey_id = ${response.survey} and version = ${response.version}
        and completed_at > started_at
      order by completed_at desc
      limit ${looked}
    ) as lately`)
  if (!row?.median || Number(row.n) < fewestForMedian) return null
  if (Number(row.n) === looked) {
    if (usual.size > 1000) usual.clear()
    usual.set(key, { until: at.getTime() + keptMs, median: row.median })
  }
  return row.median
}
