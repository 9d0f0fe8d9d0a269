import { identifiersOf, type OwnIdentifier } from '../../collecting/index.ts'
import { type Queryable, sql } from '../../engines/postgres/index.ts'
import type { InvitationChannel } from '../../vocabulary/survey/invitation.ts'
import type { SurveyKind } from '../../vocabulary/survey/survey-kinds.ts'

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
  customer_id: string
  invitation_id: string
  survey_id: string
  kind: SurveyKind
  channel: InvitationChannel
  cause: string
  state: string
  complained: boolean
  asked_at: number | null
  bounced_at: Date | null
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
 * What each of these was asked before, in their order: a person joined with another has the past of both. What did not
 * reach them does not count; what waits to leave does. Rows are put together here: in the store, sorting them into groups
 * took most of the time of a wave.
 */
export async function pastOf(
  postgres: Queryable,
  workspace: number,
  due: readonly Due[],
  now: Date,
  impressionDays: number,
  known?: readonly OwnIdentifier[],
): Promise<readonly Past[]> {
  if (due.length === 0) return []
  const own = known ?? (await identifiersOf(postgres, workspace, [...new Set(due.map(({ customer }) => customer))]))
  const yearAgo = now.getTime() - 365 * dayMs
  const shownSince = now.getTime() - impressionDays * dayMs
  const anchors = `{${own.map(({ anchor }) => anchor).join(',')}}`
  const causes = [...new Set(due.map(({ cause }) => cause))]
  // Whoever is heard of often has many decisions that led to nothing: only those that say something are read.
  const rows = await postgres.rows(sql<Row>`
    select
      customer_id, invitation_id, held.survey_id, kind, channel, cause, held.state, 'complained' = any(reasons) as complained,
      floor(extract(epoch from case
        when held.state in ('bounced', 'failed') then null
        else coalesce(sent_at, case when held.state = 'queued' then greatest(send_after, decided_at) end)
      end) * 1000)::float8 as asked_at,
      case when held.state = 'bounced' then ended_at end as bounced_at
    from listening.invitations as held
    join listening.surveys on surveys.workspace_id = held.workspace_id and surveys.survey_id = held.survey_id
    where held.workspace_id = ${workspace} and customer_id = any(${anchors}::bigint[])
      and (
        sent_at is not null or held.state in ('queued', 'bounced', 'refused') or 'complained' = any(reasons)
        or cause = any(${causes}::text[])
      )`)
  const reminded = await remindersOf(postgres, workspace, rows, new Date(yearAgo))
  const answered = await answersOf(postgres, workspace, due, anchors)
  const held = Map.groupBy(rows, ({ customer_id }) => customer_id)
  const anchorsOf = Map.groupBy(own, ({ customer }) => customer)
  return due.map(one => {
    const numbers = anchorsOf.get(one.customer)
    let past: Told | undefined
    let hasAnswered = false
    for (const { anchor } of numbers ?? []) {
      const number = String(anchor)
      for (const row of held.get(number) ?? []) {
        past ??= { ...nothingTold, bounced: {}, refused: new Set(), complained: new Set() }
        tell(past, one, row, yearAgo, shownSince, reminded.get(row.invitation_id) ?? 0)
      }
      const at = answered.get(`${one.survey} ${number}`)
      if (at !== undefined && one.happenedAt !== null && at >= one.happenedAt) hasAnswered = true
    }
    if (!past) return hasAnswered ? { ...nothingPast, hasAnswered } : nothingPast
    return {
      sameSurveyAt: instantOf(past.sameSurvey),
      sameKindAt: instantOf(past.sameKind),
      anySurveyAt: instantOf(past.anySurvey),
      askedInYear: past.asked + past.reminded / 2,
      impressions: past.impressions,
      isDecided: past.isDecided,
      hasAnswered,
      bounced: past.bounced,
      refused: [...past.refused],
      complained: [...past.complained],
    }
  })
}

/** A past as it is put together; instants in milliseconds, 0 for never. */
type Told = {
  sameSurvey: number
  sameKind: number
  anySurvey: number
  asked: number
  reminded: number
  impressions: number
  isDecided: boolean
  bounced: Partial<Record<InvitationChannel, Date>>
  refused: Set<InvitationChannel>
  complained: Set<InvitationChannel>
}

const nothingTold = {
  sameSurvey: 0,
  sameKind: 0,
  anySurvey: 0,
  asked: 0,
  reminded: 0,
  impressions: 0,
  isDecided: false,
}
const instantOf = (ms: number) => (ms === 0 ? null : new Date(ms))

function tell(past: Told, due: Due, row: Row, yearAgo: number, shownSince: number, reminded: number): void {
  const { channel, state, asked_at: at, bounced_at: bouncedAt } = row
  const isSame = row.survey_id === due.survey
  if (at !== null) {
    if (isSame) past.sameSurvey = Math.max(past.sameSurvey, at)
    if (row.kind === due.kind) past.sameKind = Math.max(past.sameKind, at)
    if (channel !== 'widget' || state !== 'sent') past.anySurvey = Math.max(past.anySurvey, at)
    if (channel !== 'widget' && at > yearAgo) past.asked++
    if (channel === 'widget' && at > shownSince) past.impressions++
  }
  past.reminded += reminded
  if (isSame && row.cause === due.cause && state !== 'deferred') past.isDecided = true
  if (bouncedAt !== null && bouncedAt > (past.bounced[channel] ?? new Date(0))) past.bounced[channel] = bouncedAt
  if (state === 'refused') past.refused.add(channel)
  if (row.complained) past.complained.add(channel)
}

/** How many reminders each of these invitations led to. */
async function remindersOf(
  postgres: Queryable,
  workspace: number,
  rows: readonly Row[],
  since: Date,
): Promise<ReadonlyMap<string, number>> {
  if (rows.length === 0) return new Map()
  const counted = await postgres.rows(sql<{ invitation_id: string; amount: string }>`
    select invitation_id, count(*) as amount
    from listening.messages
    where workspace_id = ${workspace} and invitation_id = any(${rows.map(row => row.invitation_id)}::text[])
      and kind = 'reminder' and state in ('taken', 'sent', 'delivered') and send_after > ${since}
    group by invitation_id`)
  return new Map(counted.map(row => [row.invitation_id, Number(row.amount)]))
}

/** When each survey was last answered under each of these numbers, by whatever way, as `survey number`. */
async function answersOf(
  postgres: Queryable,
  workspace: number,
  due: readonly Due[],
  anchors: string,
): Promise<ReadonlyMap<string, Date>> {
  const rows = await postgres.rows(sql<{ survey_id: string; customer_id: string; at: Date }>`
    select survey_id, customer_id, max(completed_at) as at
    from listening.responses
    where workspace_id = ${workspace} and customer_id = any(${anchors}::bigint[])
      and survey_id = any(${[...new Set(due.map(({ survey }) => survey))]}::text[]) and completed_at is not null
    group by survey_id, customer_id`)
  return new Map(rows.map(row => [`${row.survey_id} ${row.customer_id}`, row.at]))
}
