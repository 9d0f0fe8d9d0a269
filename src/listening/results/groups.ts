import type { InputOf } from '../../contract/route.ts'
import type { askSurveyGroups as askSurveyGroupsRoute, SurveyGroups } from '../../contract/survey-figures.ts'
import { sql } from '../../engines/postgres/index.ts'
import type { Context } from '../../feature.ts'
import { hiddenCells } from '../../vocabulary/survey/suppression.ts'
import { scoreDifference } from '../../vocabulary/survey/survey-comparison.ts'
import type { AnswerCounts } from '../../vocabulary/survey/survey-scores.ts'
import { countsOf, type Scale, scoreOn, sum } from '../../vocabulary/survey/survey-trend.ts'
import { counts } from '../answering/left-out.ts'
import { readSurvey } from '../surveys-store.ts'
import { inPart } from './every-response.ts'
import { keysByCustomer } from './known-before.ts'
import { facesOf, scoredQuestions } from './scored-questions.ts'
import { fewestAnonymous } from './small-groups.ts'

type Query = InputOf<typeof askSurveyGroupsRoute>['query']

/** An answer to the question, with what tells it apart. */
type Given = {
  readonly response_id: string
  readonly customer_id: string | null
  readonly started_at: Date
  readonly version: number
  readonly key: string | null
  readonly name: string | null
  readonly answer: number
}

type Group = {
  readonly key: string
  readonly name: string | null
  readonly scale: Scale
  readonly counts: AnswerCounts
}

/** What each group said, and whether two of them differ. @throws problem `not_found`. */
export async function askSurveyGroups(
  context: Context,
  { params, query }: InputOf<typeof askSurveyGroupsRoute>,
): Promise<SurveyGroups> {
  const { postgres, workspace } = context
  await readSurvey(postgres, workspace.number, params.survey)
  const { questions, chosen, versions } = await scoredQuestions(context, params.survey, query.question)
  const { by } = query
  const none = { questions: facesOf(questions), question: chosen?.id ?? null, by, difference: null, refused: null }
  if (!chosen) return { ...none, told: 0, all: 0, groups: [] }
  const given = await readGiven(context, params.survey, chosen.id, query)
  const scales = new Map(versions.flatMap(({ number, scale }) => (scale ? [[number, scale] as const] : [])))
  // Versions are put together only where they ask on the scale of the latest.
  const latest = [...scales.entries()].sort(([a], [b]) => b - a)[0]?.[1]
  if (!latest) return { ...none, told: 0, all: 0, groups: [] }
  const isOne = (version: number) => by === 'version' || same(scales.get(version), latest)
  const kept = given.filter(({ version }) => isOne(version))
  const keyed = await withKeys(context, kept, query)
  const groups = [...Map.groupBy(keyed, ({ key }) => key).entries()].map(
    ([key, rows]): Group => ({
      key,
      name: rows[0]!.name,
      scale: by === 'version' ? (scales.get(Number(key)) ?? latest) : latest,
      counts: countsOf(rows.map(({ answer }) => ({ answer, n: 1 }))),
    }),
  )
  const sizes = groups.map(({ counts }) => ({ customers: sum(counts) }))
  const hidden = hiddenCells(sizes, Math.max(fewestAnonymous, workspace.minimumGroup))
  const told = new Map(groups.flatMap((group, place) => (hidden.has(place) ? [] : [[group.key, group] as const])))
  return {
    ...none,
    told: by === 'segment' ? new Set(keyed.map(one => one.response)).size : keyed.length,
    all: given.length,
    groups: groups
      .map(({ key, name, scale, counts }, place) => ({
        key,
        name,
        scale,
        n: hidden.has(place) ? 0 : sum(counts),
        score: hidden.has(place) ? null : scoreOn(scale, counts),
        hidden: hidden.has(place),
      }))
      .sort((a, b) => b.n - a.n || (a.key < b.key ? -1 : 1)),
    ...compared(told.get(query.first ?? ''), told.get(query.second ?? '')),
  }
}

function compared(first: Group | undefined, second: Group | undefined): Pick<SurveyGroups, 'difference' | 'refused'> {
  if (!first || !second) return { difference: null, refused: null }
  if (!same(first.scale, second.scale)) return { difference: null, refused: 'otherScale' }
  const difference = scoreDifference(first.scale, first.counts, second.counts)
  return { difference, refused: difference ? null : 'tooFew' }
}

const same = (one: Scale | undefined, other: Scale) =>
  one !== undefined && one.kind === other.kind && one.min === other.min && one.max === other.max

/** Every answer to the question, with the key of its group where the store itself tells it. */
function readGiven({ postgres, workspace }: Context, survey: string, question: string, query: Query) {
  const { by, from, to, otherFrom, otherTo } = query
  const within = (since: string | undefined, until: string | undefined) => inPart({ from: since, to: until })
  const keys = {
    place: sql`coalesce(responses.link_id, '')`,
    language: sql`responses.language`,
    version: sql`responses.version::text`,
    channel: sql`coalesce(invitations.channel, links.kind, '')`,
    period: sql`case when ${within(from, to)} then 'first' when ${within(otherFrom, otherTo)} then 'second' end`,
    segment: sql`null::text`,
    event: sql`null::text`,
    property: sql`null::text`,
  } as const
  return postgres.rows(sql<Given>`
    select responses.response_id, responses.customer_id, responses.started_at, responses.version, ${keys[by]} as key,
      ${by === 'place' ? sql`coalesce(place, '')` : sql`null::text`} as name, (value #>> '{}')::float8 as answer
    from listening.responses
    join listening.answers using (workspace_id, response_id)
    left join listening.links on links.workspace_id = responses.workspace_id and links.link_id = responses.link_id
    left join listening.invitations
      on invitations.workspace_id = responses.workspace_id and invitations.invitation_id = responses.invitation_id
    where responses.workspace_id = ${workspace.number} and responses.survey_id = ${survey}
      and question_id = ${question} and jsonb_typeof(value) = 'number' and ${counts}
      and ${by === 'period' ? sql`true` : within(from, to)}
    order by responses.response_id desc
    limit 200000`)
}

type Keyed = { readonly response: string; readonly key: string; readonly name: string | null; readonly answer: number }

/** Answers with the groups that they are in: one each, several segments, or, of nobody known, none. */
async function withKeys(context: Context, given: readonly Given[], query: Query): Promise<readonly Keyed[]> {
  if (query.by !== 'segment' && query.by !== 'event' && query.by !== 'property')
    return given.flatMap(({ response_id, key, name, answer }) =>
      key === null ? [] : [{ response: response_id, key, name, answer }],
    )
  const known = given.flatMap(({ response_id, customer_id, started_at }) =>
    customer_id === null ? [] : [{ response: response_id, customer: BigInt(customer_id), at: started_at }],
  )
  const keys = await keysByCustomer(context, known, query)
  return given.flatMap(({ response_id, answer }) =>
    (keys.get(response_id) ?? []).map(({ key, name }) => ({ response: response_id, key, name, answer })),
  )
}
