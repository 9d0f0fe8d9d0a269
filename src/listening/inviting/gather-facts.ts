import { customerAnchors } from '../../collecting/index.ts'
import { type Queryable, sql } from '../../engines/postgres/index.ts'
import type { InvitationChannel } from '../../vocabulary/invitation.ts'
import type { SurveyKind } from '../../vocabulary/survey-kinds.ts'

/** Somebody to whom a survey is due, and why. */
export type Due = {
  readonly survey: string
  readonly kind: SurveyKind
  readonly customer: bigint
  readonly cause: string
  readonly happenedAt: Date | null
}

/** What was asked of a person before, under whatever number they had then. */
export type Past = {
  readonly sameSurveyAt: Date | null
  readonly sameKindAt: Date | null
  readonly anySurveyAt: Date | null
  readonly askedInYear: number
  readonly impressions: number
  /** This very cause was decided on. */
  readonly isDecided: boolean
  readonly hasAnswered: boolean
  /** By channel: when an address gave a message back, and what the person would not have. */
  readonly bounced: Readonly<Partial<Record<InvitationChannel, Date>>>
  readonly refused: readonly InvitationChannel[]
  readonly complained: readonly InvitationChannel[]
}

type Row = {
  place: number
  same_survey_at: Date | null
  same_kind_at: Date | null
  any_survey_at: Date | null
  asked: string
  reminded: string | null
  impressions: string
  decided: boolean | null
  bounced: Readonly<Partial<Record<InvitationChannel, string>>> | null
  refused: InvitationChannel[] | null
  complained: InvitationChannel[] | null
}

export const nothingPast: Past = {
  sameSurveyAt: null,
  sameKindAt: null,
  anySurveyAt: null,
  askedInYear: 0,
  impressions: 0,
  isDecided: false,
  hasAnswered: false,
  bounced: {},
  refused: [],
  complained: [],
}

const dayMs = 86_400_000

/**
 * What each of these was asked before, in their order. One question for all of them: a person joined with another has
 * the past of both. What did not reach them does not count; what waits to leave does.
 */
export async function pastOf(
  postgres: Queryable,
  workspace: number,
  due: readonly Due[],
  now: Date,
  impressionDays: number,
): Promise<readonly Past[]> {
  if (due.length === 0) return []
  const yearAgo = new Date(now.getTime() - 365 * dayMs)
  const shownSince = new Date(now.getTime() - impressionDays * dayMs)
  const asked = sql`unnest(
    ${due.map(({ survey }) => survey)}::text[],
    ${due.map(({ kind }) => kind)}::text[],
    ${due.map(({ customer }) => String(customer))}::bigint[],
    ${due.map(({ cause }) => cause)}::text[],
    ${due.map(({ happenedAt }) => happenedAt)}::timestamptz[]
  ) with ordinality as asked (survey_id, kind, customer, cause, happened_at, place)`
  const rows = await postgres.rows(sql<Row>`
    with past as (
      select
        asked.place, asked.survey_id = held.survey_id as is_same, asked.kind = surveys.kind as is_kind,
        held.channel, held.state, held.reasons, held.ended_at,
        asked.survey_id = held.survey_id and asked.cause = held.cause and held.state <> 'deferred' as is_decided,
        case
          when held.state in ('bounced', 'failed') then null
          else coalesce(held.sent_at, case when held.state = 'queued' then greatest(held.send_after, held.decided_at) end)
        end as asked_at,
        held.invitation_id
      from ${asked}
      join (${customerAnchors(workspace)}) as own on own.customer = asked.customer
      join listening.invitations as held
        on held.workspace_id = ${workspace} and held.customer_id = own.anchor
      join listening.surveys on surveys.workspace_id = held.workspace_id and surveys.survey_id = held.survey_id
    )
    select
      place::integer,
      max(asked_at) filter (where is_same) as same_survey_at,
      max(asked_at) filter (where is_kind) as same_kind_at,
      max(asked_at) filter (where channel <> 'widget' or state <> 'sent') as any_survey_at,
      count(*) filter (where channel <> 'widget' and asked_at > ${yearAgo}) as asked,
      (
        select count(*) from listening.messages
        where messages.workspace_id = ${workspace} and messages.invitation_id = any(array_agg(past.invitation_id))
          and messages.kind = 'reminder' and messages.state in ('taken', 'sent', 'delivered')
          and messages.send_after > ${yearAgo}
      ) as reminded,
      count(*) filter (where channel = 'widget' and asked_at > ${shownSince}) as impressions,
      bool_or(is_decided) as decided,
      jsonb_object_agg(channel, ended_at) filter (where state = 'bounced' and ended_at is not null) as bounced,
      array_agg(distinct channel) filter (where state = 'refused') as refused,
      array_agg(distinct channel) filter (where 'complained' = any(reasons)) as complained
    from past
    group by place`)
  const answered = await answeredOf(postgres, workspace, asked)
  const found = new Map(rows.map(row => [Number(row.place), row]))
  return due.map((_, at) => {
    const row = found.get(at + 1)
    const hasAnswered = answered.has(at + 1)
    if (!row) return hasAnswered ? { ...nothingPast, hasAnswered } : nothingPast
    return {
      sameSurveyAt: row.same_survey_at,
      sameKindAt: row.same_kind_at,
      anySurveyAt: row.any_survey_at,
      askedInYear: Number(row.asked) + Number(row.reminded ?? 0) / 2,
      impressions: Number(row.impressions),
      isDecided: row.decided ?? false,
      hasAnswered,
      bounced: Object.fromEntries(Object.entries(row.bounced ?? {}).map(([channel, at]) => [channel, new Date(at)])),
      refused: row.refused ?? [],
      complained: row.complained ?? [],
    }
  })
}

/** Who answered the survey since what it asks about, by whatever way. */
async function answeredOf(
  postgres: Queryable,
  workspace: number,
  asked: ReturnType<typeof sql>,
): Promise<ReadonlySet<number>> {
  const rows = await postgres.rows(sql<{ place: number }>`
    select distinct asked.place::integer as place
    from ${asked}
    join (${customerAnchors(workspace)}) as own on own.customer = asked.customer
    join listening.responses
      on responses.workspace_id = ${workspace} and responses.customer_id = own.anchor
        and responses.survey_id = asked.survey_id
    where completed_at >= asked.happened_at`)
  return new Set(rows.map(({ place }) => place))
}
