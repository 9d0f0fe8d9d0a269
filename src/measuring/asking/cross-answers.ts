import type {
  CrossedAnswers,
  Crossing,
  crossAnswers as crossAnswersRoute,
  listCrossed as listCrossedRoute,
} from '../../contract/measuring-crossing.ts'
import type { AnswerOf, InputOf } from '../../contract/route.ts'
import type { Context } from '../../feature.ts'
import { channelCodes } from '../../vocabulary/channel.ts'
import { customerIdFromNumber } from '../../vocabulary/id.ts'
import { quarters } from '../../vocabulary/statistics/quarters.ts'
import { hiddenCells } from '../../vocabulary/survey/suppression.ts'
import { scoreDifference } from '../../vocabulary/survey/survey-comparison.ts'
import type { QuestionKind } from '../../vocabulary/survey/survey-kinds.ts'
import { countsOf, type Scale, scoreOn } from '../../vocabulary/survey/survey-trend.ts'
import { type Activities, activitiesOf } from '../filtering/activities.ts'
import { keepingOf } from '../filtering/kept-visits.ts'
import { type CrossedAnswer, listCrossedAnswers } from '../questions/cross-answers.ts'
import { isoOf } from '../questions/page-of.ts'

/** Fewer than five are never told, whatever a workspace allows: answers are more than visits. */
const fewest = 5
const mostGroups = 200

type Group = { readonly key: string; readonly rows: readonly CrossedAnswer[]; readonly hidden: boolean }

type Crossed = {
  readonly activities: Activities
  readonly scale: Scale | null
  readonly all: number
  readonly told: number
  readonly groups: readonly Group[]
}

/** What each group said, and whether two of them differ. @throws problem `not_found`. */
export async function crossAnswers(
  context: Context,
  { params, query }: InputOf<typeof crossAnswersRoute>,
): Promise<CrossedAnswers> {
  const { activities, scale, all, told, groups } = await crossed(context, params.map, query)
  const labels = new Map(activities.map?.library.touchpoints.map(({ id, name }) => [id, name]))
  const nameOf = (step: number) => {
    const id = activities.nameOf(step)
    return labels.get(id) ?? { en: id, fr: id }
  }
  const shown = new Map(groups.flatMap(group => (group.hidden ? [] : [[group.key, group] as const])))
  const [first, second] = [shown.get(query.first ?? ''), shown.get(query.second ?? '')]
  const difference = scale && first && second ? scoreDifference(scale, countsIn(first), countsIn(second)) : null
  return {
    by: query.by,
    scale,
    told,
    all,
    groups: groups.slice(0, mostGroups).map(({ key, rows, hidden }) => ({
      key,
      names: namesOf(query.by, key, rows[0]!).map(nameOf),
      seconds: query.by === 'duration' && !hidden ? rangeOf(rows) : null,
      n: hidden ? 0 : rows.length,
      score: hidden || !scale ? null : scoreOn(scale, countsIn({ rows })),
      hidden,
    })),
    difference,
    refused: first && second && !difference ? 'tooFew' : null,
  }
}

/**
 * The answers behind a group. Those of one that is too small are not told, nor those of a survey that is never told with
 * who answered it. @throws problem `not_found`.
 */
export async function listCrossed(
  context: Context,
  { params, query }: InputOf<typeof listCrossedRoute>,
): Promise<AnswerOf<typeof listCrossedRoute>> {
  const { activities, groups } = await crossed(context, params.map, query)
  const group = groups.find(({ key }) => key === query.key)
  const isUntold = group?.hidden || group?.rows.some(({ anonymity }) => anonymity !== '')
  if (!group || isUntold) return { total: 0, hidden: group !== undefined, rows: [], cursor: null }
  const offset = Number(query.cursor ?? 0) || 0
  const rows = group.rows.slice(offset, offset + query.limit)
  return {
    total: group.rows.length,
    hidden: false,
    rows: rows.map(row => ({
      customer: customerIdFromNumber(BigInt(row.customer_id)),
      answer: row.answer,
      answeredAt: isoOf(row.answered_at),
      started: isoOf(row.started),
      activities: row.steps.map(activities.nameOf),
    })),
    cursor: offset + rows.length < group.rows.length ? String(offset + rows.length) : null,
  }
}

