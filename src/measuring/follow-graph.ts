import type { followGraph as followGraphRoute } from '../contract/measuring.ts'
import type { AnswerOf, InputOf } from '../contract/route.ts'
import type { Context } from '../feature.ts'
import { journeyNumberOf } from '../mapping/index.ts'
import { activitiesOf } from './activities.ts'
import { keepingOf } from './kept-visits.ts'
import { countFollows, type FollowCount } from './questions/count-follows.ts'
import { countVariants } from './questions/list-variants.ts'

/** What directly follows what: between the touchpoints of a map, or between all events by name. */
export async function followGraph(
  context: Context,
  { query }: InputOf<typeof followGraphRoute>,
): Promise<AnswerOf<typeof followGraphRoute>> {
  const { clickhouse, workspace } = context
  const { map: mapId, limit, ...filter } = query
  const journey = mapId === undefined ? 0 : await journeyNumberOf(context, workspace.number, mapId)
  const keeping = keepingOf(workspace.number, journey, filter)
  const [{ nameOf, minimumGroup }, pairs, { variants }] = await Promise.all([
    activitiesOf(context, mapId),
    countFollows(clickhouse, keeping, workspace.minimumGroup),
    countVariants(clickhouse, keeping, false),
  ])
  const follows = pairs.filter(row => row.after !== 0)
  const shown = follows.filter(row => Number(row.customers) >= minimumGroup)
  const flow = follows.reduce((sum, row) => sum + Number(row.count), 0)
  const given = shown.slice(0, limit)
  return {
    activities: [...Map.groupBy(pairs, row => row.before)]
      .map(([activity, own]) => ({
        name: nameOf(activity),
        events: sumOf(own, 'count'),
        cases: sumOf(own, 'activity_cases'),
        starts: sumOf(own, 'starts'),
        ends: sumOf(
          own.filter(row => row.after === 0),
          'count',
        ),
      }))
      .filter(each => each.cases >= minimumGroup)
      .sort((a, b) => b.events - a.events),
    follows: given.map(row => ({
      from: nameOf(row.before),
      to: nameOf(row.after),
      count: Number(row.count),
      cases: Number(row.cases),
      medianSeconds: row.seconds,
    })),
    cases: sumOf(pairs, 'first_cases'),
    events: sumOf(pairs, 'count'),
    customers: sumOf(pairs, 'first_customers'),
    variants,
    hiddenFlow: flow === 0 ? 0 : 1 - given.reduce((sum, row) => sum + Number(row.count), 0) / flow,
  }
}

type Counted = 'count' | 'activity_cases' | 'starts' | 'first_cases' | 'first_customers'

function sumOf(rows: readonly FollowCount[], figure: Counted): number {
  return rows.reduce((sum, row) => sum + Number(row[figure]), 0)
}
