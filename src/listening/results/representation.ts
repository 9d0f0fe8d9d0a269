import type { InputOf } from '../../contract/route.ts'
import type {
  askRepresentation as askRepresentationRoute,
  SurveyRepresentation,
} from '../../contract/survey-representation.ts'
import { sql as clickhouseSql, u64s } from '../../engines/clickhouse/index.ts'
import { sql } from '../../engines/postgres/index.ts'
import type { Context } from '../../feature.ts'
import { membersOf, placesIn, segmentRows } from '../../segmenting/index.ts'
import { type AskedStratum, postStratified } from '../../vocabulary/statistics/post-stratified.ts'
import { riskDifference } from '../../vocabulary/statistics/risk-difference.ts'
import { varianceOf } from '../../vocabulary/statistics/sample-plan.ts'
import { hiddenCells } from '../../vocabulary/survey/suppression.ts'
import { countsOf, type Scale, scoreOn } from '../../vocabulary/survey/survey-trend.ts'
import { counts } from '../answering/left-out.ts'
import { readSurvey } from '../surveys-store.ts'
import { facesOf, scoredQuestions } from './scored-questions.ts'
import { fewestAnonymous } from './small-groups.ts'

/** Somebody who was sent an invitation, and what they answered to the question. */
type Asked = { readonly customer_id: string | null; readonly channel: string; readonly answer: number | null }
type Group = { readonly key: string; readonly name: string | null; readonly holds: (one: Asked) => boolean }

/** Of more, the latest say it. */
const most = 200_000
const mostSegments = 20
const fewestCompared = 10

/** Whether those who answered are like those who were asked. @throws problem `not_found`. */
export async function askRepresentation(
  context: Context,
  { params, query }: InputOf<typeof askRepresentationRoute>,
): Promise<SurveyRepresentation> {
  const { postgres, workspace } = context
  const row = await readSurvey(postgres, workspace.number, params.survey)
  const { questions, chosen, versions } = await scoredQuestions(context, params.survey, query.question)
  const scale = versions.find(one => one.scale)?.scale
  const none = {
    questions: facesOf(questions),
    question: chosen?.id ?? null,
    by: query.by,
    asked: 0,
    answered: 0,
    groups: [],
    plain: null,
    weighted: null,
    notWeighted: null,
    plan: null,
  }
  if (row.anonymity === 'anonymous') return { ...none, refused: 'anonymous' }
  const asked = chosen && scale ? await readAsked(context, params.survey, chosen.id, scale, versions) : []
  const population = await eligibleOf(context, params.survey)
  const answers = asked.filter(one => one.answer !== null)
  const rate = asked.length === 0 ? null : answers.length / asked.length
  const variance = scale ? varianceOf(scale, countsIn(answers)) : null
  const plan = variance && { ...variance, responseRate: rate, population }
  if (!scale || asked.length === 0) return { ...none, plan, refused: 'nobodyAsked' }
  const groups = await groupsOf(context, asked, query.by)
  const sizes = groups.map(({ holds }) => ({
    customers: asked.filter(one => holds(one) && one.answer !== null).length,
  }))
  const hidden = hiddenCells(sizes, Math.max(fewestAnonymous, workspace.minimumGroup))
  const strata = strataOf(groups, asked, query)
  const weighted = strata && postStratified(scale, strata)
  return {
    ...none,
    refused: null,
    asked: asked.length,
    answered: answers.length,
    groups: groups.map((group, place) => told(group, asked, answers.length, hidden.has(place))),
    plain: scoreOn(scale, countsIn(answers)),
    weighted,
    notWeighted: weighted ? null : strata ? 'thin' : 'choose',
    plan,
  }
}

