import type { followGraph as followGraphRoute } from '../contract/measuring.ts'
import type { AnswerOf, InputOf } from '../contract/route.ts'
import type { Context } from '../feature.ts'
import { mapWithTouchpoints } from '../mapping/index.ts'
import { eventNames } from './event-names.ts'
import { type Keeping, keepingOf } from './kept-visits.ts'
import { countActivities, countFollows, countVariants } from './questions/count-follows.ts'

const allTime = { from: '1900-01-01T00:00:00Z', to: '2200-01-01T00:00:00Z' }

/** What directly follows what: between the touchpoints of a map, or between all events by name. */
export async function followGraph(
  context: Context,
  { query }: InputOf<typeof followGraphRoute>,
): Promise<AnswerOf<typeof followGraphRoute>> {
  const { clickhouse, workspace } = context
  const { map: mapId, limit, from, to, ...rest } = query
  const map = mapId === undefined ? undefined : await mapWithTouchpoints(context, workspace.number, mapId)
  const keeping: Keeping = keepingOf(workspace.number, map?.journeyNumber ?? 0, {
    ...rest,
    from: from ?? allTime.from,
    to: to ?? allTime.to,
  })
  const [activities, follows, totals] = await Promise.all([
    countActivities(clickhouse, keeping),
    countFollows(clickhouse, keeping),
    countVariants(clickhouse, keeping),
  ])
  const names = map ? undefined : await eventNames(context, workspace.number, false)
  const nameOf = (number: number) =>
    map
      ? (map.touchpoints.find(each => each.number === number)?.id ?? `#${number}`)
      : (names?.[number - 1] ?? `#${number}`)
  const shown = follows.filter(row => Number(row.customers) >= workspace.minimumGroup || map === undefined)
  const flow = follows.reduce((sum, row) => sum + Number(row.count), 0)
  const given = shown.slice(0, limit)
  return {
    activities: activities.map(row => ({
      name: nameOf(row.activity),
      events: Number(row.events),
      cases: Number(row.cases),
      starts: Number(row.starts),
      ends: Number(row.ends),
    })),
    follows: given.map(row => ({
      from: nameOf(row.before),
      to: nameOf(row.after),
      count: Number(row.count),
      cases: Number(row.cases),
      medianSeconds: row.seconds,
    })),
    cases: Number(totals.cases),
    events: activities.reduce((sum, row) => sum + Number(row.events), 0),
    customers: Number(totals.customers),
    variants: Number(totals.variants),
    hiddenFlow: flow === 0 ? 0 : 1 - given.reduce((sum, row) => sum + Number(row.count), 0) / flow,
  }
}
