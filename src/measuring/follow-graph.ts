import type { followGraph as followGraphRoute } from '../contract/measuring.ts'
import type { AnswerOf, InputOf } from '../contract/route.ts'
import type { Context } from '../feature.ts'
import { writeNames } from '../vocabulary/case-filter.ts'
import { activitiesOf } from './activities.ts'
import { keepingOf } from './kept-visits.ts'
import {
  type ActivityReach,
  countBeginnings,
  countFollows,
  type FollowCount,
  rankActivities,
} from './questions/count-follows.ts'
import { countVariants } from './questions/list-variants.ts'

/**
 * What directly follows what: between the touchpoints of a map, or between all events by name. With a bound on the
 * activities, or where some are lived by too few to be told, the cases are told again without the visits of the others:
 * every count still adds up.
 */
export async function followGraph(
  context: Context,
  { query }: InputOf<typeof followGraphRoute>,
): Promise<AnswerOf<typeof followGraphRoute>> {
  const { clickhouse, workspace } = context
  const { map: mapId, limit, activities: most, ...filter } = query
  const activities = await activitiesOf(context, mapId)
  const { journey, nameOf, minimumGroup } = activities
  const whole = keepingOf(workspace.number, journey, filter, activities)
  // Who is told everything looks at everything in one pass.
  const ranked = most === undefined && minimumGroup === 0 ? [] : await rankActivities(clickhouse, whole)
  const { kept, left } = leaveOut(ranked, most ?? ranked.length, minimumGroup)
  const only = writeNames(kept.map(each => nameOf(each.activity)))
  const keeping =
    left.length === 0 || kept.length === 0
      ? whole
      : keepingOf(workspace.number, journey, { ...filter, only }, activities)
  const [pairs, beginnings, { cases, variants }, all] = await Promise.all([
    kept.length === 0 && left.length > 0 ? [] : countFollows(clickhouse, keeping, workspace.minimumGroup),
    minimumGroup === 0 ? [] : countBeginnings(clickhouse, keeping, workspace.minimumGroup),
    countVariants(clickhouse, keeping, false),
    left.length === 0 ? undefined : countVariants(clickhouse, whole, false),
  ])
  const mayBegin = new Set(beginnings.filter(row => Number(row.customers) >= minimumGroup).map(row => row.activity))
  const follows = pairs.filter(row => row.after !== 0)
  const flow = follows.reduce((sum, row) => sum + Number(row.count), 0)
  const given = follows.filter(row => Number(row.customers) >= minimumGroup).slice(0, limit)
  return {
    activities: [...Map.groupBy(pairs, row => row.before)]
      .map(([activity, own]) => {
        const starts = sumOf(own, 'starts')
        const end = own.find(row => row.after === 0)
        return {
          name: nameOf(activity),
          events: sumOf(own, 'count'),
          cases: sumOf(own, 'activity_cases'),
          starts: starts === 0 || minimumGroup === 0 || mayBegin.has(activity) ? starts : null,
          ends: end === undefined ? 0 : Number(end.customers) < minimumGroup ? null : Number(end.count),
        }
      })
      .sort((a, b) => b.events - a.events),
    allActivities: kept.length + left.length,
    leftOut: {
      activities: left.length,
      events: left.reduce((sum, each) => sum + Number(each.events), 0),
      cases: all === undefined ? 0 : all.cases - (pairs.length === 0 ? 0 : cases),
    },
    follows: given.map(row => ({
      from: nameOf(row.before),
      to: nameOf(row.after),
      count: Number(row.count),
      cases: Number(row.cases),
      medianSeconds: row.seconds[0],
      p90Seconds: row.seconds[1],
    })),
    cases: sumOf(pairs, 'first_cases'),
    events: sumOf(pairs, 'count'),
    customers: sumOf(pairs, 'first_customers'),
    variants: pairs.length === 0 ? 0 : variants,
    hiddenFlow: flow === 0 ? 0 : 1 - given.reduce((sum, row) => sum + Number(row.count), 0) / flow,
  }
}

/**
 * The activities that are looked at, and the others. Whoever lived an activity that is left out for being rare must not
 * be found by what the others leave of the whole: at least two are left out, of enough customers together.
 */
function leaveOut(
  ranked: readonly ActivityReach[],
  most: number,
  minimumGroup: number,
): { readonly kept: readonly ActivityReach[]; readonly left: readonly ActivityReach[] } {
  const few = (each: ActivityReach) => Number(each.customers) < minimumGroup
  const kept = ranked.slice(0, most).filter(each => !few(each))
  const left = ranked.filter(each => !kept.includes(each))
  if (!left.some(few)) return { kept, left }
  const customers = () => left.reduce((sum, each) => sum + Number(each.customers), 0)
  while (kept.length > 0 && (left.length < 2 || customers() < minimumGroup)) left.unshift(kept.pop()!)
  return { kept, left }
}

type Counted = 'count' | 'activity_cases' | 'starts' | 'first_cases' | 'first_customers'

function sumOf(rows: readonly FollowCount[], figure: Counted): number {
  return rows.reduce((sum, row) => sum + Number(row[figure]), 0)
}
