import { sql } from '../../engines/postgres/index.ts'
import type { Context } from '../../feature.ts'
import { customerIdFromNumber } from '../../vocabulary/id.ts'
import type { Tongue } from '../../vocabulary/label.ts'
import { maskedText } from '../../vocabulary/mask-text.ts'
import type { Answer, Answers } from '../../vocabulary/survey/survey.ts'
import { counts } from '../answering/left-out.ts'
import { joinKeys, openerOf, type SealedPart } from '../sealed-answers.ts'
import type { SurveyRow } from '../surveys-store.ts'
import { fewestAnonymous } from './small-groups.ts'

/** A response as it leaves: who it is of is told only where the survey and the permission say so. */
export type LeavingResponse = {
  readonly id: string
  readonly version: number
  readonly language: Tongue
  readonly place: string
  /** `cus_…`, of an identified survey, for those who may read customers. */
  readonly customer: string | undefined
  readonly startedAt: Date
  readonly completedAt: Date | null
  readonly flags: readonly string[]
  /** What it was asked, answered or not, by the ids of questions; empty of responses from before that was noted. */
  readonly asked: readonly string[]
  readonly answers: Answers
}

type Row = {
  response_id: string
  version: number
  language: Tongue
  place: string
  customer_id: string | null
  started_at: Date
  completed_at: Date | null
  flags: string[]
  asked: string[] | null
  answers: Readonly<Record<string, Answer>>
  sealed: Readonly<Record<string, readonly [part: SealedPart, sealed: string, wrapped: string]>>
}

/** Which responses are meant. */
export type ResponsePart = {
  readonly version?: number | undefined
  readonly place?: string | undefined
  readonly from?: string | undefined
  readonly to?: string | undefined
}

/** The condition on `listening.responses` that keeps those of a part, as far as they count. */
export function inPart({ version, place, from, to }: ResponsePart) {
  return sql`${counts}
    and (${version ?? null}::integer is null or responses.version = ${version ?? null})
    and (${place ?? null}::text is null or responses.link_id = ${place ?? null})
    and (${from ?? null}::timestamptz is null or responses.started_at >= ${from ?? null})
    and (${to ?? null}::timestamptz is null or responses.started_at < ${to ?? null})`
}

const pageSize = 1000

/**
 * The responses of a survey, the first first, read in parts. Contact details are left out, and what people wrote is
 * masked, for those who may not read personal values.
 */
export async function* everyResponse(
  context: Context,
  survey: SurveyRow,
  part: ResponsePart = {},
): AsyncGenerator<readonly LeavingResponse[], void> {
  const { postgres, workspace } = context
  const mayAll = context.may('personal.read')
  const open = openerOf(context)
  const mayKnow = survey.anonymity === 'identified' && context.may('customer.read')
  const fewest = survey.anonymity === 'anonymous' ? fewestAnonymous : 0
  for (let after = ''; ; ) {
    const rows = await postgres.rows(sql<Row>`
      with page as (
        select workspace_id, response_id, version, language, link_id, customer_id, started_at, completed_at, flags, asked
        from listening.responses
        where workspace_id = ${workspace.number} and survey_id = ${survey.survey_id} and response_id > ${after}
          and ${inPart(part)}
        order by response_id
        limit ${pageSize}
      ),
      given as (
        select response_id,
          coalesce(jsonb_object_agg(question_id, value) filter (where value is not null), '{}') as answers,
          coalesce(
            jsonb_object_agg(
              question_id,
              jsonb_build_array(answers.part, encode(sealed, 'base64'), encode(wrapped, 'base64'))
            ) filter (where sealed is not null and wrapped is not null),
            '{}'
          ) as sealed
        from page join listening.answers using (workspace_id, response_id)
        ${joinKeys}
        group by response_id
      )
      select response_id, version, language, customer_id, started_at,
        -- A place where few answered would say who they are.
        coalesce(case when amount >= ${fewest} then place end, '') as place, completed_at,
        flags, asked, coalesce(answers, '{}') as answers, coalesce(sealed, '{}') as sealed
      from page
      left join given using (response_id)
      left join listening.links using (workspace_id, link_id)
      left join (
        select link_id, count(*) as amount
        from listening.responses
        where workspace_id = ${workspace.number} and survey_id = ${survey.survey_id}
        group by link_id
      ) as there using (link_id)
      order by response_id`)
    if (rows.length > 0)
      yield rows.map(row => ({
        id: row.response_id,
        version: row.version,
        language: row.language,
        place: row.place,
        customer: mayKnow && row.customer_id !== null ? customerIdFromNumber(BigInt(row.customer_id)) : undefined,
        startedAt: row.started_at,
        completedAt: row.completed_at,
        flags: row.flags,
        asked: row.asked ?? [],
        answers: { ...row.answers, ...opened(row.sealed) },
      }))
    const last = rows.at(-1)
    if (!last || rows.length < pageSize) return
    after = last.response_id
  }

  function opened(sealed: Row['sealed']): Answers {
    const answers: Record<string, Answer> = {}
    for (const [question, [part, text, wrapped]] of Object.entries(sealed)) {
      if (part === 'identity' && !mayAll) continue
      const answer = open(Buffer.from(wrapped, 'base64'), Buffer.from(text, 'base64'))
      answers[question] = typeof answer === 'string' && !mayAll ? maskedText(answer) : answer
    }
    return answers
  }
}