/** Whoever was sent an invitation by a message, with their answer on the scale of the latest version. */
async function readAsked(
  { postgres, workspace }: Context,
  survey: string,
  question: string,
  scale: Scale,
  versions: readonly { readonly number: number; readonly scale: Scale | null }[],
): Promise<readonly Asked[]> {
  const alike = versions.flatMap(one =>
    one.scale?.kind === scale.kind && one.scale.min === scale.min && one.scale.max === scale.max ? [one.number] : [],
  )
  return await postgres.rows(sql<Asked>`
    select invitations.customer_id, channel, (value #>> '{}')::float8 as answer
    from listening.invitations
    left join listening.responses
      on responses.workspace_id = invitations.workspace_id and responses.invitation_id = invitations.invitation_id
      and ${counts}
    left join listening.answers
      on answers.workspace_id = responses.workspace_id and answers.response_id = responses.response_id
        and question_id = ${question} and jsonb_typeof(value) = 'number' and responses.version = any(${alike}::integer[])
    where invitations.workspace_id = ${workspace.number} and invitations.survey_id = ${survey}
      and sent_at is not null and channel <> 'widget' and state not in ('bounced', 'failed')
    order by sent_at desc
    limit ${most}`)
}

/** Everybody who was decided on and might have been asked. */
async function eligibleOf({ postgres, workspace }: Context, survey: string): Promise<number | null> {
  const row = await postgres.first(sql<{ n: string }>`
    select count(distinct customer_id) as n from listening.invitations
    where workspace_id = ${workspace.number} and survey_id = ${survey} and channel <> 'widget' and state <> 'blocked'`)
  return Number(row?.n ?? 0) || null
}

async function groupsOf(
  context: Context,
  asked: readonly Asked[],
  by: 'channel' | 'segment',
): Promise<readonly Group[]> {
  if (by === 'channel')
    return [...new Set(asked.map(one => one.channel))]
      .sort()
      .map(key => ({ key, name: null, holds: one => one.channel === key }))
  const { postgres, clickhouse, workspace } = context
  const segments = (await segmentRows(postgres, workspace.number, false)).slice(0, mostSegments)
  const numbers = asked.flatMap(({ customer_id }) => (customer_id === null ? [] : [BigInt(customer_id)]))
  const groups: Group[] = []
  for (const { segment_id, name } of segments) {
    const rows = await clickhouse.rows<{ number: string }>(clickhouseSql`
      select toString(number) as number
      from (select arrayJoin(${u64s(numbers)}) as number) as asking
      left join (${placesIn(workspace.number)}) as places on asking.number = places.anchor
      where if(places.customer_id = 0, asking.number, places.customer_id) in (
        select customer from (${membersOf(workspace.number, segment_id)})
      )`)
    const members = new Set(rows.map(({ number }) => number))
    if (members.size > 0)
      groups.push({ key: segment_id, name, holds: one => one.customer_id !== null && members.has(one.customer_id) })
  }
  return groups
}

/** Parts that share nothing, which weights are made of: the channels, or a segment and all others. */
function strataOf(
  groups: readonly Group[],
  asked: readonly Asked[],
  { by, segment }: { readonly by: 'channel' | 'segment'; readonly segment?: string | undefined },
): readonly AskedStratum[] | null {
  const stratum = (own: readonly Asked[]) => ({ asked: own.length, counts: countsIn(own) })
  if (by === 'channel') return groups.map(({ holds }) => stratum(asked.filter(holds)))
  const group = groups.find(({ key }) => key === segment)
  return group ? [stratum(asked.filter(group.holds)), stratum(asked.filter(one => !group.holds(one)))] : null
}

function told(
  { key, name, holds }: Group,
  asked: readonly Asked[],
  allAnswers: number,
  hidden: boolean,
): SurveyRepresentation['groups'][number] {
  const own = asked.filter(holds)
  const answered = own.filter(one => one.answer !== null).length
  const others = asked.length - own.length
  const apart =
    own.length >= fewestCompared && others >= fewestCompared
      ? riskDifference([{ good: own.length, goodWith: answered, bad: others, badWith: allAnswers - answered }])
      : undefined
  return {
    key,
    name,
    asked: own.length,
    answered: hidden ? 0 : answered,
    shareOfAsked: own.length / asked.length,
    shareOfAnswers: hidden || allAnswers === 0 ? 0 : answered / allAnswers,
    difference:
      hidden || !apart
        ? null
        : { value: apart.difference, low: apart.low, high: apart.high, means: apart.low > 0 || apart.high < 0 },
    hidden,
  }
}

const countsIn = (rows: readonly Asked[]) =>
  countsOf(rows.flatMap(({ answer }) => (answer === null ? [] : [{ answer, n: 1 }])))