type Asked = InputOf<typeof crossAnswersRoute>['query']

/** All answers on the scale of the latest version, in their groups, the largest first: what numbers and lists are made of. */
async function crossed(
  context: Context,
  map: string,
  query: Pick<Asked, 'survey' | 'question' | 'by' | 'from' | 'to'>,
): Promise<Crossed> {
  const { clickhouse, workspace } = context
  const activities = await activitiesOf(context, map)
  const keeping = keepingOf(workspace.number, activities.journey, {})
  const rows = await listCrossedAnswers(clickhouse, keeping, query)
  const latest = rows.reduce<CrossedAnswer | undefined>(
    (held, row) => (held && Number(held.version) >= Number(row.version) ? held : row),
    undefined,
  )
  if (!latest) return { activities, scale: null, all: 0, told: 0, groups: [] }
  const isSame = (row: CrossedAnswer) =>
    row.construct === latest.construct && row.low === latest.low && row.high === latest.high
  const known = rows.filter(row => isSame(row) && row.steps.length > 0)
  const keysOf = keysBy(query.by, known)
  const groups = new Map<string, CrossedAnswer[]>()
  for (const row of known) {
    for (const key of keysOf(row)) {
      const held = groups.get(key)
      if (held) held.push(row)
      else groups.set(key, [row])
    }
  }
  const sorted = [...groups].sort(([a, one], [b, other]) => other.length - one.length || (a < b ? -1 : 1))
  const sizes = sorted.map(([, own]) => ({ customers: new Set(own.map(row => row.customer_id)).size }))
  const hidden = hiddenCells(sizes, Math.max(fewest, workspace.minimumGroup))
  return {
    activities,
    scale: scaleOf(latest),
    all: rows.length,
    told: known.length,
    groups: sorted.map(([key, own], place) => ({ key, rows: own, hidden: hidden.has(place) })),
  }
}

function keysBy(by: Crossing, rows: readonly CrossedAnswer[]): (row: CrossedAnswer) => readonly string[] {
  switch (by) {
    case 'variant':
      return row => [row.variant]
    case 'touchpoint':
      return row => [...new Set(row.steps)].map(String)
    case 'channel':
      return row => [...new Set(row.channels)].map(code => channelCodes[code] ?? 'other')
    case 'duration': {
      const quarterOf = quarters(rows.map(({ seconds }) => seconds))
      return row => [quarterOf(row.seconds)]
    }
    default:
      return by satisfies never
  }
}

function namesOf(by: Crossing, key: string, { steps }: CrossedAnswer): readonly number[] {
  if (by === 'touchpoint') return [Number(key)]
  return by === 'variant' ? steps.filter((step, place) => step !== steps[place - 1]) : []
}

const countsIn = ({ rows }: Pick<Group, 'rows'>) => countsOf(rows.map(({ answer }) => ({ answer, n: 1 })))

function rangeOf(rows: readonly CrossedAnswer[]): [number, number] {
  const seconds = rows.map(row => row.seconds)
  return [seconds.reduce((a, b) => Math.min(a, b)), seconds.reduce((a, b) => Math.max(a, b))]
}

/** Stars and smileys are told as satisfaction: the share of the top of their scale is the same measure. */
const kinds: Readonly<Record<string, QuestionKind>> = { nps: 'nps', effort: 'ces', satisfaction: 'csat' }

function scaleOf({ construct, low, high }: CrossedAnswer): Scale | null {
  const kind = kinds[construct]
  return kind === undefined ? null : { kind, min: low, max: high }
}
